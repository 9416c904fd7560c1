export { keeps, systemCaller, type LedgerCaller } from './caller.ts';
export { LEDGER_CODES, LedgerError, type LedgerCode } from './error.ts';
export { sweepExpired, type ExpiryRule } from './expiry.ts';
export {
  actionsOf,
  allowedActions,
  defineLifecycle,
  type Action,
  type ActionContext,
  type ActionDefinition,
  type Change,
  type Lifecycle,
  type Party,
  type Refusal,
} from './lifecycle.ts';
export { lifecycleDiagram, lifecyclePage } from './lifecycle-page.ts';
export { getRecord, readHistory, replayHistory, type HistoryLine, type Opening } from './reading.ts';
export {
  defineRecord,
  recordKey,
  type Column,
  type ColumnValue,
  type Condition,
  type Entry,
  type Filter,
  type Named,
  type RecordDefinition,
} from './record.ts';
export { folded, gramsOf, gramsSought, plainNumber, wordsOf, wordsSought } from './search-text.ts';
export {
  conditionsOf,
  exportLines,
  exportRecords,
  PAGE_LIMIT,
  searchRecords,
  type Page,
  type Search,
} from './searching.ts';
export { tableFaults } from './table-faults.ts';
export { ledgerWords } from './words.ts';
export {
  createRecords,
  takeAction,
  type ActionRequest,
  type NewRecord,
  type Performance,
  type Written,
} from './writing.ts';
export { takeActions } from './writing-many.ts';
export { entryOf, type EntryRow } from './lib/rows.ts';
export { ENTRY_COLUMNS } from './lib/statements.ts';
