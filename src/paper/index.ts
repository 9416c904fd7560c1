export {
  certificatePdf,
  certificatePictures,
  OVERPRINTS,
  paperName,
  type CertificatePaperRequest,
  type Overprint,
} from './certificate-paper.ts';
export { PAPER_CODES, PaperError, type PaperCode } from './error.ts';
export { createPress, type Press, type PressOptions } from './press.ts';
export { qrSymbol, symbolSvg, type QrSymbol } from './qr-symbol.ts';
export { LARGEST_VERSION, makeQrSeal, RUNGS, type QrSeal, type QrSealRequest } from './seal-claims.ts';
export { certificateTemplate } from './templates/certificate.ts';
export type { PaperTemplate } from './templates/template.ts';
export { paperWords } from './words.ts';
