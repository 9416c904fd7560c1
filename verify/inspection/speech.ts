import { say, type Catalogue, type Language } from '../../src/base/index.ts';

/** Languages the verifier is complete in, with the name each calls itself. */
export const OFFERED = [
  ['en', 'English'],
  ['zh', '中文'],
] as const satisfies readonly (readonly [Language, string])[];

type Values = Readonly<Record<string, string | number>>;

/** The verifier's voice in one language. Certificates carry two: the reader's, and English or Chinese beside it. */
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
}

export function speechOf(catalogue: Catalogue, language: Language): Speech {
  const otherLanguage = language === 'zh' ? 'en' : 'zh';
  const format = (options: Intl.DateTimeFormatOptions) => (instant: string) => {
    const date = new Date(instant);
    if (Number.isNaN(date.getTime())) return instant;
    return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      timeZone: 'UTC',
      ...options,
    }).format(date);
  };
  const toTheMinute = format({ dateStyle: 'long', timeStyle: 'short' });
  const toTheSecond = format({ dateStyle: 'long', timeStyle: 'medium' });
  const moment = (instant: string): string =>
    new Date(instant).getUTCSeconds() === 0 ? toTheMinute(instant) : toTheSecond(instant);
  return {
    language,
    otherLanguage,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    say: (key, values) => say(catalogue, language, key, values),
    sayOther: (key) => say(catalogue, otherLanguage, key),
    has: (key) => catalogue.en?.[key] !== undefined,
    moment: (instant) => `${moment(instant)} UTC`,
    day: format({ dateStyle: 'long' }),
    number: (value) => new Intl.NumberFormat(language).format(value),
  };
}
