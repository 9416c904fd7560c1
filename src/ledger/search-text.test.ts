import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../base/index.ts';
import { folded, gramsOf, gramsSought, plainNumber, wordsOf, wordsSought } from './search-text.ts';

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'aÀéßkg12 -/.牛肉𠮷冷冻リンゴ사과ไก่') }),
);

describe('search words', () => {
  test('case, accents, width and composition do not matter', () => {
    expect(folded('CHAQUEÑO')).toBe(folded('chaquen\u0303o'));
    expect(wordsOf('Ｂｅｅｆ')).toEqual(['beef']);
  });
  test('Chinese is found by any part of it, whatever stands around', () => {
    const stored = wordsOf('冷冻去骨牛肉 Frozen beef');
    for (const sought of ['牛', '牛肉', '冷冻', '去骨牛肉', 'beef 牛肉']) {
      expect(wordsSought(sought).every((word) => stored.includes(word))).toBe(true);
    }
    expect(wordsSought('羊肉').every((word) => stored.includes(word))).toBe(false);
    expect(wordsSought('肉牛').every((word) => stored.includes(word))).toBe(false);
  });
  test('digits and letters that touch are words of their own', () => {
    expect(wordsOf('Grade2 18kg')).toEqual(['grade', '2', '18', 'kg']);
  });
  test('a text is found by itself and by each of its parts at white space', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const stored = new Set(wordsOf(text));
        for (const part of [text, ...text.split(/\s+/)]) {
          expect(wordsSought(part).every((word) => stored.has(word))).toBe(true);
        }
      }),
    );
  });
  test('a query without letters and digits seeks nothing', () => {
    expect(wordsSought(' -/. ')).toEqual([]);
  });
  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(wordsOf(folded(text))).toEqual(wordsOf(text));
      }),
    );
  });
});

test('no term has half a character, which no table takes: however long the words, in whatever script', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', '7', '\u{20BB7}', '\u{1E922}'), maxLength: 60 });
  fc.assert(
    fc.property(letters, (text) => {
      const plain = plainNumber(text);
      for (const term of [...wordsOf(text), ...wordsSought(text), ...gramsOf(plain), ...gramsSought(plain)])
        expect(() => canonicalJson(term)).not.toThrow();
    }),
  );
});

describe('numbers', () => {
  test('signs and case that people leave out do not matter', () => {
    expect(plainNumber('nzl 2009/0001-26')).toBe('NZL2009000126');
  });
  test('every part of three or more is found by its pieces', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.integer({ min: 3, max: 20 }), (text, start, length) => {
        const plain = [...plainNumber(text)];
        const from = start % (plain.length + 1);
        const part = plain.slice(from, from + length).join('');
        const grams = gramsOf(plain.join(''));
        expect(gramsSought(part).every((gram) => grams.includes(gram))).toBe(true);
        expect(gramsSought(part).length > 0).toBe([...part].length >= 3);
      }),
    );
  });
});
