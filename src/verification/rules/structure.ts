import { isCalendarDay, parseDecimal, type Fault } from '../../base/index.ts';
import { shapeOf } from '../../shapes/index.ts';
import { UNITS } from '../../standards/index.ts';
import { fieldOf, isFieldName, type FieldKind, type FieldName } from '../facts/index.ts';
import { faultsOfCases } from '../written-cases/index.ts';
import { faultsOfExpression } from './expression.ts';
import { isTyped } from './lib/cell-test.ts';
import { DecisionTableSchema } from './schema.ts';
import type { Cell, DecisionTable, RuleRow } from './table.ts';

/** The tests that each kind of field admits, besides `any`, `absent` and `present`. */
const TESTS: Readonly<Record<FieldKind, readonly Cell['is'][]>> = {
  text: ['equal', 'not-equal', 'in', 'not-in', 'prefix', 'not-prefix'],
  code: ['equal', 'not-equal', 'in', 'not-in', 'prefix', 'not-prefix'],
  number: ['equal', 'not-equal', 'in', 'not-in', 'range'],
  quantity: ['equal', 'not-equal', 'range'],
  day: ['equal', 'not-equal', 'in', 'not-in', 'range'],
  truth: ['equal', 'not-equal'],
  list: ['contains-any', 'contains-none'],
};

const shape = shapeOf(DecisionTableSchema);

/** Values that the cells of a table name together: as many as are indexed and analysed while somebody waits. */
const MOST_VALUES = 20_000;

/** Whether a value from outside is a table: its form, its fields, and the kinds and units of its cells. */
export function isTable(value: unknown): value is DecisionTable {
  return shape.accepts(value) && faultsOfTable(value).length === 0;
}

/** Every fault that keeps a table from being read. Paths are JSON Pointers into the table. */
export function faultsOfTable(table: unknown): readonly Fault[] {
  if (!shape.accepts(table)) return shape.faults(table, 'rule-table-shape');
  const values = table.rows.reduce((sum, { cells }) => sum + valuesIn(cells), 0);
  if (values > MOST_VALUES)
    return [{ code: 'rule-table-wide', path: '/rows', values: { values, most: MOST_VALUES } }];
  const known = new Set<string>(table.inputs);
  const ids = new Set<string>();
  return [
    ...table.inputs.flatMap((field, place): readonly Fault[] => {
      const path = `/inputs/${String(place)}`;
      if (!isFieldName(field)) return [{ code: 'rule-field-unknown', path, values: { field } }];
      return table.inputs.indexOf(field) === place
        ? []
        : [{ code: 'rule-column-repeated', path, values: { field } }];
    }),
    ...table.rows.flatMap((row, place) => {
      const path = `/rows/${String(place)}`;
      const repeated = ids.has(row.id)
        ? [{ code: 'rule-row-repeated', path: `${path}/id`, values: { row: row.id } }]
        : [];
      ids.add(row.id);
      return [...repeated, ...faultsOfRow({ id: row.id, cells: row.cells, when: row.when }, known, path)];
    }),
    ...faultsOfCases(table.cases ?? []),
  ];
}

function valuesIn(cells: Readonly<Record<string, Cell>>): number {
  return Object.values(cells).reduce((sum, cell) => sum + ('values' in cell ? cell.values.length : 1), 0);
}

interface RowText {
  readonly id: string;
  readonly cells: Readonly<Record<string, Cell>>;
  readonly when: RuleRow['when'];
}

function faultsOfRow(
  { id, cells, when }: RowText,
  columns: ReadonlySet<string>,
  path: string,
): readonly Fault[] {
  const ofCells = Object.entries(cells).flatMap(([field, cell]): readonly Fault[] => {
    const place = `${path}/cells/${field}`;
    if (!isFieldName(field)) return [{ code: 'rule-field-unknown', path: place, values: { row: id, field } }];
    if (!columns.has(field))
      return [{ code: 'rule-field-no-column', path: place, values: { row: id, field } }];
    return faultsOfCell(field, cell).map((fault) => ({
      ...fault,
      path: `${place}${fault.path}`,
      values: { row: id, field, ...fault.values },
    }));
  });
  const ofWhen =
    when === undefined
      ? []
      : faultsOfExpression(when).map((fault) => ({
          ...fault,
          path: `${path}/when`,
          values: { row: id, ...fault.values },
        }));
  return [...ofCells, ...ofWhen];
}

/** Faults of one test of a field; paths within the cell. */
export function faultsOfCell(field: FieldName, cell: Cell): readonly Fault[] {
  if (!isTyped(cell)) return [];
  const { kind } = fieldOf(field);
  if (!TESTS[kind].includes(cell.is))
    return [{ code: 'rule-cell-unfit', path: '/is', values: { kind, is: cell.is } }];
  switch (cell.is) {
    case 'equal':
    case 'not-equal':
      return faultsOfValue(field, cell.value, '/value');
    case 'range':
      return faultsOfRange(field, cell);
    default:
      return cell.values.flatMap((value, place) =>
        cell.is === 'prefix' || cell.is === 'not-prefix'
          ? []
          : faultsOfValue(field, value, `/values/${String(place)}`),
      );
  }
}

function faultsOfValue(field: FieldName, value: unknown, path: string): readonly Fault[] {
  const { kind, values } = fieldOf(field);
  if (kind === 'truth') return typeof value === 'boolean' ? [] : [unfitValue(kind, path)];
  if (kind === 'quantity') {
    if (typeof value !== 'object' || value === null || !isQuantity(value)) return [unfitValue(kind, path)];
    return faultsOfUnit(field, value.unit, `${path}/unit`);
  }
  if (typeof value !== 'string') return [unfitValue(kind, path)];
  if (kind === 'number') return parseDecimal(value) === undefined ? [unfitValue(kind, path)] : [];
  if (kind === 'day') return isDay(value) ? [] : [unfitValue(kind, path)];
  return values === undefined || values.includes(value)
    ? []
    : [{ code: 'rule-value-unknown', path, values: { value, known: values.join(', ') } }];
}

function isQuantity(value: object): value is { readonly value: string; readonly unit: string } {
  return (
    'value' in value && typeof value.value === 'string' && 'unit' in value && typeof value.unit === 'string'
  );
}

function faultsOfRange(field: FieldName, cell: Extract<Cell, { is: 'range' }>): readonly Fault[] {
  const { kind } = fieldOf(field);
  const { from, until, unit } = cell;
  if (from === undefined && until === undefined) return [{ code: 'rule-range-open', path: '', values: {} }];
  const bounds = Object.entries({ from, until }).flatMap(([name, text]): readonly Fault[] => {
    if (text === undefined) return [];
    const isFit = kind === 'day' ? isDay(text) : parseDecimal(text) !== undefined;
    return isFit ? [] : [unfitValue(kind, `/${name}`)];
  });
  if (kind !== 'quantity')
    return unit === undefined
      ? bounds
      : [...bounds, { code: 'rule-unit-needless', path: '/unit', values: {} }];
  if (unit === undefined) return [...bounds, { code: 'rule-unit-missing', path: '', values: {} }];
  return [...bounds, ...faultsOfUnit(field, unit, '/unit')];
}

function unfitValue(kind: FieldKind, path: string): Fault {
  return { code: 'rule-value-unfit', path, values: { kind } };
}

/** A unit that converts to nothing would hold every case, and so would one that does not measure what the field does. */
function faultsOfUnit(field: FieldName, unit: string, path: string): readonly Fault[] {
  const dimension = UNITS.get(unit)?.dimension;
  if (dimension === undefined) return [{ code: 'rule-unit-unknown', path, values: { unit } }];
  return field === 'item.net-mass' && dimension !== 'mass'
    ? [{ code: 'rule-unit-unfit', path, values: { unit } }]
    : [];
}

function isDay(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts !== null && isCalendarDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}
