import { hasRow } from './bits.ts';
import type { Column } from './column.ts';
import type { ColumnClass } from './passed.ts';

/** For each column, which classes of values a row takes, one bit a class. A row is the product of its columns. */
export type Box = readonly bigint[];

/** The rows of a table as boxes over the classes of its columns. */
export interface Space {
  readonly columns: readonly { readonly column: Column; readonly classes: readonly ColumnClass[] }[];
  /** What a row surely takes, and what it takes or cannot be asked of. */
  sure(row: number): Box;
  possible(row: number): Box;
  /** Everything. */
  readonly whole: Box;
}

export function spaceOf(columns: readonly Column[], rows: number): Space {
  const parts = columns.map((column) => ({ column, classes: column.classes() }));
  const boxOf = (row: number, side: 'yes' | 'maybe') =>
    parts.map(({ classes }) => bitsOf(classes, (each) => hasRow(each[side], row)));
  const sure = Array.from({ length: rows }, (_, row) => boxOf(row, 'yes'));
  const possible = Array.from({ length: rows }, (_, row) => boxOf(row, 'maybe'));
  return {
    columns: parts,
    sure: (row) => sure[row] ?? [],
    possible: (row) => possible[row] ?? [],
    whole: parts.map(({ classes }) => bitsOf(classes, () => true)),
  };
}

export function bitsOf(classes: readonly ColumnClass[], holds: (each: ColumnClass) => boolean): bigint {
  return BigInt(
    `0b0${classes
      .toReversed()
      .map((each) => (holds(each) ? '1' : '0'))
      .join('')}`,
  );
}

export function common(left: Box, right: Box): Box | undefined {
  const box = left.map((bits, column) => bits & (right[column] ?? 0n));
  return box.includes(0n) ? undefined : box;
}

/** What is left of a box without another, as boxes that do not meet. */
export function without(box: Box, taken: Box): readonly Box[] {
  if (common(box, taken) === undefined) return [box];
  const left: Box[] = [];
  let rest = box;
  box.forEach((bits, column) => {
    const outside = bits & ~(taken[column] ?? 0n);
    if (outside !== 0n) left.push(rest.with(column, outside));
    rest = rest.with(column, bits & (taken[column] ?? 0n));
  });
  return left;
}

/** Work that an analysis may still do, counted in pieces looked at. */
export interface Effort {
  left: number;
}

/** What several boxes leave of one; undefined where finding out takes more than the effort that is left. */
export function uncovered(box: Box, taken: readonly Box[], effort: Effort): readonly Box[] | undefined {
  let left: readonly Box[] = [box];
  for (const each of taken) {
    effort.left -= left.length;
    if (effort.left < 0) return undefined;
    left = left.flatMap((piece) => without(piece, each));
    if (left.length === 0) return left;
  }
  return left;
}
