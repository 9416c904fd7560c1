export {
  attribute,
  AuthorityDirectory,
  type Attribution,
  type AuthorityProfile,
  type OfficeProfile,
  type TrustSource,
} from './authority.ts';
export { CertificateBody } from './certificate-body.ts';
export type { BundleVerdict } from './bundle-examination.ts';
export { certificateLifecycle } from './certificate-lifecycle.ts';
export { certificateRecord, type CertificateFilter } from './certificate-record.ts';
export {
  certificatesByNumber,
  exportCertificates,
  getCertificate,
  getDocument,
  getReceipt,
  readDocument,
  receiptOfDigest,
  searchCertificates,
  type CertificateDocument,
  type CertificateEntry,
} from './certificates.ts';
export { verifyEnclosed, type Enclosed } from './enclosure.ts';
export { translationPorts, type TranslationTask } from './translation.ts';
export { Translations } from './translations.ts';
export { ECERT_CODES, EcertError, INTAKE_FAULTS, type EcertCode, type IntakeFaultCode } from './error.ts';
export { examine, MEDIA_TYPES, type Examination, type MediaType, type SealVerdict } from './examination.ts';
export {
  createIntake,
  type ExaminationRequest,
  type Intake,
  type IntakeItem,
  type IntakeOptions,
} from './intake.ts';
export {
  createIssuing,
  type CertificateAction,
  type CertificateWritten,
  type DraftDocument,
  type Issuing,
  type IssuingOptions,
} from './issuing.ts';
export { NumberLookup, type FoundCertificate } from './number-lookup.ts';
export { paperFormParameter } from './paper-form.ts';
export { paperNumber, printCertificate, type PrintingOptions } from './printing.ts';
export {
  createStatusLists,
  placeKeyOf,
  FRESH_SECONDS,
  LIST_ENTRIES,
  placeOf,
  statusListToken,
  type EndedEntry,
  type StatusLists,
} from './status-list/index.ts';
export { publicCertificate, type PublicCertificate } from './public-lookup.ts';
export type { Outcome, Receipt } from './receipt.ts';
export { readSecurityCode, securityCodeOf } from './security-code.ts';
export { CERTIFICATE_STATES, type CertificateState } from './states.ts';
export { registerTotals, type RegisterTotal, type TotalsQuery } from './statistics.ts';
export { STATUS_CODES, stateOfStatus, statusOfState } from './status-codes.ts';
export { ecertWords } from './words.ts';
