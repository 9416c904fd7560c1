import { constants, createHash, verify as verifyWith, X509Certificate, type KeyObject } from 'node:crypto';
import { concatBytes, equalBytes } from '../../base/index.ts';
import {
  demand,
  identifierIn,
  malformed,
  MalformedError,
  membersIn,
  octetsIn,
  readElement,
  type Element,
} from '../lib/ber.ts';
import { issuerAndSerial, sequence } from '../lib/der.ts';
import { subjectKeyIdentifier } from './subject-key.ts';

/**
 * The verdict on a signed mail, in the words of EN 319 102-1. Passed: `certificate` is the one of those trusted that signed
 * `content`, and nothing else is to be read.
 */
export type MailVerdict =
  | {
      readonly indication: 'TOTAL-PASSED';
      readonly content: Uint8Array;
      readonly certificate: Uint8Array;
      /** When the signer says to have signed. */
      readonly signedAt?: Date;
    }
  | {
      readonly indication: 'TOTAL-FAILED';
      readonly subIndication: 'FORMAT_FAILURE' | 'HASH_FAILURE' | 'SIG_CRYPTO_FAILURE';
    }
  | {
      readonly indication: 'INDETERMINATE';
      readonly subIndication:
        | 'NO_SIGNING_CERTIFICATE_FOUND'
        | 'SIG_CONSTRAINTS_FAILURE'
        | 'CRYPTO_CONSTRAINTS_FAILURE'
        | 'OUT_OF_BOUNDS_NOT_REVOKED';
    };

export interface MailTrust {
  /** The signer's certificates that are registered with us, DER; the message's own are hints and trusted by nobody. */
  readonly certificates: readonly Uint8Array[];
  /** The time at which the signer's certificate must hold. */
  readonly time: Date;
  readonly maximumBytes: number;
}

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  data: '1.2.840.113549.1.7.1',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  pss: '1.2.840.113549.1.1.10',
} as const;

const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
/** Signature algorithms, and the digest that they state where they state one (RFC 3370, 5754). */
const ALGORITHMS: Readonly<Record<string, { readonly key: string; readonly digest?: string }>> = {
  '1.2.840.113549.1.1.1': { key: 'rsa' },
  '1.2.840.113549.1.1.11': { key: 'rsa', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { key: 'rsa', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { key: 'rsa', digest: 'sha512' },
  [OID.pss]: { key: 'rsa' },
  '1.2.840.10045.4.3.2': { key: 'ec', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { key: 'ec', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { key: 'ec', digest: 'sha512' },
};
const LEAST_RSA_BITS = 2048;

class ObjectionError extends Error {
  override readonly name = 'ObjectionError';
  readonly verdict: MailVerdict;
  constructor(verdict: MailVerdict) {
    super(verdict.indication);
    this.verdict = verdict;
  }
}
type Failed = Extract<MailVerdict, { indication: 'TOTAL-FAILED' }>['subIndication'];
type Unsure = Extract<MailVerdict, { indication: 'INDETERMINATE' }>['subIndication'];
function fail(subIndication: Failed): never {
  throw new ObjectionError({ indication: 'TOTAL-FAILED', subIndication });
}
function object(subIndication: Unsure): never {
  throw new ObjectionError({ indication: 'INDETERMINATE', subIndication });
}

/**
 * Verifies CMS SignedData (RFC 5652) over `detached` bytes (multipart/signed), or over the content inside where none are
 * given. Exactly one signer, with signed attributes, by a registered key.
 */
export function verifySigned(container: Uint8Array, trust: MailTrust, detached?: Uint8Array): MailVerdict {
  if (container.length > trust.maximumBytes || (detached?.length ?? 0) > trust.maximumBytes)
    return { indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' };
  try {
    return judge(container, trust, detached);
  } catch (error) {
    if (error instanceof ObjectionError) return error.verdict;
    if (error instanceof MalformedError)
      return { indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' };
    throw error;
  }
}

function judge(container: Uint8Array, trust: MailTrust, detached: Uint8Array | undefined): MailVerdict {
  const [type, wrapper] = membersIn(demand(readElement(container), 0x30));
  if (identifierIn(type) !== OID.signedData) malformed();
  const [, , encapsulated, ...rest] = membersIn(demand(membersIn(demand(wrapper, 0xa0))[0], 0x30));
  const content = contentOf(encapsulated, detached);
  const signers = membersIn(demand(rest.at(-1), 0x31));
  if (signers.length === 0) malformed();
  // Of several signers a reader would have to choose one, and readers choose differently.
  if (signers.length > 1) object('SIG_CONSTRAINTS_FAILURE');
  const [, identifier, digestAlgorithm, attributes, algorithm, signature] = membersIn(signers[0]);
  if (attributes?.tag !== 0xa0) object('SIG_CONSTRAINTS_FAILURE');
  const digest = DIGESTS[identifierIn(membersIn(digestAlgorithm)[0])];
  const method = ALGORITHMS[identifierIn(membersIn(algorithm)[0])];
  if (digest === undefined || method === undefined) object('CRYPTO_CONSTRAINTS_FAILURE');
  if (method.digest !== undefined && method.digest !== digest) object('CRYPTO_CONSTRAINTS_FAILURE');
  const signed = attributesOf(attributes);
  if (identifierIn(signed.get(OID.contentType)) !== OID.data) object('SIG_CONSTRAINTS_FAILURE');
  const stated = demand(signed.get(OID.messageDigest), 0x04).content;
  if (!equalBytes(stated, createHash(digest).update(content).digest())) fail('HASH_FAILURE');
  const certificate = signerOf(identifier, trust.certificates);
  const key = keyFor(certificate, method.key);
  const isPss = identifierIn(membersIn(algorithm)[0]) === OID.pss;
  if (
    !holds(key, isPss, { digest, bytes: asSet(attributes.whole), signature: demand(signature, 0x04).content })
  )
    fail('SIG_CRYPTO_FAILURE');
  const time = trust.time.getTime();
  if (time < Date.parse(certificate.validFrom) || time > Date.parse(certificate.validTo))
    object('OUT_OF_BOUNDS_NOT_REVOKED');
  const signedAt = timeIn(signed.get(OID.signingTime));
  return {
    indication: 'TOTAL-PASSED',
    content,
    certificate: new Uint8Array(certificate.raw),
    ...(signedAt === undefined ? {} : { signedAt }),
  };
}

/** What is signed: inside or outside, never both. */
function contentOf(encapsulated: Element | undefined, detached: Uint8Array | undefined): Uint8Array {
  const [type, inside] = membersIn(demand(encapsulated, 0x30));
  if (identifierIn(type) !== OID.data) object('SIG_CONSTRAINTS_FAILURE');
  if ((inside === undefined) === (detached === undefined)) malformed();
  return detached ?? concatBytes(...octetsIn(membersIn(demand(inside, 0xa0))[0]));
}

/** Signed attributes by type, each once and with one value (RFC 5652 §11). */
function attributesOf(attributes: Element): ReadonlyMap<string, Element> {
  const found = new Map<string, Element>();
  for (const attribute of membersIn(attributes)) {
    const [type, values] = membersIn(attribute);
    const identifier = identifierIn(type);
    const [value, ...more] = membersIn(demand(values, 0x31));
    if (found.has(identifier)) malformed();
    if (value === undefined || more.length > 0) continue;
    found.set(identifier, value);
  }
  return found;
}

/** The registered certificate that the signer names; what came with the message is not looked at. */
function signerOf(identifier: Element | undefined, certificates: readonly Uint8Array[]): X509Certificate {
  for (const bytes of certificates) {
    const certificate = new X509Certificate(bytes);
    const isNamed =
      identifier?.tag === 0x30
        ? equalBytes(identifier.whole, sequence(...issuerAndSerial(bytes)))
        : identifier?.tag === 0x80 &&
          equalBytes(identifier.content, subjectKeyIdentifier(certificate) ?? new Uint8Array());
    if (isNamed) return certificate;
  }
  return object('NO_SIGNING_CERTIFICATE_FOUND');
}

function keyFor(certificate: X509Certificate, kind: string): KeyObject {
  const key = certificate.publicKey;
  const isWeak =
    key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_RSA_BITS;
  if (key.asymmetricKeyType !== kind || isWeak) object('CRYPTO_CONSTRAINTS_FAILURE');
  return key;
}

function holds(
  key: KeyObject,
  isPss: boolean,
  over: { readonly digest: string; readonly bytes: Uint8Array; readonly signature: Uint8Array },
): boolean {
  const padding = isPss ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {};
  try {
    return verifyWith(over.digest, over.bytes, { key, dsaEncoding: 'der', ...padding }, over.signature);
  } catch {
    // OpenSSL throws for a signature that cannot be one of this key.
    return false;
  }
}

/** Attributes are sent under their own tag and signed as a plain set (RFC 5652 §5.4). */
function asSet(whole: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(whole);
  copy[0] = 0x31;
  return copy;
}

function timeIn(element: Element | undefined): Date | undefined {
  if (element === undefined) return undefined;
  const text = Buffer.from(element.content).toString('latin1');
  const digits = element.tag === 0x17 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const time = new Date(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`,
  );
  return Number.isNaN(time.getTime()) ? undefined : time;
}
