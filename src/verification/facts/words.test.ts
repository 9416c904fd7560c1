import { expect, test } from 'vitest';
import { LANGUAGES } from '../../base/index.ts';
import { verificationWords } from '../words.ts';
import { FIELD_KINDS, FIELDS, type Field } from './index.ts';

test('every field, every kind and every value of a field has words in every language', () => {
  const fields: readonly (readonly [string, Field])[] = Object.entries(FIELDS);
  const keys = [
    ...fields.map(([name]) => `field-${name.replaceAll('.', '-')}`),
    ...FIELD_KINDS.map((kind) => `field-kind-${kind}`),
    ...fields.flatMap(([, { values = [] }]) => values.map((value) => `field-value-${value}`)),
  ];
  const missing = LANGUAGES.flatMap((language) =>
    keys.filter((key) => verificationWords[language]?.[key] === undefined).map((key) => `${language} ${key}`),
  );
  expect(missing).toEqual([]);
});
