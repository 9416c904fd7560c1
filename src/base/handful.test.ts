import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Handful, ordered } from './index.ts';

it('a handful answers as a map does, whether it holds few or many', () => {
  const entries = fc.array(fc.tuple(fc.oneof(fc.nat(12).map(String), fc.string()), fc.nat()), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(entries, fc.string(), (all, other) => {
      const handful = new Handful<string, number>();
      const map = new Map<string, number>();
      for (const [key, value] of all) {
        handful.set(key, value);
        map.set(key, value);
        for (const known of [...map.keys(), other]) expect(handful.get(known)).toBe(map.get(known));
      }
    }),
  );
});

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
