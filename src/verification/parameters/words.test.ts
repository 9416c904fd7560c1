import { expect, test } from 'vitest';
import { LANGUAGES, mergeCatalogues } from '../../base/index.ts';
import { RULE_CODES, RULE_FAULTS } from '../rules/index.ts';
import { verificationWords } from '../words.ts';
import { VERIFICATION_PARAMETERS } from './index.ts';

/** Titles of members, wherever they are in a schema; those that other rooms have words for are left to them. */
function titlesIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, part]) =>
    name === 'title' && typeof part === 'string' ? [part] : titlesIn(part),
  );
}

const OF_OTHERS = new Set(['parameter-field-country', 'parameter-field-authority']);

test('every fault of a table, every parameter and every member of one has its words in six languages', () => {
  const words = mergeCatalogues(verificationWords);
  const needed = [
    ...RULE_CODES,
    ...RULE_FAULTS,
    'reason-rule-unanswerable',
    'reason-rules-not-unique',
    ...VERIFICATION_PARAMETERS.flatMap(({ name, key, value }) => [
      `parameter-${name}`,
      `parameter-${name}-more`,
      ...titlesIn(key),
      ...titlesIn(value),
    ]),
  ].filter((code) => !OF_OTHERS.has(code));
  for (const language of LANGUAGES) {
    const known = words[language] ?? {};
    expect(needed.filter((code) => known[code] === undefined || known[code] === '')).toEqual([]);
  }
});

test('the placeholders of every sentence are the same in every language', () => {
  const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();
  const { en = {} } = verificationWords;
  for (const language of LANGUAGES)
    for (const [code, text] of Object.entries(verificationWords[language] ?? {}))
      expect([code, placeholders(text)]).toEqual([code, placeholders(en[code] ?? '')]);
});
