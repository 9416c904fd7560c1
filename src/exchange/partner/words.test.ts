import { expect, it } from 'vitest';
import { CHECKS, PARTNER_CODES, partnerWords } from './index.ts';
import { LANGUAGES } from '../../base/index.ts';

it('every code has a sentence, and every language the same keys', () => {
  const keys = Object.keys(partnerWords.en ?? {}).toSorted();
  for (const code of PARTNER_CODES) expect(keys).toContain(code);
  for (const { id } of CHECKS) expect(keys).toContain(`check-${id}`);
  for (const language of LANGUAGES)
    expect(Object.keys(partnerWords[language] ?? {}).toSorted()).toEqual(keys);
});
