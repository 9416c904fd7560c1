import { describe, expect, test } from 'vitest';
import { LOG_REFUSALS } from '../log/checkpoint-verdict.ts';
import { POLICY_FAULTS } from '../log/policy.ts';
import { CONTAINER_REFUSALS } from './container.ts';
import { BUNDLE_CODES } from './report.ts';
import { bundleWords } from './words.ts';

const placeholders = (sentence = '') => (sentence.match(/\{\w+\}/g) ?? []).toSorted();

describe('words of logs and bundles', () => {
  test('every code has its sentence, and there are no others', () => {
    const codes = [...LOG_REFUSALS, ...POLICY_FAULTS, ...CONTAINER_REFUSALS, ...BUNDLE_CODES];
    expect(Object.keys(bundleWords.en ?? {}).toSorted()).toEqual(codes.toSorted());
  });

  test('Chinese has the same keys with the same placeholders', () => {
    const { en = {}, zh = {} } = bundleWords;
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    for (const [key, sentence] of Object.entries(en)) {
      expect([key, placeholders(zh[key])]).toEqual([key, placeholders(sentence)]);
    }
  });
});
