import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearNumbers } from './near-numbers.ts';

const LARGEST = 1000;

test.each([
  ['a digit changed', 'NZL20260001234'],
  ['two digits exchanged', 'NZL20260002134'],
  ['a digit left out', 'NZL2026000134'],
  ['a digit put in', 'NZL202600012334'],
  ['a letter for a digit', 'NZL2026O001234'],
  ['another year', 'NZL20250001234'],
  ['a suffix', 'NZL20260001234R'],
])('the real number is near to one with %s', (_slip, written) => {
  expect(nearNumbers(written)).toContain('NZL20260001234');
});

test('the neighbours of any number are few enough to be looked up, and it is one of them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 200 }), (text) => {
      const near = nearNumbers(text);
      expect(near.length).toBeLessThan(LARGEST);
      expect(near.includes(text)).toBe(text !== '');
      expect(near).not.toContain('');
    }),
  );
});
