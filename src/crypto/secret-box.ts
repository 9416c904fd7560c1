import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { concatBytes, utf8, type RandomBytes } from '../base/index.ts';
import { CryptoError } from './error.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** A key of 32 bytes for one purpose, from a secret that has others too (HKDF with SHA-256, RFC 5869). */
export function deriveKey(secret: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), utf8(purpose), KEY_BYTES));
}

/**
 * Seals a small secret for keeping: nonce ‖ ciphertext ‖ tag (AES-256-GCM). `place` says where it is kept and is bound
 * to it, so that a sealed secret moved elsewhere does not open.
 */
export function sealSecret(
  key: Uint8Array,
  secret: Uint8Array,
  { place, random }: { readonly place: string; readonly random: RandomBytes },
): Uint8Array {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(utf8(place));
  const text = concatBytes(cipher.update(secret), cipher.final());
  return concatBytes(nonce, text, cipher.getAuthTag());
}

/** Opens a sealed secret. @throws {CryptoError} `secret-unreadable` under another key, in another place, or changed. */
export function openSecret(key: Uint8Array, sealed: Uint8Array, place: string): Uint8Array {
  try {
    const tag = sealed.subarray(-TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(utf8(place));
    decipher.setAuthTag(tag);
    return concatBytes(decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final());
  } catch (cause) {
    throw new CryptoError('secret-unreadable', {}, { cause });
  }
}
