import { describe, expect, it } from 'vitest';
import { REGISTER_CODES } from './error.ts';
import { ITEM_REFUSALS } from './item.ts';
import { ROW_REFUSALS } from './row.ts';
import { registerWords } from './words.ts';

describe('words of the register', () => {
  it.each(['en', 'zh'] as const)('every code has a sentence (%s)', (language) => {
    const missing = [...REGISTER_CODES, ...ITEM_REFUSALS, ...ROW_REFUSALS].filter(
      (code) => registerWords[language]?.[code] === undefined,
    );
    expect(missing).toEqual([]);
  });
});
