import fc from 'fast-check';
import { fieldOf, OUTCOMES, type Facts, type FieldName, type FieldValue } from '../../facts/index.ts';
import { HIT_POLICIES, ROW_MODES, type Cell, type DecisionTable, type RuleRow } from '../table.ts';

/** A small world for each kind of field: few values, so that rows meet them often. */
const CODES = ['', '0', '02', '0202', '020230', '0203', '03', 'CN', 'NZ'];
const NUMBERS = [
  '-1',
  '0',
  '0.0',
  '0.5',
  '1',
  '1.00',
  '2',
  '12345678901234567890.5',
  '12345678901234567890.6',
];
const UNITS = ['KGM', 'TNE', 'GRM', 'H87'];
const DAYS = ['2026-01-01', '2026-01-02', '2026-02-01', '2027-01-01'];
const ELEMENTS = ['H218', 'H219', 'H220'];

export const COLUMNS = [
  'declaration.direction',
  'item.commodity',
  'item.origin',
  'item.value',
  'item.transaction',
  'item.checks',
  'declaration.arrival',
  'agreement.in-force',
] as const satisfies readonly FieldName[];

const quantity = fc.record({
  value: fc.constantFrom('0', '1', '1.0', '1000', '0.001'),
  unit: fc.constantFrom(...UNITS),
});

/** A value of a field, or none. */
export function factOf(field: FieldName): fc.Arbitrary<FieldValue | undefined> {
  const { kind, values } = fieldOf(field);
  const stated: Record<typeof kind, fc.Arbitrary<FieldValue>> = {
    text: fc.constantFrom(...(values ?? CODES)),
    code: fc.constantFrom(...CODES, '02023000', '0204'),
    number: fc.constantFrom(...NUMBERS, '1.5', 'none'),
    quantity,
    day: fc.constantFrom(...DAYS, '2026-01-15', '2020-01-01'),
    truth: fc.boolean(),
    list: fc.subarray([...ELEMENTS, 'H221']),
  };
  return fc.option(stated[kind], { nil: undefined, freq: 4 });
}

export const facts: fc.Arbitrary<Facts> = fc.record(
  Object.fromEntries(COLUMNS.map((field) => [field, factOf(field)])),
);

function rangeOf(bound: fc.Arbitrary<string>, unit?: fc.Arbitrary<string>): fc.Arbitrary<Cell> {
  return fc
    .tuple(
      fc.option(bound, { nil: undefined }),
      bound,
      fc.boolean(),
      fc.boolean(),
      unit ?? fc.constant(undefined),
    )
    .map(([one, other, isLower, inclusive, measured]) => ({
      is: 'range' as const,
      ...(isLower ? { from: other } : { until: other }),
      ...(one === undefined ? {} : isLower ? { until: one } : { from: one }),
      ...(inclusive ? { inclusive } : {}),
      ...(measured === undefined ? {} : { unit: measured }),
    }));
}

function cellOf(field: FieldName): fc.Arbitrary<Cell | undefined> {
  const { kind, values } = fieldOf(field);
  const free = fc.constantFrom<Cell | undefined>(
    undefined,
    undefined,
    { is: 'any' },
    { is: 'absent' },
    { is: 'present' },
  );
  const named = (from: readonly string[]): fc.Arbitrary<Cell> =>
    fc.record({
      is: fc.constantFrom('in' as const, 'not-in' as const),
      values: fc.subarray([...from], { minLength: 1 }),
    });
  const equal = (value: fc.Arbitrary<FieldValue>): fc.Arbitrary<Cell> =>
    fc.record({ is: fc.constantFrom('equal' as const, 'not-equal' as const), value });
  const bounds = NUMBERS.filter((text) => text !== '');
  switch (kind) {
    case 'text':
    case 'code': {
      const known = values ?? CODES.filter((code) => code !== '');
      const prefix: fc.Arbitrary<Cell> = fc.record({
        is: fc.constantFrom('prefix' as const, 'not-prefix' as const),
        values: fc.subarray([...known], { minLength: 1 }),
      });
      return fc.oneof(free, named(known), equal(fc.constantFrom(...known)), prefix);
    }
    case 'number':
      return fc.oneof(
        free,
        named(bounds),
        equal(fc.constantFrom(...bounds)),
        rangeOf(fc.constantFrom(...bounds)),
      );
    case 'day':
      return fc.oneof(free, named(DAYS), equal(fc.constantFrom(...DAYS)), rangeOf(fc.constantFrom(...DAYS)));
    case 'quantity':
      return fc.oneof(
        free,
        equal(quantity),
        rangeOf(fc.constantFrom('0', '1', '500', '1000'), fc.constantFrom(...UNITS.slice(0, 3))),
      );
    case 'truth':
      return fc.oneof(free, equal(fc.boolean()));
    case 'list':
      return fc.oneof(
        free,
        fc.record({
          is: fc.constantFrom('contains-any' as const, 'contains-none' as const),
          values: fc.subarray(ELEMENTS, { minLength: 1 }),
        }),
      );
  }
}

/** Tables over some of the columns. */
export function tables(columns: readonly FieldName[], most: number): fc.Arbitrary<DecisionTable> {
  const row = fc.record({
    mode: fc.constantFrom(...ROW_MODES, 'live' as const),
    outcome: fc.constantFrom(...OUTCOMES),
    cells: fc.tuple(...columns.map(cellOf)),
  });
  return fc
    .record({ hit: fc.constantFrom(...HIT_POLICIES), rows: fc.array(row, { maxLength: most }) })
    .map(({ hit, rows }): DecisionTable => ({
      name: 'random',
      title: { en: 'random' },
      stage: 'judgement',
      hit,
      inputs: columns,
      rows: rows.map(({ mode, outcome, cells }, place): RuleRow => ({
        id: `r${String(place)}`,
        mode,
        outcome,
        cells: Object.fromEntries(
          columns.flatMap((field, column) => {
            const cell = cells[column];
            return cell === undefined ? [] : [[field, cell]];
          }),
        ),
      })),
    }));
}
