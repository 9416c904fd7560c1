import { expect, test } from 'vitest';
import { DATABASE_ERRORS, databaseWords, EMBEDDED_ERRORS } from './index.ts';

const placeholders = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();

test('every error has its sentence, and nothing else has', () => {
  expect(Object.keys(databaseWords.en ?? {}).toSorted()).toEqual(
    [...DATABASE_ERRORS, ...EMBEDDED_ERRORS].toSorted(),
  );
});

test('the sentences are the same in every language, down to their placeholders', () => {
  expect(Object.keys(databaseWords.zh ?? {})).toEqual(Object.keys(databaseWords.en ?? {}));
  for (const [key, sentence] of Object.entries(databaseWords.en ?? {})) {
    expect(placeholders(databaseWords.zh?.[key] ?? ''), key).toEqual(placeholders(sentence));
  }
});
