export { signPdf, type PdfSigning } from './signing.ts';
