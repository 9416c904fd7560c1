import { canonicalJson, concatBytes, toBase64Url, toHex, utf8 } from '../../base/index.ts';
import { sha256 } from '../../crypto/index.ts';
import { inclusionRanges, TreeHasher, type LeafRange } from '../../../verify/core/index.ts';

export const AUDIT_KINDS = ['sign-in', 'view', 'search', 'export', 'change'] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** What somebody did, as the audit log keeps it. */
export interface AuditEntry {
  /** UUID. */
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly kind: AuditKind;
  /** Key of an account; `anyone` who was not let in. */
  readonly actor: string;
  /** In whose name, by delegation. */
  readonly behalf?: string;
  /** Of who acted. */
  readonly country?: string;
  readonly authority?: string;
  readonly office?: string;
  /** Name of the route. */
  readonly route: string;
  /** What it was about: the path of the resource. */
  readonly subject: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Names of the filters of a search. */
  readonly filters: readonly string[];
  /** SHA-256, hex, over the salt and the canonical JSON of what was sought: whoever supposes a search can test it. */
  readonly sought?: string;
}

export const AUDIT_SALT_BYTES = 16;

/**
 * The bytes that the batch's tree commits to for an entry: salt, then canonical JSON of the entry. The salt keeps one
 * entry's proof from telling of its neighbours.
 */
export function auditLeaf(salt: Uint8Array, entry: AuditEntry): Uint8Array {
  return concatBytes(salt, utf8(canonicalJson({ ...entry, filters: [...entry.filters] })));
}

/** What is kept of the values of a search. */
export function soughtDigest(salt: Uint8Array, values: Readonly<Record<string, string>>): string {
  return toHex(sha256(concatBytes(salt, utf8(canonicalJson(values)))));
}

const hasher = new TreeHasher(sha256);

/** Root of a batch (RFC 6962 §2.1) over its leaves in order. */
export function batchRoot(leaves: readonly Uint8Array[]): Uint8Array {
  return rangeHash(
    leaves.map((leaf) => hasher.leaf(leaf)),
    { start: 0, end: leaves.length },
  );
}

/** Hashes from the entry's sibling to the root's child, base64url (RFC 6962 §2.1.1). */
export function batchProof(leaves: readonly Uint8Array[], place: number): readonly string[] {
  const hashes = leaves.map((leaf) => hasher.leaf(leaf));
  return inclusionRanges(place, leaves.length).map((range) => toBase64Url(rangeHash(hashes, range)));
}

/** A batch is a thousand entries at most, so the definition by the letter is quick enough. */
function rangeHash(hashes: readonly Uint8Array[], { start, end }: LeafRange): Uint8Array {
  const count = end - start;
  if (count === 0) return hasher.empty();
  const only = hashes[start];
  if (count === 1 && only !== undefined) return only;
  let split = 1;
  while (split * 2 < count) split *= 2;
  return hasher.node(
    rangeHash(hashes, { start, end: start + split }),
    rangeHash(hashes, { start: start + split, end }),
  );
}
