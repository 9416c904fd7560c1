export { appendActs, type LeafReference } from './append.ts';
export type { SignedCheckpoint } from './checkpoints.ts';
export { EVIDENCE_CODES, EvidenceError, type EvidenceCode } from './error.ts';
export { openEvidence, systemSession, type Evidence, type EvidenceOptions } from './evidence.ts';
export type { ProvenLeaf } from './proofs.ts';
export type { LogFile } from './publication.ts';
export { Sequencer, type Round, type SequencerOptions } from './sequencer.ts';
export { Sequencing, type SequencingOptions, type SequencingState } from './sequencing.ts';
export { noteSigner, type NoteSigner } from './signer.ts';
