import type { Catalogue } from '../../base/index.ts';
import en from './words/en.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences for the codes of this room. */
export const ecertWords: Catalogue = { en, zh };
