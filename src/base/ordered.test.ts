import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ordered } from './index.ts';

it('a list is put in order stably, whether it is short or long, and is itself where it is in order', () => {
  const items = fc.array(fc.record({ rank: fc.nat(5), name: fc.nat() }), { maxLength: 30 });
  fc.assert(
    fc.property(items, (all) => {
      const given = [...all];
      const byRank = (left: { readonly rank: number }, right: { readonly rank: number }) =>
        left.rank - right.rank;
      const sorted = ordered(all, byRank);
      expect(sorted).toEqual(all.toSorted(byRank));
      expect(all).toEqual(given);
      expect(ordered(sorted, byRank)).toBe(sorted);
    }),
  );
});
