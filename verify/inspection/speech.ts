import { directionOf, say, type Catalogue, type Language } from '../../src/base/index.ts';

type Values = Readonly<Record<string, string | number>>;

/** The verifier's voice in one language. Certificates carry two: the reader's, and English beside it (Chinese beside English). */
export interface Speech {
  readonly language: Language;
  readonly otherLanguage: Language;
  readonly direction: 'ltr' | 'rtl';
  say(key: string, values?: Values): string;
  sayOther(key: string): string;
  /** Whether there is a sentence of this key. */
  has(key: string): boolean;
  /** A moment (RFC 3339) in words, in UTC so that two readers read the same. */
  moment(instant: string): string;
  /** A day in words. */
  day(instant: string): string;
  number(value: number): string;
  /** Short parts as one sentence. */
  sentence(parts: readonly string[]): string;
}

/** How a language parts an enumeration and ends a sentence, where not as English does. */
const MARKS: Readonly<Partial<Record<Language, readonly [comma: string, stop: string]>>> = {
  zh: ['，', '。'],
  ar: ['، ', '.'],
};

/** The locale of dates and numbers. Digits are those of the paper in every language, so that they can be compared. */
const LOCALES: Readonly<Partial<Record<Language, string>>> = { en: 'en-GB', ar: 'ar-u-hc-h23-nu-latn' };

export function speechOf(catalogue: Catalogue, language: Language): Speech {
  const otherLanguage = language === 'en' ? 'zh' : 'en';
  const locale = LOCALES[language] ?? language;
  const [comma, stop] = MARKS[language] ?? [', ', '.'];
  const format = (options: Intl.DateTimeFormatOptions) => (instant: string) => {
    const date = new Date(instant);
    if (Number.isNaN(date.getTime())) return instant;
    return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(date);
  };
  const toTheMinute = format({ dateStyle: 'long', timeStyle: 'short' });
  const toTheSecond = format({ dateStyle: 'long', timeStyle: 'medium' });
  const moment = (instant: string): string =>
    new Date(instant).getUTCSeconds() === 0 ? toTheMinute(instant) : toTheSecond(instant);
  return {
    language,
    otherLanguage,
    direction: directionOf(language),
    say: (key, values) => say(catalogue, language, key, values),
    sayOther: (key) => say(catalogue, otherLanguage, key),
    has: (key) => catalogue.en?.[key] !== undefined,
    moment: (instant) => `${moment(instant)} UTC`,
    day: format({ dateStyle: 'long' }),
    number: (value) => new Intl.NumberFormat(locale).format(value),
    sentence: (parts) => `${parts.join(comma)}${stop}`,
  };
}
