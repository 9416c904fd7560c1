import { expect, it } from 'vitest';
import { CRYPTO_CODES, cryptoWords } from './index.ts';

it('every code has a sentence, and there are no others', () => {
  expect(Object.keys(cryptoWords.en ?? {}).toSorted()).toEqual([...CRYPTO_CODES].toSorted());
});
