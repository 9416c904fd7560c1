import type { Fault } from '../../../base/index.ts';
import { MOST_ROWS, type AnyParameter, type ProposedRow } from '../../../ledger/parameters/index.ts';
import { ApplicationError, sheetCells } from '../application/index.ts';
import { clipped } from '../models/index.ts';
import { parameterColumns, PERIOD_COLUMNS, type SheetColumn } from './columns.ts';

/** A fault of a sheet, at its cell. */
export interface PlacedFault extends Fault {
  /** Row as the spreadsheet counts, from 1. */
  readonly row: number;
  readonly column?: string;
}

export interface ParameterSheet {
  readonly rows: readonly ProposedRow[];
  /** Row of the sheet that each of them stands in. */
  readonly places: readonly number[];
  readonly faults: readonly PlacedFault[];
  /** Headings that the parameter does not know: their columns are left out. */
  readonly unknown: readonly string[];
}

const LONGEST_CELL = 100_000;
const YES: ReadonlySet<string> = new Set(['true', 'yes', '1', 'x', '是']);
const NO: ReadonlySet<string> = new Set(['false', 'no', '0', '', '否']);

/**
 * Reads a sheet (XLSX, or CSV in UTF-8) as the rows of one proposal. Throws `sheet-…` for what is no sheet of the parameter; cells
 * that cannot be read are faults, all of them. `start` counts where a row names no day.
 */
export async function readParameterSheet(
  definition: AnyParameter,
  bytes: Uint8Array,
  { start }: { readonly start: string },
): Promise<ParameterSheet> {
  const [heading = [], ...rest] = await sheetCells(bytes);
  const columns = new Map(parameterColumns(definition).map((column) => [column.name, column]));
  const names = heading.map((name) => name.trim());
  if (![...columns.keys()].some((name) => name.startsWith('value') && names.includes(name)))
    throw new ApplicationError('sheet-columns');
  const lines = rest
    .map((cells, index) => ({ cells, place: index + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (lines.length === 0) throw new ApplicationError('sheet-empty');
  if (lines.length > MOST_ROWS) throw new ApplicationError('sheet-too-many-rows', { most: MOST_ROWS });
  const faults: PlacedFault[] = [];
  const rows = lines.map(({ cells, place }) => {
    const cell = (name: string): string => clipped(cells[names.indexOf(name)] ?? '', LONGEST_CELL).trim();
    return rowOf({ columns, names, cell, start }, (column, code) =>
      faults.push({ code, path: '', values: {}, row: place, column }),
    );
  });
  const known = new Set<string>([...columns.keys(), ...PERIOD_COLUMNS]);
  return {
    rows,
    places: lines.map(({ place }) => place),
    faults,
    unknown: names.filter((name) => name !== '' && !known.has(name)).slice(0, 50),
  };
}

interface Line {
  readonly columns: ReadonlyMap<string, SheetColumn>;
  readonly names: readonly string[];
  readonly cell: (name: string) => string;
  readonly start: string;
}

function rowOf(
  { columns, names, cell, start }: Line,
  fault: (column: string, code: string) => void,
): ProposedRow {
  const row: Record<string, unknown> = { key: {}, value: {} };
  for (const [name, column] of columns) {
    if (!names.includes(name)) continue;
    const text = cell(name);
    const value = valueOf(column, text);
    if (value === UNREADABLE) fault(name, 'parameter-sheet-cell');
    else if (value !== undefined) set(row, column.path, value);
  }
  const end = cell('end').toLowerCase();
  if (!YES.has(end) && !NO.has(end)) fault('end', 'parameter-sheet-cell');
  const from = cell('from');
  const until = cell('until');
  return {
    key: row['key'],
    value: YES.has(end) ? null : row['value'],
    from: from === '' ? start : from,
    ...(until === '' ? {} : { until }),
  };
}

const UNREADABLE = Symbol('unreadable');

function valueOf({ form, isNeeded }: SheetColumn, text: string): unknown {
  if (text === '') return form === 'text' && isNeeded ? '' : undefined;
  switch (form) {
    case 'text':
      return text;
    case 'number':
      return /^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : UNREADABLE;
    case 'switch':
      return YES.has(text.toLowerCase()) ? true : NO.has(text.toLowerCase()) ? false : UNREADABLE;
    case 'texts':
      return text
        .split(/[;；]/)
        .map((part) => part.trim())
        .filter((part) => part !== '');
    case 'json':
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return UNREADABLE;
      }
  }
}

/** The path is of the schema, never of the sheet: nothing but its own members is ever set. */
function set(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const inner = target[name];
  const known = typeof inner === 'object' && inner !== null ? { ...inner } : {};
  target[name] = known;
  set(known as Record<string, unknown>, rest, value);
}
