import { expect, it } from 'vitest';
import { REST_CODES, restWords } from './index.ts';
import { LANGUAGES } from '../../../base/index.ts';

it('every code has a sentence, and every language the same keys', () => {
  const keys = Object.keys(restWords.en ?? {}).toSorted();
  for (const code of REST_CODES) expect(keys).toContain(code);
  for (const language of LANGUAGES) expect(Object.keys(restWords[language] ?? {}).toSorted()).toEqual(keys);
});
