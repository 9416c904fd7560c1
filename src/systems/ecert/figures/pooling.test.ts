import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pooled } from './pooling.ts';

const table = fc
  .array(fc.oneof(fc.nat(10), fc.nat(10_000)), { maxLength: 30 })
  .map((amounts) => amounts.map((amount, index) => ({ key: String(index), amount })));
const smallest = fc.integer({ min: 2, max: 20 });

test('no number below the smallest is told, alone or by subtraction, and nothing is lost', () => {
  fc.assert(
    fc.property(table, smallest, (rows, least) => {
      const { rows: shown, others } = pooled(rows, least);
      for (const { amount } of shown) expect(amount).toBeGreaterThanOrEqual(least);
      const known = rows.filter(({ amount }) => amount > 0);
      const hidden = known.filter(({ key }) => !shown.some((row) => row.key === key));
      const total = hidden.reduce((sum, { amount }) => sum + amount, 0);
      if (hidden.length === 0) expect(others).toBeUndefined();
      else if (typeof others === 'number') {
        expect(others).toBe(total);
        expect(others).toBeGreaterThanOrEqual(least);
        // A pool of one would be that one.
        if (hidden.length === 1) expect(hidden[0]?.amount).toBeGreaterThanOrEqual(least);
      } else {
        expect(others).toBeNull();
        expect(shown).toEqual([]);
      }
    }),
  );
});

test('a table without small numbers is told as it is', () => {
  const rows = [
    { key: 'CN', amount: 7 },
    { key: 'NZ', amount: 5 },
  ];
  expect(pooled(rows, 5)).toEqual({ rows });
});
