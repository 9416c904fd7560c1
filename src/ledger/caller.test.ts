import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keeps } from './caller.ts';

const office = fc.constantFrom('a', 'a1', 'a2', 'b');
const authority = fc.constantFrom('NZ-MPI', 'NZ-X', 'CN-GACC');
const record = fc
  .record({ authority, office: fc.option(office, { nil: undefined }) })
  .map(({ authority: key, office: its }) => ({
    country: key.slice(0, 2),
    authority: key,
    ...(its === undefined ? {} : { office: its }),
  }));

test('an office keeps its own records and those of the offices it names as below it, of its own authority alone', () => {
  fc.assert(
    fc.property(authority, office, fc.subarray(['a', 'a1', 'a2', 'b']), record, (key, own, below, kept) => {
      const scope = {
        kind: 'authority',
        country: key.slice(0, 2),
        authority: key,
        office: own,
        below,
      } as const;
      const isIts = kept.office !== undefined && [own, ...below].includes(kept.office);
      expect(keeps(scope, kept)).toBe(kept.authority === key && isIts);
      const { below: _, ...narrow } = scope;
      expect(keeps(narrow, kept)).toBe(kept.authority === key && kept.office === own);
    }),
  );
});

test('the platform keeps everything, the public nothing, an authority all of its own', () => {
  fc.assert(
    fc.property(authority, record, (key, kept) => {
      expect(keeps({ kind: 'system' }, kept)).toBe(true);
      expect(keeps({ kind: 'public' }, kept)).toBe(false);
      const whole = { kind: 'authority', country: key.slice(0, 2), authority: key } as const;
      expect(keeps(whole, kept)).toBe(kept.authority === key);
    }),
  );
});
