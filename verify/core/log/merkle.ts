import { concatBytes, equalBytes } from '../../../src/base/index.ts';
import type { Plan } from '../primitives.ts';
import { digest } from '../primitives.ts';

/** Bytes of a SHA-256 hash; every hash in a log has this length. */
export const HASH_BYTES = 32;
/** A proof longer than this cannot belong to a tree of at most 2^53 leaves. */
export const MAXIMUM_PROOF_HASHES = 63;

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/** MTH of one entry, `SHA-256(0x00 ‖ entry)` (RFC 6962 §2.1). */
export function leafHash(entry: Uint8Array): Plan<Uint8Array> {
  return digest('SHA-256', concatBytes(LEAF_PREFIX, entry));
}

/** MTH of an inner node, `SHA-256(0x01 ‖ left ‖ right)` (RFC 6962 §2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Plan<Uint8Array> {
  return digest('SHA-256', concatBytes(NODE_PREFIX, left, right));
}

/** Root of the empty tree: `SHA-256("")`. */
export function emptyRoot(): Plan<Uint8Array> {
  return digest('SHA-256', new Uint8Array());
}

/** A tree size or index: a non-negative safe integer. Logs larger than 2^53 leaves are out of reach. */
export function isLogSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}

/** A node on the way up: its place among the nodes of its level, and the place of that level's last node. */
interface Rung {
  readonly place: number;
  readonly last: number;
}

const isOdd = (value: number): boolean => value % 2 === 1;

/** A node joins its sibling from the right, or is the lone last node, which joins a complete subtree to its left. */
function isRight({ place, last }: Rung): boolean {
  return isOdd(place) || place === last;
}

/** The rung above; a lone last node first rises to where it has a sibling. */
function above(rung: Rung): Rung {
  let { place, last } = rung;
  while (isRight(rung) && !isOdd(place) && place !== 0) {
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return { place: Math.floor(place / 2), last: Math.floor(last / 2) };
}

const areHashes = (hashes: readonly Uint8Array[]): boolean =>
  hashes.every((hash) => hash.length === HASH_BYTES);

export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  /** From the leaf's sibling up to the root's child. */
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Whether the proof shows the leaf at that index of the tree with that root (RFC 9162 §2.1.3.2). */
export function* verifyInclusion(claim: InclusionClaim): Plan<boolean> {
  const { index, size, proof, root } = claim;
  if (!isLogSize(index) || !isLogSize(size) || index >= size) return false;
  if (proof.length > MAXIMUM_PROOF_HASHES || !areHashes([claim.leafHash, root, ...proof])) return false;
  let rung: Rung = { place: index, last: size - 1 };
  let hash = claim.leafHash;
  for (const sibling of proof) {
    if (rung.last === 0) return false;
    hash = isRight(rung) ? yield* nodeHash(sibling, hash) : yield* nodeHash(hash, sibling);
    rung = above(rung);
  }
  return rung.last === 0 && equalBytes(hash, root);
}

export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Whether the proof shows the old tree to be a prefix of the new one (RFC 9162 §2.1.4.2). An empty old tree is a prefix of every tree:
 * its proof is empty and its root that of the empty tree.
 */
export function* verifyConsistency(claim: ConsistencyClaim): Plan<boolean> {
  const { oldSize, oldRoot, size, root, proof } = claim;
  if (!isLogSize(oldSize) || !isLogSize(size) || oldSize > size) return false;
  if (proof.length > MAXIMUM_PROOF_HASHES || !areHashes([oldRoot, root, ...proof])) return false;
  if (size === 0 || oldSize === 0) {
    const empty = yield* emptyRoot();
    return proof.length === 0 && equalBytes(oldRoot, empty) && (size !== 0 || equalBytes(root, empty));
  }
  if (oldSize === size) return proof.length === 0 && equalBytes(oldRoot, root);
  return yield* verifyGrowth(claim);
}

function* verifyGrowth({ oldSize, oldRoot, size, root, proof }: ConsistencyClaim): Plan<boolean> {
  let rung: Rung = { place: oldSize - 1, last: size - 1 };
  while (isOdd(rung.place)) {
    rung = { place: Math.floor(rung.place / 2), last: Math.floor(rung.last / 2) };
  }
  // A complete old tree is its own first node, so the proof leaves it out.
  const [first, ...rest] = rung.place === 0 ? [oldRoot, ...proof] : proof;
  if (first === undefined) return false;
  let older = first;
  let newer = first;
  for (const node of rest) {
    if (rung.last === 0) return false;
    if (isRight(rung)) {
      older = yield* nodeHash(node, older);
      newer = yield* nodeHash(node, newer);
    } else {
      newer = yield* nodeHash(newer, node);
    }
    rung = above(rung);
  }
  return rung.last === 0 && equalBytes(older, oldRoot) && equalBytes(newer, root);
}
