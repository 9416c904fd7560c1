import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isContainer, readAsked } from './asked.ts';

const kinds = (text: string): string[] => readAsked(text).map(({ as }) => as);

describe('what a person may hold', () => {
  it('takes a container by its check digit before anything else', () => {
    expect(kinds('CSQU 305438-3')[0]).toBe('equipment');
    expect(isContainer('CSQU3054383')).toBe(true);
    expect(isContainer('CSQU3054384')).toBe(false);
  });
  it('takes digits as a tariff code first, and as part of a number', () => {
    expect(kinds('0202.30')).toEqual(['commodity', 'number', 'equipment', 'reference']);
  });
  it('takes a number in part', () => {
    expect(kinds('NZL2026/AKL')[0]).toBe('number');
  });
  it('takes names in any script as goods and as parties', () => {
    expect(kinds('冷冻牛肉')).toEqual(['product', 'party']);
    expect(kinds('говядина')).toEqual(['product', 'party']);
    expect(kinds('beef')).toEqual(['number', 'product', 'party']);
  });
  it('takes nothing that has neither letter nor digit', () => {
    expect(readAsked(' -- / !')).toEqual([]);
    expect(readAsked('')).toEqual([]);
  });
  it('takes any text without a fault and never asks for more than was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        for (const { text: asked } of readAsked(text)) expect(text.trim().startsWith(asked)).toBe(true);
      }),
    );
  });
});
