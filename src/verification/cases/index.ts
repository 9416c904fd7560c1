export {
  CASE_STATES,
  type CaseStanding,
  type CaseState,
  type Cases,
  type Decided,
  type Entering,
  type Finalised,
  type Replayed,
  type StoredDecision,
} from './contract.ts';
export { openCertificateAccount } from './drawing.ts';
export { certificateAccount, documentName } from './naming.ts';
export {
  ALERT_CAUSES,
  type AlertCause,
  type CaseAlert,
  type CaseKeeper,
  type CaseName,
  type DecidedCase,
  type DocumentChange,
  type DocumentSource,
  type DocumentStanding,
  type FoundDocument,
  type PartnerStanding,
  type RuleBooks,
  type RuleOwner,
} from './ports.ts';
export { CASE_CODES, CaseError, type CaseCode } from './error.ts';
export { openCases, type CasesOptions, type OpenCases } from './open-cases.ts';
export type { CaseWork, CaseWorkOptions } from './working.ts';
