import type { CanonicalValue } from '../../base/index.ts';
import { answerNow, sha256 } from '../../crypto/index.ts';
import type { LogPolicy, Opening } from '../../../verify/core/index.ts';
import {
  TreeHasher,
  formatNote,
  formatStatus,
  historyDigest,
  leafOfOpening,
  relatedSubject,
  runNow,
} from '../../../verify/core/index.ts';
import { EvidenceError } from '../error.ts';
import type { Proofs, ProvenLeaf } from '../proofs.ts';
import type { NoteSigner } from '../signer.ts';
import type { BundleContents, ProvenAct } from './writing.ts';
import { writeSealedBundle } from './writing.ts';

/** What a caller brings to a bundle; proofs, checkpoint, policy and status come from the log. */
export interface BundleRequest extends Pick<
  BundleContents,
  'original' | 'sealed' | 'trust' | 'page' | 'seal'
> {
  /** Taken before the history was read: the ledger swears to the state as of this moment. */
  readonly readAt: Date;
  /** All acts of the document that the history still holds, in their order. */
  readonly history: readonly KnownAct[];
  /** The other records about the document, as far as whoever asks may see them. */
  readonly related?: {
    readonly records: readonly (readonly KnownAct[])[];
    readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
    /** Whether these are all; the ledger swears to nothing less. */
    readonly complete: boolean;
  };
}

/** An act that the ledger knows, before its proof. */
export interface KnownAct {
  readonly leafId: string;
  readonly opening: Opening;
  /** What was said in it, where it may be told. */
  readonly content?: CanonicalValue;
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
  const { related, ...rest } = request;
  const known = [...request.history, ...(related?.records ?? []).flat()];
  const proven = await source.proofs.proofsOf(known.map(({ leafId }) => leafId));
  const checkpoints = known.map(({ leafId }) => provenLeaf(proven, leafId).checkpoint);
  const latest = checkpoints.toSorted((a, b) => b.checkpoint.size - a.checkpoint.size)[0];
  if (latest === undefined || request.history.length === 0)
    throw new EvidenceError('evidence-proof-pending', { leaf: '' });
  const withProof = ({ leafId, ...act }: KnownAct): ProvenAct => ({
    ...act,
    proof: provenLeaf(proven, leafId).proof,
  });
  return writeSealedBundle({
    ...rest,
    history: request.history.map(withProof),
    ...(related === undefined
      ? {}
      : {
          related: {
            records: related.records.map((acts) => acts.map(withProof)),
            attachments: related.attachments,
            ...(related.complete ? oathOf(request, signer, related.records.flat(), relatedSubject) : {}),
          },
        }),
    checkpoint: latest.note,
    policy: policy ?? { logs: [{ key: signer.key }], witnesses: [], groups: [], quorum: 'none' },
    ...oathOf(request, signer, request.history, (subject) => subject),
  });
}

function provenLeaf(proven: ReadonlyMap<string, ProvenLeaf>, leaf: string): ProvenLeaf {
  const found = proven.get(leaf);
  if (found === undefined) throw new EvidenceError('evidence-proof-pending', { leaf });
  return found;
}

/** The ledger's oath that at this moment these were all acts; absent where the document's last act names no state. */
function oathOf(
  request: BundleRequest,
  signer: NoteSigner,
  acts: readonly KnownAct[],
  subjectOf: (subject: string) => string,
): { status?: string } {
  const last = request.history.at(-1)?.opening.act;
  if (last?.state === undefined) return {};
  const hasher = new TreeHasher(sha256);
  const hashes = acts.map(({ opening }) => {
    const leaf = runNow(leafOfOpening(opening), answerNow);
    if (leaf === undefined)
      throw new EvidenceError('act-malformed', { member: 'salt', kind: opening.act.kind });
    return hasher.leaf(leaf);
  });
  const text = formatStatus({
    origin: signer.key.name,
    subject: subjectOf(last.subject),
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
