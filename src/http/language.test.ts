import { describe, expect, it } from 'vitest';
import { offeredLanguage } from './language.ts';

describe('language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['de;q=1, zh;q=0.9', 'zh'],
    ['de, en;q=0.2, zh;q=0.1', 'en'],
    ['fr-CA, en;q=0.2', 'fr'],
    ['ar-EG', 'ar'],
    ['zh;q=0', 'en'],
    ['*', 'en'],
    [`${'x'.repeat(600)},zh`, 'en'],
  ])('%s is answered in %s', (header, language) => {
    expect(offeredLanguage(header)).toBe(language);
  });

  it('an explicit wish comes before the header, an unknown one counts for nothing', () => {
    expect(offeredLanguage('en', 'zh')).toBe('zh');
    expect(offeredLanguage('zh', 'tlh')).toBe('zh');
    expect(offeredLanguage('zh', ['en'])).toBe('zh');
  });
});
