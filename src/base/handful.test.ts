import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Handful } from './index.ts';

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
