import type { Catalogue } from '../base/index.ts';
import { mergeCatalogues } from '../base/index.ts';
import codesEn from './codes/words/en.json' with { type: 'json' };
import codesZh from './codes/words/zh.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences of the findings and faults, labels of the face, and names of codes (`country.NZ`, `document-type.851`). */
export const standardsWords: Catalogue = mergeCatalogues({ en, zh }, { en: codesEn, zh: codesZh });
