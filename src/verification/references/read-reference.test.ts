import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReferencePattern } from '../deciding/rule-book.ts';
import { SPECIMEN_PATTERNS } from '../deciding/testing/index.ts';
import { compilePatterns, linkOf, normalReference, readReference, type Reading } from './index.ts';
import { BRITISH_PATTERNS, CHINESE_PATTERNS } from './testing/british-patterns.ts';

const british = compilePatterns(BRITISH_PATTERNS);
const chinese = compilePatterns(CHINESE_PATTERNS);
const specimen = compilePatterns(SPECIMEN_PATTERNS);

/** Lone halves of surrogate pairs too. */
const anyCodeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

function numbersOf(code: string, reference: string, patterns = british): readonly string[] {
  return readReference(code, reference, patterns).readings.map(({ number }) => number);
}

describe('a reference', () => {
  it.each([
    ['N853', 'GBCHD2024.1234567', 'CHEDP.GB.2024.1234567'],
    ['N853', 'gbchd2024.1234567', 'CHEDP.GB.2024.1234567'],
    ['N853', 'GBCVD2024.1234567', 'CHEDP.GB.2024.1234567'],
    ['N852', 'CHEDD.GB.2024.1234567', 'CHEDD.GB.2024.1234567'],
    ['N852', 'CHEDD GB 2024 1234567', 'CHEDD.GB.2024.1234567'],
    ['N853', 'GBCHD2024.1234567V', 'CHEDP.GB.2024.1234567V'],
    ['N853', 'gbchd2024.1234567r', 'CHEDP.GB.2024.1234567R'],
    ['N853', 'GBCHD-202305-1234567', 'CHEDP.GB.2023.1234567'],
    ['N853', 'GBCHD20211234567', 'CHEDP.GB.2021.1234567'],
    ['C085', ' CHEDPP.GB.2025.0000001 ', 'CHEDPP.GB.2025.0000001'],
    ['N851', 'GBPHC012345', 'GBPHC012345'],
    ['N851', 'GBPHC12345', 'GBPHC012345'],
    ['N853', 'ＧＢＣＨＤ２０２４．１２３４５６７', 'CHEDP.GB.2024.1234567'],
    ['N853', 'GBCHD\u20112024\u20131234567', 'CHEDP.GB.2024.1234567'],
    ['N853', '\u200eGBCHD2024.\u200b1234567', 'CHEDP.GB.2024.1234567'],
  ])('of code %s written %s is read as %s', (code, written, number) => {
    expect(numbersOf(code, written)).toEqual([number]);
  });

  it.each([
    ['B', '310100125000123', chinese, '310100125000123'],
    ['B', '310100125000123001', chinese, '310100125000123001'],
    ['A', 'NZL2026/1234567', specimen, 'NZL2026/1234567'],
    ['A', 'nzl2026-0000001', specimen, 'NZL2026/0000001'],
    ['A', 'NZL2026/1', specimen, 'NZL2026/0000001'],
    ['A', 'AU 2026/0000001', specimen, 'AU/2026/0000001'],
  ])('of code %s written %s is read by its issuer’s style', (code, written, patterns, number) => {
    expect(numbersOf(code, written, patterns)).toEqual([number]);
  });

  it.each([
    'GBCHD1234',
    'GBCHD2022.12345',
    'GBCHD202101234567',
    'GBCHD2026.NIRMS',
    'CHED.GB.2024.1234567',
    'CHEDP.GB.2024.1234567X',
    'CATCH CERT',
    '',
    '   ',
    'GBCHD2024.1234567\u0000',
    'ＧＢＣＨＤ'.repeat(40),
    'GBCHD2024.12З4567',
  ])('that no pattern admits is not read: %j', (written) => {
    expect(numbersOf('N853', written)).toEqual([]);
  });

  it('of another type is not read under the code, but told', () => {
    const reading = readReference('N853', 'CHEDD.GB.2024.1234567', british);
    expect(reading.readings).toEqual([]);
    expect(reading.foreign.map(({ type, number }) => `${type} ${number}`)).toEqual([
      'CHEDD CHEDD.GB.2024.1234567',
    ]);
  });

  it('with zeros in front keeps them, unless its pattern fills numbers up', () => {
    expect(numbersOf('B', '010100125000123', chinese)).toEqual(['010100125000123']);
    expect(numbersOf('A', 'NZL2026/0000012', specimen)).toEqual(numbersOf('A', 'NZL2026/12', specimen));
  });

  it('with several readings is told with all of them', () => {
    const open: ReferencePattern = {
      code: 'X',
      style: 'open',
      type: '853',
      country: 'FR',
      parts: [
        { kind: 'digits', least: 1, most: 3, as: 'authority' },
        { kind: 'digits', least: 1, most: 3, as: 'number' },
      ],
      number: '{number}',
    };
    const { readings } = readReference('X', '1234', compilePatterns([open]));
    expect(readings.map(({ authority, number }) => `${authority ?? ''} ${number}`)).toEqual([
      '1 234',
      '12 34',
      '123 4',
    ]);
  });

  it('is read in linear time by the most ambiguous of patterns, and its readings are bounded', () => {
    const parts = Array.from({ length: 24 }, () => ({
      kind: 'any' as const,
      least: 1,
      most: 40,
      as: 'number' as const,
      optional: true,
    }));
    const hostile = compilePatterns([
      { code: 'X', style: 'hostile', type: '853', country: 'FR', parts, number: '{number}' },
    ]);
    const { readings } = readReference('X', `${'A'.repeat(69)}!`, hostile);
    expect(readings).toEqual([]);
    expect(readReference('X', 'A'.repeat(70), hostile).readings.length).toBeLessThanOrEqual(17);
  });

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCodeUnit, maxLength: 120 }), (text) => {
        expect(Array.isArray(readReference('N853', text, british).readings)).toBe(true);
      }),
    );
  });
});

const document = fc.record({
  code: fc.constantFrom('C640', 'N853', 'N852', 'C085'),
  country: fc.constantFrom('GB', 'XI', 'IE', 'FR'),
  year: fc.integer({ min: 2020, max: 2027 }),
  number: fc.constantFrom('1234567', '0234567', '1234568', '2134567', '0000001'),
  suffix: fc.constantFrom('', 'V', 'R'),
});
type Real = typeof document extends fc.Arbitrary<infer Value> ? Value : never;

const TYPES: Readonly<Record<string, string>> = {
  C640: 'CHEDA',
  N853: 'CHEDP',
  N852: 'CHEDD',
  C085: 'CHEDPP',
};

function nameOf({ code, country, year, number, suffix }: Real): string {
  return `${TYPES[code] ?? ''}.${country}.${String(year)}.${number}${suffix}`;
}

/** The document as a trader might write it. */
function written(real: Real, style: number): string {
  const { country, year, number, suffix } = real;
  if (style === 0 || country !== 'GB') return nameOf(real);
  const short = `GBCHD${String(year)}${style === 1 ? '.' : style === 2 ? '-' : ''}${number}${suffix}`;
  return style === 3 ? short.toLowerCase() : short;
}

describe('a link', () => {
  it('never leads to a document that only has the same last seven digits', () => {
    fc.assert(
      fc.property(
        document,
        fc.integer({ min: 0, max: 3 }),
        fc.array(document, { minLength: 1, maxLength: 40 }),
        (cited, style, others) => {
          const ledger = new Map<string, Real>();
          for (const real of others) {
            const [reading] = readReference(real.code, nameOf(real), british).readings;
            if (reading !== undefined) ledger.set(normalReference(reading), real);
          }
          const reading = readReference(cited.code, written(cited, style), british);
          const found = reading.readings.map((each) => ledger.get(normalReference(each)));
          expect(reading.readings).toHaveLength(1);
          for (const real of found) if (real !== undefined) expect(nameOf(real)).toBe(nameOf(cited));
          if (others.some((real) => nameOf(real) === nameOf(cited))) expect(found[0]).toBeDefined();
        },
      ),
      { numRuns: 2_000 },
    );
  });

  const reading = (number: string): Reading => ({ type: '853', country: 'NZ', authority: 'NZ-MPI', number });
  const key = (number: string) => ({ country: 'NZ', authority: 'NZ-MPI', number });
  const read = (...numbers: string[]) => ({
    code: 'A',
    reference: 'as written',
    readings: numbers.map(reading),
    foreign: [],
  });

  it('with two readings is ambiguous, also while the ledger has only one of the documents', () => {
    const link = linkOf(read('1', '2'), { found: [[key('1')], []], foreign: [] });
    expect(link).toMatchObject({ state: 'ambiguous', candidates: [key('1')] });
    expect(link.certificate).toBeUndefined();
  });

  it('that finds two documents by one reading is ambiguous and names both', () => {
    const link = linkOf(read('1'), { found: [[key('b'), key('a')]], foreign: [] });
    expect(link).toMatchObject({ state: 'ambiguous', candidates: [key('a'), key('b')] });
  });

  it('to a certificate that was split is ambiguous and offers its parts', () => {
    const link = linkOf(read('1'), { found: [[key('1')]], foreign: [], parts: [key('1B'), key('1A')] });
    expect(link).toMatchObject({ state: 'ambiguous', candidates: [key('1A'), key('1B')] });
  });

  it('to nothing is unknown and suggests; to another type it says so', () => {
    expect(linkOf(read('1'), { found: [[]], foreign: [], suggestions: [key('2')] })).toMatchObject({
      state: 'unknown',
      suggestions: [key('2')],
    });
    expect(linkOf(read(), { found: [], foreign: [[key('9')]] })).toMatchObject({
      state: 'foreign-type',
      suggestions: [key('9')],
    });
    expect(linkOf(read(), { found: [], foreign: [] }).state).toBe('unreadable');
  });
});
