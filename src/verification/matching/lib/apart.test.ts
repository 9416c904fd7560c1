import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Handful, parseDecimal } from '../../../base/index.ts';
import { specimenCertificate, specimenItem, specimenLine } from '../../deciding/testing/index.ts';
import { chooseLines, commodityPractice, type PlannedShare, type QuantityClaim } from '../index.ts';
import { readText } from './amounts.ts';
import { settledApart } from './apart.ts';
import { plainAmount, shortText } from './plain-amount.ts';
import { pooled, poolOf, type Pool, type Stocks } from './pool.ts';
import { sharedOut } from './sharing-out.ts';

const RUNS = { numRuns: Number(process.env['COUNTERFOIL_SOAK'] ?? 0) > 0 ? 50_000 : 1_000 };
const CODES = ['020230', '020442', '020329', '080810'];
const practice = commodityPractice(4, [], []);

const written = fc.constantFrom(
  '0',
  '0.5',
  '007',
  '100.000',
  '12500.5',
  '33.333',
  '9007199254740993',
  '1.',
  'many',
);
const tenths = (most: number) => fc.nat(most).map((each) => String(each / 10));
const declaredMass = fc.oneof({ weight: 1, arbitrary: written }, { weight: 6, arbitrary: tenths(9_000) });
const certifiedMass = fc.oneof(
  { weight: 1, arbitrary: written },
  { weight: 8, arbitrary: tenths(40_000) },
  { weight: 1, arbitrary: fc.maxSafeNat().map(String) },
);
const unit = fc.oneof(
  { weight: 20, arbitrary: fc.constant('KGM') },
  { weight: 1, arbitrary: fc.constant('TNE') },
);
const percent = parseDecimal('0.37') ?? { coefficient: 1n, scale: 0 };
const tolerance = fc.constantFrom(
  { absolute: { value: '0.55', unit: 'KGM' } },
  { absolute: { value: '2', unit: 'TNE' } },
  { percent },
  { absolute: { value: '1', unit: 'KGM' }, percent },
);

const certificate = fc
  .record({
    number: fc.constantFrom('A', 'B'),
    codes: fc.subarray(CODES, { minLength: 2 }),
    masses: fc.array(certifiedMass, { minLength: 4, maxLength: 4 }),
    taken: fc.option(fc.oneof(written, tenths(5_000)), { nil: undefined }),
    unit,
  })
  .map(({ number, codes, masses, taken, unit: own }) => ({
    taken,
    unit: own,
    certificate: specimenCertificate({
      number,
      lines: codes.map((code, place) =>
        specimenLine({
          line: place + 1,
          codes: [{ system: 'HS', code }],
          netMass: { value: masses[place] ?? '1', unit: own },
        }),
      ),
    }),
  }));

const item = fc.record({ code: fc.constantFrom(...CODES), mass: declaredMass, unit });
const items = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.uniqueArray(item, { selector: ({ code }) => code, minLength: 1, maxLength: 4 }),
  },
  { weight: 1, arbitrary: fc.array(item, { minLength: 1, maxLength: 4 }) },
);

const claims = fc
  .record({
    certificates: fc.uniqueArray(certificate, {
      selector: (each) => each.certificate.number,
      minLength: 1,
    }),
    items,
    tolerances: fc.array(tolerance, { maxLength: 2 }),
    stated: fc.option(fc.constant({ value: '10', unit: 'KGM' }), { nil: undefined, freq: 8 }),
  })
  .map(({ certificates, items: declared, tolerances, stated }) =>
    declared.flatMap(({ code, mass, unit: own }, place) =>
      certificates.map((each): QuantityClaim => {
        const goods = specimenItem({
          item: place + 1,
          commodity: `${code}0090`,
          quantities: [{ measure: 'net-mass', value: mass, unit: own }],
        });
        const { lines } = each.certificate;
        const { taken } = each;
        return {
          item: goods,
          certificate: each.certificate,
          name: each.certificate.number,
          pool: 'A',
          lines: chooseLines(goods, each.certificate, undefined, practice).lines,
          measures: ['net-mass'],
          tolerances,
          stated,
          balances:
            taken === undefined
              ? undefined
              : new Map(
                  lines.map(({ line, netMass }) => [
                    line,
                    { line, unit: each.unit, limit: netMass?.value ?? '', taken, claimants: 2 },
                  ]),
                ),
        };
      }),
    ),
  );

function poolsOf(all: readonly QuantityClaim[]): readonly Pool[] {
  const stocks: Stocks = new Handful();
  return pooled(all).flatMap((group) => {
    const pool = poolOf(group, stocks);
    return 'match' in pool ? [] : [pool];
  });
}

function inOrder(shares: readonly PlannedShare[]): readonly string[] {
  return shares
    .map(({ claim, line, quantity, certified }) =>
      JSON.stringify([claim.item.item, claim.name, line, quantity, certified]),
    )
    .toSorted();
}

describe('items apart from one another', () => {
  it('are settled as the flow would settle them, wherever they are', () => {
    let apart = 0;
    fc.assert(
      fc.property(claims, (all) => {
        const pools = poolsOf(all);
        const settled = settledApart(pools);
        if (settled === undefined) return;
        apart += 1;
        const flow = sharedOut(pools);
        expect(settled.matches).toEqual(flow.matches);
        expect(inOrder(settled.shares)).toEqual(inOrder(flow.shares));
      }),
      RUNS,
    );
    expect(apart).toBeGreaterThan(RUNS.numRuns / 50);
  });
});

describe('amounts', () => {
  it('are the same decimals, whether doubles hold them or not', () => {
    const digits = fc.stringMatching(/^\d{1,15}$/);
    fc.assert(
      fc.property(digits, digits, (whole, fraction) => {
        const text = `${whole}.${fraction}`;
        const read = readText(text, 'KGM');
        const exact = parseDecimal(text);
        expect(read).toBeDefined();
        expect(BigInt(read?.coefficient ?? -1)).toBe(exact?.coefficient);
        expect(read?.scale).toBe(exact?.scale);
      }),
      RUNS,
    );
  });

  it('are written the same, whether doubles hold them or not', () => {
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeNat(), fc.nat(100_000)), fc.nat(15), (coefficient, scale) => {
        // Of forty places more, beyond what doubles are asked to write.
        const long = { coefficient: BigInt(coefficient) * 10n ** 40n, scale: scale + 40 };
        expect(shortText(coefficient, scale)).toBe(plainAmount(long, 'KGM').value);
      }),
      RUNS,
    );
  });
});
