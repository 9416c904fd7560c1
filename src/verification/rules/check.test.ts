import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Facts, FieldName, FieldValue } from '../facts/index.ts';
import { checkTable, checkTogether, type DecisionTable, type RuleRow } from './index.ts';
import { analyse } from './analysis.ts';
import { tables } from './testing/arbitraries.ts';
import { passes } from './testing/naive.ts';
import { fieldOf } from '../facts/index.ts';

/** Values enough of each field to meet every answer that the cells of the arbitraries can give. */
const DOMAIN = {
  'declaration.direction': [undefined, 'import', 'export', 'transit'],
  'agreement.in-force': [undefined, true, false],
  'item.checks': [
    undefined,
    [],
    ['H218'],
    ['H219'],
    ['H220'],
    ['H218', 'H219'],
    ['H218', 'H220'],
    ['H219', 'H220'],
    ['H218', 'H219', 'H220'],
  ],
  'item.commodity': [
    undefined,
    '~',
    ...['0', '02', '0202', '020230', '0203', '03', 'CN', 'NZ'].flatMap((code) => [code, `${code}~`]),
  ],
  'declaration.arrival': [
    undefined,
    '2020-01-01',
    '2026-01-01',
    '2026-01-02',
    '2026-01-15',
    '2026-02-01',
    '2026-06-01',
    '2027-01-01',
    '2030-01-01',
  ],
} as const satisfies Partial<Record<FieldName, readonly (FieldValue | undefined)[]>>;
const FIELDS = Object.keys(DOMAIN) as readonly (keyof typeof DOMAIN)[];

function everything(fields: readonly (keyof typeof DOMAIN)[]): readonly Facts[] {
  return fields.reduce<readonly Facts[]>(
    (made, field) => made.flatMap((facts) => DOMAIN[field].map((value) => ({ ...facts, [field]: value }))),
    [{}],
  );
}

function holds(table: DecisionTable, row: RuleRow, facts: Facts): boolean {
  return table.inputs.every((field) => passes(fieldOf(field).kind, row.cells[field], facts[field]) === true);
}

const runs = Number(process.env['COUNTERFOIL_SOAK'] ?? 0) > 0 ? 5000 : 120;
const small = fc
  .subarray([...FIELDS], { minLength: 1, maxLength: 3 })
  .chain((fields) => fc.record({ fields: fc.constant(fields), table: tables(fields, 7) }));

function idsOf(
  found: readonly { code: string; values: Readonly<Record<string, string | number>> }[],
  code: string,
) {
  return found.filter((each) => each.code === code).map(({ values }) => String(values['row']));
}

describe('what is shown of the rows of a table', () => {
  test('is what going through every case shows', () => {
    fc.assert(
      fc.property(small, fc.constantFrom('first' as const, 'unique' as const), ({ fields, table }, hit) => {
        const asked: DecisionTable = { ...table, hit };
        const { faults, warnings } = analyse(asked);
        const cases = everything(fields);
        const rows = asked.rows.filter(({ mode }) => mode !== 'off');
        const live = rows.filter(({ mode }) => mode === 'live');
        const empty = rows.filter((row) => !cases.some((facts) => holds(asked, row, facts)));
        expect(idsOf(faults, 'rule-row-empty')).toEqual(empty.map(({ id }) => id));
        const filled = rows.filter((row) => !empty.includes(row));
        const before = (row: RuleRow) =>
          live.filter((other) => asked.rows.indexOf(other) < asked.rows.indexOf(row));
        const never = filled.filter(
          (row) =>
            !cases.some(
              (facts) => holds(asked, row, facts) && !before(row).some((other) => holds(asked, other, facts)),
            ),
        );
        expect(idsOf(warnings, 'rule-row-unreachable')).toEqual(
          hit === 'first' ? never.map(({ id }) => id) : [],
        );
        const overlapping = live.filter((row) =>
          before(row).some((other) =>
            cases.some((facts) => holds(asked, row, facts) && holds(asked, other, facts)),
          ),
        );
        expect(idsOf(faults, 'rule-rows-overlap')).toEqual(
          hit === 'unique' ? overlapping.map(({ id }) => id) : [],
        );
        expect(warnings.some(({ code }) => code === 'rule-hole')).toBe(hasHole(asked, live));
      }),
      { numRuns: runs },
    );
  });
});

/** Whether some combination of the closed columns is taken by no row that takes everything of the others. */
function hasHole(table: DecisionTable, live: readonly RuleRow[]): boolean {
  const closed = FIELDS.filter(
    (field) =>
      table.inputs.includes(field) && (field === 'declaration.direction' || field === 'agreement.in-force'),
  );
  if (closed.length === 0) return false;
  const open = FIELDS.filter((field) => table.inputs.includes(field) && !closed.includes(field));
  const others = everything(open);
  return everything(closed).some(
    (combination) =>
      !live.some((row) => others.every((rest) => holds(table, row, { ...rest, ...combination }))),
  );
}

const ROW: RuleRow = {
  id: 'r1',
  mode: 'live',
  cells: { 'match.origin': { is: 'equal', value: 'different' } },
  outcome: 'refuse',
  actor: 'trader',
  code: 'origin-differs',
  sentence: {
    en: 'Declared {declared}, certified {certified}, goods {item.commodity}.',
    zh: '申报 {declared}，证书 {certified}，商品 {item.commodity}。',
  },
};
const TABLE: DecisionTable = {
  name: 'origins',
  title: { en: 'Origins', zh: '原产地' },
  stage: 'judgement',
  hit: 'worst',
  inputs: ['match.origin'],
  rows: [ROW],
};

function codes(table: unknown): readonly (readonly [string, string])[] {
  return checkTable(table).faults.map(({ code, path }) => [code, path] as const);
}

describe('a table that is drafted', () => {
  test('is without fault where everything is said', () => {
    expect(checkTable(TABLE)).toEqual({ faults: [], warnings: [] });
  });

  test.each<[string, unknown, string, string]>([
    ['a code twice', { ...TABLE, rows: [ROW, { ...ROW, id: 'r2' }] }, 'rule-code-repeated', '/rows/1/code'],
    [
      'no Chinese',
      { ...TABLE, rows: [{ ...ROW, sentence: { en: 'x' } }] },
      'rule-language-missing',
      '/rows/0/sentence',
    ],
    ['no Chinese title', { ...TABLE, title: { en: 'x' } }, 'rule-language-missing', '/title'],
    [
      'a placeholder of nothing',
      { ...TABLE, rows: [{ ...ROW, sentence: { en: '{item.colour}', zh: '一' } }] },
      'rule-placeholder-unknown',
      '/rows/0/sentence',
    ],
    [
      'two sides of nothing compared',
      { ...TABLE, rows: [{ ...ROW, cells: {} }] },
      'rule-placeholder-unknown',
      '/rows/0/sentence',
    ],
    [
      'no outcome',
      { ...TABLE, rows: [{ ...ROW, outcome: undefined }] },
      'rule-member-missing',
      '/rows/0/outcome',
    ],
    [
      'an unknown output',
      { ...TABLE, rows: [{ ...ROW, outputs: { colour: 'red' } }] },
      'rule-output-unknown',
      '/rows/0/outputs/colour',
    ],
    ['a hit policy of another stage', { ...TABLE, hit: 'collect' }, 'rule-hit-unfit', '/hit'],
    [
      'a value outside the list',
      { ...TABLE, rows: [{ ...ROW, cells: { 'match.origin': { is: 'equal', value: 'other' } } }] },
      'rule-value-unknown',
      '/rows/0/cells/match.origin/value',
    ],
    ['a field that is none', { ...TABLE, inputs: ['match.colour'] }, 'rule-field-unknown', '/inputs/0'],
  ])('is told of %s', (_, table, code, path) => {
    expect(codes(JSON.parse(JSON.stringify(table)))).toContainEqual([code, path]);
  });

  test('is told what its stage needs of outputs', () => {
    const rest: RuleRow = { id: 'r', mode: 'live', cells: {} };
    const of = (stage: string, hit: string, outputs: Readonly<Record<string, string>>) =>
      codes({ ...TABLE, stage, hit, rows: [{ ...rest, outputs }] }).map(([, path]) => path);
    expect(of('requirement', 'collect', { codes: 'C640, N853' })).toEqual([]);
    expect(of('requirement', 'collect', {})).toEqual(['/rows/0/outputs/codes']);
    expect(of('paperless', 'first', { paper: 'never' })).toEqual(['/rows/0/outputs/paper']);
    expect(of('measure', 'first', { measure: 'net-mass', fallback: 'colour' })).toEqual([
      '/rows/0/outputs/fallback',
    ]);
    expect(of('tolerance', 'first', { absolute: '0.04', unit: 'KGM' })).toEqual([]);
    expect(of('tolerance', 'first', { absolute: '0.04' })).toEqual(['/rows/0/outputs/unit']);
    expect(of('tolerance', 'first', { percent: '-5' })).toEqual(['/rows/0/outputs/percent']);
  });

  test('shares no name and no reason code with another', () => {
    const found = checkTogether([TABLE, TABLE, { ...TABLE, name: 'other' }]);
    expect(found.map(({ code, path }) => [code, path])).toEqual([
      ['rule-table-repeated', '/1/name'],
      ['rule-code-shared', '/2/rows/0/code'],
    ]);
  });

  test('is refused where its cells name more values than anybody could look over', () => {
    const rows = Array.from({ length: 50 }, (_, at) => ({
      ...ROW,
      id: `r${String(at)}`,
      code: `c${String(at)}`,
      cells: {
        'item.commodity': {
          is: 'in',
          values: Array.from({ length: 500 }, (__, value) => `${String(at)}-${String(value)}`),
        },
      },
    }));
    expect(codes({ ...TABLE, inputs: ['item.commodity'], rows })).toEqual([['rule-table-wide', '/rows']]);
    const most = checkTable({
      ...TABLE,
      inputs: ['item.commodity', 'match.origin'],
      rows: rows.slice(0, 39).map((row) => ({ ...row, cells: { ...ROW.cells, ...row.cells } })),
    });
    expect(most.faults).toEqual([]);
  });

  test('is analysed within bounds however wide it is, and told where that is not enough', () => {
    const inputs = [
      'item.commodity',
      'item.origin',
      'declaration.port',
      'declaration.office',
      'item.currency',
      'document.code',
      'certificate.type',
      'certificate.country',
      'match.origin',
    ];
    const rows = Array.from({ length: 300 }, (_, at) => ({
      ...ROW,
      id: `r${String(at)}`,
      code: `c${String(at)}`,
      cells: Object.fromEntries(
        inputs.slice(0, -1).map((field, column) => {
          const value = String((at * (column + 3)) % (40 + column));
          return [field, { is: 'not-in', values: [value, `${value}x`] }];
        }),
      ),
    }));
    const { faults, warnings } = checkTable({ ...TABLE, hit: 'first', inputs, rows });
    expect(faults.map(({ code }) => code)).toContain('rule-placeholder-unknown');
    expect(warnings.map(({ code }) => code)).toContain('rule-analysis-partial');
  });
});
