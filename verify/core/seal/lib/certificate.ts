import { fromBase64, parseInstant, toHex } from '../../../../src/base/index.ts';
import type { DigestAlgorithm } from '../../primitives.ts';
import {
  contentOf,
  contentsOf,
  DerFault,
  naturalOf,
  octetsOf,
  oidOf,
  readDer,
  TAG,
  truthOf,
  type Der,
} from './der.ts';
import { distinguishedName } from './distinguished-name.ts';
import { readPublicKey, type PublicKey } from './public-key.ts';

/** How a certificate is signed; `weak` for SHA-1 and MD5, `unknown` for what we do not verify. */
export interface CertificateSignature {
  readonly scheme: 'ecdsa' | 'rsa' | 'ed25519' | 'weak' | 'unknown';
  readonly digest: DigestAlgorithm;
  /** As in the certificate: DER for ECDSA. */
  readonly value: Uint8Array;
}

/** An X.509 certificate (RFC 5280) as far as a path needs it. */
export interface Certificate {
  readonly bytes: Uint8Array;
  /** The part that is signed. */
  readonly signed: Uint8Array;
  readonly signature: CertificateSignature;
  /** Upper-case hexadecimal without leading zeros. */
  readonly serial: string;
  /** Names as their DER in hexadecimal: equal names are equal texts. */
  readonly issuerName: string;
  readonly subjectName: string;
  readonly issuer: string;
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** The same, RFC 3339. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly key: PublicKey;
  readonly isAuthority: boolean;
  readonly pathLength?: number;
  /** Key usages by bit number (§4.2.1.3); absent where the extension is. */
  readonly keyUsage?: ReadonlySet<number>;
  readonly extendedKeyUsage?: readonly string[];
  /** Critical extensions that we do not know: whoever has one is in no path. */
  readonly unknownCritical: readonly string[];
}

export const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, crlSign: 6 } as const;

const SIGNATURE_SCHEMES: ReadonlyMap<string, readonly [CertificateSignature['scheme'], DigestAlgorithm]> =
  new Map([
    ['1.2.840.10045.4.3.2', ['ecdsa', 'SHA-256']],
    ['1.2.840.10045.4.3.3', ['ecdsa', 'SHA-384']],
    ['1.2.840.10045.4.3.4', ['ecdsa', 'SHA-512']],
    ['1.2.840.113549.1.1.11', ['rsa', 'SHA-256']],
    ['1.2.840.113549.1.1.12', ['rsa', 'SHA-384']],
    ['1.2.840.113549.1.1.13', ['rsa', 'SHA-512']],
    ['1.3.101.112', ['ed25519', 'SHA-512']],
    ['1.2.840.113549.1.1.4', ['weak', 'SHA-256']],
    ['1.2.840.113549.1.1.5', ['weak', 'SHA-256']],
    ['1.2.840.10045.4.1', ['weak', 'SHA-256']],
  ]);

const EXTENSION = {
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  certificatePolicies: '2.5.29.32',
} as const;
/** Seal certificates are below 3 KB; what is larger is not parsed. */
const LARGEST_CERTIFICATE = 16_384;

/** Reads a DER certificate strictly; undefined when it is none. */
export function readCertificate(bytes: Uint8Array): Certificate | undefined {
  if (bytes.length > LARGEST_CERTIFICATE) return undefined;
  try {
    return parse(bytes);
  } catch (error) {
    if (error instanceof DerFault) return undefined;
    throw error;
  }
}

/** A partner's certificate comes back with each of its documents; what a text says is worked out once. */
const READ = new Map<string, Certificate>();
const MOST_READ = 256;

/** Reads a certificate from base64; the same text gives the same object for as long as it is remembered. */
export function readCertificateText(base64: string): Certificate | undefined {
  const known = READ.get(base64);
  if (known) return known;
  const bytes = base64.length > LARGEST_CERTIFICATE * 2 ? undefined : fromBase64(base64);
  const certificate = bytes && readCertificate(bytes);
  if (!certificate) return undefined;
  const [oldest] = READ.keys();
  if (READ.size >= MOST_READ && oldest !== undefined) READ.delete(oldest);
  READ.set(base64, certificate);
  return certificate;
}

function parse(bytes: Uint8Array): Certificate {
  const [signed, algorithm, value, ...rest] = contentsOf(readDer(bytes), TAG.sequence);
  if (!signed || !algorithm || !value || rest.length > 0) throw new DerFault('certificate');
  const fields = [...contentsOf(signed, TAG.sequence)];
  const version = fields[0]?.tag === 0xa0 ? naturalOf(readDer(fields.shift()?.content ?? bytes))[0] : 0;
  const [serial, innerAlgorithm, issuer, validity, subject, spki, ...optional] = fields;
  if (!serial || !innerAlgorithm || !issuer || !validity || !subject || !spki)
    throw new DerFault('certificate');
  if (toHex(innerAlgorithm.whole) !== toHex(algorithm.whole)) throw new DerFault('two signature algorithms');
  const [notBefore, notAfter] = contentsOf(validity, TAG.sequence);
  return {
    bytes,
    signed: signed.whole,
    signature: signatureOf(algorithm, value),
    serial: serialOf(serial),
    issuerName: toHex(issuer.whole),
    subjectName: toHex(subject.whole),
    issuer: distinguishedName(issuer),
    subject: distinguishedName(subject),
    ...periodOf(timeOf(notBefore), timeOf(notAfter)),
    key: readPublicKey(spki),
    ...readExtensions(optional, version ?? 0),
  };
}

/** How something is signed: an AlgorithmIdentifier and the BIT STRING of the signature. */
export function signatureOf(algorithm: Der, value: Der): CertificateSignature {
  const [scheme, digest] = SIGNATURE_SCHEMES.get(oidOf(contentsOf(algorithm, TAG.sequence)[0])) ?? [
    'unknown' as const,
    'SHA-256' as const,
  ];
  return { scheme, digest, value: octetsOf(value) };
}

/** Upper-case hexadecimal without leading zeros. */
export function serialOf(serial: Der): string {
  return toHex(naturalOf(serial))
    .replace(/^0+(?=.)/, '')
    .toUpperCase();
}

function periodOf(
  notBefore: number,
  notAfter: number,
): Pick<Certificate, 'notBefore' | 'notAfter' | 'validFrom' | 'validUntil'> {
  return { notBefore, notAfter, validFrom: instant(notBefore), validUntil: instant(notAfter) };
}

/** RFC 3339 in UTC, to the second. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

type Extensions = Pick<
  Certificate,
  'isAuthority' | 'pathLength' | 'keyUsage' | 'extendedKeyUsage' | 'unknownCritical'
>;

function readExtensions(fields: readonly Der[], version: number): Extensions {
  const wrapper = fields.find((field) => field.tag === 0xa3);
  if (fields.some((field) => ![0x81, 0x82, 0xa1, 0xa2, 0xa3].includes(field.tag)))
    throw new DerFault('field');
  if (!wrapper) return { isAuthority: false, unknownCritical: [] };
  if (version !== 2) throw new DerFault('extensions need version 3');
  const seen = new Set<string>();
  const unknownCritical: string[] = [];
  let found: Omit<Extensions, 'unknownCritical'> = { isAuthority: false };
  for (const extension of contentsOf(readDer(wrapper.content), TAG.sequence)) {
    const parts = contentsOf(extension, TAG.sequence);
    const id = oidOf(parts[0]);
    if (seen.has(id) || parts.length > 3) throw new DerFault('extension');
    seen.add(id);
    const [, second] = parts;
    const isCritical = parts.length === 3 && second !== undefined && truthOf(second);
    const value = readDer(contentOf(parts.at(-1), TAG.octetString));
    if (id === EXTENSION.basicConstraints) found = { ...found, ...basicConstraints(value) };
    else if (id === EXTENSION.keyUsage) found = { ...found, keyUsage: usagesOf(value) };
    else if (id === EXTENSION.extendedKeyUsage) {
      found = {
        ...found,
        extendedKeyUsage: contentsOf(value, TAG.sequence).map((purpose) => oidOf(purpose)),
      };
    } else if (isCritical && id !== EXTENSION.certificatePolicies) unknownCritical.push(id);
  }
  return { ...found, unknownCritical };
}

function basicConstraints(value: Der): Pick<Certificate, 'isAuthority' | 'pathLength'> {
  const [authority, length] = contentsOf(value, TAG.sequence);
  if (!authority) return { isAuthority: false };
  const isAuthority = truthOf(authority);
  if (!length) return { isAuthority };
  const [first, second] = naturalOf(length);
  return { isAuthority, pathLength: second === undefined ? (first ?? 0) : 255 };
}

function usagesOf(value: Der): ReadonlySet<number> {
  const content = contentOf(value, TAG.bitString).subarray(1);
  const usages = new Set<number>();
  content.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit += 1) if (byte & (0x80 >> bit)) usages.add(index * 8 + bit);
  });
  return usages;
}

/** Bytes of `YYYYMMDDHHMMSSZ`. */
const LONGEST_TIME = 15;

/** RFC 5280 §4.1.2.5: UTCTime to 2049, GeneralizedTime after, both to the second and in Z. */
export function timeOf(value: Der | undefined): number {
  if (value?.tag !== TAG.utcTime && value?.tag !== TAG.generalizedTime) throw new DerFault('time');
  if (value.content.length > LONGEST_TIME) throw new DerFault('time');
  let text = String.fromCharCode(...value.content);
  if (value.tag === TAG.utcTime) text = (text < '5' ? '20' : '19') + text;
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  const [, year, month, day, hour, minute, second] = match ?? [];
  const instant = parseInstant(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`,
  );
  if (!instant) throw new DerFault('time');
  return instant.getTime();
}
