import { canonicalJson, concatBytes, fromBase64Url, toHex, utf8 } from '../../../../src/base/index.ts';
import { answerLater } from '../../../../verify/browser/index.ts';
import {
  leafHash,
  leafOfOpening,
  readOpening,
  runLater,
  verifyInclusion,
  verifyLogProof,
  type LogPolicy,
  type Plan,
} from '../../../../verify/core/index.ts';
import type { Answer } from '../../api/client.ts';
import { trustPack } from '../../verifying/verifier.ts';

export type AuditProof = Answer<'prove-audit-entry'>;

/** `proved`: entry, batch, log and its checkpoint hold. `waiting`: no checkpoint covers it yet. `untrusted`: this device knows no such log. */
export type ProofVerdict = 'proved' | 'waiting' | 'untrusted' | 'broken';

/** Verifies on this device that the entry stands in the log: by its batch's tree, the act that commits to its root, and the checkpoint. */
export async function proveEntry(proof: AuditProof): Promise<ProofVerdict> {
  const pack = await trustPack();
  return runLater(verdictOf(proof, pack?.policy), answerLater);
}

function* verdictOf(proof: AuditProof, policy: LogPolicy | undefined): Plan<ProofVerdict> {
  const { entry, salt, place, size, hashes, root, opening, proof: text } = proof;
  const bytes = concatBytes(bytesOf(salt), utf8(canonicalJson(entry)));
  const rootBytes = bytesOf(root);
  const isInBatch = yield* verifyInclusion({
    leafHash: yield* leafHash(bytes),
    index: place,
    size,
    proof: hashes.map(bytesOf),
    root: rootBytes,
  });
  const act = readOpening(opening);
  if (!isInBatch || act?.act.digest !== toHex(rootBytes)) return 'broken';
  const leaf = yield* leafOfOpening(act);
  if (leaf === undefined) return 'broken';
  if (text === undefined) return 'waiting';
  if (policy === undefined) return 'untrusted';
  const verdict = yield* verifyLogProof(text, leaf, policy);
  return verdict.proven ? 'proved' : 'broken';
}

function bytesOf(text: string): Uint8Array {
  return fromBase64Url(text) ?? new Uint8Array();
}
