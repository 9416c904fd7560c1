import { answerNow, sha256 } from '../../crypto/index.ts';
import type { LogPolicy, Opening } from '../../../verify/core/index.ts';
import {
  TreeHasher,
  formatNote,
  formatStatus,
  historyDigest,
  leafOfOpening,
  runNow,
} from '../../../verify/core/index.ts';
import { EvidenceError } from '../error.ts';
import type { Proofs } from '../proofs.ts';
import type { NoteSigner } from '../signer.ts';
import type { BundleContents } from './writing.ts';
import { writeBundle } from './writing.ts';

/** What a caller brings to a bundle; proofs, checkpoint, policy and status come from the log. */
export interface BundleRequest extends Pick<
  BundleContents,
  'original' | 'sealed' | 'trust' | 'page' | 'seal'
> {
  /** Taken before the history was read: the ledger swears to the state as of this moment. */
  readonly readAt: Date;
  /** All acts of the document that the history still holds, in their order. */
  readonly history: readonly { readonly leafId: string; readonly opening: Opening }[];
}

export interface BundleSource {
  readonly proofs: Proofs;
  readonly signer: NoteSigner;
  readonly policy: LogPolicy | undefined;
}

/**
 * Makes the evidence bundle of a document as it stands now. `evidence-proof-pending` while one of its acts is not yet
 * covered by a signed checkpoint, or its history is empty.
 */
export async function makeBundle(
  source: BundleSource,
  request: BundleRequest,
): Promise<Uint8Array<ArrayBuffer>> {
  const { signer, policy } = source;
  const proven = await source.proofs.proofsOf(request.history.map(({ leafId }) => leafId));
  const history = request.history.map(({ leafId, opening }) => {
    const proof = proven.get(leafId);
    if (proof === undefined) throw new EvidenceError('evidence-proof-pending', { leaf: leafId });
    return { opening, proof: proof.proof, checkpoint: proof.checkpoint };
  });
  const latest = history.at(-1)?.checkpoint;
  if (latest === undefined) throw new EvidenceError('evidence-proof-pending', { leaf: '' });
  return writeBundle({
    ...request,
    history,
    checkpoint: latest.note,
    policy: policy ?? { logs: [{ key: signer.key }], witnesses: [], groups: [], quorum: 'none' },
    ...statusOf(request, signer),
  });
}

/** The ledger's oath on the state; absent where no act names one. */
function statusOf(request: BundleRequest, signer: NoteSigner): { status?: string } {
  const last = request.history.at(-1)?.opening.act;
  if (last?.state === undefined) return {};
  const hasher = new TreeHasher(sha256);
  const hashes = request.history.map(({ opening }) => {
    const leaf = runNow(leafOfOpening(opening), answerNow);
    if (leaf === undefined)
      throw new EvidenceError('act-malformed', { member: 'salt', kind: opening.act.kind });
    return hasher.leaf(leaf);
  });
  const text = formatStatus({
    origin: signer.key.name,
    subject: last.subject,
    state: last.state,
    at: request.readAt.toISOString(),
    history: runNow(historyDigest(hashes), answerNow),
  });
  return {
    status: formatNote({
      text,
      signatures: [signer.sign(text, Math.floor(request.readAt.getTime() / 1000))],
    }),
  };
}
