export { checkTable, checkTogether, type TableCheck } from './check.ts';
export { compileTable, evaluate, type CompiledTable } from './compilation.ts';
export type { Evaluation, Hit, Unanswered } from './hit.ts';
export { RULE_CODES, RULE_FAULTS, RuleError, type RuleCode } from './error.ts';
export { DecisionTableSchema, MOST_ROWS } from './schema.ts';
export {
  placeholdersOf,
  reasonOf,
  reasonOfUnanswered,
  SIDES,
  toldSentence,
  type TwoSides,
} from './sentence.ts';
export { faultsOfTable, isTable } from './structure.ts';
export {
  HIT_POLICIES,
  ROW_MODES,
  STAGES,
  type Cell,
  type DecisionTable,
  type HitPolicy,
  type RowMode,
  type RuleRow,
  type Stage,
} from './table.ts';
