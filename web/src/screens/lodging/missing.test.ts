import { expect, it } from 'vitest';
import { CHINA_FORM } from './china-form.ts';
import { NO_DOCUMENT, NO_DRAFT, type Draft } from './draft.ts';
import { missingIn } from './missing.ts';

const reader = {
  say: (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    [key, ...Object.values(values)].join(' '),
  number: String,
};

const whole: Draft = {
  header: { direction: 'import', supervisionMode: '0110' },
  items: [
    { fields: { commodity: '0202', name: '冻牛肉' }, documents: [NO_DOCUMENT] },
    { fields: { commodity: '0203', name: '冻猪肉' }, documents: [{ ...NO_DOCUMENT, reference: 'R' }] },
  ],
};

it('asks for nothing where everything wanted is there, a document that nobody began apart', () => {
  expect(missingIn(whole, CHINA_FORM, reader)).toEqual([]);
});

it('names each field that is wanted and empty, in the words of the form', () => {
  const faults = missingIn(NO_DRAFT, CHINA_FORM, reader);
  expect(faults.map(({ field }) => field)).toEqual(['d-supervisionMode', 'd-0-commodity', 'd-0-name']);
  expect(faults[1]?.text).toBe('web-lodge-missing web-item 1, web-china-item-commodity');
});

it('does not let a document go unsaid whose number is missing', () => {
  const [first, second] = whole.items;
  if (first === undefined || second === undefined) throw new Error('two items');
  const coded = { ...whole, items: [first, { ...second, documents: [{ ...NO_DOCUMENT, code: '853' }] }] };
  expect(missingIn(coded, CHINA_FORM, reader)).toEqual([
    {
      field: 'd-1-document-0-reference',
      text: 'web-lodge-missing web-item 2, web-form-document 1, web-form-document-reference',
    },
  ]);
});
