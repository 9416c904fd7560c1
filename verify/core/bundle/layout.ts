import type { CanonicalValue } from '../../../src/base/index.ts';
import {
  canonicalJson,
  fromBase64,
  fromHex,
  fromUtf8,
  parseInstant,
  toBase64,
  toHex,
} from '../../../src/base/index.ts';
import type { Opening } from '../log/act.ts';
import { isCanonicalValue, readOpening } from '../log/act.ts';
import type { TrustAnchor } from '../seal-report.ts';
import { MAXIMUM_BUNDLE_FILES } from './container.ts';

/** Where the parts of an evidence bundle stand. */
export const BUNDLE_PATHS = {
  /** The list of all files with their types (OpenDocument 1.2 part 3 §4). */
  manifest: 'META-INF/manifest.xml',
  /** Every other file with its SHA-256, in the form that `sha256sum --check` reads. */
  digests: 'SHA256SUMS',
  /** The page for people. */
  page: 'index.html',
  /** The document as it was received. */
  original: 'certificate/original',
  /** The sealed document. */
  sealed: 'certificate/sealed.xml',
  /** The acts with their salts, in the order of the log. */
  history: 'history/acts.json',
  /** What was said in those acts, place by place; each act names it by its digest. */
  contents: 'history/contents.json',
  /** The state that the ledger swore to, a signed note. */
  status: 'history/status.note',
  /** The ledger's oath that the related records are all that it may show. */
  related: 'related/status.note',
  /** The latest checkpoint with its cosignatures. */
  checkpoint: 'log/checkpoint',
  /** The policy that the producer proposes; a reader should bring its own. */
  policy: 'log/policy',
  /** The trust anchors that the producer proposes; a reader should bring its own. */
  trust: 'trust/anchors.json',
} as const;

/** The proof of the act in the history's place, from 1. */
export function proofPath(place: number): string {
  return `proofs/${String(place).padStart(4, '0')}.tlog-proof`;
}

/** Where one line of acts stands: the document's own, or that of the related record in a place, from 1. */
export interface ActPaths {
  readonly acts: string;
  readonly contents: string;
  readonly proof: (place: number) => string;
}

export function actPaths(record?: number): ActPaths {
  if (record === undefined)
    return { acts: BUNDLE_PATHS.history, contents: BUNDLE_PATHS.contents, proof: proofPath };
  const folder = `related/${String(record).padStart(4, '0')}`;
  return {
    acts: `${folder}/acts.json`,
    contents: `${folder}/contents.json`,
    proof: (place) => `${folder}/${proofPath(place)}`,
  };
}

/** Where the bytes stand that an act names as an attachment, with the ending of its name. `digest`: SHA-256, lower-case hex. */
export function attachmentPath({ digest, name }: { readonly digest: string; readonly name: string }): string {
  return `attachments/${digest}${/\.(?:jpg|png|pdf)$/.exec(name)?.[0] ?? ''}`;
}

/** `digest␠␠path` a line, sorted by path. */
export function formatDigests(digests: ReadonlyMap<string, Uint8Array>): string {
  return [...digests]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([path, digest]) => `${toHex(digest)}  ${path}\n`)
    .join('');
}

/** Reads what {@link formatDigests} writes; undefined for anything else. */
export function parseDigests(text: string): ReadonlyMap<string, Uint8Array> | undefined {
  const digests = new Map<string, Uint8Array>();
  for (const line of text.split('\n').slice(0, -1)) {
    const match = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line);
    const digest = fromHex(match?.[1] ?? '');
    if (match?.[2] === undefined || digest === undefined) return undefined;
    digests.set(match[2], digest);
  }
  return formatDigests(digests) === text ? digests : undefined;
}

/** The history file: a JSON array of openings. */
export function formatHistory(openings: readonly Opening[]): string {
  // Openings are canonical JSON by construction; the interface lacks the index signature that the type asks for.
  const lines = openings.map((opening) => canonicalJson(opening as unknown as CanonicalValue));
  return `[\n${lines.join(',\n')}\n]\n`;
}

/** The openings of a history file, an entry that is none being undefined; undefined when it is no history file. */
export function parseHistory(bytes: Uint8Array): readonly (Opening | undefined)[] | undefined {
  return parseList(bytes)?.map(readOpening);
}

/** What was said, act by act: a JSON array in which null stands where nothing is told. */
export function formatContents(contents: readonly (CanonicalValue | undefined)[]): string {
  return `[\n${contents.map((content) => canonicalJson(content ?? null)).join(',\n')}\n]\n`;
}

/** Reads what {@link formatContents} writes; undefined for anything else. */
export function parseContents(bytes: Uint8Array): readonly (CanonicalValue | undefined)[] | undefined {
  const list = parseList(bytes);
  return list?.every((item) => isCanonicalValue(item)) === true
    ? list.map((item) => item ?? undefined)
    : undefined;
}

/** A JSON array; each entry of a history needs a proof of its own, so there are never more than files. */
function parseList(bytes: Uint8Array): readonly unknown[] | undefined {
  const value = parseJson(bytes);
  return Array.isArray(value) && value.length <= MAXIMUM_BUNDLE_FILES ? value : undefined;
}

/** The trust anchors as JSON, certificates in base64. */
export function formatAnchors(anchors: readonly TrustAnchor[]): string {
  return `${JSON.stringify(
    anchors.map((anchor) => ({ ...anchor, certificate: toBase64(anchor.certificate) })),
    undefined,
    2,
  )}\n`;
}

/** Reads what {@link formatAnchors} writes; undefined for anything else. */
export function parseAnchors(bytes: Uint8Array): readonly TrustAnchor[] | undefined {
  const value = parseJson(bytes);
  if (!Array.isArray(value) || value.length > 1000) return undefined;
  const anchors = value.map(readAnchor);
  return anchors.every((anchor) => anchor !== undefined) ? anchors : undefined;
}

function readAnchor(value: unknown): TrustAnchor | undefined {
  if (!isRecord(value)) return undefined;
  const { authority, certificate, from, until, revoked = [] } = value;
  const bytes = typeof certificate === 'string' ? fromBase64(certificate) : undefined;
  if (typeof authority !== 'string' || bytes === undefined) return undefined;
  if (!isOptionalTime(from) || !isOptionalTime(until) || !Array.isArray(revoked)) return undefined;
  const serials: { serial: string; at: string }[] = [];
  for (const each of revoked as readonly unknown[]) {
    if (!isRecord(each) || typeof each['serial'] !== 'string' || !isTime(each['at'])) return undefined;
    serials.push({ serial: each['serial'], at: each['at'] });
  }
  return {
    authority,
    certificate: bytes,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(serials.length === 0 ? {} : { revoked: serials }),
  };
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && parseInstant(value) !== undefined;
}

function isOptionalTime(value: unknown): value is string | undefined {
  return value === undefined || isTime(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(bytes: Uint8Array): unknown {
  const text = fromUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Readable text of the bundle's own files; for bytes that are no UTF-8 the empty text. */
export function textOfFile(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : (fromUtf8(bytes) ?? '');
}
