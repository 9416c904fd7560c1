import { chooseLanguage } from '../base/index.ts';

/** Languages the pages and sentences are complete in. */
export const OFFERED = ['en', 'zh'] as const;
export type Offered = (typeof OFFERED)[number];

export const LANGUAGE_NAMES: Readonly<Record<Offered, string>> = { en: 'English', zh: '中文' };

/** The language to answer in: an explicit wish (`?lang=`) before Accept-Language; English when neither is offered. */
export function offeredLanguage(acceptLanguage: string | undefined, wish?: unknown): Offered {
  const wished = OFFERED.find((language) => language === wish);
  if (wished !== undefined || acceptLanguage === undefined) return wished ?? 'en';
  const ranges = acceptLanguage
    .slice(0, 500)
    .split(',')
    .filter((range) => OFFERED.some((language) => range.trimStart().toLowerCase().startsWith(language)));
  return chooseLanguage(ranges.join(',')) === 'zh' ? 'zh' : 'en';
}
