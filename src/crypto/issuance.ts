import { webcrypto } from 'node:crypto';
import type * as X509 from '@peculiar/x509';
import { newRandom } from './digests.ts';
import { toHex } from '../base/index.ts';

/** A certificate and its private key, as PEM. */
export interface Issued {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Whom a certificate names, and from when to when it holds (RFC 3339). */
export interface Subject {
  readonly commonName: string;
  readonly organisation: string;
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly from: string;
  readonly until: string;
}

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Issues a self-signed certificate of a demonstration authority, which may issue seal certificates and nothing below. */
export async function issueAuthority(subject: Subject): Promise<Issued> {
  const x509 = await library();
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...common(subject),
    name: nameOf(subject),
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: pemText(certificate.toString('pem')), privateKey: await privatePem(keys.privateKey) };
}

/** Issues a seal certificate (P-256, digitalSignature and nonRepudiation, document signing) under an authority. */
export async function issueSealCertificate(authority: Issued, subject: Subject): Promise<Issued> {
  const x509 = await library();
  const keys = await newKeys();
  const issuer = new x509.X509Certificate(authority.certificate);
  const signingKey = await webcrypto.subtle.importKey('pkcs8', pemBytes(authority.privateKey), P256, false, [
    'sign',
  ]);
  const certificate = await x509.X509CertificateGenerator.create({
    ...common(subject),
    subject: nameOf(subject),
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation,
        true,
      ),
      new x509.ExtendedKeyUsageExtension([DOCUMENT_SIGNING]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: pemText(certificate.toString('pem')), privateKey: await privatePem(keys.privateKey) };
}

/** RFC 9336: a key for signing documents. */
const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';

/** Loaded on first use: only issuing needs it, and it is large. */
async function library(): Promise<typeof X509> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  return x509;
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
}

function common({ from, until }: Subject): {
  serialNumber: string;
  notBefore: Date;
  notAfter: Date;
  signingAlgorithm: typeof P256;
} {
  // RFC 5280 §4.1.2.2: positive and unpredictable; 0x40 keeps it positive and its length fixed.
  const serial = Uint8Array.from(newRandom(16));
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return {
    serialNumber: toHex(serial),
    notBefore: new Date(from),
    notAfter: new Date(until),
    signingAlgorithm: P256,
  };
}

function nameOf({ commonName, organisation, country }: Subject): { [type: string]: string[] }[] {
  return [{ C: [country] }, { O: [organisation] }, { CN: [commonName] }];
}

async function privatePem(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', key);
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

function pemBytes(pem: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64'));
}

function pemText(pem: string): string {
  return pem.endsWith('\n') ? pem : `${pem}\n`;
}
