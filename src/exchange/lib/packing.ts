import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** How bytes lie in the table: as they are, or deflated (RFC 1951) without loss. */
export interface Packed {
  readonly packing: 'none' | 'deflate';
  readonly bytes: Uint8Array;
  readonly size: number;
}

/** The quickest level: XML still becomes a fifth of its size. */
const LEVEL = 1;
const SMALL = 512;
const WORTHWHILE = 0.9;

export function pack(content: Uint8Array): Packed {
  const size = content.length;
  if (size < SMALL) return { packing: 'none', bytes: content, size };
  const deflated = deflateRawSync(content, { level: LEVEL });
  return deflated.length < size * WORTHWHILE
    ? { packing: 'deflate', bytes: deflated, size }
    : { packing: 'none', bytes: content, size };
}

/** Throws where the bytes do not have the size that was noted: the table was tampered with. */
export function unpack({ packing, bytes, size }: Packed): Uint8Array {
  const content = packing === 'none' ? bytes : inflateRawSync(bytes, boundsOf(size));
  if (content.length !== size) throw new Error('a kept message does not have its size');
  return content;
}

const SMALLEST_PART = 64;

/** All of the output in one part, with a place to spare: a part that is filled to its end is followed by another. */
function boundsOf(size: number) {
  return { chunkSize: Math.max(size + 1, SMALLEST_PART), maxOutputLength: Math.max(size, 1) };
}
