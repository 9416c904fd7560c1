import { expect, it } from 'vitest';
import { SEAL_CODES, sealWords } from './index.ts';

const placeholders = (sentence: string): string[] =>
  [...sentence.matchAll(/\{\w+\}/g)].map(String).toSorted();

it('every code has a sentence in English and in Chinese, and there are no others', () => {
  const codes = [...new Set<string>(SEAL_CODES)].toSorted();
  expect(Object.keys(sealWords.en ?? {}).toSorted()).toEqual(codes);
  expect(Object.keys(sealWords.zh ?? {}).toSorted()).toEqual(codes);
});

it('both languages say the same values', () => {
  for (const [code, sentence] of Object.entries(sealWords.en ?? {})) {
    expect(placeholders(sealWords.zh?.[code] ?? ''), code).toEqual(placeholders(sentence));
  }
});
