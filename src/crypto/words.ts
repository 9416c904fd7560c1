import type { Catalogue } from '../base/index.ts';
import en from './words/en.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences of this room's errors. */
export const cryptoWords: Catalogue = { en, zh };
