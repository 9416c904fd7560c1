import { mergeCatalogues, type Catalogue } from '../../src/base/index.ts';
import { actWords } from '../core/index.ts';
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences of the lights, the same on the page and on the command line. */
export const inspectionWords: Catalogue = mergeCatalogues(actWords, { en, zh, fr, es, ru, ar });
