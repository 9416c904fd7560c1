import { equalBytes, parseInstant, toHex, type XmlElement } from '../../../src/base/index.ts';
import {
  digest,
  verifySignature,
  type DigestAlgorithm,
  type OpenXml,
  type Plan,
  type SignatureAlgorithm,
} from '../primitives.ts';
import type { SealRemark, SealReport, Signer, TrustAnchor } from '../seal-report.ts';
import { algorithmOf, hasSignatureForm } from './lib/algorithms.ts';
import { readAnchors, type Anchor } from './lib/anchors.ts';
import { BrokenSeal } from './lib/broken.ts';
import { instant, type Certificate } from './lib/certificate.ts';
import {
  authorityObjections,
  futureRemarks,
  revocationObjections,
  strengthObjections,
  usageObjections,
  validityObjections,
  type Objection,
} from './lib/constraints.ts';
import { findPath } from './lib/path.ts';
import { readSignedProperties, type SignedProperties } from './lib/signed-properties.ts';
import { readStructure, type CanonicalForm, type SignatureStructure } from './lib/signature-structure.ts';
import { findSignature, withoutSignature } from './lib/survey.ts';

export interface SealOptions {
  /** Key of the authority whose seal the document must bear, where the caller knows it. */
  readonly expectedAuthority?: string;
}

/** A report as it grows. */
export type Draft = { -readonly [Key in keyof SealReport]: SealReport[Key] } & { remarks: SealRemark[] };

/**
 * Verifies the one enveloped seal of a document (XMLDSig, XAdES baseline B) at a moment.
 *
 * `time` (RFC 3339) is the moment at which the seal is known to have existed: its intake, what the evidence log
 * proves, or now. The verdict is in the terms of ETSI EN 319 102-1; `content` is what the seal covers, and is there
 * only if digest and signature hold (or the document has no seal at all). Throws RangeError where `time` is no
 * instant, and never on what a document contains.
 */
export function* verifySeal(
  document: OpenXml,
  trust: readonly TrustAnchor[],
  time: string,
  options: SealOptions = {},
): Plan<SealReport> {
  const moment = parseInstant(time)?.getTime();
  if (moment === undefined) throw new RangeError('the time of verification is no RFC 3339 instant');
  const draft: Draft = { indication: 'INDETERMINATE', remarks: [] };
  try {
    const signature = findSignature(document.root);
    if (signature === undefined) return { indication: 'NO-SEAL', remarks: [], content: document.root };
    yield* judge({
      document,
      signature,
      anchors: readAnchors(trust, options.expectedAuthority),
      moment,
      options,
      draft,
    });
    return draft;
  } catch (error) {
    if (!(error instanceof BrokenSeal)) throw error;
    const { subIndication, code, values } = error;
    draft.remarks.unshift({ level: 'SEVERE', code, values });
    draft.indication = DEFINITE.has(subIndication) ? 'TOTAL-FAILED' : 'INDETERMINATE';
    draft.subIndication = subIndication;
    return draft;
  }
}

/** Sub-indications that end in TOTAL-FAILED when a seal is broken (EN 319 102-1 table 6). */
const DEFINITE: ReadonlySet<string> = new Set(['FORMAT_FAILURE', 'HASH_FAILURE', 'SIG_CRYPTO_FAILURE']);

interface Case {
  readonly document: OpenXml;
  readonly signature: XmlElement;
  readonly anchors: readonly Anchor[];
  readonly moment: number;
  readonly options: SealOptions;
  readonly draft: Draft;
}

function* judge(matter: Case): Plan<void> {
  const { document, signature, draft } = matter;
  refuseComments(document);
  const structure = readStructure(signature);
  const properties = readSignedProperties(signature, structure);
  draft.canonicalisation = structure.document.method;
  remarkForm(draft, structure, properties);
  yield* checkDigests(matter, structure, properties);
  const { signer, hints } = yield* findSigner(matter, structure, properties);
  draft.signer = yield* describe(signer);
  draft.algorithm = yield* checkSignature(document, structure, signer);
  draft.content = withoutSignature(document.root, signature);
  const claimed = properties && claimedTime(properties, draft);
  yield* checkSigner(matter, signer, hints, claimed);
}

/** A comment has no place in a seal: it changes no digest, and readers that stop at it read another value. */
function refuseComments({ warnings }: OpenXml): void {
  if (warnings.some(({ code }) => code === 'xml-comment-in-signature')) throw new BrokenSeal('seal-comment');
}

function remarkForm(
  draft: Draft,
  structure: SignatureStructure,
  properties: SignedProperties | undefined,
): void {
  const remark = (code: string): number => draft.remarks.push({ level: 'INFO', code, values: {} });
  if (!structure.document.hasUri) remark('seal-reference-without-uri');
  if (!properties) remark('seal-not-xades');
  if (properties?.hasUnsigned) remark('seal-unsigned-properties');
}

function* checkDigests(
  { document, signature, draft }: Case,
  { document: claim, properties: claimOfProperties }: SignatureStructure,
  properties: SignedProperties | undefined,
): Plan<void> {
  const content = canonical(document, claim, { without: signature });
  const found = yield* digest(claim.algorithm, content);
  if (!equalBytes(found, claim.value)) throw new BrokenSeal('seal-content-changed', 'HASH_FAILURE');
  draft.contentDigest = toHex(claim.algorithm === 'SHA-256' ? found : yield* digest('SHA-256', content));
  if (!claimOfProperties || !properties) return;
  const signed = canonical(document, claimOfProperties, { of: properties.element });
  const foundOfProperties = yield* digest(claimOfProperties.algorithm, signed);
  if (!equalBytes(foundOfProperties, claimOfProperties.value))
    throw new BrokenSeal('seal-properties-changed', 'HASH_FAILURE');
}

function canonical(
  document: OpenXml,
  { method, inclusivePrefixes }: CanonicalForm,
  what: { readonly of?: XmlElement; readonly without?: XmlElement },
): Uint8Array {
  try {
    return document.canonical({ method, inclusivePrefixes, ...what });
  } catch {
    // Void canonicalisation: whatever went wrong, nothing was digested, so nothing is sealed.
    throw new BrokenSeal('seal-canonicalisation-failed');
  }
}

/** The certificate that the signed properties name; without them the first that is no authority's; or a pinned one. */
function* findSigner(
  { anchors }: Case,
  structure: SignatureStructure,
  properties: SignedProperties | undefined,
): Plan<{ readonly signer: Certificate; readonly hints: readonly Certificate[] }> {
  const hints = structure.certificates;
  const pinned = anchors
    .map(({ certificate }) => certificate)
    .filter((certificate) => !certificate.isAuthority);
  if (properties) {
    for (const candidate of [...hints, ...pinned]) {
      const found = yield* fingerprint(properties.certificate.algorithm, candidate);
      if (equalBytes(found, properties.certificate.value)) return { signer: candidate, hints };
    }
    throw new BrokenSeal(
      hints.length > 0 ? 'seal-certificate-not-named' : 'seal-no-certificate',
      'NO_SIGNING_CERTIFICATE_FOUND',
    );
  }
  const signer = hints.find((certificate) => !certificate.isAuthority) ?? hints[0];
  if (signer) return { signer, hints };
  const only = pinned.length === 1 ? pinned[0] : undefined;
  if (only) return { signer: only, hints };
  throw new BrokenSeal('seal-no-certificate', 'NO_SIGNING_CERTIFICATE_FOUND');
}

function* checkSignature(
  document: OpenXml,
  { signedInfo, signedInfoForm, scheme, value }: SignatureStructure,
  { key }: Certificate,
): Plan<SignatureAlgorithm> {
  if (key.kind === 'unsupported')
    throw new BrokenSeal('seal-key-unsupported', 'CRYPTO_CONSTRAINTS_FAILURE', { key: key.text });
  const algorithm = algorithmOf(scheme, key);
  if (!algorithm) throw new BrokenSeal('seal-algorithm-mismatch', 'SIG_CRYPTO_FAILURE', { key: key.text });
  if (!hasSignatureForm(key, value)) throw new BrokenSeal('seal-value-malformed', 'SIG_CRYPTO_FAILURE');
  const bytes = canonical(document, signedInfoForm, { of: signedInfo });
  const holds = yield* verifySignature({ algorithm, key: key.spki, bytes, signature: value });
  if (!holds) throw new BrokenSeal('seal-signature-wrong', 'SIG_CRYPTO_FAILURE');
  return algorithm;
}

function claimedTime({ signingTime }: SignedProperties, draft: Draft): number | undefined {
  if (signingTime === undefined) return undefined;
  const claimed = parseInstant(signingTime)?.getTime();
  if (claimed === undefined)
    draft.remarks.push({ level: 'WARNING', code: 'seal-time-malformed', values: {} });
  else draft.claimedTime = instant(claimed);
  return claimed;
}

/** Path, revocation, validity, authority, purpose and strength, in the order in which they decide. */
export function* checkSigner(
  { anchors, moment, options, draft }: Pick<Case, 'anchors' | 'moment' | 'options' | 'draft'>,
  signer: Certificate,
  hints: readonly Certificate[],
  claimed: number | undefined,
): Plan<void> {
  const remark = (found: SealRemark): void => void draft.remarks.push(found);
  futureRemarks(moment, claimed).forEach(remark);
  const path = yield* findPath(signer, hints, anchors, moment);
  const certificates = path.found ? path.certificates : [signer];
  const objections: Objection[] = path.found
    ? []
    : [
        {
          indication: 'INDETERMINATE',
          subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
          remark: {
            level: 'SEVERE',
            code: path.fault,
            values: { subject: signer.subject, issuer: signer.issuer },
          },
        },
      ];
  if (path.found) {
    const { anchor, certificate } = path.anchor;
    const isPinned = certificate.serial === signer.serial && equalBytes(certificate.bytes, signer.bytes);
    draft.authority = anchor.authority;
    objections.push(
      ...revocationObjections(certificates, anchor.revoked ?? [], moment, claimed, remark),
      ...validityObjections(signer, moment, claimed),
      ...authorityObjections(anchor.authority, options.expectedAuthority),
      ...usageObjections(signer, isPinned),
    );
  }
  objections.push(...strengthObjections(keysOf(certificates, path.found ? path.anchor : undefined), remark));
  objections.forEach((objection) => draft.remarks.push(objection.remark));
  const decisive = objections.find(({ indication }) => indication === 'TOTAL-FAILED') ?? objections[0];
  draft.indication = decisive?.indication ?? 'TOTAL-PASSED';
  if (decisive) draft.subIndication = decisive.subIndication;
}

function keysOf(
  certificates: readonly Certificate[],
  anchor: Anchor | undefined,
): readonly Certificate['key'][] {
  const all = anchor ? [...certificates, anchor.certificate] : certificates;
  return [...new Set(all.map(({ key }) => key))];
}

export function* describe(signer: Certificate): Plan<Signer> {
  return {
    subject: signer.subject,
    issuer: signer.issuer,
    serial: signer.serial,
    notBefore: signer.validFrom,
    notAfter: signer.validUntil,
    fingerprint: toHex(yield* fingerprint('SHA-256', signer)),
    key: signer.key.text,
  };
}

/** Digests of certificates, which come back with each document of their owner. */
const FINGERPRINTS = new WeakMap<Certificate, Map<DigestAlgorithm, Uint8Array>>();

function* fingerprint(algorithm: DigestAlgorithm, certificate: Certificate): Plan<Uint8Array> {
  const known = FINGERPRINTS.get(certificate) ?? new Map<DigestAlgorithm, Uint8Array>();
  const found = known.get(algorithm) ?? (yield* digest(algorithm, certificate.bytes));
  FINGERPRINTS.set(certificate, known.set(algorithm, found));
  return found;
}
