import { describe, expect, test } from 'vitest';
import { STANDARDS_CODES } from './error.ts';
import { FINDING_CODES } from './message/finding-codes.ts';
import { WRITING_FAULTS } from './message/writer.ts';
import { standardsWords } from './words.ts';

const placeholders = (sentence: string | undefined) =>
  [...(sentence ?? '').matchAll(/\{(\w+)\}/g)]
    .map(([, name = '']) => name)
    .toSorted((left, right) => (left < right ? -1 : 1));

describe('words', () => {
  test('every code has its sentence', () => {
    const codes = [...STANDARDS_CODES, ...FINDING_CODES, ...WRITING_FAULTS];
    expect(codes.filter((code) => !standardsWords.en?.[code])).toEqual([]);
  });

  test('Chinese has the keys and the placeholders of English', () => {
    const { en = {}, zh = {} } = standardsWords;
    expect(Object.keys(zh).toSorted()).toEqual(Object.keys(en).toSorted());
    const unequal = Object.keys(en).filter(
      (key) => placeholders(en[key]).join() !== placeholders(zh[key]).join(),
    );
    expect(unequal).toEqual([]);
  });
});
