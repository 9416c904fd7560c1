import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectiveRows, type Assertion } from './resolution.ts';

const owners = [
  { authority: '', office: '' },
  { authority: 'CN-GACC', office: '' },
  { authority: 'CN-GACC', office: 'CN-GACC/1' },
  { authority: 'NZ-MPI', office: '' },
] as const;
const assertions = fc
  .array(
    fc.record({
      owner: fc.constantFrom(...owners),
      key: fc.constantFrom('"a"', '"b"'),
      value: fc.option(fc.nat(9)),
      from: fc.nat(20),
      length: fc.option(fc.integer({ min: 1, max: 10 })),
    }),
    { maxLength: 25 },
  )
  .map((rows) =>
    rows.map(({ owner, key, value, from, length }, index): Assertion => ({
      ...owner,
      key,
      value,
      from,
      until: length === null ? undefined : from + length,
      version: index + 1,
      place: 0,
      recorded: index * 10,
      change: '',
    })),
  );
const STANDARD = new Map([['"a"', 'standard']]);
const asker = { authority: 'CN-GACC', office: 'CN-GACC/1' };

/** What the rule says, told in the plainest way. */
function plainly(rows: readonly Assertion[], key: string, at: number): unknown {
  const covering = rows.filter(
    (row) => row.key === key && row.from <= at && (row.until === undefined || at < row.until),
  );
  const last = (authority: string, office: string) =>
    covering.filter((row) => row.authority === authority && row.office === office).at(-1);
  const own = last('CN-GACC', 'CN-GACC/1')?.value ?? last('CN-GACC', '')?.value ?? last('', '')?.value;
  return own ?? (last('', '') === undefined ? STANDARD.get(key) : undefined);
}

describe('the rows in force', () => {
  test('are those of the narrowest level that has one, of the highest version that covers the moment', () => {
    fc.assert(
      fc.property(assertions, fc.nat(35), (rows, at) => {
        const found = new Map(
          effectiveRows(rows, STANDARD, asker, { at }).map(({ key, value }) => [key, value]),
        );
        for (const key of ['"a"', '"b"']) expect(found.get(key)).toEqual(plainly(rows, key, at));
      }),
    );
  });

  test('as of a version, or of a moment of recording, do not know what came later', () => {
    fc.assert(
      fc.property(assertions, fc.nat(35), fc.nat(25), (rows, at, version) => {
        const before = rows.slice(0, version);
        const then = effectiveRows(before, STANDARD, asker, { at });
        expect(effectiveRows(rows, STANDARD, asker, { at, version })).toEqual(then);
        expect(effectiveRows(rows, STANDARD, asker, { at, known: (version - 1) * 10 })).toEqual(then);
      }),
    );
  });
});
