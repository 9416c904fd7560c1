import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileTable, evaluate, faultsOfTable, type DecisionTable, type RuleRow } from './index.ts';
import { COLUMNS, facts, tables } from './testing/arbitraries.ts';
import { naively } from './testing/naive.ts';

const runs = Number(process.env['COUNTERFOIL_SOAK'] ?? 0) > 0 ? 50_000 : 400;

describe('a compiled table', () => {
  test('says what the table says, cell by cell', () => {
    const columns = fc.subarray([...COLUMNS], { minLength: 1 });
    fc.assert(
      fc.property(
        columns.chain((fields) => tables(fields, 40)),
        fc.array(facts, { minLength: 1, maxLength: 6 }),
        (table, cases) => {
          expect(faultsOfTable(table)).toEqual([]);
          const compiled = compileTable(table);
          for (const each of cases) {
            const { hits, shadow, unanswered } = evaluate(compiled, each);
            expect({
              hits: hits.map(({ row }) => row.id),
              shadow: shadow.map(({ row }) => row.id),
              unanswered: unanswered.map(({ rows }) => rows),
            }).toEqual(naively(table, each));
          }
        },
      ),
      { numRuns: runs },
    );
  });

  const row = (id: string, more: Partial<RuleRow>): RuleRow => ({
    id,
    mode: 'live',
    cells: {},
    outcome: 'pass',
    ...more,
  });
  const table = (rows: readonly RuleRow[], hit: DecisionTable['hit'] = 'first'): DecisionTable => ({
    name: 'masses',
    title: { en: 'Masses' },
    stage: 'judgement',
    hit,
    inputs: ['item.net-mass'],
    rows,
  });

  test('never passes where a unit measures something else', () => {
    const heavy = row('heavy', {
      outcome: 'refuse',
      cells: { 'item.net-mass': { is: 'range', from: '1000', unit: 'KGM' } },
    });
    const said = evaluate(compileTable(table([heavy, row('rest', {})])), {
      'item.net-mass': { value: '12', unit: 'H87' },
    });
    expect(said.hits).toEqual([]);
    expect(said.unanswered).toEqual([{ code: 'rule-unanswerable', table: 'masses', rows: ['heavy'] }]);
  });

  test('compares quantities exactly whatever their units', () => {
    const heavy = row('heavy', {
      cells: { 'item.net-mass': { is: 'equal', value: { value: '1', unit: 'TNE' } } },
    });
    const ask = (value: string, unit: string) =>
      evaluate(compileTable(table([heavy])), { 'item.net-mass': { value, unit } }).hits.length;
    expect([ask('1000', 'KGM'), ask('1000000', 'GRM'), ask('999.999999999999999999', 'KGM')]).toEqual([
      1, 1, 0,
    ]);
  });

  test('asks an expression only of rows whose cells hold', () => {
    const asked = row('asked', {
      cells: { 'item.net-mass': { is: 'present' } },
      when: 'item_net_mass * 2 > quantity("3", "KGM")',
    });
    const compiled = compileTable(table([asked]));
    expect(compiled.fields).toEqual(['item.net-mass']);
    expect(evaluate(compiled, { 'item.net-mass': { value: '1.51', unit: 'KGM' } }).hits).toHaveLength(1);
    expect(evaluate(compiled, { 'item.net-mass': { value: '1.5', unit: 'KGM' } }).hits).toEqual([]);
    expect(evaluate(compiled, {}).hits).toEqual([]);
    expect(evaluate(compiled, { 'item.net-mass': { value: '2', unit: 'H87' } }).unanswered).toHaveLength(1);
  });

  test('says of goods that it was asked about before what it says of them now', () => {
    const wanted = row('wanted', {
      cells: {
        'item.commodity': { is: 'prefix', values: ['02'] },
        'item.net-mass': { is: 'range', from: '10', unit: 'KGM' },
      },
    });
    const compiled = compileTable({ ...table([wanted]), inputs: ['item.commodity', 'item.net-mass'] });
    const ask = (commodity: string | undefined, value: string) =>
      evaluate(compiled, { 'item.commodity': commodity, 'item.net-mass': { value, unit: 'KGM' } }).hits
        .length;
    expect([ask('0202', '10'), ask('0808', '10'), ask('0202', '9'), ask('0202', '10')]).toEqual([1, 0, 0, 1]);
    expect([ask(undefined, '10'), ask(`02${'0'.repeat(90)}`, '10'), ask(undefined, '10')]).toEqual([0, 1, 0]);
    const others = Array.from({ length: 600 }, (_, place) => String(1_020_000 + place));
    expect(others.filter((other) => ask(other, '10') > 0 || ask(`02${other}`, '10') === 0)).toEqual([]);
    expect([ask('0202', '10'), ask('0808', '10')]).toEqual([1, 0]);
  });

  test('holds where one row alone may say something and two do', () => {
    const said = evaluate(compileTable(table([row('one', {}), row('two', {})], 'unique')), {});
    expect(said).toEqual({
      hits: [],
      shadow: [],
      unanswered: [{ code: 'rules-not-unique', table: 'masses', rows: ['one', 'two'] }],
    });
  });

  test('is refused with every fault', () => {
    const wrong: unknown = {
      ...table([
        row('a', { cells: { 'item.net-mass': { is: 'prefix', values: ['1'] } } }),
        row('a', {
          cells: { 'item.net-mass': { is: 'range', from: '1', unit: 'H87' } },
          when: 'item_x == 1',
        }),
        row('c', { cells: { 'item.origin': { is: 'equal', value: 'CN' } } }),
      ]),
    };
    expect(faultsOfTable(wrong).map(({ code, path }) => [code, path])).toEqual([
      ['rule-cell-unfit', '/rows/0/cells/item.net-mass/is'],
      ['rule-row-repeated', '/rows/1/id'],
      ['rule-unit-unfit', '/rows/1/cells/item.net-mass/unit'],
      ['rule-expression-unfit', '/rows/1/when'],
      ['rule-field-no-column', '/rows/2/cells/item.origin'],
    ]);
    expect(faultsOfTable({ name: 'x' }).map(({ code }) => code)).toContain('rule-table-shape');
    expect(() => compileTable({ ...table([]), name: 'Not a name' })).toThrow('rule-table-invalid');
  });
});
