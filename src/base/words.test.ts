import { describe, expect, it } from 'vitest';
import { chooseLanguage, mergeCatalogues, say } from './index.ts';

describe('words', () => {
  const catalogue = {
    en: { greet: 'Certificate {number} of {country}', only: 'English' },
    zh: { greet: '{country}证书{number}' },
  };

  it('a sentence is made in the language asked for, with its values', () => {
    expect(say(catalogue, 'zh', 'greet', { number: 'A1', country: 'NZ' })).toBe('NZ证书A1');
  });

  it('a missing sentence falls back to English, then to its key', () => {
    expect(say(catalogue, 'zh', 'only')).toBe('English');
    expect(say(catalogue, 'zh', 'nowhere')).toBe('nowhere');
  });

  it('a value is never read as a placeholder, nor taken from a prototype', () => {
    expect(say(catalogue, 'en', 'greet', { number: '{country}' })).toBe('Certificate {country} of {country}');
    expect(say({ en: { odd: '{constructor}' } }, 'en', 'odd')).toBe('{constructor}');
  });

  it('two rooms may not define the same key', () => {
    expect(() => mergeCatalogues({ en: { a: '1' } }, { en: { a: '2' } })).toThrow('two rooms');
  });

  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['de, fr;q=0.5, en;q=0.4', 'fr'],
    ['en;q=0, ar', 'ar'],
    ['', 'en'],
    [undefined, 'en'],
    ['xx;q=nonsense', 'en'],
  ])('Accept-Language %j chooses %s', (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });
});
