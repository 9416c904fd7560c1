import { describe, expect, it } from 'vitest';
import { standardsWords } from '../../../src/standards/index.ts';
import { speechOf } from '../../../verify/inspection/index.ts';
import { documentTitle, procedureText, toldValue } from './told.ts';

const MODES = {
  en: { 'web-supervision-mode-0110': 'General trade' },
  zh: { 'web-supervision-mode-0110': '一般贸易' },
};
const plain = (text: string): string => text;
/** As the window has them: one language, which answers for English too where a word is asked for. */
const reader = (language: 'en' | 'zh') => {
  const words = { ...standardsWords[language], 'web-document': '[{code}]', ...MODES[language] };
  return {
    ...speechOf({ en: words, [language]: words }, language),
    sayFirst: (_: readonly string[], text: string) => text,
    amount: plain,
    shortDay: plain,
  };
};

describe('a code', () => {
  it('is told with its name in the reader’s language', () => {
    expect(documentTitle('853', reader('en'))).toBe('[853 · Veterinary certificate]');
    expect(documentTitle('853', reader('zh'))).toBe('[853 · 兽医证书]');
    expect(toldValue('853', reader('en'), 'match.type')).toBe('853 · Veterinary certificate');
    expect(toldValue('1', reader('en'), 'declaration.transport-mode')).toBe('1 · Maritime');
  });
  it('of a procedure has a name where it is China’s', () => {
    expect(procedureText('CN', '0110', reader('zh'))).toBe('0110 · 一般贸易');
    expect(procedureText('CN', '0130', reader('en'))).toBe('0130');
    expect(procedureText('GB', '0110', reader('en'))).toBe('0110');
  });
  it('stands alone where no list knows it, and in a field that holds none', () => {
    expect(toldValue('Z9', reader('en'), 'document.code')).toBe('Z9');
    expect(toldValue('853', reader('en'), 'item.number')).toBe('853');
  });
});
