export { verificationWords } from './words.ts';
