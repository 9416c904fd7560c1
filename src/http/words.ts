import type { Catalogue } from '../base/index.ts';
import en from './words/en.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences of this room: its refusals, its pages and the documentation of its routes. */
export const httpWords: Catalogue = { en, zh };
