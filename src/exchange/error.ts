import { CounterfoilError } from '../base/index.ts';

/** Why a message or an act on one was not taken; each a key of the words. */
export const EXCHANGE_CODES = [
  'exchange-partner-unknown',
  'exchange-partner-not-live',
  'exchange-type-not-agreed',
  'exchange-channel-not-agreed',
  'exchange-message-too-large',
  'exchange-message-empty',
  'exchange-too-many',
  'exchange-envelope-malformed',
  'exchange-envelope-not-for-us',
  'exchange-envelope-differs',
  'exchange-seal-missing',
  'exchange-seal-wrong',
  'exchange-digest-differs',
  'exchange-message-conflict',
  'exchange-message-unknown',
  'exchange-receipt-too-large',
  'exchange-not-allowed',
  'exchange-state-unfit',
  'exchange-key-missing',
  'exchange-channel-absent',
  'exchange-attempt-late',
  'exchange-arrival-unread',
  'exchange-answer-too-large',
  'exchange-transport-key-missing',
  'exchange-transport-key-inside',
] as const;
export type ExchangeCode = (typeof EXCHANGE_CODES)[number];

/** What is noted of single messages and roads, and faults of agreements; each a key of the words. */
export const EXCHANGE_NOTES = [
  'exchange-no-answer',
  'exchange-expired',
  'exchange-discarded',
  'exchange-dialect-unfit',
  'exchange-partner-is-self',
  'exchange-type-repeated',
  'exchange-certificate-unreadable',
  'exchange-fingerprint-differs',
  'exchange-trial',
  'exchange-previous-missing',
  'exchange-type-unknown',
  'exchange-no-handler',
  'exchange-reading-failed',
  'exchange-content-malformed',
] as const;

/** A message that may not come in or go out, or an act on one that did not take place. */
export class ExchangeError extends CounterfoilError<ExchangeCode> {
  override readonly name = 'ExchangeError';
}
