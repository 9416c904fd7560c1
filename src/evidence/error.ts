import { CounterfoilError } from '../base/index.ts';

/** Why an act of this room did not take place; each a key of the words. */
export const EVIDENCE_CODES = [
  'act-malformed',
  'evidence-key-unsuitable',
  'evidence-name-unsuitable',
  'evidence-other-log',
  'evidence-other-key',
  'evidence-log-inconsistent',
  'evidence-size-unknown',
  'evidence-index-outside',
  'evidence-proof-pending',
  'witness-state-unreadable',
  'witness-state-locked',
  'bundle-too-large',
] as const;
export type EvidenceCode = (typeof EVIDENCE_CODES)[number];

export class EvidenceError extends CounterfoilError<EvidenceCode> {
  override readonly name = 'EvidenceError';
}
