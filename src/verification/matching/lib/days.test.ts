import fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysLeft, dayNumber } from './days.ts';

const two = (most: number) => fc.nat(most).map((each) => String(each).padStart(2, '0'));
const day = fc
  .tuple(fc.nat(9999), two(14), two(32))
  .map(([year, month, date]) => `${String(year).padStart(4, '0')}-${month}-${date}`);

it('a day has the number that is built in, whether or not the calendar has it', () => {
  fc.assert(
    fc.property(day, (text) => {
      const [year = 0, month = 0, date = 0] = text.split('-').map(Number);
      expect(dayNumber(text)).toBe(Date.UTC(year, month - 1, date) / 86_400_000);
    }),
    { numRuns: 5000 },
  );
});

it.each([
  ['2026-05-01', 0],
  ['2026-05-01T00:00:00Z', 0],
  ['2026-05-01T00:00:00.000+08:00', 0],
  ['2026-05-01T00:00:01Z', 1],
  ['2026-05-01T08:00:00Z', 1],
  ['2026-03-01T00:00:00Z', -61],
  ['soon', undefined],
])('what expires at %s has %s days left on the last of April', (expires, left) => {
  expect(daysLeft(expires, '2026-04-30')).toBe(left);
});
