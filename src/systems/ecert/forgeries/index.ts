export {
  FORGERY_CODES,
  FORGERY_FAULTS,
  FORGERY_WARNINGS,
  ForgeryError,
  type ForgeryCode,
  type ForgeryWarningCode,
} from './error.ts';
export {
  Forgeries,
  type ForgeriesOptions,
  type ReportReceipt,
  type ReportStanding,
  type TrendLine,
  type TrendQuery,
} from './forgeries.ts';
export {
  FORGERY_STATES,
  ForgeryBody,
  forgeryLifecycle,
  forgeryRecord,
  type Forgery,
  type ForgeryState,
} from './forgery-record.ts';
export { ForgeryPattern, type Sought } from './pattern.ts';
export { LARGEST_PHOTOGRAPH, MOST_PHOTOGRAPHS, type ForgeryReport } from './report.ts';
export type { ForgeryWarning } from './warnings.ts';
