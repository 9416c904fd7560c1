import { escapeAttribute, utf8 } from '../../base/index.ts';
import type { SealKey } from '../../crypto/index.ts';
import { certificatePem, sha256 } from '../../crypto/index.ts';
import type { LogPolicy, Opening, TrustAnchor } from '../../../verify/core/index.ts';
import {
  ASIC_E_TYPE,
  BUNDLE_PATHS,
  MAXIMUM_BUNDLE_BYTES,
  MAXIMUM_BUNDLE_FILES,
  formatAnchors,
  formatDigests,
  formatHistory,
  formatPolicy,
  proofPath,
  writeContainer,
} from '../../../verify/core/index.ts';
import { EvidenceError } from '../error.ts';
import type { SealedFile } from './container-seal.ts';
import { sealContainer } from './container-seal.ts';
import type { BundlePage } from './page.ts';
import { bundlePage } from './page.ts';

/** What goes into an evidence bundle. */
export interface BundleContents {
  /** The document as it was received. */
  readonly original: Uint8Array;
  /** The sealed document; may be the same bytes. */
  readonly sealed: Uint8Array;
  /** The acts in the order of the log, each with its `.tlog-proof`. */
  readonly history: readonly { readonly opening: Opening; readonly proof: string }[];
  /** The latest checkpoint with its cosignatures. */
  readonly checkpoint: string;
  /** What the ledger swears about the state, a signed note. */
  readonly status?: string;
  readonly policy: LogPolicy;
  readonly trust: readonly TrustAnchor[];
  readonly page: BundlePage;
  /** Seals the container as a whole. ECDSA is randomised: with it, equal contents no longer give equal bytes. */
  readonly seal?: { readonly key: SealKey; readonly time: string; readonly id: string };
}

const TYPES: Readonly<Record<string, string>> = {
  xml: 'application/xml',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  pem: 'application/x-pem-file',
};

function typeOf(path: string): string {
  if (path === BUNDLE_PATHS.original) return 'application/octet-stream';
  return TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain; charset=utf-8';
}

/**
 * Writes an evidence bundle: an ASiC-E container (ETSI EN 319 162-1 §4.4) that can be verified for ever without us.
 * Equal contents give equal bytes, unless the container is sealed.
 */
export function writeBundle(contents: BundleContents): Uint8Array<ArrayBuffer> {
  const { history, trust, page, checkpoint, seal } = contents;
  if (history.length + trust.length > MAXIMUM_BUNDLE_FILES - 20) {
    throw new EvidenceError('bundle-too-large', { files: history.length + trust.length });
  }
  if (contents.original.length + contents.sealed.length > MAXIMUM_BUNDLE_BYTES / 2) {
    throw new EvidenceError('bundle-too-large', { bytes: contents.original.length + contents.sealed.length });
  }
  const parts = dataFiles(contents);
  const files = parts.map(({ path, bytes }) => ({ path, digest: sha256(bytes) }));
  const text = bundlePage({ page, history, checkpoint, files });
  const data = [file(BUNDLE_PATHS.page, text), ...parts];
  const manifest = file(BUNDLE_PATHS.manifest, manifestOf(data));
  const sealedBy =
    seal === undefined ? [] : [file('META-INF/signatures001.xml', sealContainer(data, seal.key, seal))];
  const all = [...data, manifest, ...sealedBy];
  const digests = formatDigests(new Map(all.map(({ path, bytes }) => [path, sha256(bytes)])));
  return writeContainer([...all, file(BUNDLE_PATHS.digests, digests)]);
}

function file(path: string, content: string | Uint8Array): SealedFile {
  return { path, bytes: typeof content === 'string' ? utf8(content) : content, type: typeOf(path) };
}

function dataFiles(contents: BundleContents): readonly SealedFile[] {
  const { history, trust, status } = contents;
  return [
    file(BUNDLE_PATHS.original, contents.original),
    file(BUNDLE_PATHS.sealed, contents.sealed),
    file(BUNDLE_PATHS.history, formatHistory(history.map(({ opening }) => opening))),
    ...(status === undefined ? [] : [file(BUNDLE_PATHS.status, status)]),
    ...history.map(({ proof }, place) => file(proofPath(place + 1), proof)),
    file(BUNDLE_PATHS.checkpoint, contents.checkpoint),
    file(BUNDLE_PATHS.policy, formatPolicy(contents.policy)),
    file(BUNDLE_PATHS.trust, formatAnchors(trust)),
    ...trust.map((anchor, place) => {
      const name = anchor.authority.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(0, 60);
      return file(`trust/${String(place + 1)}-${name}.pem`, certificatePem(anchor.certificate));
    }),
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
