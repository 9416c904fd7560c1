import type { Catalogue } from '../../src/base/index.ts';
import en from './words/en.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences of the command alone. */
export const verifyCommandWords: Catalogue = { en, zh };
