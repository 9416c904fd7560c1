import type { Cell } from '../table.ts';
import { addRow, emptySet, type RowSet } from './bits.ts';

/** Rows whose cell a value passes, and those that it passes or for which it cannot be said. */
export interface Passed {
  readonly yes: RowSet;
  readonly maybe: RowSet;
}

/** The cells of one column by row. */
export type Cells = readonly (Cell | undefined)[];

export function setOf(cells: Cells, holds: (cell: Cell | undefined) => boolean): RowSet {
  const set = emptySet(cells.length);
  cells.forEach((cell, row) => {
    if (holds(cell)) addRow(set, row);
  });
  return set;
}

export function certainly(yes: RowSet): Passed {
  return { yes, maybe: yes };
}

/** The tests of a column made ready: what a value passes, and every different answer that values can have, each as one class. */
export interface Indexed<Value> {
  /** Undefined where the value is none of its kind. */
  find(value: Value): Passed | undefined;
  readonly classes: readonly Passed[];
}

/** Values that pass the same cells. */
export interface ColumnClass extends Passed {
  /** The value, where it is one of a closed list; `absent` of what is not stated. */
  readonly value?: string;
  readonly isAbsent: boolean;
  /** Of lists with many elements: stands for values with few answers, and need not exist. */
  readonly isSynthetic?: true;
}
