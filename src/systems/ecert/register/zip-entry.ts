import { crc32, inflateRawSync } from 'node:zlib';
import { utf8 } from '../../../base/index.ts';
import { sha256 } from '../../../crypto/index.ts';
import { MAXIMUM_ITEM_BYTES, isArchive, readable, refused } from './item.ts';
import type { ItemContent } from './item.ts';

/** Compression above this is no text of a certificate but a bomb; small entries may compress as they like. */
const MAXIMUM_RATIO = 250;
const RATIO_FREE_BYTES = 1_048_576;

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAGS = 0x2041;

/** What a ZIP says of one entry, from its central directory or its local header. */
export interface EntryClaim {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
}

/** Names that would leave the folder an archive is unpacked into, or that a terminal would not show as they are. */
export function isUnsafeName(name: string): boolean {
  return (
    name === '' ||
    name.length > 1024 ||
    name.startsWith('/') ||
    /^[A-Za-z]:/.test(name) ||
    name.includes('\\') ||
    /\p{Cc}/u.test(name) ||
    name.split('/').includes('..')
  );
}

/** Why an entry is refused on its claims alone, before a byte of it is read. */
export function refuseClaim(claim: EntryClaim): ItemContent | undefined {
  if ((claim.flags & ENCRYPTED_FLAGS) !== 0) return refused('import-entry-encrypted');
  if (claim.method !== STORED && claim.method !== DEFLATED) {
    return refused('import-entry-method', { method: String(claim.method) });
  }
  if (claim.size > MAXIMUM_ITEM_BYTES || claim.compressedSize > MAXIMUM_ITEM_BYTES) {
    return refused('import-item-too-large', { most: String(MAXIMUM_ITEM_BYTES) });
  }
  if (claim.size > RATIO_FREE_BYTES && claim.size > claim.compressedSize * MAXIMUM_RATIO) {
    return refused('import-entry-ratio', { most: String(MAXIMUM_RATIO) });
  }
  return undefined;
}

/** Unpacks an entry no further than it claims, into bytes of its own, and holds it to its claimed size and CRC-32. */
export function unpackEntry(claim: EntryClaim, packed: Uint8Array): ItemContent {
  let bytes: Uint8Array = packed;
  if (claim.method === DEFLATED) {
    try {
      bytes = inflateRawSync(packed, { maxOutputLength: Math.max(claim.size, 1) });
    } catch {
      return refused('import-entry-damaged');
    }
  }
  if (bytes.length !== claim.size || crc32(bytes) !== claim.crc) return refused('import-entry-damaged');
  if (isArchive(bytes)) return refused('import-entry-archive');
  return readable(bytes === packed ? new Uint8Array(packed) : bytes);
}

/** Names seen before, kept as ten bytes of their digests: archives have many names, and names may be long. */
export class SeenNames {
  readonly #marks = new Set<string>();

  /** Whether the name is new; remembers it if so. */
  add(name: string): boolean {
    const mark = Buffer.from(sha256(utf8(name))).toString('latin1', 0, 10);
    if (this.#marks.has(mark)) return false;
    this.#marks.add(mark);
    return true;
  }
}

/**
 * The ranges of an archive that entries have claimed. Two entries over the same bytes are the mark of a bomb that
 * unpacks one kernel many times, so the second is refused.
 */
export class ClaimedRanges {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** Whether the range was free; claims it if so. Entries in file order, the usual case, cost nothing. */
  claim(start: number, end: number): boolean {
    let low = 0;
    let high = this.#starts.length;
    if ((this.#ends.at(-1) ?? 0) <= start) low = high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    if ((this.#ends[low - 1] ?? 0) > start || (this.#starts[low] ?? Infinity) < end) return false;
    this.#starts.splice(low, 0, start);
    this.#ends.splice(low, 0, end);
    return true;
  }
}
