import { describe, expect, test } from 'vitest';
import { LOG_REFUSALS } from '../log/checkpoint-verdict.ts';
import { POLICY_FAULTS } from '../log/policy.ts';
import { policyWords } from '../log/words.ts';
import { CONTAINER_REFUSALS } from './container.ts';
import { BUNDLE_CODES } from './report.ts';
import { bundleWords } from './words.ts';

describe('words of logs and bundles', () => {
  test('every code has its sentence, and there are no others', () => {
    const codes = [...LOG_REFUSALS, ...CONTAINER_REFUSALS, ...BUNDLE_CODES];
    expect(Object.keys(bundleWords.en ?? {}).toSorted()).toEqual(codes.toSorted());
    expect(Object.keys(policyWords.en ?? {}).toSorted()).toEqual(POLICY_FAULTS.toSorted());
  });
});
