import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fits, fitsMask, patternFault } from './pattern.ts';

describe('a mask', () => {
  test('fits numbers whatever signs they are written with', () => {
    expect(fitsMask('NZL2026/####/26', 'nzl2026-0001-26')).toBe(true);
    expect(fitsMask('NZL2026/####/26', 'NZL2026 00A1 26')).toBe(false);
    expect(fitsMask('NZL2026*', 'NZL2026/7')).toBe(true);
    expect(fitsMask('NZL2026*', 'NZL202')).toBe(false);
    expect(fitsMask('AU??26', 'AUX926')).toBe(true);
  });

  test('fits every number that it was made of, and none of another length', () => {
    const number = fc.stringMatching(/^[A-Z0-9]{4,30}$/);
    fc.assert(
      fc.property(number, fc.nat(), (given, place) => {
        const at = place % given.length;
        const mask = `${given.slice(0, at)}?${given.slice(at + 1)}`;
        expect(fitsMask(mask, given)).toBe(true);
        expect(fitsMask(mask, `${given}0`)).toBe(false);
        expect(fitsMask(`${given}*`, `${given}0`)).toBe(true);
      }),
    );
  });

  test('takes a time that grows with its length alone', () => {
    expect(fitsMask('?'.repeat(50) + 'X*', 'A'.repeat(100_000))).toBe(false);
  });
});

describe('a pattern', () => {
  test('that would fit everything is refused', () => {
    expect(patternFault({ mask: '*' })).toBe('forgery-pattern-too-wide');
    expect(patternFault({ mask: 'AU#?*' })).toBe('forgery-pattern-too-wide');
    expect(patternFault({ mask: 'AU26##' })).toBeUndefined();
    expect(patternFault({ office: 'CN-GACC/1' })).toBe('forgery-pattern-empty');
    expect(patternFault({ paperFrom: 'A100' })).toBe('forgery-pattern-empty');
    expect(patternFault({ paperFrom: 'A1', paperUntil: 'A9999' })).toBe('forgery-pattern-too-wide');
  });

  test('warns where all that is known of the look-up fits, and an office alone proves nothing', () => {
    const pattern = { mask: 'CN2026####', office: 'CN-GACC/2200' };
    expect(fits(pattern, { number: 'CN20261234' })).toBe(true);
    expect(fits(pattern, { number: 'CN20261234', office: 'CN-GACC/2200' })).toBe(true);
    expect(fits(pattern, { number: 'CN20261234', office: 'CN-GACC/4200' })).toBe(false);
    expect(fits(pattern, { office: 'CN-GACC/2200' })).toBe(false);
    expect(fits({ paperFrom: 'A-1000', paperUntil: 'A-1999' }, { paper: 'a1500' })).toBe(true);
    expect(fits({ paperFrom: 'A-1000', paperUntil: 'A-1999' }, { paper: 'a2000' })).toBe(false);
    expect(fits({ paperFrom: 'A-1000', paperUntil: 'A-1999' }, { number: 'CN1' })).toBe(false);
  });
});
