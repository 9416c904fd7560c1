import {
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  deflateRawSync,
  inflateRawSync,
} from 'node:zlib';

/** How bytes lie in a table: as they came, or without loss as DEFLATE (RFC 1951) or Brotli (RFC 7932) writes them. */
export type Packing = 'none' | 'deflate' | 'brotli';

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

/** The quickest of each: a certificate of 23 KB becomes a seventh of its size by either. */
const DEFLATE = { level: 1 };
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** Packs what is to be kept: quickly by Brotli, or so that it is quickly unpacked by DEFLATE; to a like size by both. */
export function pack(content: Uint8Array, how: Exclude<Packing, 'none'>): Packed {
  const size = content.length;
  if (size < SMALL) return { packing: 'none', bytes: content, size };
  const bytes = how === 'brotli' ? brotliCompressSync(content, BROTLI) : deflateRawSync(content, DEFLATE);
  return bytes.length < size * WORTHWHILE
    ? { packing: how, bytes, size }
    : { packing: 'none', bytes: content, size };
}

const UNPACKING = { deflate: inflateRawSync, brotli: brotliDecompressSync } as const;

/** The content. Throws where it does not have the size that was noted: the table was tampered with. */
export function unpack({ packing, bytes, size }: Packed): Uint8Array {
  const content = packing === 'none' ? bytes : UNPACKING[packing](bytes, boundsOf(size));
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
