import { chooseLanguage, LANGUAGES, type Language } from '../base/index.ts';

/** The language to answer in: an explicit wish (`?lang=`) before Accept-Language; English when neither is one of ours. */
export function offeredLanguage(acceptLanguage: string | undefined, wish?: unknown): Language {
  return LANGUAGES.find((language) => language === wish) ?? chooseLanguage(acceptLanguage);
}
