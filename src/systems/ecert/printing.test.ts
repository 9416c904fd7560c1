import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paperNumber } from './printing.ts';

const number = fc.record({
  country: fc.constantFrom('CN', 'NZ', 'AR', 'ZZ'),
  year: fc.integer({ min: 2020, max: 2099 }),
  serial: fc.integer({ min: 1, max: 99_999_999 }),
});

/** Whether the check digits fit, by ISO 7064 alone. */
function fits(paper: string): boolean {
  const plain = paper.replaceAll('-', '');
  const digits = [...plain]
    .map((sign) => (/\d/.test(sign) ? sign : String(sign.charCodeAt(0) - 55)))
    .join('');
  return BigInt(digits) % 97n === 1n;
}

describe('the serial number of a paper', () => {
  it('names country, year and serial, and its check digits fit', () => {
    expect(paperNumber('CN', 2026, 123)).toMatch(/^CN26-00000123-\d{2}$/);
    fc.assert(
      fc.property(number, ({ country, year, serial }) => {
        expect(fits(paperNumber(country, year, serial))).toBe(true);
      }),
    );
  });

  it('shows any one digit misread, and any two neighbours exchanged', () => {
    fc.assert(
      fc.property(
        number,
        fc.nat({ max: 11 }),
        fc.integer({ min: 1, max: 9 }),
        ({ country, year, serial }, place, step) => {
          const paper = paperNumber(country, year, serial);
          const at = [2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15][place] ?? 2;
          const misread = paper.slice(0, at) + String((Number(paper[at]) + step) % 10) + paper.slice(at + 1);
          expect(fits(misread)).toBe(false);
          const next = paper[at + 1] ?? '-';
          if (next === '-' || next === paper[at] || at === 15) return;
          expect(fits(paper.slice(0, at) + next + (paper[at] ?? '') + paper.slice(at + 2))).toBe(false);
        },
      ),
    );
  });
});
