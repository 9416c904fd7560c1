import {
  chooseLanguage,
  LANGUAGES,
  type Catalogue,
  type Language,
  type Words,
} from '../../../src/base/index.ts';
import { remembered } from './memory.ts';

/** Each language is a chunk of its own, loaded by those who read it. */
const LOADERS: Readonly<Record<Language, () => Promise<{ readonly words: Words }>>> = {
  en: () => import('virtual:words/en'),
  zh: () => import('virtual:words/zh'),
  fr: () => import('virtual:words/fr'),
  es: () => import('virtual:words/es'),
  ru: () => import('virtual:words/ru'),
  ar: () => import('virtual:words/ar'),
};

/** What the codes of certificates, seals and evidence mean: needed by the screens that show them, after the first. */
const CODES: Readonly<Record<Language, () => Promise<{ readonly words: Words }>>> = {
  en: () => import('virtual:codes/en'),
  zh: () => import('virtual:codes/zh'),
  fr: () => import('virtual:codes/fr'),
  es: () => import('virtual:codes/es'),
  ru: () => import('virtual:codes/ru'),
  ar: () => import('virtual:codes/ar'),
};

/** The language chosen before on this device, or else the browser's first that is one of ours. */
export function firstLanguage(): Language {
  const named = new URLSearchParams(location.search).get('lang');
  const kept = named ?? remembered('language');
  return LANGUAGES.find((language) => language === kept) ?? chooseLanguage(navigator.languages.join(','));
}

/** What the window itself says in a language: all that the first screen needs. Throws where it cannot be had. */
export async function wordsOf(language: Language): Promise<Catalogue> {
  const { words } = await LOADERS[language]();
  // English answers where a word is asked for by `has`; the guard of the words holds all six to the same keys.
  return { en: words, [language]: words };
}

/**
 * Everything that is said in a language, and in the one that certificates carry beside it: English, or Chinese beside
 * English. Throws where it cannot be had.
 */
export async function wholeOf(language: Language): Promise<Catalogue> {
  const beside = language === 'en' ? 'zh' : 'en';
  const [own, other] = await Promise.all([everything(language), everything(beside)]);
  return { en: own, [language]: own, [beside]: other };
}

async function everything(language: Language): Promise<Words> {
  const [{ words }, { words: codes }] = await Promise.all([LOADERS[language](), CODES[language]()]);
  return { ...codes, ...words };
}
