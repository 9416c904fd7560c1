import type { Catalogue } from '../../../base/index.ts';
import en from './words/en.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences of imports and of moved registers. */
export const registerWords: Catalogue = { en, zh };
