import type { Fault, Finding, XmlElement } from '../../base/index.ts';
import { elementsOf, fromUtf8, utf8 } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Packed } from '../../packing/index.ts';
import type { CertificateReading, OlderReading, SpsCertificate } from '../../standards/index.ts';
import {
  certificateSummary,
  documentFaults,
  isOlderDialect,
  readCertificate,
  readOlderDialect,
  spsCertificate17,
  StandardsError,
  writeMessage,
} from '../../standards/index.ts';
import type { SealReport, TrustAnchor } from '../../../verify/core/index.ts';
import type { BundleVerdict } from './bundle-examination.ts';
import type { CertificateBody } from './certificate-body.ts';
import { verifyEnclosed, type Enclosed } from './enclosure.ts';
import type { IntakeFaultCode } from './error.ts';
import { bodyOf } from './lib/body.ts';
import { goodsOf } from './lib/goods.ts';

/** A verdict on a seal without the signed content: what is kept and shown. */
export type SealVerdict = Omit<SealReport, 'content'>;

export const MEDIA_TYPES = ['application/xml', 'application/json'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** What a document says of itself, as far as intake decides by it. */
export interface Statement {
  readonly number?: string;
  readonly statusCode?: string;
  readonly issuerName?: string;
  readonly issuerId?: string;
  /** Whether the stated date of issue can be read. */
  readonly dated: boolean;
  readonly body: CertificateBody;
}

/** What a thread finds out about bytes: all that can be known without a database. */
export interface Examination {
  /** SHA-256 of the bytes as they were handed in, hex: the name by which a repetition is known. */
  readonly digest: string;
  /** The document that was made of JSON; absent where the bytes are the document. */
  readonly made?: Uint8Array;
  readonly seal: SealVerdict;
  readonly findings: readonly Finding[];
  /** Faults for which there is nothing to store. */
  readonly faults: readonly Fault[];
  /** Absent where nothing could be read. */
  readonly statement?: Statement;
  /** The document as it will be stored, where a thread has packed it. */
  readonly packed?: Packed;
  /** Of an evidence bundle, which is not stored. */
  readonly bundle?: BundleVerdict;
}

const NO_SEAL: SealVerdict = { indication: 'NO-SEAL', remarks: [] };

/** An examination that came to nothing, for a reason that is not in the document. */
export function unexamined(code: IntakeFaultCode, digest = '', values: Fault['values'] = {}): Examination {
  return { digest, seal: NO_SEAL, findings: [], faults: [{ code, path: '', values }] };
}

export interface ExaminationOptions {
  readonly anchors: readonly TrustAnchor[];
  readonly now: Date;
}

/** Reads, verifies and grades one document. Never throws on content; reads nothing of a sealed document but what is sealed. */
export function examine(bytes: Uint8Array, mediaType: MediaType, options: ExaminationOptions): Examination {
  const digest = sha256Hex(bytes);
  if (bytes.length === 0) return unexamined('document-empty', digest);
  if (mediaType === 'application/xml') return examineXml(bytes, digest, options);
  const made = documentOfJson(bytes);
  if ('faults' in made) return { digest, seal: NO_SEAL, findings: [], faults: made.faults };
  return { ...examineXml(made.bytes, digest, options), made: made.bytes };
}

function examineXml(bytes: Uint8Array, digest: string, { anchors, now }: ExaminationOptions): Examination {
  const { report, warnings, refusal, places } = verifyEnclosed(bytes, anchors, now.toISOString());
  if (refusal !== undefined) {
    const fault: Fault = { code: refusal.code, path: '', values: refusal.values };
    return { digest, seal: NO_SEAL, findings: [], faults: [fault] };
  }
  const { content, ...seal } = report;
  const remarks = [...warnings.map(warningOf), ...places.map(enclosureOf)];
  // A seal that fails leaves nothing to read: the bytes say what somebody wanted them to say.
  if (content === undefined || seal.indication === 'TOTAL-FAILED') {
    const reason = seal.remarks.find(({ level }) => level === 'SEVERE')?.code ?? '';
    const code: IntakeFaultCode = seal.indication === 'TOTAL-FAILED' ? 'seal-broken' : 'document-unreadable';
    const values = { reason, subIndication: seal.subIndication ?? '' };
    return { digest, seal, findings: remarks, faults: [{ code, path: '', values }] };
  }
  const several = severalCertificates(content);
  if (several !== undefined) return { digest, seal, findings: remarks, faults: [several] };
  const reading = readContent(content, now);
  return {
    digest,
    seal,
    findings: [...remarks, ...reading.findings],
    faults: [],
    statement: statementOf(reading.document, now),
  };
}

function warningOf({ code, values }: Enclosed['warnings'][number]): Finding {
  return { area: 'Schema', level: 'WARNING', code, path: '/', values };
}

function enclosureOf({ path, wrapping }: Enclosed['places'][number]): Finding {
  return { area: 'Schema', level: 'INFO', code: 'document-enclosed', path, values: { wrapping } };
}

/** The older dialect may hold many certificates; the ledger takes each under its own receipt. */
function severalCertificates(content: XmlElement): Fault | undefined {
  if (!isOlderDialect(content) || content.name === 'certificate') return undefined;
  const count = elementsOf(content).filter(({ name }) => name === 'certificate').length;
  return count > 1
    ? { code: 'document-several-certificates', path: '/certificates', values: { count } }
    : undefined;
}

/** The certificate of a document element, in the UN/CEFACT message or in the older dialect. */
export function readContent(content: XmlElement, now?: Date): CertificateReading {
  const options = now === undefined ? {} : { now };
  const [older] = isOlderDialect(content) ? readOlderDialect(content, options) : [];
  if (older === undefined) return readCertificate(content, options);
  const { document, findings, losses } = older;
  return { document, findings: [...findings.map(asOlder), ...losses.map(lossOf)], unknown: [] };
}

/** The older dialect has no place for goods: that they are missing says nothing against the certificate. */
function asOlder(finding: Finding): Finding {
  const { code, values, level } = finding;
  const isGoods = code === 'missing-element' && values['element'] === 'IncludedSPSConsignmentItem';
  return isGoods && level === 'SEVERE' ? { ...finding, level: 'WARNING' } : finding;
}

function lossOf({ code, path }: OlderReading['losses'][number]): Finding {
  return { area: 'Mapping', level: 'INFO', code, path, values: {} };
}

/** What a certificate says of itself. */
export function statementOf(document: SpsCertificate, now: Date): Statement {
  const summary = certificateSummary(document);
  return {
    dated: summary.issueDate !== undefined,
    body: Object.assign(bodyOf(summary, now), goodsOf(document)),
    ...(summary.number === undefined ? {} : { number: summary.number }),
    ...(summary.statusCode === undefined ? {} : { statusCode: summary.statusCode }),
    ...(summary.issuerName === undefined ? {} : { issuerName: summary.issuerName }),
    ...(summary.issuerId === undefined ? {} : { issuerId: summary.issuerId }),
  };
}

/** The message that a document in JSON is written as. */
export function documentOfJson(
  bytes: Uint8Array,
): { readonly bytes: Uint8Array } | { readonly faults: readonly Fault[] } {
  let document: unknown;
  try {
    document = JSON.parse(fromUtf8(bytes) ?? '');
  } catch {
    return { faults: [{ code: 'certificate-json-invalid', path: '', values: {} }] };
  }
  return writtenDocument(document);
}

/** A document as its message, or everything that keeps it from being one. */
export function writtenDocument(
  document: unknown,
): { readonly bytes: Uint8Array } | { readonly faults: readonly Fault[] } {
  const faults = documentFaults(spsCertificate17, document);
  if (faults.length > 0) return { faults };
  try {
    // `documentFaults` has just found it to be a document of this message.
    return { bytes: utf8(writeMessage(spsCertificate17, document as SpsCertificate)) };
  } catch (error) {
    if (error instanceof StandardsError) return { faults: error.faults };
    throw error;
  }
}
