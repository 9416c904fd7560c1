import { expect, it } from 'vitest';
import { SEAL_CODES, sealWords } from './index.ts';

it('every code has a sentence, and there are no others', () => {
  const codes = [...new Set<string>(SEAL_CODES)].toSorted();
  expect(Object.keys(sealWords.en ?? {}).toSorted()).toEqual(codes);
});
