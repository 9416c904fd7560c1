import { expect, test } from 'vitest';
import { ACCESS_CODES, accessWords } from './index.ts';

const placeholders = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();

test('every code has its sentence, and nothing else has', () => {
  expect(Object.keys(accessWords.en ?? {}).toSorted()).toEqual([...ACCESS_CODES].toSorted());
});

test('the sentences are the same in every language, down to their placeholders', () => {
  expect(Object.keys(accessWords.zh ?? {})).toEqual(Object.keys(accessWords.en ?? {}));
  for (const [key, sentence] of Object.entries(accessWords.en ?? {})) {
    expect(placeholders(accessWords.zh?.[key] ?? ''), key).toEqual(placeholders(sentence));
  }
});
