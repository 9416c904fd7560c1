import { CounterfoilError } from '../../../base/index.ts';

/** Why a result is not taken; each a key of the words. */
export const RESULT_CODES = [
  'result-invalid',
  'result-not-yours',
  'result-not-found',
  'result-void',
] as const;
export type ResultCode = (typeof RESULT_CODES)[number];

/** Single faults of a result; each a key of the words. */
export const RESULT_FAULTS = [
  'result-reasons-missing',
  'result-reasons-unwanted',
  'result-reason-needs-remark',
  'result-remark-missing',
  'result-due-unwanted',
] as const;

export class ResultError extends CounterfoilError<ResultCode> {
  override readonly name = 'ResultError';
}
