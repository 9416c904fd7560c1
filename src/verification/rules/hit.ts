import type { FieldName } from '../facts/index.ts';
import type { RuleRow } from './table.ts';

/** A row that holds of the facts; the same object each time, made when the table was compiled. */
export interface Hit {
  readonly table: string;
  readonly row: RuleRow;
  /** First compared field that the row asks about: the one whose two sides its sentence names. */
  readonly subject?: FieldName;
  /** What its sentences name, besides the two sides. */
  readonly placeholders: readonly string[];
}

/** Why a table has no answer for the facts. Never a pass: the case is held until an official has looked. */
export interface Unanswered {
  readonly code: 'rule-unanswerable' | 'rules-not-unique';
  readonly table: string;
  /** Rows that cannot be answered, as a mass asked of pieces, or that hold though one alone may. */
  readonly rows: readonly string[];
}

export interface Evaluation {
  /** By the table's hit policy: `first` and `unique` one at most, `worst` from grave to mild, `collect` in the order of rows. */
  readonly hits: readonly Hit[];
  /** What rows in shadow would have added. */
  readonly shadow: readonly Hit[];
  readonly unanswered: readonly Unanswered[];
}
