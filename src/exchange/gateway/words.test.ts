import { expect, it } from 'vitest';
import { GATEWAY_CODES, gatewayWords } from './index.ts';
import { LANGUAGES } from '../../base/index.ts';

it('every code has a sentence, and every language the same keys', () => {
  const keys = Object.keys(gatewayWords.en ?? {}).toSorted();
  for (const code of GATEWAY_CODES) expect(keys).toContain(code);
  for (const language of LANGUAGES)
    expect(Object.keys(gatewayWords[language] ?? {}).toSorted()).toEqual(keys);
});
