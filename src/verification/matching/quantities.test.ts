import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDecimal } from '../../base/index.ts';
import { specimenCertificate, specimenItem, specimenLine } from '../deciding/testing/index.ts';
import type { Amount, CertifiedLine, GoodsItem, Measured } from '../facts/index.ts';
import { chooseLines, commodityPractice, planQuantities, type QuantityClaim } from './index.ts';

const practice = commodityPractice(2, [], []);

interface Wanted {
  readonly item?: number;
  readonly commodity?: string;
  readonly quantities?: readonly Measured[];
  readonly pool?: string;
  readonly number?: string;
  readonly lines?: readonly Partial<CertifiedLine>[];
  readonly tolerances?: QuantityClaim['tolerances'];
  readonly measures?: QuantityClaim['measures'];
  readonly stated?: Amount;
  readonly taken?: string;
}

function claim(wanted: Wanted): QuantityClaim {
  const { number = 'A', lines = [{}] } = wanted;
  const certificate = specimenCertificate({
    number,
    lines: lines.map((line, place) => specimenLine({ line: place + 1, ...line })),
  });
  const item: GoodsItem = specimenItem({
    item: wanted.item ?? 1,
    commodity: wanted.commodity ?? '0202300090',
    quantities: wanted.quantities ?? [{ measure: 'net-mass', value: '100', unit: 'KGM' }],
  });
  const { taken } = wanted;
  return {
    item,
    certificate,
    name: number,
    pool: wanted.pool ?? 'A',
    lines: chooseLines(item, certificate, undefined, practice).lines,
    measures: wanted.measures ?? ['net-mass', 'statutory'],
    tolerances: wanted.tolerances ?? [],
    ...(wanted.stated === undefined ? {} : { stated: wanted.stated }),
    balances:
      taken === undefined
        ? undefined
        : new Map([[1, { line: 1, unit: 'KGM', limit: '100', taken, claimants: 3 }]]),
  };
}

function statusOf(...wanted: readonly Wanted[]): readonly (string | undefined)[] {
  const claims = wanted.map(claim);
  const { matches } = planQuantities(claims);
  return claims.map(({ item, pool }) => matches.of(item.item, pool)?.status);
}

const net = (value: string, unit = 'KGM'): readonly Measured[] => [{ measure: 'net-mass', value, unit }];

describe('quantities', () => {
  it('convert exactly between grams, kilograms and tonnes; pieces never become mass', () => {
    expect(statusOf({ quantities: net('0.1', 'TNE') })).toEqual(['within']);
    expect(statusOf({ quantities: net('100000', 'GRM') })).toEqual(['within']);
    expect(statusOf({ quantities: net('100000.001', 'GRM') })).toEqual(['exceeds-line']);
    expect(statusOf({ quantities: net('1', 'H87') })).toEqual(['no-common-unit']);
  });

  it('of items that cite one line add up', () => {
    expect(statusOf({ item: 1, quantities: net('60') }, { item: 2, quantities: net('40') })).toEqual([
      'within',
      'within',
    ]);
    expect(statusOf({ item: 1, quantities: net('60') }, { item: 2, quantities: net('40.1') })).toEqual([
      'exceeds-line',
      'exceeds-line',
    ]);
  });

  it('of lines add up, and the most specific line is drawn on first', () => {
    const lines = [{ codes: [{ system: 'HS', code: '02' }] }, { codes: [{ system: 'HS', code: '020230' }] }];
    const { shares } = planQuantities([claim({ quantities: net('150'), lines })]);
    expect(shares.map(({ line, quantity }) => `${String(line)} ${quantity.value}`)).toEqual([
      '2 100',
      '1 50',
    ]);
  });

  it('are shared out so that no item is short that need not be', () => {
    const lines = [
      { codes: [{ system: 'HS', code: '0202' }] },
      { codes: [{ system: 'HS', code: '020230' }] },
    ];
    expect(
      statusOf(
        { item: 1, quantities: net('100'), lines },
        { item: 2, commodity: '0202200000', quantities: net('100'), lines },
      ),
    ).toEqual(['within', 'within']);
  });

  it('that are too much for one item leave another alone that shares nothing with it', () => {
    expect(
      statusOf(
        { item: 1, quantities: net('150') },
        { item: 2, quantities: net('100'), number: 'B', pool: 'B' },
      ),
    ).toEqual(['exceeds-line', 'within']);
  });

  it('of certificates of one pool cover an item together, as far as the declaration shares it out', () => {
    const both = (stated?: Amount): readonly Wanted[] => [
      { quantities: net('150'), number: 'A', ...(stated === undefined ? {} : { stated }) },
      { quantities: net('150'), number: 'B' },
    ];
    expect(statusOf(...both())).toEqual(['within', 'within']);
    expect(statusOf(...both({ value: '20', unit: 'KGM' }))).toEqual(['exceeds-line', 'exceeds-line']);
    expect(statusOf(...both({ value: '0.06', unit: 'TNE' }))).toEqual(['within', 'within']);
  });

  it('that others took are not there any more', () => {
    expect(statusOf({ quantities: net('40'), taken: '60' })).toEqual(['within']);
    expect(statusOf({ quantities: net('40.5'), taken: '60' })).toEqual(['exceeds-account']);
  });

  it('a little more than certified are within tolerance once, while something is left', () => {
    const tolerances = [{ absolute: { value: '500', unit: 'GRM' } }];
    expect(statusOf({ quantities: net('40.5'), taken: '60', tolerances })).toEqual(['within-tolerance']);
    expect(statusOf({ quantities: net('40.501'), taken: '60', tolerances })).toEqual(['exceeds-account']);
    expect(statusOf({ quantities: net('0.4'), taken: '100', tolerances })).toEqual(['exceeds-account']);
  });

  it('with several tolerances have the least of them', () => {
    const percent = parseDecimal('5');
    if (percent === undefined) throw new RangeError('a decimal');
    const both = [{ percent }, { absolute: { value: '1', unit: 'KGM' } }];
    expect(statusOf({ quantities: net('105'), tolerances: [{ percent }] })).toEqual(['within-tolerance']);
    expect(statusOf({ quantities: net('102'), tolerances: both })).toEqual(['exceeds-line']);
    expect(
      statusOf({ quantities: net('102'), tolerances: [{ percent, absolute: { value: '1', unit: 'KGM' } }] }),
    ).toEqual(['exceeds-line']);
    expect(
      statusOf({ quantities: net('100.1'), tolerances: [{ absolute: { value: '1', unit: 'H87' } }] }),
    ).toEqual(['exceeds-line']);
  });

  it('that are not stated, not numbers or negative are absent; zero is zero', () => {
    expect(statusOf({ quantities: [] })).toEqual(['absent-declared']);
    expect(statusOf({ quantities: net('-5') })).toEqual(['absent-declared']);
    expect(statusOf({ quantities: net('many') })).toEqual(['absent-declared']);
    expect(statusOf({ quantities: net('0.000') })).toEqual(['zero-declared']);
  });

  it('fall back to the next measure only where the first is not stated or nobody certifies it', () => {
    const quantities: readonly Measured[] = [
      { measure: 'statutory', value: '40', unit: 'H87' },
      { measure: 'net-mass', value: '100', unit: 'KGM' },
    ];
    expect(statusOf({ quantities, measures: ['statutory', 'net-mass'] })).toEqual(['within']);
    expect(statusOf({ quantities, measures: ['statutory'] })).toEqual(['no-common-unit']);
  });

  it('never draw more on a line than it has left, and draw all that is within', () => {
    const wanted = fc.record({
      item: fc.integer({ min: 1, max: 4 }),
      quantities: fc.constantFrom(
        ...['10', '33.3', '70', '100.5'].map((value) => net(value)),
        net('0.07', 'TNE'),
      ),
      number: fc.constantFrom('A', 'B'),
      taken: fc.constantFrom(undefined, '0', '60', '100', '130'),
    });
    const key = ({ item, number }: { item: number; number: string }) => `${String(item)} ${number}`;
    fc.assert(
      fc.property(fc.uniqueArray(wanted, { selector: key, maxLength: 6 }), (all) => {
        // Of one account there is one balance, and of one item one quantity.
        const claims = all.map(({ item, number }) => {
          const balance = all.find((each) => each.number === number)?.taken;
          const quantities = all.find((each) => each.item === item)?.quantities ?? [];
          return claim({ item, number, quantities, ...(balance === undefined ? {} : { taken: balance }) });
        });
        const { shares, matches } = planQuantities(claims);
        const again = planQuantities(claims.toReversed());
        for (const { item, pool } of claims)
          expect(again.matches.of(item.item, pool)).toEqual(matches.of(item.item, pool));
        const grams = ({ value, unit }: Amount) => Math.round(Number(value) * (unit === 'TNE' ? 1e6 : 1e3));
        for (const name of ['A', 'B']) {
          const drawn = shares.filter((share) => share.claim.name === name);
          const balance = claims.find((each) => each.name === name)?.balances?.get(1);
          const left = 100_000 - Number(balance?.taken ?? 0) * 1000;
          expect(drawn.reduce((total, { quantity }) => total + grams(quantity), 0)).toBeLessThanOrEqual(
            Math.max(0, left),
          );
        }
        for (const item of new Set(claims.map((each) => each.item))) {
          if (matches.of(item.item, 'A')?.status !== 'within') continue;
          const own = shares.filter((share) => share.claim.item.item === item.item);
          const [declared] = item.quantities;
          if (declared !== undefined)
            expect(own.reduce((total, { quantity }) => total + grams(quantity), 0)).toBe(grams(declared));
        }
      }),
      { numRuns: 500 },
    );
  });
});
