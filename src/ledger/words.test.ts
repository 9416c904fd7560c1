import { describe, expect, test } from 'vitest';
import { LEDGER_CODES } from './error.ts';
import { ledgerWords } from './words.ts';

const placeholders = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();

describe('the words of the ledger', () => {
  const { en = {}, zh = {} } = ledgerWords;
  test('have a sentence for every code', () => {
    expect(Object.keys(en)).toEqual(expect.arrayContaining([...LEDGER_CODES]));
  });
  test('are complete in both languages, with the same placeholders', () => {
    expect(Object.keys(zh).toSorted()).toEqual(Object.keys(en).toSorted());
    for (const [key, sentence] of Object.entries(en))
      expect(placeholders(zh[key] ?? '')).toEqual(placeholders(sentence));
  });
});
