import { createPrivateKey, sign as signWith, X509Certificate, type KeyObject } from 'node:crypto';
import { equalBytes } from '../../base/index.ts';
import { CryptoError } from '../error.ts';
import { der, oid, sequence } from '../lib/der.ts';
import type { ContainerSigner } from '../lib/signed-data.ts';
import { readCertificatesPem } from '../seal-key.ts';

/** A key with its certificate that signs mail and opens what was encrypted for it. */
export interface MailKey extends ContainerSigner {
  /** The private key, for agreement and transport of content keys; never leaves this room. */
  readonly privateKey: KeyObject;
}

/** SHA-256 with RSA says the digest in its signature; the container names the key's kind (RFC 3370 §3.2). */
const RSA = '1.2.840.113549.1.1.1';
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const NULL = der(0x05);

/** ASVS 5.0 §11.2.3: 128 bits of security for our own keys. */
const LEAST_OWN_RSA_BITS = 3072;
export const CURVES: Readonly<Record<string, string>> = {
  prime256v1: '1.2.840.10045.3.1.7',
  secp384r1: '1.3.132.0.34',
  secp521r1: '1.3.132.0.35',
};

/**
 * A mail key from PEM: the private key, and the certificate followed by any intermediates. RSA of 3072 bits and more, or the
 * curves P-256, P-384 and P-521.
 * Throws CryptoError: `key-unreadable`, `key-unsuitable`, `certificate-unreadable`, `key-certificate-mismatch`.
 */
export function readMailKey(pem: { readonly privateKey: string; readonly certificates: string }): MailKey {
  const privateKey = privateKeyOf(pem.privateKey);
  const [certificate, ...intermediates] = readCertificatesPem(pem.certificates);
  if (certificate === undefined) throw new CryptoError('certificate-unreadable');
  if (!new X509Certificate(certificate).checkPrivateKey(privateKey))
    throw new CryptoError('key-certificate-mismatch');
  const isRsa = privateKey.asymmetricKeyType === 'rsa';
  return {
    certificate,
    intermediates: intermediates.filter((each) => !equalBytes(each, certificate)),
    privateKey,
    algorithm: isRsa ? sequence(oid(RSA), NULL) : sequence(oid(ECDSA_SHA256)),
    sign: (bytes) => signWith('sha256', bytes, { key: privateKey, dsaEncoding: 'der' }),
  };
}

function privateKeyOf(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw new CryptoError('key-unreadable', {}, { cause });
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const isFit =
    type === 'rsa'
      ? (details?.modulusLength ?? 0) >= LEAST_OWN_RSA_BITS
      : type === 'ec' && Object.hasOwn(CURVES, details?.namedCurve ?? '');
  if (!isFit) throw new CryptoError('key-unsuitable', { type: type ?? 'unknown' });
  return key;
}
