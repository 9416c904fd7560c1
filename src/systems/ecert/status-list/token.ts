import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { LIST_CLAIM, STATUS_LIST_TYPE, type CborKey, type CborValue } from '../../../../verify/core/index.ts';
import { signClaims, type SealingKey } from '../../../crypto/index.ts';
import { LIST_ENTRIES } from './places.ts';

const packed = promisify(deflate);

/** An entry that is not valid any more. */
export interface EndedEntry {
  readonly index: number;
  readonly isReplaced: boolean;
}

export interface StatusListContent {
  readonly uri: string;
  readonly authority: string;
  /** Seconds since 1970. */
  readonly made: number;
  /** Seconds for which a copy may be used before it is asked for again. */
  readonly ttl: number;
  readonly ended: readonly EndedEntry[];
  /** Entries of the list (default {@link LIST_ENTRIES}), a multiple of eight. */
  readonly entries?: number;
}

/** A copy older than a week is not to be trusted at all. */
const LONGEST_USE = 604_800;

/**
 * A status list token in CWT form (draft-ietf-oauth-status-list), one bit an entry, signed. Which of those that ended were
 * replaced is told by a second, much shorter row of bits: two bits an entry would compress to a fifth more.
 */
export async function statusListToken(content: StatusListContent, key: SealingKey): Promise<Uint8Array> {
  const { uri, authority, made, ttl, ended, entries = LIST_ENTRIES } = content;
  const bits = new Uint8Array(entries / 8);
  for (const { index } of ended) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  const replaced = new Uint8Array(Math.ceil(ended.length / 8));
  const ordered = ended.toSorted((left, right) => left.index - right.index);
  for (const [rank, { isReplaced }] of ordered.entries()) {
    if (isReplaced) replaced[rank >> 3] = (replaced[rank >> 3] ?? 0) | (1 << (rank & 7));
  }
  const [list, which] = await Promise.all(
    [bits, replaced].map((each) => packed(each, { level: 9, memLevel: 9 })),
  );
  const claims = new Map<CborKey, CborValue>([
    [LIST_CLAIM.issuer, authority],
    [LIST_CLAIM.subject, uri],
    [LIST_CLAIM.expires, made + LONGEST_USE],
    [LIST_CLAIM.made, made],
    [
      LIST_CLAIM.list,
      new Map<string, CborValue>([
        ['bits', 1],
        ['lst', new Uint8Array(list ?? [])],
      ]),
    ],
    [LIST_CLAIM.ttl, ttl],
    [LIST_CLAIM.replaced, new Uint8Array(which ?? [])],
  ]);
  return signClaims(claims, key, STATUS_LIST_TYPE);
}
