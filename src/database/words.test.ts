import { expect, test } from 'vitest';
import { DATABASE_ERRORS, databaseWords, EMBEDDED_ERRORS } from './index.ts';

test('every error has its sentence, and nothing else has', () => {
  expect(Object.keys(databaseWords.en ?? {}).toSorted()).toEqual(
    [...DATABASE_ERRORS, ...EMBEDDED_ERRORS].toSorted(),
  );
});
