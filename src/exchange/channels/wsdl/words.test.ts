import { expect, it } from 'vitest';
import { LANGUAGES } from '../../../base/index.ts';
import { TAKES, FORMS } from './address-schema.ts';
import { WSDL_CODES, WSDL_FAULTS, wsdlWords } from './index.ts';

it('every code has a sentence, and every language the same keys', () => {
  const keys = Object.keys(wsdlWords.en ?? {}).toSorted();
  for (const code of [...WSDL_CODES, ...WSDL_FAULTS]) expect(keys).toContain(code);
  const said = ['country', 'authority', 'number'];
  for (const choice of [...TAKES, ...FORMS])
    if (!said.includes(choice)) expect(keys).toContain(`parameter-choice-${choice}`);
  for (const language of LANGUAGES) expect(Object.keys(wsdlWords[language] ?? {}).toSorted()).toEqual(keys);
});
