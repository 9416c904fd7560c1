import type { CanonicalValue } from '../../base/index.ts';
import { escapeAttribute, utf8 } from '../../base/index.ts';
import type { SealingKey } from '../../crypto/index.ts';
import { certificatePem, sha256, sha256Hex } from '../../crypto/index.ts';
import type { ActPaths, LogPolicy, Opening, TrustAnchor } from '../../../verify/core/index.ts';
import {
  ASIC_E_TYPE,
  BUNDLE_PATHS,
  MAXIMUM_BUNDLE_BYTES,
  MAXIMUM_BUNDLE_FILES,
  actPaths,
  attachmentPath,
  formatAnchors,
  formatContents,
  formatDigests,
  formatHistory,
  formatPolicy,
  writeContainer,
} from '../../../verify/core/index.ts';
import { EvidenceError } from '../error.ts';
import type { SealedFile } from './container-seal.ts';
import { sealContainer } from './container-seal.ts';
import type { BundlePage } from './page.ts';
import { bundlePage } from './page.ts';

/** An act with its proof, and what was said in it where that may be told: the act names it by its digest. */
export interface ProvenAct {
  readonly opening: Opening;
  readonly proof: string;
  readonly content?: CanonicalValue;
}

/** What else is known about the document. */
interface RelatedContents {
  /** The acts of each record: results, inquiries, the application, what it replaced or was replaced by. */
  readonly records: readonly (readonly ProvenAct[])[];
  /** Files that the acts name, each once; of the others the digest alone stands in the act. */
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** The ledger's oath that these are all, a signed note. */
  readonly status?: string;
}

/** What goes into an evidence bundle. */
export interface BundleContents {
  /** The document as it was received. */
  readonly original: Uint8Array;
  /** The sealed document; may be the same bytes. */
  readonly sealed: Uint8Array;
  /** The acts in the order of the log, each with its `.tlog-proof`. */
  readonly history: readonly ProvenAct[];
  readonly related?: RelatedContents;
  /** The latest checkpoint with its cosignatures. */
  readonly checkpoint: string;
  /** What the ledger swears about the state, a signed note. */
  readonly status?: string;
  readonly policy: LogPolicy;
  readonly trust: readonly TrustAnchor[];
  readonly page: BundlePage;
  /** Seals the container as a whole. ECDSA is randomised: with it, equal contents no longer give equal bytes. */
  readonly seal?: { readonly key: SealingKey; readonly time: string; readonly id: string };
}

const TYPES: Readonly<Record<string, string>> = {
  xml: 'application/xml',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  pem: 'application/x-pem-file',
};

function typeOf(path: string): string {
  if (path === BUNDLE_PATHS.original || path.startsWith('attachments/')) return 'application/octet-stream';
  return TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain; charset=utf-8';
}

/**
 * Writes an evidence bundle: an ASiC-E container (ETSI EN 319 162-1 §4.4) that can be verified for ever without us.
 * Equal contents give equal bytes, unless the container is sealed.
 */
export function writeBundle(contents: Omit<BundleContents, 'seal'>): Uint8Array<ArrayBuffer> {
  return packed(bundleFiles(contents), []);
}

/** As {@link writeBundle}, with the container sealed as a whole where the contents say by what. */
export async function writeSealedBundle(contents: BundleContents): Promise<Uint8Array<ArrayBuffer>> {
  const { seal } = contents;
  const data = bundleFiles(contents);
  return packed(data, seal === undefined ? [] : [await sealContainer(data, seal.key, seal)]);
}

/** The data files of a bundle, the page for people leading. */
function bundleFiles(contents: BundleContents): readonly SealedFile[] {
  const { history, related, page, checkpoint } = contents;
  const parts = dataFiles(contents);
  if (parts.length > MAXIMUM_BUNDLE_FILES - 10) {
    throw new EvidenceError('bundle-too-large', { files: parts.length });
  }
  const size = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > MAXIMUM_BUNDLE_BYTES / 2) throw new EvidenceError('bundle-too-large', { bytes: size });
  const files = parts.map(({ path, bytes }) => ({ path, digest: sha256(bytes) }));
  const text = bundlePage({ page, records: [history, ...(related?.records ?? [])], checkpoint, files });
  return [file(BUNDLE_PATHS.page, text), ...parts];
}

function packed(data: readonly SealedFile[], seals: readonly SealedFile[]): Uint8Array<ArrayBuffer> {
  const all = [...data, file(BUNDLE_PATHS.manifest, manifestOf(data)), ...seals];
  const digests = formatDigests(new Map(all.map(({ path, bytes }) => [path, sha256(bytes)])));
  return writeContainer([...all, file(BUNDLE_PATHS.digests, digests)]);
}

function file(path: string, content: string | Uint8Array): SealedFile {
  return { path, bytes: typeof content === 'string' ? utf8(content) : content, type: typeOf(path) };
}

function dataFiles(contents: BundleContents): readonly SealedFile[] {
  const { history, trust, status, related } = contents;
  return [
    file(BUNDLE_PATHS.original, contents.original),
    file(BUNDLE_PATHS.sealed, contents.sealed),
    ...actFiles(history, actPaths()),
    ...(status === undefined ? [] : [file(BUNDLE_PATHS.status, status)]),
    ...(related?.records ?? []).flatMap((acts, place) => actFiles(acts, actPaths(place + 1))),
    ...(related?.status === undefined ? [] : [file(BUNDLE_PATHS.related, related.status)]),
    ...(related?.attachments ?? []).map(({ name, bytes }) =>
      file(attachmentPath({ digest: sha256Hex(bytes), name }), bytes),
    ),
    file(BUNDLE_PATHS.checkpoint, contents.checkpoint),
    file(BUNDLE_PATHS.policy, formatPolicy(contents.policy)),
    file(BUNDLE_PATHS.trust, formatAnchors(trust)),
    ...trust.map((anchor, place) => {
      const name = anchor.authority.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(0, 60);
      return file(`trust/${String(place + 1)}-${name}.pem`, certificatePem(anchor.certificate));
    }),
  ];
}

function actFiles(acts: readonly ProvenAct[], paths: ActPaths): readonly SealedFile[] {
  const contents = acts.map(({ content }) => content);
  return [
    file(paths.acts, formatHistory(acts.map(({ opening }) => opening))),
    ...(contents.every((content) => content === undefined)
      ? []
      : [file(paths.contents, formatContents(contents))]),
    ...acts.map(({ proof }, place) => file(paths.proof(place + 1), proof)),
  ];
}

/** The list of files (OpenDocument 1.2 part 3 §4.2, as EN 319 162-1 annex A refers to it). */
function manifestOf(files: readonly SealedFile[]): string {
  const entries = [{ path: '/', type: ASIC_E_TYPE }, ...files].map(
    ({ path, type }) =>
      `  <manifest:file-entry manifest:full-path="${escapeAttribute(path)}" manifest:media-type="${escapeAttribute(type)}"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
${entries.join('\n')}
</manifest:manifest>
`;
}
