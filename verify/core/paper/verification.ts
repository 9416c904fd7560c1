import { equalBytes, parseInstant, toHex } from '../../../src/base/index.ts';
import { digest, inflated, verifySignature, type Plan } from '../primitives.ts';
import type { SealReport, TrustAnchor } from '../seal-report.ts';
import {
  checkSigner,
  describe,
  isPlainSignature,
  readAnchors,
  readCertificate,
  type Certificate,
  type Draft,
} from '../seal/signer.ts';
import { CborFault, readCbor, type CborValue } from './cbor.ts';
import { readClaims, type PaperClaims } from './claims.ts';
import { CoseRefusal, readSign1, type CoseFault, type Sign1 } from './cose.ts';
import { bytesOfDigits, digitsOf } from './digits.ts';

/** Whom a reader trusts to seal papers. A paper has no room for its signer's certificate: the reader brings it along. */
export interface PaperTrust {
  readonly anchors: readonly TrustAnchor[];
  /** Certificates (DER) of the keys that seal papers, and of what stands between them and the anchors. */
  readonly signers: readonly Uint8Array[];
}

/** Why digits are no seal; each a key of the words. */
export const PAPER_FAULTS = [
  'paper-not-a-seal',
  'paper-packing',
  'paper-malformed',
  'paper-algorithm',
  'paper-critical',
  'paper-claims',
] as const;
export type PaperFault = (typeof PAPER_FAULTS)[number];

/** The verdict on a QR seal. A value, never an exception. */
export type PaperReport =
  | { readonly read: false; readonly fault: PaperFault }
  | {
      readonly read: true;
      /** As of any seal; without `content`, which is XML. */
      readonly seal: SealReport;
      /** There only if the signature holds: whatever else speaks against the signer, this is what was signed. */
      readonly claims?: PaperClaims;
    };

/** A signed text of at most a symbol's bytes does not grow beyond this. */
const LARGEST_SEAL = 16_384;
const SIGNER_CHECKS = 4;

/**
 * Verifies the seal of a paper from what its QR symbol says: the address with its digits, or the digits alone. `time` (RFC
 * 3339) is now. Throws RangeError where that is no instant, and never on what a symbol holds.
 */
export function* verifyPaper(text: string, trust: PaperTrust, time: string): Plan<PaperReport> {
  const digits = digitsOf(text);
  const packed = digits === undefined ? undefined : bytesOfDigits(digits);
  if (packed === undefined) return { read: false, fault: 'paper-not-a-seal' };
  const bytes = yield* inflated(packed, LARGEST_SEAL);
  if (bytes === undefined) return { read: false, fault: 'paper-packing' };
  const opened = openSigned(bytes);
  if ('fault' in opened) return { read: false, fault: opened.fault };
  const claims = readClaims(opened.value);
  if (claims === undefined) return { read: false, fault: 'paper-claims' };
  const seal = yield* judgeSigned(opened.message, trust, {
    time,
    authority: claims.authority,
    made: claims.made,
  });
  return {
    read: true,
    seal: { ...seal, ...(seal.algorithm === undefined ? {} : { contentDigest: toHex(claims.digest) }) },
    ...(seal.algorithm === undefined ? {} : { claims }),
  };
}

export type Opened = { readonly message: Sign1; readonly value: CborValue } | { readonly fault: CoseFault };

/** A signed CBOR payload, read and not yet verified. */
export function openSigned(bytes: Uint8Array, type?: string): Opened {
  try {
    const message = readSign1(bytes, type);
    return { message, value: readCbor(message.payload) };
  } catch (error) {
    if (error instanceof CborFault) return { fault: 'paper-malformed' };
    if (error instanceof CoseRefusal) return { fault: error.fault };
    throw error;
  }
}

/**
 * The verdict on the signature of a message and on its signer. `algorithm` is set if and only if the signature holds.
 * `authority` is whom the message itself names, `made` when it says it was made.
 */
export function* judgeSigned(
  message: Sign1,
  trust: PaperTrust,
  { time, authority, made }: { readonly time: string; readonly authority: string; readonly made: number },
): Plan<SealReport> {
  const moment = parseInstant(time)?.getTime();
  if (moment === undefined) throw new RangeError('the time of verification is no RFC 3339 instant');
  const draft: Draft = { indication: 'INDETERMINATE', remarks: [] };
  draft.claimedTime = new Date(made * 1000).toISOString().replace('.000Z', 'Z');
  const anchors = readAnchors(trust.anchors, authority);
  const known = [
    ...trust.signers.map((bytes) => certificateOf(bytes)),
    ...anchors.map(({ certificate }) => certificate),
  ];
  const candidates = yield* withKeyId(
    known.filter((certificate) => certificate !== undefined),
    message.keyId,
  );
  if (candidates.length === 0) {
    return failed(draft, 'INDETERMINATE', 'NO_SIGNING_CERTIFICATE_FOUND', 'seal-no-certificate');
  }
  const signer = yield* signerOf(message, candidates);
  if (signer === undefined)
    return failed(draft, 'TOTAL-FAILED', 'SIG_CRYPTO_FAILURE', 'seal-signature-wrong');
  draft.algorithm = 'ECDSA-P256-SHA-256';
  draft.signer = yield* describe(signer);
  const hints = known.filter((certificate) => certificate?.isAuthority === true);
  const options = { expectedAuthority: authority };
  yield* checkSigner(
    { anchors, moment, options, draft },
    signer,
    hints.filter((certificate) => certificate !== undefined),
    made * 1000,
  );
  return draft;
}

function failed(
  draft: Draft,
  indication: SealReport['indication'],
  subIndication: NonNullable<SealReport['subIndication']>,
  code: string,
): SealReport {
  return {
    ...draft,
    indication,
    subIndication,
    remarks: [{ level: 'SEVERE', code, values: {} }],
  };
}

/** The one of the candidates that signed. Two certificates may share the first bytes of their digests by accident. */
function* signerOf(message: Sign1, candidates: readonly Certificate[]): Plan<Certificate | undefined> {
  if (!isPlainSignature('P256', message.signature)) return undefined;
  for (const candidate of candidates.slice(0, SIGNER_CHECKS)) {
    const { key } = candidate;
    if (key.kind !== 'ec' || key.curve !== 'P256') continue;
    const holds = yield* verifySignature({
      algorithm: 'ECDSA-P256-SHA-256',
      key: key.spki,
      bytes: message.signed,
      signature: message.signature,
    });
    if (holds) return candidate;
  }
  return undefined;
}

/** What bytes say is read once, as is their digest. */
const READ = new WeakMap<Uint8Array, Certificate | 'unreadable'>();
const KEY_IDS = new WeakMap<Certificate, Uint8Array>();

function certificateOf(bytes: Uint8Array): Certificate | undefined {
  const known = READ.get(bytes) ?? readCertificate(bytes) ?? 'unreadable';
  READ.set(bytes, known);
  return known === 'unreadable' ? undefined : known;
}

function* withKeyId(certificates: readonly Certificate[], keyId: Uint8Array): Plan<readonly Certificate[]> {
  const found: Certificate[] = [];
  for (const certificate of certificates) {
    const its = KEY_IDS.get(certificate) ?? (yield* digest('SHA-256', certificate.bytes)).slice(0, 8);
    KEY_IDS.set(certificate, its);
    if (equalBytes(its, keyId)) found.push(certificate);
  }
  return found;
}
