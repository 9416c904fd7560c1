import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIST_ENTRIES, placeOf } from './places.ts';

const KEY = new Uint8Array(32).fill(3);

describe('the places of a status list', () => {
  it('are given to one certificate each, and all of them', () => {
    const taken = new Uint8Array(LIST_ENTRIES);
    // Every 64th of a list, and each of its first thousand.
    for (let count = 0; count < LIST_ENTRIES; count += count < 1000 ? 1 : 64) {
      const { list, index } = placeOf(KEY, 'CN-GACC', count);
      expect(list).toBe(0);
      expect(taken[index]).toBe(0);
      taken[index] = 1;
    }
  });

  it('stay within their list, and the next list begins when one is full', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LIST_ENTRIES * 20 }), (count) => {
        const { list, index } = placeOf(KEY, 'CN-GACC', count);
        expect(list).toBe(Math.floor(count / LIST_ENTRIES));
        expect(index).toBeGreaterThanOrEqual(0);
        expect(index).toBeLessThan(LIST_ENTRIES);
      }),
    );
  });

  it('do not follow the order of issue, and differ by authority and by key', () => {
    const indices = Array.from({ length: 1000 }, (_, count) => placeOf(KEY, 'CN-GACC', count).index);
    const steps = indices.slice(1).map((index, place) => Math.abs(index - (indices[place] ?? 0)));
    // Neighbours in time would lie a step apart; at random, fewer than one in a hundred lie within a hundredth.
    expect(steps.filter((step) => step < LIST_ENTRIES / 100).length).toBeLessThan(60);
    const others = [placeOf(KEY, 'NZ-MPI', 5), placeOf(new Uint8Array(32), 'CN-GACC', 5)];
    expect(new Set([placeOf(KEY, 'CN-GACC', 5), ...others].map(({ index }) => index)).size).toBe(3);
  });
});
