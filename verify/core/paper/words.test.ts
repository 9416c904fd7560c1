import { expect, it } from 'vitest';
import { PAPER_FAULTS, paperSealWords, STATUS_LIST_FAULTS } from './index.ts';

it('every fault has a sentence, and there are no others', () => {
  const codes = [...PAPER_FAULTS, ...STATUS_LIST_FAULTS].toSorted();
  expect(Object.keys(paperSealWords.en ?? {}).toSorted()).toEqual(codes);
});
