import { CounterfoilError } from '../../base/index.ts';

/** Why an act on a case did not take place; each a key of the words. */
export const CASE_CODES = ['case-unknown', 'case-finished', 'case-version-stale'] as const;
export type CaseCode = (typeof CASE_CODES)[number];

/** An act on a case that did not take place. */
export class CaseError extends CounterfoilError<CaseCode> {
  override readonly name = 'CaseError';
}
