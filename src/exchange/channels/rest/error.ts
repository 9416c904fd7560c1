import { CounterfoilError } from '../../../base/index.ts';

/** Why nothing is known of an attempt, or an address is none; each a key of the words. */
export const REST_CODES = [
  'rest-address-unfit',
  'rest-address-not-https',
  'rest-partner-answered',
  'rest-partner-refuses',
  'rest-receipt-missing',
  'rest-receipt-of-another',
  'rest-list-stuck',
  'rest-message-differs',
  'rest-signature-refused',
  'rest-content-unreadable',
  'rest-message-unknown',
] as const;
export type RestCode = (typeof REST_CODES)[number];

/** A partner's answer that says nothing that counts (the outcome of the attempt is unknown), or a request that is not taken. */
export class RestError extends CounterfoilError<RestCode> {
  override readonly name = 'RestError';
}
