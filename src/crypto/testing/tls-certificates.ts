import { webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { toHex } from '../../base/index.ts';
import { newRandom } from '../digests.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A certificate and its key, as PEM. */
export interface TlsPair {
  readonly certificate: string;
  readonly key: string;
}

/** An authority of the tests, and what it issues for TLS. */
export interface TestAuthority {
  readonly certificate: string;
  issue(name: string, use: 'server' | 'client', days?: number): Promise<TlsPair>;
}

export async function tlsAuthority(name: string): Promise<TestAuthority> {
  const keys = await newKeys();
  const own = await x509.X509CertificateGenerator.createSelfSigned({
    ...term(30),
    name: `CN=${name}`,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  return {
    certificate: own.toString('pem'),
    async issue(subject, use, days = 10) {
      const its = await newKeys();
      const purpose = use === 'server' ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth;
      const certificate = await x509.X509CertificateGenerator.create({
        ...term(days),
        subject: `CN=${subject}`,
        issuer: own.subject,
        publicKey: its.publicKey,
        signingKey: keys.privateKey,
        extensions: [
          new x509.ExtendedKeyUsageExtension([purpose]),
          new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }]),
        ],
      });
      return { certificate: certificate.toString('pem'), key: await pemOf(its.privateKey) };
    },
  };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
}

/** From yesterday for so many days; negative for one that has ended. */
function term(days: number) {
  const DAY = 86_400_000;
  const now = Date.now();
  const from = Math.min(now - DAY, now + (days - 1) * DAY);
  return {
    serialNumber: toHex(newRandom(12)).replace(/^./, '4'),
    notBefore: new Date(from),
    notAfter: new Date(now + days * DAY),
    signingAlgorithm: P256,
  };
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  const lines = bytes.match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}
