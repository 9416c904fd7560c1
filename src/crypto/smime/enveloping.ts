import { constants, createCipheriv, publicEncrypt, X509Certificate, type KeyObject } from 'node:crypto';
import { concatBytes, type RandomBytes } from '../../base/index.ts';
import { CryptoError } from '../error.ts';
import { byEncoding, der, issuerAndSerial, octets, oid, sequence, setOf, small } from '../lib/der.ts';
import { wrapFor } from './key-agreement.ts';
import { CURVES } from './mail-key.ts';

const AUTH_ENVELOPED = '1.2.840.113549.1.9.16.1.23';
const DATA = '1.2.840.113549.1.7.1';
const AES256_GCM = '2.16.840.1.101.3.4.1.46';
const RSAES_OAEP = '1.2.840.113549.1.1.7';
const MGF1 = '1.2.840.113549.1.1.8';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const TAG_BYTES = 16;
/** What partners' keys must have at least; SP 800-131A still takes it for receiving keys of others. */
const LEAST_RSA_BITS = 2048;

/**
 * Encrypts for one or more certificates (DER): CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084), the content key
 * by RSAES-OAEP with SHA-256 (RFC 3560) or by ephemeral ECDH (RFC 5753) after the kind of each key.
 * Throws CryptoError: `certificate-unreadable`, `key-unsuitable` (a key that cannot be encrypted to, or none).
 */
export function encryptFor(
  content: Uint8Array,
  certificates: readonly Uint8Array[],
  random: RandomBytes,
): Uint8Array {
  if (certificates.length === 0) throw new CryptoError('key-unsuitable', { type: 'none' });
  const contentKey = random(32);
  const nonce = random(12);
  const receivers = certificates.map((certificate) => receiverInfo(certificate, contentKey));
  const cipher = createCipheriv('aes-256-gcm', contentKey, nonce);
  const encrypted = concatBytes(cipher.update(content), cipher.final());
  const algorithm = sequence(oid(AES256_GCM), sequence(octets(nonce), small(TAG_BYTES)));
  const enveloped = sequence(
    small(0),
    setOf(...receivers.toSorted(byEncoding)),
    sequence(oid(DATA), algorithm, der(0x80, encrypted)),
    octets(cipher.getAuthTag()),
  );
  return sequence(oid(AUTH_ENVELOPED), der(0xa0, enveloped));
}

function receiverInfo(certificate: Uint8Array, contentKey: Uint8Array): Uint8Array {
  const key = publicKeyOf(certificate);
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const identifier = sequence(...issuerAndSerial(certificate));
  if (type === 'rsa' && (details?.modulusLength ?? 0) >= LEAST_RSA_BITS) {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const wrapped = publicEncrypt({ key, padding, oaepHash: 'sha256' }, contentKey);
    return sequence(small(0), identifier, OAEP_SHA256, octets(wrapped));
  }
  if (type === 'ec' && Object.hasOwn(CURVES, details?.namedCurve ?? '')) {
    const { originator, algorithm, wrapped } = wrapFor(key, contentKey);
    return der(0xa1, small(3), originator, algorithm, sequence(sequence(identifier, octets(wrapped))));
  }
  throw new CryptoError('key-unsuitable', { type: type ?? 'unknown' });
}

const OAEP_SHA256 = sequence(
  oid(RSAES_OAEP),
  sequence(
    der(0xa0, sequence(oid(SHA256), der(0x05))),
    der(0xa1, sequence(oid(MGF1), sequence(oid(SHA256), der(0x05)))),
  ),
);

function publicKeyOf(certificate: Uint8Array): KeyObject {
  try {
    return new X509Certificate(certificate).publicKey;
  } catch (cause) {
    throw new CryptoError('certificate-unreadable', {}, { cause });
  }
}
