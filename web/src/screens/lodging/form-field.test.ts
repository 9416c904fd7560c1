import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHINA_FORM } from './china-form.ts';
import { FACTS_FORM } from './facts-form.ts';
import { headerFields, wordOf } from './form-field.ts';

const words = readFileSync(new URL('../../../words/en.json', import.meta.url), 'utf8');

it.each([CHINA_FORM, FACTS_FORM])('every field of the form $name has a label', (form) => {
  const keys = [
    ...headerFields(form).map(({ name }) => `${form.words}-${wordOf(name)}`),
    ...form.item.map(({ name }) => `${form.words}-item-${wordOf(name)}`),
    ...form.header.map(({ part }) => `web-form-part-${part}`),
  ];
  expect(keys.filter((key) => !words.includes(`"${key}":`))).toEqual([]);
});
