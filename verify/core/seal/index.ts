export { admitXml, type XmlAdmission, type XmlWarning } from './admission.ts';
export {
  algorithmOf,
  CANONICALISATION_OF,
  DIGEST_OF,
  hasSignatureForm,
  SCHEME_OF,
  type SignatureScheme,
} from './lib/algorithms.ts';
export { readCertificate as readX509, type Certificate as X509 } from './lib/certificate.ts';
export {
  readRevocationList,
  REVOCATION_LIST_FAULTS,
  type RevocationList,
  type RevocationListFault,
} from './lib/revocation-list.ts';
export { verifySeal, type SealOptions } from './verification.ts';
export { SEAL_CODES, sealWords } from './words.ts';
