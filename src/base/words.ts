/** Languages of the product, in the order offered; every catalogue is complete in each of them. */
export const LANGUAGES = ['en', 'zh', 'fr', 'es', 'ru', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  zh: '中文',
  fr: 'Français',
  es: 'Español',
  ru: 'Русский',
  ar: 'العربية',
};

/** The way a language is written, as the `dir` of HTML. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** Sentences of one room by key, with `{name}` placeholders. English leads; tests hold the others to it. */
export type Words = Readonly<Record<string, string>>;
export type Catalogue = Readonly<Partial<Record<Language, Words>>>;

/** The sentence of a key in a language; falls back to English, then to the key itself. */
export function say(
  catalogue: Catalogue,
  language: Language,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const sentence = catalogue[language]?.[key] ?? catalogue.en?.[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

/** Picks the best supported language of an Accept-Language header (RFC 9110 §12.5.4); English when none fits. */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  const ranges = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((range, index) => {
      const [tag = '', ...parameters] = range.trim().split(';');
      const quality = parameters
        .map((p) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(p)?.[1])
        .find((q) => q !== undefined);
      return { primary: tag.split('-')[0]?.toLowerCase() ?? '', quality: Number(quality ?? 1), index };
    })
    .filter((range) => range.quality > 0)
    .toSorted((left, right) => right.quality - left.quality || left.index - right.index);
  for (const { primary } of ranges) {
    const language = LANGUAGES.find((known) => known === primary);
    if (language) return language;
  }
  return 'en';
}

/** Merges the rooms' catalogues; a key that two rooms define is a programming fault. */
export function mergeCatalogues(...catalogues: readonly Catalogue[]): Catalogue {
  const merged: Partial<Record<Language, Record<string, string>>> = {};
  for (const catalogue of catalogues) {
    for (const language of LANGUAGES) {
      const target = (merged[language] ??= {});
      for (const [key, sentence] of Object.entries(catalogue[language] ?? {})) {
        if (Object.hasOwn(target, key)) throw new Error(`two rooms define the words of ${key} (${language})`);
        target[key] = sentence;
      }
    }
  }
  return merged;
}
