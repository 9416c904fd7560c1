import type { DecisionTable } from '../../../src/verification/rules/index.ts';
import { columnsOf } from './columns.ts';

/** A place in the grid: a row, and a column of it. */
export interface Place {
  readonly row: number;
  readonly column: string;
}

/** Something that the check found, in words. */
export interface Remark {
  readonly text: string;
  readonly isGrave: boolean;
}

interface Found {
  /** JSON Pointer within the table. */
  readonly path: string;
  readonly detail: string;
}

/** Where a JSON Pointer of the table stands in the grid; a row without a column where it is of the row as such. */
export function placeOfPath(path: string, table: DecisionTable): Place | undefined {
  const [, rows, row, part = '', name = ''] = path
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (rows !== 'rows' || row === undefined || !/^\d+$/.test(row)) return undefined;
  const wanted = part === 'cells' || part === 'outputs' ? `${part}.${name}` : part;
  const column = columnsOf(table).find(({ id }) => id === wanted)?.id ?? '';
  return { row: Number(row), column };
}

/** What was found, by `<row> <column id>`; what is of a row as such has no column. */
export function remarksOf(
  table: DecisionTable,
  faults: readonly Found[],
  warnings: readonly Found[],
): ReadonlyMap<string, readonly Remark[]> {
  const found = new Map<string, Remark[]>();
  const take = (all: readonly Found[], isGrave: boolean): void => {
    for (const { path, detail } of all) {
      const place = placeOfPath(path, table);
      if (place === undefined) continue;
      const key = `${String(place.row)} ${place.column}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, [{ text: detail, isGrave }]);
      else known.push({ text: detail, isGrave });
    }
  };
  take(faults, true);
  take(warnings, false);
  return found;
}
