import { Buffer } from 'node:buffer';
import { createHash, createHmac, hash, randomBytes, timingSafeEqual, type Hash } from 'node:crypto';
import type { RandomBytes } from '../base/index.ts';

export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

/** SHA-256 in lower-case hexadecimal: the name of bytes. */
export function sha256Hex(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/** A SHA-256 that takes its input in parts, for streams. */
export interface RunningDigest {
  update(bytes: Uint8Array): void;
  /** The digest; ends the running digest. */
  finish(): Uint8Array;
}

export function runningSha256(): RunningDigest {
  const running: Hash = createHash('sha256');
  return {
    update: (bytes) => void running.update(bytes),
    finish: () => running.digest(),
  };
}

/** HMAC-SHA-256 (RFC 2104). */
export function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(bytes).digest();
}

/** Cryptographically random bytes; the source that is passed to whoever takes `RandomBytes`. */
export const newRandom: RandomBytes = (length) => randomBytes(length);

/**
 * Equality whose time tells nothing of where two secrets differ. Inputs of unequal length are unequal, and are
 * compared in the same way, so that only the length of the given input shows.
 */
export function constantTimeEqual(left: Uint8Array, right: Uint8Array): boolean {
  const same = left.length === right.length;
  const other = same ? right : left;
  return timingSafeEqual(Buffer.from(left), Buffer.from(other)) && same;
}
