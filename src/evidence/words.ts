import type { Catalogue } from '../base/index.ts';
import en from './words/en.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** The room's sentences: errors, fsck and the bundle's page. */
export const evidenceWords: Catalogue = { en, zh };
