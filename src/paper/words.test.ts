import { expect, it } from 'vitest';
import { OVERPRINTS, PAPER_CODES, paperWords } from './index.ts';
import { LANGUAGES } from '../base/index.ts';

it('every code has a sentence, and every language the same keys', () => {
  const keys = Object.keys(paperWords.en ?? {}).toSorted();
  for (const code of [...PAPER_CODES, ...OVERPRINTS.map((name) => `paper-word-${name}`)])
    expect(keys).toContain(code);
  for (const language of LANGUAGES) expect(Object.keys(paperWords[language] ?? {}).toSorted()).toEqual(keys);
});
