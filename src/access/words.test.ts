import { expect, test } from 'vitest';
import { TRUST_FAULTS } from './error.ts';
import { ACCESS_CODES, accessWords } from './index.ts';

test('every code has its sentence, and nothing else has', () => {
  expect(Object.keys(accessWords.en ?? {}).toSorted()).toEqual([...ACCESS_CODES, ...TRUST_FAULTS].toSorted());
});
