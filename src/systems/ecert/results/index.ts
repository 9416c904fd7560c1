export { RESULT_CODES, RESULT_FAULTS, ResultError, type ResultCode } from './error.ts';
export { REFUSAL_REASONS, type RefusalReason } from './reasons.ts';
export {
  resultLifecycle,
  resultRecord,
  VERDICTS,
  type ResultBody,
  type ResultEntry,
  type Verdict,
} from './result-record.ts';
export {
  getResult,
  giveResult,
  resultContent,
  resultsOf,
  type GivenResult,
  type NewResult,
  type ResultOptions,
} from './results.ts';
