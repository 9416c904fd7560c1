export { ApplicationBody, APPLICATION_STATES, type ApplicationState } from './application-body.ts';
export { applicationLifecycle, STORABLE } from './application-lifecycle.ts';
export { applicationRecord } from './application-record.ts';
export {
  createApplications,
  type ApplicationReading,
  type ApplicationRequest,
  type Applications,
} from './applications.ts';
export { BATCH_PURPOSES, PROGRESS_STATES, type BatchProgress } from './batch-progress.ts';
export type { ApplicationEntry, ApplicationOptions, OfficeCaller } from './office.ts';
export { createBatches, type Batch, type Batches, type BatchReport, type BatchRequest } from './batches.ts';
export type { Beginning } from './beginning.ts';
export { ApplicationError, APPLICATION_CODES, APPLICATION_REFUSALS, type ApplicationCode } from './error.ts';
export {
  loadedModels,
  rulesOf,
  type IssuingRule,
  type IssuingRules,
  type RuleScope,
} from './issuing-rules.ts';
export {
  LARGEST_SHEET,
  MOST_ROWS,
  sheetCells,
  type SheetCertificate,
  type SheetFinding,
  type SheetReading,
} from './sheet-reading.ts';
export { SHEET_FORMATS, type SheetFormat } from './sheet-template.ts';
export type { Signed } from './signing.ts';
export { applicationWords } from './words.ts';
