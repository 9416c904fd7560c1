import type { Catalogue } from '../../../src/base/index.ts';
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences of what is wrong with a witness policy; only whoever brings one is told. */
export const policyWords: Catalogue = { en, zh, fr, es, ru, ar };
