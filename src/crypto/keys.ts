import { Buffer } from 'node:buffer';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { CryptoError } from './error.ts';

/** A key pair as text: PKCS#8 and SubjectPublicKeyInfo in PEM. */
export interface KeyPairPem {
  readonly privateKey: string;
  readonly publicKey: string;
}

export type KeyKind = 'ed25519' | 'p256';

export function generateKeyPair(kind: KeyKind): KeyPairPem {
  const { privateKey, publicKey } =
    kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** A private key read from PEM once, and used without its text. */
export interface SigningKey {
  readonly kind: KeyKind;
  /** DER SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** The bare public key: 32 bytes of Ed25519, or the 65 bytes of an uncompressed P-256 point. */
  readonly rawPublicKey: Uint8Array;
  /** Ed25519 (RFC 8032) or ECDSA with SHA-256, r‖s. */
  sign(bytes: Uint8Array): Uint8Array;
  /** The same beside the main thread; the bytes are not to change meanwhile. */
  signBeside(bytes: Uint8Array): Promise<Uint8Array>;
}

const ED25519_LENGTH = 32;
const P256_POINT_LENGTH = 65;

/** Reads a PEM private key, Ed25519 or P-256; anything else is `key-unreadable` or `key-unsuitable`. */
export function readSigningKey(pem: string): SigningKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw new CryptoError('key-unreadable', {}, { cause });
  }
  const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  if (!isP256 && key.asymmetricKeyType !== 'ed25519') {
    throw new CryptoError('key-unsuitable', { type: key.asymmetricKeyType ?? 'unknown' });
  }
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const digest = isP256 ? 'sha256' : null;
  const how = { key, dsaEncoding: 'ieee-p1363' } as const;
  return {
    kind: isP256 ? 'p256' : 'ed25519',
    publicKey,
    rawPublicKey: publicKey.subarray(-(isP256 ? P256_POINT_LENGTH : ED25519_LENGTH)),
    sign: (bytes) => sign(digest, bytes, how),
    signBeside: (bytes) =>
      new Promise((resolve, reject) => {
        sign(digest, bytes, how, (fault, signature) => {
          if (fault === null) resolve(signature);
          else reject(fault);
        });
      }),
  };
}

const ED25519_SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether an Ed25519 signature (64 bytes) of a bare 32-byte public key holds; malformed input is `false`. */
export function verifyEd25519(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== ED25519_LENGTH || signature.length !== 64) return false;
  try {
    const spki = Buffer.concat([ED25519_SPKI_HEAD, publicKey]);
    return verify(null, bytes, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature);
  } catch {
    return false;
  }
}
