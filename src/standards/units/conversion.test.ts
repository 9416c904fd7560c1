import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDecimals, formatDecimal, parseDecimal } from '../../base/index.ts';
import { CODE_LISTS } from '../codes/code-lists.ts';
import { compareQuantities, convert } from './conversion.ts';
import { UNITS } from './table.ts';

function converted(value: string, from: string, to: string): string {
  const decimal = parseDecimal(value);
  if (!decimal) throw new Error(value);
  const result = convert({ value: decimal, unit: from }, to);
  return result.converted ? formatDecimal(result.quantity.value) : result.refusal;
}

describe('conversion', () => {
  test.each([
    ['0.000002', 'TNE', 'KGM', '0.002'],
    ['400', 'KGM', 'GRM', '400000'],
    ['1', 'LBR', 'KGM', '0.45359237'],
    ['2', 'LBR', 'ONZ', '32'],
    ['3', 'DZN', 'H87', '36'],
    ['1', 'MTQ', 'LTR', '1000'],
    ['1', 'GLL', 'CMQ', '3785.411784'],
    ['32', 'FAH', 'CEL', '0'],
    ['100', 'CEL', 'FAH', '212'],
    ['-18', 'CEL', 'KEL', '255.15'],
    ['90', 'MIN', 'HUR', '1.5'],
    ['1', 'HAR', 'MTK', '10000'],
    ['1', 'KMQ', 'GL', '1'],
    ['1.50', 'KGM', 'KGM', '1.50'],
  ])('%s %s is %s %s', (value, from, to, expected) => {
    expect(converted(value, from, to)).toBe(expected);
  });

  test.each([
    ['1', 'H87', 'KGM', 'other-dimension'],
    ['1', 'LTR', 'KGM', 'other-dimension'],
    ['1', 'KGM', 'LBR', 'not-exact'],
    ['1', 'FAH', 'CEL', 'not-exact'],
    ['1', 'BX', 'KGM', 'unknown-unit'],
    ['1', 'MON', 'DAY', 'unknown-unit'],
    ['1', 'P1', 'P1', 'unknown-unit'],
  ])('%s %s does not become %s: %s', (value, from, to, refusal) => {
    expect(converted(value, from, to)).toBe(refusal);
  });

  test('what converts converts back to the same value', () => {
    const units = fc.constantFrom(...UNITS.keys());
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.nat(6),
        units,
        units,
        (coefficient, scale, from, to) => {
          const value = { coefficient, scale };
          const there = convert({ value, unit: from }, to);
          if (!there.converted) return;
          const back = convert(there.quantity, from);
          if (!back.converted) throw new Error('no way back');
          expect(compareDecimals(back.quantity.value, value)).toBe(0);
          expect(compareQuantities({ value, unit: from }, there.quantity)).toBe(0);
        },
      ),
    );
  });

  test('quantities compare where they do not convert exactly', () => {
    const one = { coefficient: 1n, scale: 0 };
    expect(compareQuantities({ value: one, unit: 'KGM' }, { value: one, unit: 'LBR' })).toBe(1);
    expect(compareQuantities({ value: one, unit: 'KGM' }, { value: one, unit: 'LTR' })).toBeUndefined();
  });

  test('every unit of the table is a code of Recommendation 20', () => {
    expect([...UNITS.keys()].filter((code) => !CODE_LISTS.unit.has(code))).toEqual([]);
  });
});
