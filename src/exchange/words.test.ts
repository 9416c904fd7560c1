import { expect, it } from 'vitest';
import { EXCHANGE_CODES, EXCHANGE_NOTES, exchangeWords } from './index.ts';
import { LANGUAGES } from '../base/index.ts';

it('every code has a sentence, and every language the same keys', () => {
  const keys = Object.keys(exchangeWords.en ?? {}).toSorted();
  for (const code of [...EXCHANGE_CODES, ...EXCHANGE_NOTES]) expect(keys).toContain(code);
  for (const language of LANGUAGES)
    expect(Object.keys(exchangeWords[language] ?? {}).toSorted()).toEqual(keys);
});
