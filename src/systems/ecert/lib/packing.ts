import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** How a document's bytes lie in the table: as they came, or deflated (RFC 1951) without loss. */
export const PACKINGS = ['none', 'deflate'] as const;
export type Packing = (typeof PACKINGS)[number];

export interface Packed {
  readonly packing: Packing;
  readonly bytes: Uint8Array;
  /** Bytes of the document itself. */
  readonly size: number;
}

/** The quickest level that still makes XML a sixth of its size. */
const LEVEL = 3;
/** What shrinks by less than a tenth is kept as it is. */
const WORTHWHILE = 0.9;

export function pack(document: Uint8Array): Packed {
  const size = document.length;
  const deflated = deflateRawSync(document, { level: LEVEL });
  return deflated.length < size * WORTHWHILE
    ? { packing: 'deflate', bytes: deflated, size }
    : { packing: 'none', bytes: document, size };
}

/** The document's bytes. Throws where they do not have the size that was noted: the table was tampered with. */
export function unpack({ packing, bytes, size }: Packed): Uint8Array {
  const document = packing === 'none' ? bytes : inflateRawSync(bytes, { maxOutputLength: Math.max(size, 1) });
  if (document.length !== size) throw new Error('a kept document does not have its size');
  return document;
}
