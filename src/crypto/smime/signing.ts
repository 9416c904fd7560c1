import { sha256 } from '../digests.ts';
import { detachedSignature } from '../lib/signed-data.ts';
import type { MailKey } from './mail-key.ts';

/**
 * A detached CMS signature (RFC 5652, RFC 8551 §3.5.3) over the bytes of a MIME entity in canonical form: lines end in CRLF.
 * SHA-256 with the key's RSA or ECDSA.
 */
export function signDetached(content: Uint8Array, key: MailKey, time: Date): Uint8Array {
  return detachedSignature(sha256(content), key, time);
}
