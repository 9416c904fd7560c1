import type { Catalogue } from '../../../src/base/index.ts';
import { XML_REFUSALS } from '../primitives.ts';
import { INDICATIONS, SUB_INDICATIONS } from '../seal-report.ts';
import { SEAL_FAULTS } from './lib/broken.ts';
import { CONSTRAINT_REMARKS } from './lib/constraints.ts';
import { PATH_FAULTS } from './lib/path.ts';
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Remarks on a seal that takes another form than ours, and stands. */
const FORM_REMARKS = [
  'seal-reference-without-uri',
  'seal-not-xades',
  'seal-unsigned-properties',
  'seal-time-malformed',
] as const;
/** Remarks of a parser on a document that it opened. */
const XML_WARNINGS = ['xml-processing-instruction-outside', 'xml-comment-in-signature'] as const;

/** Every code a seal's report or an opening can hold: the keys of {@link sealWords}. */
export const SEAL_CODES = [
  ...INDICATIONS,
  ...SUB_INDICATIONS,
  ...XML_REFUSALS,
  ...XML_WARNINGS,
  ...SEAL_FAULTS,
  ...PATH_FAULTS,
  ...CONSTRAINT_REMARKS,
  ...FORM_REMARKS,
] as const;

export const sealWords: Catalogue = { en, zh, fr, es, ru, ar };
