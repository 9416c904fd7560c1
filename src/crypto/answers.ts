import { Buffer } from 'node:buffer';
import { constants, createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import type { AnswerNow, DigestAlgorithm, SignatureAlgorithm } from '../../verify/core/index.ts';

interface Scheme {
  readonly hash: string | null;
  readonly curve?: string;
  readonly keyType: 'ec' | 'rsa' | 'ed25519';
  readonly pss?: true;
}

const HASHES: Readonly<Record<DigestAlgorithm, string>> = {
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
const ecdsa = (curve: string, hash: string): Scheme => ({ keyType: 'ec', curve, hash });
const SCHEMES: Readonly<Record<SignatureAlgorithm, Scheme>> = {
  'ECDSA-P256-SHA-256': ecdsa('prime256v1', 'sha256'),
  'ECDSA-P256-SHA-384': ecdsa('prime256v1', 'sha384'),
  'ECDSA-P256-SHA-512': ecdsa('prime256v1', 'sha512'),
  'ECDSA-P384-SHA-256': ecdsa('secp384r1', 'sha256'),
  'ECDSA-P384-SHA-384': ecdsa('secp384r1', 'sha384'),
  'ECDSA-P384-SHA-512': ecdsa('secp384r1', 'sha512'),
  'RSA-SHA-256': { keyType: 'rsa', hash: 'sha256' },
  'RSA-SHA-384': { keyType: 'rsa', hash: 'sha384' },
  'RSA-SHA-512': { keyType: 'rsa', hash: 'sha512' },
  'RSA-PSS-SHA-256': { keyType: 'rsa', hash: 'sha256', pss: true },
  'RSA-PSS-SHA-384': { keyType: 'rsa', hash: 'sha384', pss: true },
  'RSA-PSS-SHA-512': { keyType: 'rsa', hash: 'sha512', pss: true },
  ED25519: { keyType: 'ed25519', hash: null },
};

/** The verifier's questions answered by node:crypto. An unusable key or a malformed signature is `false`. */
export const answerNow: AnswerNow = (question) => {
  if (question.ask === 'digest') return hash(HASHES[question.algorithm], question.bytes, 'buffer');
  if (question.ask === 'inflate') return inflate(question.bytes, question.maximum);
  const scheme = SCHEMES[question.algorithm];
  const key = publicKeyOf(question.key);
  if (key === undefined || !fits(key, scheme) || !isWhole(question.signature, key)) return false;
  try {
    const details =
      scheme.keyType === 'ec'
        ? ({ key, dsaEncoding: 'ieee-p1363' } as const)
        : scheme.pss
          ? {
              key,
              padding: constants.RSA_PKCS1_PSS_PADDING,
              saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
            }
          : key;
    return verify(scheme.hash, question.bytes, details, question.signature);
  } catch {
    return false;
  }
};

function inflate(bytes: Uint8Array, maximum: number): Uint8Array | false {
  try {
    // With `info` the engine tells how much it read: zlib itself is silent about what follows a stream. The types of
    // Node know only the plain result.
    const { buffer, engine } = inflateSync(bytes, { maxOutputLength: maximum, info: true }) as unknown as {
      readonly buffer: Uint8Array;
      readonly engine: { readonly bytesWritten: number };
    };
    return engine.bytesWritten === bytes.length ? new Uint8Array(buffer) : false;
  } catch {
    return false;
  }
}

function fits(key: KeyObject, scheme: Scheme): boolean {
  return (
    key.asymmetricKeyType === scheme.keyType &&
    (scheme.curve === undefined || key.asymmetricKeyDetails?.namedCurve === scheme.curve)
  );
}

/** As long as the modulus (RFC 8017 §8.1.2, step 1): the library overlooks a leading zero that was left out. */
function isWhole(signature: Uint8Array, { asymmetricKeyDetails }: KeyObject): boolean {
  const bits = asymmetricKeyDetails?.modulusLength;
  return bits === undefined || signature.length === Math.ceil(bits / 8);
}

/** Parsed keys by their bytes: a partner's seal certificate comes back with each of its documents. */
const KEYS = new Map<string, KeyObject>();
const MOST_KEYS = 512;

function publicKeyOf(spki: Uint8Array): KeyObject | undefined {
  const name = Buffer.from(spki.buffer, spki.byteOffset, spki.byteLength).toString('latin1');
  const known = KEYS.get(name);
  if (known) return known;
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    const [oldest] = KEYS.keys();
    if (KEYS.size >= MOST_KEYS && oldest !== undefined) KEYS.delete(oldest);
    KEYS.set(name, key);
    return key;
  } catch {
    return undefined;
  }
}
