export { arbitraryCase, shuffled } from './arbitrary-case.ts';
export { SPECIMEN_PATTERNS, SPECIMEN_PRACTICE, specimenBook } from './specimen-book.ts';
export {
  account,
  cited,
  deadLink,
  linkTo,
  NEW_ZEALAND,
  SPECIMEN_DAY,
  specimenCase,
  specimenCaseOfSix,
  specimenCertificate,
  specimenDeclaration,
  specimenItem,
  specimenLine,
} from './specimen-case.ts';
