import { describe, expect, test } from 'vitest';
import { CERTIFICATE_REFUSALS, ECERT_CODES, INTAKE_FAULTS, INTAKE_FINDINGS } from './error.ts';
import { ecertWords } from './words.ts';

const placeholders = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();

/** The verifier's rooms have their sentences. */
const SAID_BY_THE_VERIFIER = ['seal-broken', 'seal-other-authority'];

describe('the words of the e-certificate room', () => {
  const { en = {}, zh = {} } = ecertWords;
  test('have a sentence for every code, and for nothing else', () => {
    const codes: string[] = [
      ...ECERT_CODES,
      ...INTAKE_FAULTS,
      ...INTAKE_FINDINGS,
      ...CERTIFICATE_REFUSALS,
    ].filter((code) => !SAID_BY_THE_VERIFIER.includes(code));
    expect(Object.keys(en).toSorted()).toEqual(codes.toSorted());
  });
  test('are complete in both languages, with the same placeholders', () => {
    expect(Object.keys(zh).toSorted()).toEqual(Object.keys(en).toSorted());
    for (const [key, sentence] of Object.entries(en))
      expect(placeholders(zh[key] ?? '')).toEqual(placeholders(sentence));
  });
});
