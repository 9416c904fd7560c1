export { CborFault, readCbor, type CborKey, type CborMap, type CborValue } from './cbor.ts';
export { CLAIM, FIELD, readClaims, type PaperClaims, type PaperGoods } from './claims.ts';
export { sigStructure } from './cose.ts';
export { bytesOfDigits, digitsOf, digitsOfBytes } from './digits.ts';
export {
  LIST_CLAIM,
  readStatusList,
  STATUS_LIST_FAULTS,
  STATUS_LIST_TYPE,
  statusAt,
  type PaperStatus,
  type StatusList,
  type StatusListFault,
  type StatusListReading,
} from './status-list.ts';
export {
  PAPER_FAULTS,
  verifyPaper,
  type PaperFault,
  type PaperReport,
  type PaperTrust,
} from './verification.ts';
export { paperSealWords } from './words.ts';
