import { expect, it } from 'vitest';
import { SCHEMA_FAULTS, SECURITY_FAULTS } from '../../../crypto/index.ts';
import { SOAP_CODES } from './error.ts';
import { soapWords } from './words.ts';

it('every code has a sentence, and there are no others', () => {
  const faults = ['field', 'password', 'ways', 'url'].map((name) => `soap-address-${name}`);
  expect(Object.keys(soapWords.en ?? {}).toSorted()).toEqual(
    [...SOAP_CODES, ...SECURITY_FAULTS, ...SCHEMA_FAULTS, ...faults].toSorted(),
  );
});
