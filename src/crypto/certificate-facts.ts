import { X509Certificate } from 'node:crypto';
import { CryptoError } from './error.ts';
import { sha256 } from './digests.ts';

/** What identifies a certificate, for people and for tables. */
export interface CertificateFacts {
  /** SHA-256 of its DER. */
  readonly fingerprint: Uint8Array;
  readonly subject: string;
  readonly issuer: string;
  /** Upper-case hexadecimal. */
  readonly serial: string;
  readonly begins: Date;
  readonly ends: Date;
}

/** Facts of a certificate (DER). @throws {CryptoError} `certificate-unreadable`. */
export function describeCertificate(der: Uint8Array): CertificateFacts {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(der);
  } catch (cause) {
    throw new CryptoError('certificate-unreadable', {}, { cause });
  }
  return {
    fingerprint: sha256(der),
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    serial: certificate.serialNumber.toUpperCase(),
    begins: new Date(certificate.validFrom),
    ends: new Date(certificate.validTo),
  };
}

function oneLine(name: string): string {
  return name.replaceAll('\n', ', ').slice(0, 1000);
}
