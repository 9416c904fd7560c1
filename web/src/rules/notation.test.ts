import { describe, expect, it } from 'vitest';
import type { FieldKind } from '../../../src/verification/facts/index.ts';
import type { Cell } from '../../../src/verification/rules/index.ts';
import { cellOfText, textOfCell } from './notation.ts';

const PAIRS: readonly (readonly [FieldKind, string, Cell])[] = [
  ['code', '', { is: 'any' }],
  ['code', 'null', { is: 'absent' }],
  ['quantity', 'not(null)', { is: 'present' }],
  ['code', 'CN', { is: 'equal', value: 'CN' }],
  ['code', 'CN, NZ', { is: 'in', values: ['CN', 'NZ'] }],
  ['code', 'not(CN)', { is: 'not-equal', value: 'CN' }],
  ['code', 'not(CN, NZ)', { is: 'not-in', values: ['CN', 'NZ'] }],
  ['code', '1001*, 1005*', { is: 'prefix', values: ['1001', '1005'] }],
  ['code', 'not(1001*)', { is: 'not-prefix', values: ['1001'] }],
  ['number', '[0.5..5)', { is: 'range', from: '0.5', until: '5' }],
  ['number', '[0..5]', { is: 'range', from: '0', until: '5', inclusive: true }],
  ['number', '>= -3', { is: 'range', from: '-3' }],
  ['number', '7', { is: 'equal', value: '7' }],
  ['number', '1, 2', { is: 'in', values: ['1', '2'] }],
  ['day', '< 2026-07-01', { is: 'range', until: '2026-07-01' }],
  ['quantity', '[10..20) KGM', { is: 'range', from: '10', until: '20', unit: 'KGM' }],
  ['quantity', '<= 20 TNE', { is: 'range', until: '20', inclusive: true, unit: 'TNE' }],
  ['quantity', '5 KGM', { is: 'equal', value: { value: '5', unit: 'KGM' } }],
  ['truth', 'true', { is: 'equal', value: true }],
  ['truth', 'not(true)', { is: 'not-equal', value: true }],
  ['list', 'H219, H220', { is: 'contains-any', values: ['H219', 'H220'] }],
  ['list', 'not(H219)', { is: 'contains-none', values: ['H219'] }],
];

describe('a cell as one line of text', () => {
  it.each(PAIRS)('of a %s, %j, says the same both ways', (kind, text, cell) => {
    expect(cellOfText(text, kind)).toEqual(cell);
    expect(textOfCell(cell, kind)).toBe(text);
  });

  it.each([
    ['quantity', '5'],
    ['quantity', '>= 5'],
    ['number', 'many'],
    ['number', '> 5'],
    ['number', '5 KGM'],
    ['day', '2026'],
    ['truth', 'perhaps'],
    ['code', '1001*, 1005'],
    ['code', '*'],
    ['code', '>= 5'],
    ['list', 'H2*'],
    ['number', 'not(>= 5)'],
  ] as const)('is refused of a %s where it means nothing: %j', (kind, text) => {
    expect(cellOfText(text, kind)).toBeUndefined();
  });

  it('is read from a Chinese keyboard as from any other', () => {
    expect(cellOfText('ｎｏｔ（ＣＮ，ＮＺ）', 'code')).toEqual({ is: 'not-in', values: ['CN', 'NZ'] });
    expect(cellOfText('CN、NZ', 'code')).toEqual({ is: 'in', values: ['CN', 'NZ'] });
    expect(cellOfText('≥ 5', 'number')).toEqual({ is: 'range', from: '5' });
  });
});
