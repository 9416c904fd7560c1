import type { Catalogue } from '../../../src/base/index.ts';
import en from './words/en.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Sentences of logs, proofs, policies, containers and bundles. */
export const bundleWords: Catalogue = { en, zh };
