import { createPrivateKey, webcrypto, type KeyObject } from 'node:crypto';
import type * as X509 from '@peculiar/x509';

/** A certificate of the test world with its private key. */
export interface Party {
  readonly certificate: Uint8Array;
  readonly key: KeyObject;
  readonly handle: X509.X509Certificate;
  readonly signing: webcrypto.CryptoKey;
  readonly algorithm: Algorithm;
}

type Algorithm = (typeof ALGORITHMS)[keyof typeof ALGORITHMS];

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;
export const ALGORITHMS = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  'P-521': { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' },
  'RSA-1024': { ...RSA, modulusLength: 1024 },
  'RSA-2048': { ...RSA, modulusLength: 2048 },
  'RSA-3072': { ...RSA, modulusLength: 3072 },
} as const;

/** How a certificate of the test world differs from an ordinary seal certificate. */
export interface PartyOptions {
  readonly name: string;
  /** The issuer; self-signed where absent. */
  readonly by?: Party;
  readonly algorithm?: keyof typeof ALGORITHMS;
  readonly from?: string;
  readonly until?: string;
  readonly serial?: string;
  readonly authority?: boolean;
  readonly pathLength?: number;
  /** Key usage flags; an ordinary one for its role where absent. */
  readonly usage?: number;
  readonly purposes?: readonly string[];
  /** Marks an extension that nobody knows critical. */
  readonly unknownCritical?: boolean;
  /** Digest of the issuer's signature, where not its usual one. */
  readonly digest?: 'SHA-1';
}

let serials = 0x4000;

export async function newParty(options: PartyOptions): Promise<Party> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const algorithm = ALGORITHMS[options.algorithm ?? 'P-256'];
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const isAuthority = options.authority ?? false;
  const usage =
    options.usage ?? (isAuthority ? x509.KeyUsageFlags.keyCertSign : x509.KeyUsageFlags.digitalSignature);
  const extensions: X509.Extension[] = [
    new x509.BasicConstraintsExtension(isAuthority, options.pathLength, true),
    new x509.KeyUsagesExtension(usage, true),
  ];
  if (options.purposes) extensions.push(new x509.ExtendedKeyUsageExtension([...options.purposes]));
  if (options.unknownCritical) extensions.push(new x509.Extension('1.2.3.4.5', true, new Uint8Array([5, 0])));
  serials += 1;
  const signer = options.by;
  const signingAlgorithm = signer?.algorithm ?? algorithm;
  const handle = await x509.X509CertificateGenerator.create({
    serialNumber: options.serial ?? serials.toString(16),
    subject: [{ C: ['XX'] }, { CN: [options.name] }],
    issuer: signer ? signer.handle.subject : `C=XX, CN=${options.name}`,
    notBefore: new Date(options.from ?? '2026-01-01T00:00:00Z'),
    notAfter: new Date(options.until ?? '2029-12-31T23:59:59Z'),
    signingAlgorithm: options.digest ? { ...signingAlgorithm, hash: options.digest } : signingAlgorithm,
    publicKey: keys.publicKey,
    signingKey: signer?.signing ?? keys.privateKey,
    extensions,
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: new Uint8Array(handle.rawData),
    key: createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }),
    handle,
    signing: keys.privateKey,
    algorithm,
  };
}
