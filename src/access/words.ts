import type { Catalogue } from '../base/index.ts';
import en from './words/en.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

export const accessWords: Catalogue = { en, zh };
