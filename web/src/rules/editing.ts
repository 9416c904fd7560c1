import type { FieldName } from '../../../src/verification/facts/index.ts';
import type { Cell, DecisionTable, RuleRow } from '../../../src/verification/rules/index.ts';

/** A table that is being written, with the way back. */
export interface Writing {
  readonly table: DecisionTable;
  readonly past: readonly DecisionTable[];
  readonly future: readonly DecisionTable[];
}

/** Steps one can go back. */
const MOST_STEPS = 200;

export function begunWith(table: DecisionTable): Writing {
  return { table, past: [], future: [] };
}

/** The table as it becomes; a change that changes nothing is no step. */
export function stepped(writing: Writing, table: DecisionTable): Writing {
  if (table === writing.table) return writing;
  return { table, past: [...writing.past, writing.table].slice(-MOST_STEPS), future: [] };
}

export function undone({ table, past, future }: Writing): Writing {
  const before = past.at(-1);
  return before === undefined
    ? { table, past, future }
    : { table: before, past: past.slice(0, -1), future: [table, ...future] };
}

export function redone({ table, past, future }: Writing): Writing {
  const [next, ...later] = future;
  return next === undefined
    ? { table, past, future }
    : { table: next, past: [...past, table], future: later };
}

const withRows = (table: DecisionTable, rows: readonly RuleRow[]): DecisionTable => ({ ...table, rows });

/** One row otherwise; members that are `undefined` fall away. */
export function withRow(table: DecisionTable, place: number, row: RuleRow): DecisionTable {
  const members = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  return withRows(
    table,
    // Only members that may be absent were taken away.
    table.rows.map((each, index) => (index === place ? (members as unknown as RuleRow) : each)),
  );
}

export function withCell(table: DecisionTable, place: number, field: FieldName, cell: Cell): DecisionTable {
  const row = table.rows[place];
  if (row === undefined) return table;
  const { [field]: _, ...others } = row.cells;
  return withRow(table, place, { ...row, cells: cell.is === 'any' ? others : { ...others, [field]: cell } });
}

export function withOutput(table: DecisionTable, place: number, name: string, text: string): DecisionTable {
  const row = table.rows[place];
  if (row === undefined) return table;
  const { [name]: _, ...others } = row.outputs ?? {};
  const outputs = text === '' ? others : { ...others, [name]: text };
  const { outputs: __, ...bare } = row;
  return withRow(table, place, Object.keys(outputs).length === 0 ? bare : { ...bare, outputs });
}

/** A name that no row has yet: `tolerance-2` after `tolerance`. */
function freeId(table: DecisionTable, wanted: string): string {
  const taken = new Set(table.rows.map(({ id }) => id));
  const stem = wanted.replace(/-\d+$/, '');
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? stem : `${stem}-${String(count)}`;
    if (!taken.has(id)) return id;
  }
}

/** A blank row after a place; -1 puts it first. */
export function added(table: DecisionTable, after: number): DecisionTable {
  const row: RuleRow = { id: freeId(table, 'row'), mode: 'shadow', cells: {} };
  return withRows(table, table.rows.toSpliced(after + 1, 0, row));
}

export function duplicated(table: DecisionTable, place: number): DecisionTable {
  const row = table.rows[place];
  if (row === undefined) return table;
  return withRows(table, table.rows.toSpliced(place + 1, 0, { ...row, id: freeId(table, row.id) }));
}

export function moved(table: DecisionTable, place: number, step: -1 | 1): DecisionTable {
  const row = table.rows[place];
  const to = place + step;
  if (row === undefined || to < 0 || to >= table.rows.length) return table;
  return withRows(table, table.rows.toSpliced(place, 1).toSpliced(to, 0, row));
}

export function removed(table: DecisionTable, place: number): DecisionTable {
  return withRows(table, table.rows.toSpliced(place, 1));
}

/** The columns as they are now to be; cells of a column that is gone go with it. */
export function withInputs(table: DecisionTable, inputs: readonly FieldName[]): DecisionTable {
  const kept = new Set<string>(inputs);
  const rows = table.rows.map((row) => ({
    ...row,
    cells: Object.fromEntries(Object.entries(row.cells).filter(([field]) => kept.has(field))),
  }));
  return { ...table, inputs, rows };
}
