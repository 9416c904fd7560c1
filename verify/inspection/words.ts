import type { Catalogue } from '../../src/base/index.ts';
import en from './words/en.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences of the lights, the same on the page and on the command line. */
export const inspectionWords: Catalogue = { en, zh };
