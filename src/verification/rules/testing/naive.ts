import { parseDecimal, compareDecimals } from '../../../base/index.ts';
import { compareQuantities } from '../../../standards/index.ts';
import { fieldOf, type Facts, type FieldKind, type FieldName, type FieldValue } from '../../facts/index.ts';
import type { Cell, DecisionTable, RuleRow } from '../table.ts';

type Answer = true | false | undefined;

/** What a table says, cell by cell and row by row, as its text reads: the yardstick of the compiled one. Undefined: not to be said. */
export function naively(table: DecisionTable, facts: Facts) {
  const live = table.rows.filter(({ mode }) => mode === 'live');
  const shadow = table.rows.filter(({ mode }) => mode === 'shadow');
  const said = new Map(table.rows.map((row) => [row, holds(table.inputs, row, facts)]));
  const yes = live.filter((row) => said.get(row) === true);
  const doubtful = live.filter((row) => said.get(row) === undefined);
  const shadows = shadow.filter((row) => said.get(row) === true);
  const ids = (rows: readonly RuleRow[]) => rows.map(({ id }) => id);
  if (table.hit === 'first') {
    const first = live.find((row) => said.get(row) !== false);
    const isHit = first !== undefined && said.get(first) === true;
    const end = first === undefined ? table.rows.length : table.rows.indexOf(first);
    return {
      hits: isHit ? [first.id] : [],
      shadow: ids(shadows.filter((row) => table.rows.indexOf(row) < end).slice(0, 1)),
      unanswered: first !== undefined && !isHit ? [[first.id]] : [],
    };
  }
  const unanswered = doubtful.length > 0 ? [ids(doubtful)] : [];
  if (table.hit === 'unique') {
    if (doubtful.length > 0) return { hits: [], shadow: ids(shadows), unanswered };
    if (yes.length > 1) return { hits: [], shadow: ids(shadows), unanswered: [ids(yes)] };
  }
  if (table.hit === 'worst')
    return { hits: ids(byGravity(yes)), shadow: ids(byGravity(shadows)), unanswered };
  return { hits: ids(yes), shadow: ids(shadows), unanswered };
}

function byGravity(rows: readonly RuleRow[]): readonly RuleRow[] {
  return (['refuse', 'inquire', 'hold', 'pass'] as const).flatMap((outcome) =>
    rows.filter((row) => (row.outcome ?? 'pass') === outcome),
  );
}

function holds(inputs: readonly FieldName[], row: RuleRow, facts: Facts): Answer {
  const answers = inputs.map((field) => passes(fieldOf(field).kind, row.cells[field], facts[field]));
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

export function passes(kind: FieldKind, cell: Cell | undefined, value: FieldValue | undefined): Answer {
  if (cell === undefined || cell.is === 'any') return true;
  if (cell.is === 'absent') return value === undefined;
  if (value === undefined) return false;
  if (cell.is === 'range') {
    const lower = cell.from === undefined ? 0 : order(kind, value, cell.from, cell.unit);
    const upper = cell.until === undefined ? -1 : order(kind, value, cell.until, cell.unit);
    if (lower === undefined || upper === undefined) return undefined;
    return lower >= 0 && (cell.inclusive === true ? upper <= 0 : upper < 0);
  }
  if (cell.is === 'present') return true;
  if (!('value' in cell) && !('values' in cell)) return undefined;
  const isDenied = cell.is.startsWith('not-') || cell.is.endsWith('-none');
  const said = names(kind, cell, value);
  return isDenied ? not(said) : said;
}

/** Whether the value is one of those that the cell names, or begins with one, or contains one. */
function names(kind: FieldKind, cell: Named, value: FieldValue): Answer {
  if ('value' in cell) return equals(kind, cell.value, value);
  if (cell.is === 'in' || cell.is === 'not-in')
    return some(cell.values.map((each) => equals(kind, each, value)));
  if (cell.is === 'prefix' || cell.is === 'not-prefix')
    return cell.values.some((each) => typeof value === 'string' && value.startsWith(each));
  return cell.values.some((each) => isList(value) && value.includes(each));
}

type Named = Extract<Cell, { readonly value: FieldValue } | { readonly values: readonly string[] }>;

function isList(value: FieldValue): value is readonly string[] {
  return Array.isArray(value);
}

function not(said: Answer): Answer {
  return said === undefined ? undefined : !said;
}

function some(said: readonly Answer[]): Answer {
  return said.includes(undefined) ? undefined : said.includes(true);
}

function equals(kind: FieldKind, wanted: FieldValue, value: FieldValue): Answer {
  if (kind === 'quantity' && typeof wanted === 'object' && 'unit' in wanted)
    return isZero(order(kind, value, wanted.value, wanted.unit));
  if (kind === 'number' && typeof wanted === 'string') return isZero(order(kind, value, wanted, undefined));
  return wanted === value;
}

function isZero(said: number | undefined): Answer {
  return said === undefined ? undefined : said === 0;
}

function order(
  kind: FieldKind,
  value: FieldValue,
  bound: string,
  unit: string | undefined,
): number | undefined {
  if (kind === 'day') return typeof value === 'string' ? value.localeCompare(bound, 'en') : undefined;
  const right = parseDecimal(bound);
  if (right === undefined) return undefined;
  if (kind === 'number') {
    const left = typeof value === 'string' ? parseDecimal(value) : undefined;
    return left === undefined ? undefined : compareDecimals(left, right);
  }
  if (typeof value !== 'object' || !('unit' in value)) return undefined;
  const left = parseDecimal(value.value);
  if (left === undefined) return undefined;
  if (value.unit === unit) return compareDecimals(left, right);
  return compareQuantities({ value: left, unit: value.unit }, { value: right, unit: unit ?? '' });
}
