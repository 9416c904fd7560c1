import { Buffer } from 'node:buffer';
import { X509Certificate } from 'node:crypto';
import { equalBytes } from '../base/index.ts';
import { CryptoError } from './error.ts';
import { readSigningKey } from './keys.ts';

/** What seals: a certificate and the one act with its private key, which may lie in a token and take its time. */
export interface SealingKey {
  /** The seal certificate (DER), with a P-256 key. */
  readonly certificate: Uint8Array;
  /** Certificates between it and the anchor, nearest first (DER); sent along as hints. */
  readonly intermediates: readonly Uint8Array[];
  /** ECDSA P-256 with SHA-256 over bytes: r‖s, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** The same beside the main thread, where `sign` would hold it up. */
  readonly signBeside?: (bytes: Uint8Array) => Promise<Uint8Array>;
}

/** A key in memory, which signs at once. */
export interface SealKey extends SealingKey {
  sign(bytes: Uint8Array): Uint8Array;
}

/**
 * A seal key from PEM text: the private key, and the certificate followed by any intermediates.
 * Throws CryptoError: `key-unreadable`, `key-unsuitable` (not P-256), `certificate-unreadable`, `key-certificate-mismatch`.
 */
export function readSealKey(pem: { readonly privateKey: string; readonly certificates: string }): SealKey {
  const key = readSigningKey(pem.privateKey);
  if (key.kind !== 'p256') throw new CryptoError('key-unsuitable', { type: key.kind });
  const [certificate, ...intermediates] = readCertificatesPem(pem.certificates);
  if (!certificate) throw new CryptoError('certificate-unreadable');
  const itsKey = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  if (!equalBytes(itsKey, key.publicKey)) throw new CryptoError('key-certificate-mismatch');
  return {
    certificate,
    intermediates,
    sign: (bytes) => key.sign(bytes),
    signBeside: (bytes) => key.signBeside(bytes),
  };
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** DER of every certificate in a PEM text, in its order. */
export function readCertificatesPem(pem: string): readonly Uint8Array<ArrayBuffer>[] {
  return [...pem.matchAll(PEM_CERTIFICATE)].map(([, body = '']) => {
    const bytes = new Uint8Array(Buffer.from(body, 'base64'));
    try {
      new X509Certificate(bytes);
    } catch (cause) {
      throw new CryptoError('certificate-unreadable', {}, { cause });
    }
    return bytes;
  });
}

/** PEM of a certificate. */
export function certificatePem(certificate: Uint8Array): string {
  const lines =
    Buffer.from(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
