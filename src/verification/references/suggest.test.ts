import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggest, type Reading } from './index.ts';
import { editDistance } from './lib/distance.ts';

const near = (number: string, type = '853', country = 'NZ') => ({ country, authority: 'MPI', number, type });
const reading: Reading = { type: '853', country: 'NZ', year: '2026', number: 'NZL2026/1234567' };

function suggested(...numbers: readonly ReturnType<typeof near>[]): readonly string[] {
  return suggest(reading, numbers).map(({ number }) => number);
}

describe('a suggestion', () => {
  it('is made for exchanged digits, a missing digit, a changed digit, a wrong year, a wrong type', () => {
    for (const number of ['NZL2026/1234576', 'NZL2026/123456', 'NZL2026/1234568', 'NZL2019/1234567'])
      expect(suggested(near(number))).toEqual([number]);
    expect(suggested(near('NZL2026/1234567', '851'))).toEqual(['NZL2026/1234567']);
  });

  it('is not made for a number that differs in more', () => {
    expect(
      suggested(near('NZL2026/1239999'), near('NZL2019/1234999'), near('AUL2026/9234561', '851', 'AU')),
    ).toEqual([]);
  });

  it('comes likeliest first, each document once, five at most', () => {
    const all = suggested(
      near('NZL2019/1234576'),
      near('NZL2026/1234576'),
      near('NZL2026/1234576'),
      ...['0', '1', '2', '3', '4', '5'].map((digit) => near(`NZL2026/123456${digit}`)),
    );
    expect(all).toEqual([
      'NZL2026/1234560',
      'NZL2026/1234561',
      'NZL2026/1234562',
      'NZL2026/1234563',
      'NZL2026/1234564',
    ]);
  });

  it('is the same in whatever order documents come', () => {
    const documents = ['1', '2', '3'].map((digit) => near(`NZL2026/123456${digit}`));
    fc.assert(
      fc.property(fc.shuffledSubarray(documents, { minLength: 3 }), (shuffled) => {
        expect(suggest(reading, shuffled)).toEqual(suggest(reading, documents));
      }),
    );
  });
});

describe('the distance of two texts', () => {
  it('is symmetric, and nothing of a text to itself', () => {
    const text = fc.string({ unit: fc.constantFrom('1', '2', '3'), maxLength: 6 });
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(editDistance(left, right, 9)).toBe(editDistance(right, left, 9));
        expect(editDistance(left, left, 9)).toBe(0);
        expect(editDistance(left, right, 9) === 0).toBe(left === right);
      }),
    );
  });
});
