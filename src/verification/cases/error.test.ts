import { expect, test } from 'vitest';
import { verificationWords } from '../words.ts';
import { CASE_CODES } from './error.ts';

test('every code of a case, and the reason for what an account did not hold, has a sentence in every language', () => {
  for (const words of Object.values(verificationWords))
    expect(Object.keys(words)).toEqual(expect.arrayContaining([...CASE_CODES, 'reason-quantity-not-held']));
});
