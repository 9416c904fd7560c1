export { admitXml, type XmlAdmission, type XmlWarning } from './admission.ts';
export { verifySeal, type SealOptions } from './verification.ts';
export { SEAL_CODES, sealWords } from './words.ts';
