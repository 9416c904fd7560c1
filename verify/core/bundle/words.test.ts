import { describe, expect, test } from 'vitest';
import { LOG_REFUSALS } from '../log/checkpoint-verdict.ts';
import { POLICY_FAULTS } from '../log/policy.ts';
import { CONTAINER_REFUSALS } from './container.ts';
import { BUNDLE_CODES } from './report.ts';
import { bundleWords } from './words.ts';

describe('words of logs and bundles', () => {
  test('every code has its sentence, and there are no others', () => {
    const codes = [...LOG_REFUSALS, ...POLICY_FAULTS, ...CONTAINER_REFUSALS, ...BUNDLE_CODES];
    expect(Object.keys(bundleWords.en ?? {}).toSorted()).toEqual(codes.toSorted());
  });
});
