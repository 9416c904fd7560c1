import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDecimals, parseDecimal } from '../../base/index.ts';
import type { Practice } from '../deciding/rule-book.ts';
import type { DecisionTable } from '../rules/index.ts';
import { narrower, practiceParameter, referencePatternParameter, ruleTableParameter } from './index.ts';

const threshold = fc.option(
  fc.record({
    amount: fc.integer({ min: 0, max: 999 }).map(String),
    currency: fc.constantFrom('CNY', 'USD'),
  }),
  { nil: undefined },
);
const systems = fc.option(fc.subarray(['HS', 'CN', 'HTS']), { nil: undefined });
const practices: fc.Arbitrary<Practice> = fc
  .record({
    waitingDays: fc.nat(30),
    leastDigits: fc.integer({ min: 2, max: 10 }),
    foreign: systems,
    fallback: fc.constantFrom('hold' as const, 'pass-and-verify' as const),
    second: threshold,
    baselineMinutes: fc.nat(60),
  })
  .map(({ foreign, second, ...rest }) => ({
    ...rest,
    ...(foreign === undefined ? {} : { foreignNomenclatures: foreign }),
    ...(second === undefined ? {} : { secondOfficialFrom: second }),
  }));

/** Whether whatever one practice lets through, the other does too. */
function isStricter(own: Practice, wider: Practice): boolean {
  const foreign = own.foreignNomenclatures ?? [];
  const [left, right] = [own.secondOfficialFrom, wider.secondOfficialFrom];
  const isSooner =
    right === undefined ||
    (left?.currency === right.currency &&
      compareDecimals(parseDecimal(left.amount) ?? never(), parseDecimal(right.amount) ?? never()) <= 0);
  return (
    own.waitingDays <= wider.waitingDays &&
    own.leastDigits >= wider.leastDigits &&
    foreign.every((system) => (wider.foreignNomenclatures ?? []).includes(system)) &&
    (own.fallback === 'hold' || wider.fallback === 'pass-and-verify') &&
    isSooner
  );
}

function never(): never {
  throw new Error('no decimal');
}

describe('an office’s practice', () => {
  test('is never more lenient than its country’s, whatever the two say', () => {
    fc.assert(
      fc.property(practices, practices, (wider, own) => {
        const narrow = narrower(wider, own);
        expect(isStricter(narrow, wider)).toBe(true);
        expect(narrower(wider, narrow)).toEqual(narrow);
        expect(narrower(wider, wider)).toEqual(wider);
      }),
    );
  });

  test('is refused exactly where it is more lenient, and an authority’s never is', () => {
    fc.assert(
      fc.property(practices, practices, (wider, own) => {
        const faults = practiceParameter.narrows?.(writable(wider), writable(own), 'office') ?? [];
        expect(faults.length === 0).toBe(isStricter(own, wider));
        expect(practiceParameter.narrows?.(writable(wider), writable(own), 'authority')).toEqual([]);
      }),
    );
  });
});

type Written = NonNullable<Parameters<NonNullable<typeof practiceParameter.narrows>>[0]>;

function writable({ foreignNomenclatures, ...rest }: Practice): Written {
  return {
    ...rest,
    ...(foreignNomenclatures === undefined ? {} : { foreignNomenclatures: [...foreignNomenclatures] }),
  };
}

const TABLE: DecisionTable = {
  name: 'origins',
  title: { en: 'Origins', zh: '原产地' },
  stage: 'judgement',
  hit: 'worst',
  inputs: ['match.origin'],
  rows: [
    {
      id: 'r1',
      mode: 'live',
      cells: { 'match.origin': { is: 'equal', value: 'different' } },
      outcome: 'refuse',
      actor: 'trader',
      code: 'origin-differs',
      sentence: {
        en: 'Declared {declared}, certified {certified}.',
        zh: '申报 {declared}，证书 {certified}。',
      },
    },
  ],
};

function faultsOf(table: unknown, office?: string): readonly (readonly [string, string])[] {
  const value = JSON.parse(JSON.stringify(table)) as Parameters<
    NonNullable<typeof ruleTableParameter.check>
  >[0]['value'];
  const owner = { authority: 'CN-GACC', ...(office === undefined ? {} : { office }) };
  const row = { key: { table: 'origins' }, value, from: '2026-01-01' };
  return (ruleTableParameter.check?.(row, owner) ?? []).map(({ code, path }) => [code, path] as const);
}

describe('a rule table as a parameter', () => {
  test('is taken without faults, under its own name alone', () => {
    expect(ruleTableParameter.faultsOfValue(TABLE)).toEqual([]);
    expect(faultsOf(TABLE)).toEqual([]);
    expect(faultsOf({ ...TABLE, name: 'other' })).toEqual([['rule-table-misnamed', '/value/name']]);
    expect(faultsOf({ ...TABLE, inputs: [] })).toEqual([
      ['rule-field-no-column', '/value/rows/0/cells/match.origin'],
    ]);
  });

  test('of an office can only ask for more and be graver', () => {
    expect(faultsOf(TABLE, 'CN-GACC/2200')).toEqual([]);
    const passing = { ...TABLE, rows: TABLE.rows.map((row) => ({ ...row, outcome: 'pass' })) };
    expect(faultsOf(passing, 'CN-GACC/2200')).toEqual([['rule-row-widens', '/value/rows/0/outcome']]);
    const tolerance = {
      ...TABLE,
      stage: 'tolerance',
      hit: 'first',
      inputs: [],
      rows: [{ id: 'all', mode: 'live', cells: {}, outputs: { percent: '50' } }],
    };
    expect(faultsOf(tolerance)).toEqual([]);
    expect(faultsOf(tolerance, 'CN-GACC/2200')).toEqual([['rule-table-widens', '/value/stage']]);
  });
});

describe('a form of references', () => {
  test('needs the texts of its fixed parts, and lengths in their order', () => {
    const parts = [{ kind: 'literal' as const }, { kind: 'digits' as const, least: 5, most: 3 }];
    const row = {
      key: { code: 'C640', style: 'usual' },
      value: { type: 'CHEDA', parts, number: '{number}' },
      from: '2026-01-01',
    };
    expect(referencePatternParameter.check?.(row, {}).map(({ code, path }) => [code, path])).toEqual([
      ['pattern-literal-empty', '/value/parts/0'],
      ['pattern-length-order', '/value/parts/1'],
    ]);
  });
});
