import { expect, test } from 'vitest';
import { FORM_FAULTS, FORM_FINDINGS, formWords } from './index.ts';

test('the words of forms have a sentence for every code, and for nothing else', () => {
  const { en = {} } = formWords;
  expect(Object.keys(en).toSorted()).toEqual([...FORM_FAULTS, ...FORM_FINDINGS].toSorted());
});
