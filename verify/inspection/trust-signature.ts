import {
  canonicalJson,
  fromBase64,
  toBase64,
  toHex,
  utf8,
  type CanonicalValue,
} from '../../src/base/index.ts';
import { digest, verifySignature, type Plan } from '../core/index.ts';

/** What signs a trust list: a P-256 key of its own, which every browser can verify. */
export interface TrustSigner {
  /** DER SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** ECDSA with SHA-256, r‖s. */
  sign(bytes: Uint8Array): Uint8Array;
}

/** A list as JSON has it, without its signature. */
export type TrustList = Readonly<Record<string, CanonicalValue | undefined>>;

const HEAD = 'counterfoil-trust-list/v1\n';
const SIGNATURE_BYTES = 64;

/** The member `signature` of a list: over the canonical form (RFC 8785) of all its other members. */
export function signatureOf(list: TrustList, signer: TrustSigner): CanonicalValue {
  return { key: toBase64(signer.publicKey), value: toBase64(signer.sign(messageOf(list))) };
}

/** Who signed a list: SHA-256 of the key, hex; `unsigned`; or `broken` where what stands there is no signature of it. */
export function* signerOf(list: Readonly<Record<string, unknown>>): Plan<string> {
  const { signature, ...rest } = list;
  if (signature === undefined) return 'unsigned';
  if (typeof signature !== 'object' || signature === null) return 'broken';
  const { key, value } = signature as Readonly<Record<string, unknown>>;
  const publicKey = typeof key === 'string' ? fromBase64(key) : undefined;
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
  const message = attempted(rest);
  if (publicKey === undefined || bytes?.length !== SIGNATURE_BYTES || message === undefined) return 'broken';
  const question = {
    algorithm: 'ECDSA-P256-SHA-256',
    key: publicKey,
    bytes: message,
    signature: bytes,
  } as const;
  return (yield* verifySignature(question)) ? toHex(yield* digest('SHA-256', publicKey)) : 'broken';
}

/** Undefined for what no list of ours holds: fractions, lone surrogates, depths without end. */
function attempted(list: Readonly<Record<string, unknown>>): Uint8Array | undefined {
  try {
    // Whatever JSON.parse returns is such a value; what has no canonical form throws.
    return messageOf(list as TrustList);
  } catch {
    return undefined;
  }
}

function messageOf(list: TrustList): Uint8Array {
  return utf8(HEAD + canonicalJson(list));
}
