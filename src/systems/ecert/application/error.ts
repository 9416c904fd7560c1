import { CounterfoilError } from '../../../base/index.ts';

/** Why the issuing office's work is refused; each a key of the words. */
export const APPLICATION_CODES = [
  'application-form-invalid',
  'application-incomplete',
  'application-attachments-too-large',
  'application-office-unfit',
  'application-source-unfit',
  'application-number-exhausted',
  'working-copy-stale',
  'model-not-known',
  'model-not-in-force',
  'replaced-not-in-force',
  'sheet-unreadable',
  'sheet-too-large',
  'sheet-unfit',
  'sheet-empty',
  'sheet-too-many-rows',
  'sheet-columns',
  'batch-nothing-good',
  'batch-not-found',
] as const;
export type ApplicationCode = (typeof APPLICATION_CODES)[number];

/** Why an act on an application is refused that is well-formed; each a key of the words. */
export const APPLICATION_REFUSALS = [
  'author-cannot-review',
  'author-cannot-sign',
  'reviewer-cannot-sign',
  'review-missing',
  'recall-by-author',
] as const;

/** An act on applications that did not take place. */
export class ApplicationError extends CounterfoilError<ApplicationCode> {
  override readonly name = 'ApplicationError';
}
