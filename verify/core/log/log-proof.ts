import { fromBase64, toBase64 } from '../../../src/base/index.ts';
import type { Plan } from '../primitives.ts';
import { parseLogHash, parseLogSize } from './checkpoint.ts';
import type { CheckpointVerdict, LogRefusal } from './checkpoint-verdict.ts';
import { verifyCheckpoint } from './checkpoint-verdict.ts';
import { MAXIMUM_PROOF_HASHES, leafHash, verifyInclusion } from './merkle.ts';
import { MAXIMUM_NOTE_LENGTH } from './note.ts';
import type { LogPolicy } from './policy.ts';

/** The contents of a `.tlog-proof` file (c2sp.org/tlog-proof). */
export interface LogProof {
  /** Opaque and unproven: nothing may be believed because it stands here. */
  readonly extra?: Uint8Array;
  readonly index: number;
  /** From the leaf's sibling up to the root's child. */
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';

/** Reads a proof file; undefined when it is none. Nothing is verified here. */
export function parseLogProof(text: string): LogProof | undefined {
  if (text.length > 2 * MAXIMUM_NOTE_LENGTH) return undefined;
  const split = text.indexOf('\n\n');
  if (split < 0) return undefined;
  const [header, ...lines] = text.slice(0, split).split('\n');
  if (header !== HEADER) return undefined;
  const extraLine = lines[0]?.startsWith('extra ') === true ? lines.shift() : undefined;
  const extra = extraLine === undefined ? undefined : parseExtra(extraLine.slice(6));
  if (extraLine !== undefined && extra === undefined) return undefined;
  const indexLine = lines.shift() ?? '';
  const index = indexLine.startsWith('index ') ? parseLogSize(indexLine.slice(6)) : undefined;
  if (index === undefined || lines.length > MAXIMUM_PROOF_HASHES) return undefined;
  const hashes: Uint8Array[] = [];
  for (const line of lines) {
    const hash = parseLogHash(line);
    if (hash === undefined) return undefined;
    hashes.push(hash);
  }
  const checkpoint = text.slice(split + 2);
  return { index, hashes, checkpoint, ...(extra === undefined ? {} : { extra }) };
}

function parseExtra(text: string): Uint8Array | undefined {
  return /\s/.test(text) ? undefined : fromBase64(text);
}

export function formatLogProof(proof: LogProof): string {
  const lines = [
    HEADER,
    ...(proof.extra === undefined ? [] : [`extra ${toBase64(proof.extra)}`]),
    `index ${String(proof.index)}`,
    ...proof.hashes.map(toBase64),
  ];
  return `${lines.join('\n')}\n\n${proof.checkpoint}`;
}

export type LogProofVerdict =
  | {
      readonly proven: true;
      readonly index: number;
      readonly checkpoint: Extract<CheckpointVerdict, { accepted: true }>;
    }
  | { readonly proven: false; readonly refusal: LogRefusal; readonly checkpoint?: CheckpointVerdict };

/** Whether a proof file shows the leaf to be in a log that the policy believes. */
export function* verifyLogProof(text: string, leaf: Uint8Array, policy: LogPolicy): Plan<LogProofVerdict> {
  const proof = parseLogProof(text);
  if (proof === undefined) return { proven: false, refusal: 'proof-malformed' };
  const verdict = yield* verifyCheckpoint(proof.checkpoint, policy);
  if (!verdict.accepted) return { proven: false, refusal: verdict.refusal, checkpoint: verdict };
  const { size, root } = verdict.checkpoint;
  const { index, hashes } = proof;
  if (index >= size) return { proven: false, refusal: 'proof-index-outside', checkpoint: verdict };
  const hash = yield* leafHash(leaf);
  const holds = yield* verifyInclusion({ leafHash: hash, index, size, proof: hashes, root });
  if (!holds) return { proven: false, refusal: 'proof-does-not-hold', checkpoint: verdict };
  return { proven: true, index, checkpoint: verdict };
}
