import { utf8 } from '../../../base/index.ts';
import { hmacSha256 } from '../../../crypto/index.ts';

/** Entries of one list, a power of four: the two halves of a place are of equal length. */
export const LIST_ENTRIES = 1_048_576;

const HALF_BITS = 10;
const HALF = 1 << HALF_BITS;
const ROUNDS = 4;

/** The secret by which an installation's places are given, from its key of security codes. */
export function placeKeyOf(codeKey: Uint8Array): Uint8Array {
  return hmacSha256(codeKey, utf8('places in status lists'));
}

/** Where the so-and-so-many-th certificate of an authority stands. */
export interface Place {
  readonly list: number;
  readonly index: number;
}

/**
 * The place of the `count`-th entry (from 0): lists are filled one after the other, each in an order that only who has
 * the key can tell (a Feistel network over HMAC-SHA-256). So no two share a place, and neighbours in a list are no
 * neighbours in number or time.
 */
export function placeOf(key: Uint8Array, authority: string, count: number): Place {
  const list = Math.floor(count / LIST_ENTRIES);
  const within = count % LIST_ENTRIES;
  let left = Math.floor(within / HALF);
  let right = within % HALF;
  for (let round = 0; round < ROUNDS; round += 1) {
    const mixed = hmacSha256(
      key,
      utf8(`status-place ${authority} ${String(list)} ${String(round)} ${String(right)}`),
    );
    [left, right] = [right, left ^ ((((mixed[0] ?? 0) << 8) | (mixed[1] ?? 0)) % HALF)];
  }
  return { list, index: left * HALF + right };
}
