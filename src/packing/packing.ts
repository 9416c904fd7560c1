import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** How bytes lie in a table: as they came, or deflated (RFC 1951) without loss. */
export type Packing = 'none' | 'deflate';

export interface Packed {
  readonly packing: Packing;
  readonly bytes: Uint8Array;
  /** Bytes of the content itself. */
  readonly size: number;
}

/** Of what is smaller there is too little to gain. */
const SMALL = 512;
/** What shrinks by less than a tenth is kept as it is. */
const WORTHWHILE = 0.9;
const SMALLEST_PART = 64;
const LARGEST_PART = 1_048_576;

/** Levels of zlib: XML becomes a fifth of its size, or a sixth in a half more time. */
const LEVELS = { quick: 1, tight: 3 } as const;

/** Packs what is to be kept. */
export function pack(content: Uint8Array, how: keyof typeof LEVELS): Packed {
  const size = content.length;
  const deflated = size < SMALL ? content : deflateRawSync(content, { level: LEVELS[how] });
  return deflated.length < size * WORTHWHILE
    ? { packing: 'deflate', bytes: deflated, size }
    : { packing: 'none', bytes: content, size };
}

/** The content. Throws where it does not have the size that was noted: the table was tampered with. */
export function unpack({ packing, bytes, size }: Packed): Uint8Array {
  const content = packing === 'none' ? bytes : inflateRawSync(bytes, boundsOf(size));
  if (content.length !== size) throw new Error('what was kept does not have its size');
  return content;
}

/**
 * All of what is usual in one part, with a byte to spare: a part that is filled to its end is followed by another. A size that was
 * tampered with takes no memory.
 */
function boundsOf(size: number) {
  const chunkSize = Math.min(Math.max(size + 1, SMALLEST_PART), LARGEST_PART);
  return { chunkSize, maxOutputLength: Math.max(size, 1) };
}
