import { describe, expect, test } from 'vitest';
import { LEDGER_CODES, LEDGER_REFUSALS } from './error.ts';
import { PARAMETER_CODES, PARAMETER_FAULTS } from './parameters/index.ts';
import { ledgerWords } from './words.ts';

describe('the words of the ledger', () => {
  const { en = {} } = ledgerWords;
  test('have a sentence for every code', () => {
    const codes = [...LEDGER_CODES, ...LEDGER_REFUSALS, ...PARAMETER_CODES, ...PARAMETER_FAULTS];
    expect(Object.keys(en)).toEqual(expect.arrayContaining(codes));
  });
});
