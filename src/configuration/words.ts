import type { Catalogue } from '../base/index.ts';
import en from './words/en.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences of the configuration's faults and settings. */
export const configurationWords: Catalogue = { en, zh };
