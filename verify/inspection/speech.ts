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
  /** A value behind its label. */
  labelled(label: string, value: string): string;
  /** Short parts as one sentence. */
  sentence(parts: readonly string[]): string;
}

/** Between the parts of an enumeration, at the end of a sentence, behind a label. */
type Marks = readonly [comma: string, stop: string, colon: string];
const ENGLISH_MARKS: Marks = [', ', '.', ': '];
const MARKS: Readonly<Partial<Record<Language, Marks>>> = {
  zh: ['，', '。', ': '],
  fr: [', ', '.', '\u00A0: '],
  ar: ['، ', '.', ': '],
};

/** The locale of dates and numbers. Digits are those of the paper in every language, so that they can be compared. */
const LOCALES: Readonly<Partial<Record<Language, string>>> = { en: 'en-GB', ar: 'ar-u-hc-h23-nu-latn' };

export function speechOf(catalogue: Catalogue, language: Language): Speech {
  const otherLanguage = language === 'en' ? 'zh' : 'en';
  const locale = LOCALES[language] ?? language;
  const [comma, stop, colon] = MARKS[language] ?? ENGLISH_MARKS;
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
    labelled: (label, value) => `${label}${colon}${value}`,
    sentence: (parts) => `${parts.join(comma)}${stop}`,
  };
}
