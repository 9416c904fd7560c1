import { encode } from 'cborg';
import { sigStructure, type CborKey, type CborValue } from '../../../verify/core/index.ts';
import { X509Certificate } from 'node:crypto';
import { sha256 } from '../digests.ts';
import { CryptoError } from '../error.ts';
import type { SealingKey, SealKey } from '../seal-key.ts';
import { signedBy } from '../signed-by.ts';

/** Claims as a map from key to value; maps inside are maps or plain objects with text keys. */
export type CoseClaims = ReadonlyMap<CborKey, CborValue | Readonly<Record<string, CborValue>>>;

const LABEL = { algorithm: 1, keyId: 4, type: 16 } as const;
const ES256 = -7;
const TAG_SIGN1 = 0xd2;

/** First eight bytes of the SHA-256 of a certificate: by them a reader finds the key (as in HCERT 1.0.8 §3.3.3). */
export function keyIdOf(certificate: Uint8Array): Uint8Array {
  return sha256(certificate).slice(0, 8);
}

/**
 * Signs claims as a tagged COSE_Sign1 (RFC 9052) by ES256, deterministically encoded, all headers protected. `type` is the
 * media type it states (RFC 9596).
 *
 * Throws CryptoError `key-unsuitable` where the certificate's key is not P-256: a longer signature has no room on paper.
 */
export function signClaims(claims: CoseClaims, key: SealKey, type?: string): Uint8Array;
export function signClaims(
  claims: CoseClaims,
  key: SealingKey,
  type?: string,
): Uint8Array | Promise<Uint8Array>;
export function signClaims(
  claims: CoseClaims,
  key: SealingKey,
  type?: string,
): Uint8Array | Promise<Uint8Array> {
  demandP256(key);
  const head = encode(
    new Map<number, unknown>([
      [LABEL.algorithm, ES256],
      [LABEL.keyId, keyIdOf(key.certificate)],
      ...(type === undefined ? [] : [[LABEL.type, type] as const]),
    ]),
  );
  const payload = encode(claims);
  return signedBy(key, sigStructure(head, payload), (signature) => {
    const message = encode([head, new Map(), payload, signature]);
    const tagged = new Uint8Array(message.length + 1);
    tagged[0] = TAG_SIGN1;
    tagged.set(message, 1);
    return tagged;
  });
}

/** Certificates that were found suitable: what their bytes say does not change. */
const SUITABLE = new WeakSet<Uint8Array>();

/** Throws `key-unsuitable` where a key is not P-256. */
export function demandP256(key: Pick<SealingKey, 'certificate'>): void {
  if (SUITABLE.has(key.certificate)) return;
  const { asymmetricKeyType, asymmetricKeyDetails } = new X509Certificate(key.certificate).publicKey;
  if (asymmetricKeyType !== 'ec' || asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new CryptoError('key-unsuitable', { type: asymmetricKeyType ?? 'unknown' });
  }
  SUITABLE.add(key.certificate);
}
