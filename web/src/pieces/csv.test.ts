import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.ts';

describe('a line of CSV', () => {
  it('quotes what would end a cell early', () => {
    expect(csvLine(['a', 'b,c', 'd"e', 'f\ng'])).toBe('a,"b,c","d""e","f\ng"');
  });
  it('keeps a text a text where a spreadsheet would take it for a formula, and a number a number', () => {
    expect(csvLine(['=1+1', '@x', '+86 532', '-12.5', '0.10'])).toBe("'=1+1,'@x,'+86 532,-12.5,0.10");
  });
  it('never begins a cell with a sign that runs', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [first] = csvLine([text]).replace(/^"/, '');
        const isNumber = /^-?\d+(?:\.\d+)?$/.test(text);
        expect(!isNumber && first !== undefined && '=+-@\t\r'.includes(first)).toBe(false);
      }),
    );
  });
});
