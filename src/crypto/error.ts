import { REVOCATION_LIST_FAULTS } from '../../verify/core/index.ts';
import { CounterfoilError } from '../base/index.ts';

/** Why an act of this room did not take place; each a key of the words. */
export const CRYPTO_CODES = [
  'canonicalisation-failed',
  'document-closed',
  'element-of-another-document',
  'key-unreadable',
  'key-unsuitable',
  'certificate-unreadable',
  'key-certificate-mismatch',
  'seal-document-refused',
  'seal-document-sealed-already',
  'pdf-unsuitable',
  'secret-unreadable',
  'token-pin-refused',
  'token-failed',
  'token-late',
  'token-busy',
  ...REVOCATION_LIST_FAULTS,
] as const;
export type CryptoCode = (typeof CRYPTO_CODES)[number];

export class CryptoError extends CounterfoilError<CryptoCode> {
  override readonly name = 'CryptoError';
}
