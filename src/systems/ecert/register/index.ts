export {
  importCertificates,
  moveRegister,
  registerActor,
  registerTrust,
  type ImportOptions,
  type ImportSummary,
} from './entry-points.ts';
export { REGISTER_CODES, RegisterError, type RegisterCode } from './error.ts';
export { ITEM_REFUSALS, type ItemRefusal } from './item.ts';
export { growHeapsSlowly } from './memory.ts';
export { progressDisplay, type Progress, type ProgressOutput } from './progress.ts';
export { reconciliationPages, type ReconciliationPages } from './reconciliation-page.ts';
export { reconcileRegister, type Reconciliation, type ReconciliationOptions } from './reconciliation.ts';
export { ROW_REFUSALS, type RowRefusal } from './row.ts';
export { readRegister, type RegisterPass } from './row-source.ts';
export { registerWords } from './words.ts';
