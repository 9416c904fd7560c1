export { certificateSource, type DocumentSourceOptions } from './document-source.ts';
