import { describe, expect, test } from 'vitest';
import {
  CERTIFICATE_REFUSALS,
  ECERT_CODES,
  INTAKE_FAULTS,
  INTAKE_FINDINGS,
  PARAMETER_FAULTS,
} from './error.ts';
import { FORGERY_CODES, FORGERY_FAULTS, FORGERY_WARNINGS } from './forgeries/index.ts';
import { ecertWords } from './words.ts';

/** The verifier's rooms have their sentences. */
const SAID_BY_THE_VERIFIER = ['seal-broken', 'seal-other-authority'];

describe('the words of the e-certificate room', () => {
  const { en = {} } = ecertWords;
  test('have a sentence for every code, and for nothing else', () => {
    const codes: string[] = [
      ...ECERT_CODES,
      ...INTAKE_FAULTS,
      ...INTAKE_FINDINGS,
      ...CERTIFICATE_REFUSALS,
      ...PARAMETER_FAULTS,
      ...FORGERY_CODES,
      ...FORGERY_FAULTS,
      ...FORGERY_WARNINGS,
    ].filter((code) => !SAID_BY_THE_VERIFIER.includes(code));
    expect(Object.keys(en).toSorted()).toEqual(codes.toSorted());
  });
});
