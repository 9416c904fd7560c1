import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCalendarDay, parseInstant } from './index.ts';

const two = (number: number): string => String(number).padStart(2, '0');

describe('an instant', () => {
  it('of any moment is read back from its text, in whatever zone it is written', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-02T00:00:00Z'),
          max: new Date('9999-12-30T00:00:00Z'),
          noInvalidDate: true,
        }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (moment, offset) => {
          expect(parseInstant(moment.toISOString())).toEqual(moment);
          const local = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, -1);
          const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
          expect(parseInstant(`${local}${zone}`)).toEqual(moment);
        },
      ),
    );
  });

  it.each(['2016-04-22T13:53:08-03:00', '2024-02-29T00:00:00Z', '2026-11-22T08:00:00.123456789+14:00'])(
    'is %s',
    (text) => {
      expect(parseInstant(text)).toBeInstanceOf(Date);
    },
  );

  it('is on a day of the calendar, and only on one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
        (year, month, day) => {
          const date = new Date(0);
          date.setUTCFullYear(year, month - 1, day);
          const exists =
            date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
          expect(isCalendarDay(year, month, day)).toBe(exists);
          const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T00:00:00Z`;
          expect(parseInstant(text) !== undefined).toBe(exists);
        },
      ),
    );
  });

  it.each([
    '2023-02-29T00:00:00Z',
    '2024-01-01',
    '2024-01-01T24:00:00Z',
    '2024-01-01T00:00:00',
    '2024-13-01T00:00:00Z',
    '2024-01-01T00:00:00+15:00',
    '2026-11-22T24:00:00Z',
    '2026-11-22T23:60:00Z',
    '2026-11-22T23:59:60Z',
    '2026-11-22T23:59:59+15:00',
    '2026-11-22T23:59:59+14:60',
    '2026-11-22T23:59:59',
    '2026-11-22T23:59:59z',
    '2026-11-22 23:59:59Z',
    '2026-11-22T23:59:59.Z',
    '2026-11-22T23:59:59.1234567890Z',
    '２026-11-22T23:59:59Z',
    ' 2026-11-22T23:59:59Z',
    '2026-11-22',
    '',
  ])('is none in %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});
