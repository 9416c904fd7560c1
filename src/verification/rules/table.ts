import type { FieldName, FieldValue, Outcome, ReasonActor } from '../facts/index.ts';
import type { TableCase } from '../written-cases/index.ts';

/**
 * One typed test of one field. An absent field passes only `absent` (and `any`): what is not known is never taken for a value, and
 * zero is a value.
 */
export type Cell =
  | { readonly is: 'any' | 'absent' | 'present' }
  | { readonly is: 'equal' | 'not-equal'; readonly value: FieldValue }
  | { readonly is: 'in' | 'not-in'; readonly values: readonly string[] }
  /** Codes that begin with one of these. */
  | { readonly is: 'prefix' | 'not-prefix'; readonly values: readonly string[] }
  /** Numbers, days and quantities from (inclusive) until (exclusive unless `inclusive`); a quantity's bounds carry its unit and convert. */
  | {
      readonly is: 'range';
      readonly from?: string;
      readonly until?: string;
      readonly inclusive?: boolean;
      readonly unit?: string;
    }
  /** Lists. */
  | { readonly is: 'contains-any' | 'contains-none'; readonly values: readonly string[] };

/** Acts, is only recorded beside, or rests. A row in shadow never keeps another from its turn. */
export const ROW_MODES = ['live', 'shadow', 'off'] as const;
export type RowMode = (typeof ROW_MODES)[number];

export interface RuleRow {
  /** Stable within the table. */
  readonly id: string;
  /** Law, agreement or instruction it rests on. */
  readonly basis?: string;
  readonly mode: RowMode;
  /** By field of the table's `inputs`; a field left out is `any`. */
  readonly cells: Readonly<Partial<Record<FieldName, Cell>>>;
  /** CEL over the same fields where cells are not enough; points in names are underscores. */
  readonly when?: string;
  /** For judgements. */
  readonly outcome?: Outcome;
  /** Stable reason code; no two causes share one. */
  readonly code?: string;
  readonly actor?: ReasonActor;
  /** One sentence by language, which says who must do what; `{declared}`, `{certified}` and any field as `{item.commodity}`. */
  readonly sentence?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
}

/**
 * What a table is asked for, in the order of a decision.
 * `requirement` (collect): documents an item needs; outputs `codes` (comma-separated codes that satisfy), `type`, `check`.
 * `paperless` (first): outputs `paper` = `not-needed`, `scheme`. `measure` (first): outputs `measure`, `fallback`.
 * `tolerance` (first): outputs `absolute` with `unit`, `percent`. `judgement` (worst): outcome, code, sentence, any outputs.
 */
export const STAGES = ['requirement', 'paperless', 'measure', 'tolerance', 'judgement'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * What is said where several rows hold. `first`: the first row that holds. `unique`: the one that holds, and nothing where two do.
 * `worst`: all, from grave to mild. `collect`: all in their order. What cannot be answered of a row is never passed over.
 */
export const HIT_POLICIES = ['first', 'unique', 'worst', 'collect'] as const;
export type HitPolicy = (typeof HIT_POLICIES)[number];

/** A decision table, as officials write and approve it. */
export interface DecisionTable {
  /** Kebab-case. */
  readonly name: string;
  readonly title: Readonly<Record<string, string>>;
  readonly stage: Stage;
  readonly hit: HitPolicy;
  /** Columns, in their order. */
  readonly inputs: readonly FieldName[];
  /** Names of further outputs, besides those of the stage. */
  readonly outputs?: readonly string[];
  readonly rows: readonly RuleRow[];
  /** Test cases that are approved with it; a table that fails its own is not proposed. */
  readonly cases?: readonly TableCase[];
}
