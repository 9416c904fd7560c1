import { describe, expect, test } from 'vitest';
import { standardsWords } from '../words.ts';
import { expandCodes } from './code-list.ts';
import { CODE_LISTS } from './code-lists.ts';
import { COUNTRY_CODES } from './countries.ts';
import { EPHYTO_TAGS } from './ephyto-tags.ts';

describe('code lists', () => {
  test('a range expands to its codes', () => {
    expect(expandCodes('1-3 7 AA')).toEqual(['1', '2', '3', '7', 'AA']);
  });

  test.each(Object.entries(CODE_LISTS))('%s has no code twice and knows each of its own', (_name, list) => {
    expect(new Set(list.codes).size).toBe(list.codes.length);
    expect(list.codes.every((code) => list.has(code))).toBe(true);
    expect(list.has('')).toBe(false);
  });

  test('the counts are those of the published directories', () => {
    const counts = Object.fromEntries(
      Object.entries(CODE_LISTS).map(([name, { codes }]) => [name, codes.length]),
    );
    expect(counts).toMatchObject({
      'document-type': 727,
      'document-status': 349,
      'relationship-type': 814,
      'party-role': 605,
      'location-function': 304,
      'package-type': 377,
      'process-type': 102,
      'measured-attribute': 265,
      country: 249,
      'transport-mode': 10,
    });
  });

  test('the codes that certificates use are in their lists', () => {
    expect(['851', '657', '852', '853', '636', '856'].every(CODE_LISTS['document-type'].has)).toBe(true);
    expect(['70', '39', '40', '41', '44', '47', '64'].every(CODE_LISTS['document-status'].has)).toBe(true);
    expect(['AWR', 'ZZZ', 'CAW', 'BM'].every(CODE_LISTS['relationship-type'].has)).toBe(true);
    expect(['KGM', 'TNE', 'MTQ', 'CEL', 'KX', 'HUR'].every(CODE_LISTS.unit.has)).toBe(true);
  });

  test('a newer package code is read but not among those written', () => {
    expect(CODE_LISTS['package-type'].has('OG')).toBe(true);
    expect(CODE_LISTS['package-type'].codes).not.toContain('OG');
  });

  test('every country and every tag has a name in English and Chinese', () => {
    const keys = [
      ...COUNTRY_CODES.map((code) => `country.${code}`),
      ...EPHYTO_TAGS.map(({ tag }) => `ephyto-tag.${tag}`),
    ];
    expect(keys.filter((key) => !standardsWords.en?.[key] || !standardsWords.zh?.[key])).toEqual([]);
  });

  test('every named code is a code of its list', () => {
    const strangers = Object.keys(standardsWords.en ?? {}).filter((key) => {
      const [list = '', code] = key.split('.');
      if (code === undefined) return false;
      const known = Object.entries(CODE_LISTS).find(([name]) => name === list)?.[1];
      return !known?.has(code);
    });
    expect(strangers).toEqual([]);
  });
});
