import { describe, expect, test } from 'vitest';
import { EDIFACT_REFUSALS } from './edifact/syntax.ts';
import { STANDARDS_CODES } from './error.ts';
import { FINDING_CODES } from './message/finding-codes.ts';
import { WRITING_FAULTS } from './message/writer.ts';
import { LOSS_CODES } from './switch/losses.ts';
import { standardsWords } from './words.ts';

describe('words', () => {
  test('every code has its sentence', () => {
    const codes = [
      ...STANDARDS_CODES,
      ...FINDING_CODES,
      ...WRITING_FAULTS,
      ...LOSS_CODES,
      ...EDIFACT_REFUSALS,
      'not-json',
    ];
    expect(codes.filter((code) => !standardsWords.en?.[code])).toEqual([]);
  });
});
