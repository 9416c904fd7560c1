import { expect, test } from 'vitest';
import { readDate } from './date-reading.ts';

test.each([
  ['2024-03-22', 'date', '2024-03-22'],
  ['2016-04-22T13:53:08-03:00', 'zoned', '2016-04-22T13:53:08-03:00'],
  ['2024-03-22T00:00:00Z', 'zoned', '2024-03-22T00:00:00Z'],
  ['2024-03-22T10:05Z', 'zoned', '2024-03-22T10:05:00Z'],
  ['2023-10-04T07:49:49', 'local', '2023-10-04T07:49:49'],
  ['2024-02-29', 'date', '2024-02-29'],
])('%s is read as %s', (written, precision, text) => {
  expect(readDate(written)).toMatchObject({ precision, text, day: written.slice(0, 10) });
});

test.each([
  ['20240322', '102', '2024-03-22'],
  ['202403221005', '203', '2024-03-22T10:05:00'],
  ['20240322100530', '204', '2024-03-22T10:05:30'],
  ['202403221005+0800', '205', '2024-03-22T10:05:00+08:00'],
])('the compact form %s of format %s is read', (value, format, text) => {
  expect(readDate({ value, format })?.text).toBe(text);
});

test.each([
  'May 1,2,5,10 2020',
  '2023-02-29',
  '2024-13-01',
  '22/03/2024',
  '20240322',
  '',
  '2024-03-22T25:00:00Z',
])('%s names no day', (written) => {
  expect(readDate(written)).toBeUndefined();
});

test('a zoned date gives its moment and an unzoned none', () => {
  expect(readDate('2016-04-22T13:53:08-03:00')?.instant?.toISOString()).toBe('2016-04-22T16:53:08.000Z');
  expect(readDate('2016-04-22T13:53:08')?.instant).toBeUndefined();
});
