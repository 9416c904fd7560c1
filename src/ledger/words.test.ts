import { describe, expect, test } from 'vitest';
import { LEDGER_CODES } from './error.ts';
import { ledgerWords } from './words.ts';

describe('the words of the ledger', () => {
  const { en = {} } = ledgerWords;
  test('have a sentence for every code', () => {
    expect(Object.keys(en)).toEqual(expect.arrayContaining([...LEDGER_CODES]));
  });
});
