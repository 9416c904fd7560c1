import { CounterfoilError } from '../../base/index.ts';

/** Why the client or a run could not do its work; each a key of the words. */
export const PARTNER_CODES = [
  'partner-kit-unreadable',
  'partner-unreachable',
  'partner-refused',
  'partner-answer-unreadable',
  'partner-message-unsound',
  'partner-report-unsound',
  'partner-program-silent',
] as const;
export type PartnerCode = (typeof PARTNER_CODES)[number];

export class PartnerError extends CounterfoilError<PartnerCode> {
  override readonly name = 'PartnerError';
}
