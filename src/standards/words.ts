import type { Catalogue } from '../base/index.ts';
import { mergeCatalogues } from '../base/index.ts';
import codesAr from './codes/words/ar.json' with { type: 'json' };
import codesEn from './codes/words/en.json' with { type: 'json' };
import codesEs from './codes/words/es.json' with { type: 'json' };
import codesFr from './codes/words/fr.json' with { type: 'json' };
import codesRu from './codes/words/ru.json' with { type: 'json' };
import codesZh from './codes/words/zh.json' with { type: 'json' };
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences of the findings and faults, labels of the face, and names of codes (`country.NZ`, `document-type.851`). */
export const standardsWords: Catalogue = mergeCatalogues(
  { en, zh, fr, es, ru, ar },
  { en: codesEn, zh: codesZh, fr: codesFr, es: codesEs, ru: codesRu, ar: codesAr },
);
