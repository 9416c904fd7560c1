import { expect, it } from 'vitest';
import { HUB_CODES, hubWords } from './index.ts';
import { LANGUAGES } from '../../../base/index.ts';

it('every code has a sentence, and every language the same keys', () => {
  const keys = Object.keys(hubWords.en ?? {}).toSorted();
  for (const code of HUB_CODES) expect(keys).toContain(code);
  for (const language of LANGUAGES) expect(Object.keys(hubWords[language] ?? {}).toSorted()).toEqual(keys);
});
