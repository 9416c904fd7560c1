import { concatBytes } from '../../src/base/index.ts';
import type { AnswerLater, DigestAlgorithm, Question, SignatureAlgorithm } from '../core/index.ts';

interface Means {
  readonly imported: RsaHashedImportParams | EcKeyImportParams | { readonly name: 'Ed25519' };
  readonly used: EcdsaParams | RsaPssParams | { readonly name: string };
}

function ecdsa(namedCurve: 'P-256' | 'P-384', hash: DigestAlgorithm): Means {
  return { imported: { name: 'ECDSA', namedCurve }, used: { name: 'ECDSA', hash } };
}

function rsa(hash: DigestAlgorithm): Means {
  return { imported: { name: 'RSASSA-PKCS1-v1_5', hash }, used: { name: 'RSASSA-PKCS1-v1_5' } };
}

/** Salt as long as the digest, the only length XML signatures use without parameters (RFC 6931 §2.3.10). */
function rsaPss(hash: DigestAlgorithm, saltLength: number): Means {
  return { imported: { name: 'RSA-PSS', hash }, used: { name: 'RSA-PSS', saltLength } };
}

const MEANS: Readonly<Record<SignatureAlgorithm, Means>> = {
  'ECDSA-P256-SHA-256': ecdsa('P-256', 'SHA-256'),
  'ECDSA-P256-SHA-384': ecdsa('P-256', 'SHA-384'),
  'ECDSA-P256-SHA-512': ecdsa('P-256', 'SHA-512'),
  'ECDSA-P384-SHA-256': ecdsa('P-384', 'SHA-256'),
  'ECDSA-P384-SHA-384': ecdsa('P-384', 'SHA-384'),
  'ECDSA-P384-SHA-512': ecdsa('P-384', 'SHA-512'),
  'RSA-SHA-256': rsa('SHA-256'),
  'RSA-SHA-384': rsa('SHA-384'),
  'RSA-SHA-512': rsa('SHA-512'),
  'RSA-PSS-SHA-256': rsaPss('SHA-256', 32),
  'RSA-PSS-SHA-384': rsaPss('SHA-384', 48),
  'RSA-PSS-SHA-512': rsaPss('SHA-512', 64),
  ED25519: { imported: { name: 'Ed25519' }, used: { name: 'Ed25519' } },
};

/**
 * Answers a verifier's questions with WebCrypto (W3C Web Cryptography API). A key or an algorithm that the browser
 * cannot use makes a signature unverified, never an exception.
 */
export const answerLater: AnswerLater = async (question: Question) => {
  if (question.ask === 'digest') {
    return new Uint8Array(await crypto.subtle.digest(question.algorithm, owned(question.bytes)));
  }
  if (question.ask === 'inflate') return inflate(question.bytes, question.maximum);
  const { imported, used } = MEANS[question.algorithm];
  try {
    const key = await crypto.subtle.importKey('spki', owned(question.key), imported, false, ['verify']);
    if (!isWhole(question.signature, key.algorithm)) return false;
    return await crypto.subtle.verify(used, key, owned(question.signature), owned(question.bytes));
  } catch {
    return false;
  }
};

/** As long as the modulus (RFC 8017 §8.1.2, step 1): libraries overlook a leading zero that was left out. */
function isWhole(signature: Uint8Array, algorithm: KeyAlgorithm): boolean {
  if (!('modulusLength' in algorithm)) return true;
  return signature.length === Math.ceil(Number(algorithm.modulusLength) / 8);
}

/** Read piece by piece, so that a stream that swells is left as soon as it is too long. */
async function inflate(bytes: Uint8Array, maximum: number): Promise<Uint8Array | false> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    const stream = new Blob([owned(bytes)]).stream().pipeThrough(new DecompressionStream('deflate'));
    for (const reader = stream.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) return concatBytes(...parts);
      length += value.length;
      if (length > maximum) {
        await reader.cancel();
        return false;
      }
      parts.push(value);
    }
  } catch {
    return false;
  }
}

/** Which signature algorithms this browser can check at all: Ed25519 came late to some. */
export async function canVerifyEd25519(): Promise<boolean> {
  try {
    // The base point of edwards25519 as a public key (RFC 8410 §4): any browser that knows the curve imports it.
    const point = new Uint8Array(44).fill(0x66);
    point.set([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00, 0x58]);
    await crypto.subtle.importKey('spki', point, { name: 'Ed25519' }, false, ['verify']);
    return true;
  } catch {
    return false;
  }
}

/** WebCrypto takes no view of shared memory; ours never is, which the type does not know. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}
