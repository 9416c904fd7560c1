import { Buffer } from 'node:buffer';

/** Two methods every Buffer has and its types leave out: a decoding without the choice of one. */
export interface TextBytes extends Buffer {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
}

/** The same memory, to be decoded from. */
export function textBytes({ buffer, byteOffset, byteLength }: Uint8Array): TextBytes {
  // The cast adds the two methods; `TextBytes` says why.
  return Buffer.from(buffer, byteOffset, byteLength) as TextBytes;
}
