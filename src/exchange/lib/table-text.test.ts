import { describe, expect, it } from 'vitest';
import { tableJson } from './table-text.ts';

describe('JSON for a table', () => {
  it('is what JSON makes of values that a table holds', () => {
    const value = { text: 'größe 食品 \u{1F33E} "\\u0000" \n', list: [1, null, true], absent: undefined };
    expect(tableJson(value)).toBe(JSON.stringify(value));
  });

  it.each(['\u0000', '\uD800', '\uDFFF', 'a\uDC00\uD800b'])('replaces %j wherever it stands', (text) => {
    const kept = text.replace(/[^ab]/g, '\uFFFD');
    expect(JSON.parse(tableJson({ deep: [{ text }], other: 'x' }))).toEqual({
      deep: [{ text: kept }],
      other: 'x',
    });
  });
});
