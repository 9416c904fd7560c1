import { expect, it } from 'vitest';
import { CRYPTO_CODES, cryptoWords } from './index.ts';

const placeholders = (sentence: string): string[] =>
  [...sentence.matchAll(/\{\w+\}/g)].map(String).toSorted();

it('every code has a sentence in English and in Chinese, with the same values, and there are no others', () => {
  const codes = [...CRYPTO_CODES].toSorted();
  expect(Object.keys(cryptoWords.en ?? {}).toSorted()).toEqual(codes);
  expect(Object.keys(cryptoWords.zh ?? {}).toSorted()).toEqual(codes);
  for (const code of codes) {
    expect(placeholders(cryptoWords.zh?.[code] ?? ''), code).toEqual(
      placeholders(cryptoWords.en?.[code] ?? ''),
    );
  }
});
