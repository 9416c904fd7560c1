import { describe, expect, it } from 'vitest';
import { REGISTER_CODES } from './error.ts';
import { ITEM_REFUSALS } from './item.ts';
import { ROW_REFUSALS } from './row.ts';
import { registerWords } from './words.ts';

describe('words of the register', () => {
  it('every code has a sentence', () => {
    const missing = [...REGISTER_CODES, ...ITEM_REFUSALS, ...ROW_REFUSALS].filter(
      (code) => registerWords.en?.[code] === undefined,
    );
    expect(missing).toEqual([]);
  });
});
