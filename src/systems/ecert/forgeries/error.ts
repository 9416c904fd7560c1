import { CounterfoilError } from '../../../base/index.ts';

/** Why an act on a suspected forgery did not take place; each a key of the words. */
export const FORGERY_CODES = ['forgery-not-found', 'forgery-report-invalid'] as const;
export type ForgeryCode = (typeof FORGERY_CODES)[number];

/** Faults of a report and refusals of an act; each a key of the words. */
export const FORGERY_FAULTS = [
  'forgery-photograph-unfit',
  'forgery-pattern-too-wide',
  'forgery-pattern-empty',
  'forgery-day-unfit',
] as const;

/** What a look-up is warned of; each a key of the words. */
export const FORGERY_WARNINGS = ['forgery-warning-number', 'forgery-warning-pattern'] as const;
export type ForgeryWarningCode = (typeof FORGERY_WARNINGS)[number];

export class ForgeryError extends CounterfoilError<ForgeryCode> {
  override readonly name = 'ForgeryError';
}
