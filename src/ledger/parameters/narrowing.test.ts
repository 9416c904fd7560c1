import fc from 'fast-check';
import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { defineParameter, type ParameterOwner, type ProposedRow } from './definition.ts';
import { wideningFaults } from './narrowing.ts';
import { effectiveRows, type Assertion } from './resolution.ts';

const limit = defineParameter({
  name: 'limit',
  key: Type.Object({}, { additionalProperties: false }),
  value: Type.Object({ most: Type.Integer() }, { additionalProperties: false }),
  levels: ['platform', 'authority', 'office'],
  readers: 'signed-in',
  standard: [{ key: {}, value: { most: 10 } }],
  narrows: (wider, own) =>
    own.most > wider.most ? [{ code: 'limit-widens', path: '/most', values: { most: wider.most } }] : [],
});

const OFFICE: ParameterOwner = { authority: 'CN-GACC', office: '22' };
const DAY = 86_400_000;
const day = (place: number) => new Date(place * DAY).toISOString();

function assertion(version: number, most: number | null, from: number, until?: number): Assertion {
  return {
    version,
    place: 0,
    authority: 'CN-GACC',
    office: '',
    key: '{}',
    value: most === null ? null : { most },
    from: from * DAY,
    until: until === undefined ? undefined : until * DAY,
    recorded: 0,
    change: '',
  };
}

function row(most: number, from: number, until?: number): ProposedRow {
  return { key: {}, value: { most }, from: day(from), ...(until === undefined ? {} : { until: day(until) }) };
}

function pathsOf(
  known: readonly Assertion[],
  rows: readonly ProposedRow[],
  owner = OFFICE,
): readonly string[] {
  return wideningFaults(limit, known, rows, owner).map(({ path }) => path);
}

describe('a narrower level', () => {
  test('may narrow what the wider one says, and not widen it', () => {
    expect(pathsOf([assertion(1, 5, 0)], [row(5, 1), row(6, 1)])).toEqual(['/rows/1/value/most']);
    expect(pathsOf([], [row(10, 1), row(11, 1)])).toEqual(['/rows/1/value/most']);
    expect(pathsOf([assertion(1, 5, 0)], [row(6, 1)], {})).toEqual([]);
    expect(pathsOf([assertion(1, 5, 0)], [row(6, 1)], { authority: 'CN-GACC' })).toEqual([]);
    expect(pathsOf([assertion(1, 5, 0)], [row(11, 1)], { authority: 'CN-GACC' })).toEqual([
      '/rows/0/value/most',
    ]);
  });

  test('is held to what the wider one says for any moment of the period, as it is known', () => {
    const wider = fc.array(
      fc.record({
        most: fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
        from: fc.nat(20),
        length: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(
        wider,
        fc.integer({ min: 1, max: 12 }),
        fc.nat(20),
        fc.integer({ min: 1, max: 15 }),
        (made, most, from, length) => {
          const known = made.map((each, place) =>
            assertion(
              place + 1,
              each.most,
              each.from,
              each.length === undefined ? undefined : each.from + each.length,
            ),
          );
          const isWider = Array.from({ length }, (_, place) => from + place).some((at) => {
            const standard = new Map([['{}', { most: 10 } as unknown]]);
            const [above] = effectiveRows(known, standard, { authority: 'CN-GACC' }, { at: at * DAY });
            const value = above?.value;
            return (
              typeof value === 'object' && value !== null && 'most' in value && Number(value.most) < most
            );
          });
          expect(pathsOf(known, [row(most, from, from + length)]).length > 0).toBe(isWider);
        },
      ),
    );
  });
});
