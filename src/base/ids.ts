import { toHex } from './bytes.ts';

/** Fills a buffer with random bytes of the given length; the caller supplies a cryptographic source. */
export type RandomBytes = (length: number) => Uint8Array;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A version 7 UUID (RFC 9562 §5.7): ordered by millisecond, then random. */
export function uuidV7(nowMilliseconds: number, random: RandomBytes): string {
  const bytes = new Uint8Array(16);
  bytes.set(random(16));
  let rest = nowMilliseconds;
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
