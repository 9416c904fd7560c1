import { readFile, readdir, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { sha256Hex } from '../crypto/index.ts';

export interface StaticFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly tag: string;
  /** The same bytes in brotli (RFC 7932), where the folder has them beside the file as `name.br`. */
  readonly brotli?: Uint8Array;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
};
const MAXIMUM_FILES = 500;
const MAXIMUM_BYTES = 50_000_000;

/**
 * Reads a folder of built files into memory by their paths within it, with `/` between the steps. Nothing else of the
 * disk can be asked for afterwards. An absent folder has no files; links and files of unknown type are left out.
 */
export async function readStaticFiles(folder: string): Promise<ReadonlyMap<string, StaticFile>> {
  const files = new Map<string, StaticFile>();
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return files;
  let total = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const mediaType = MEDIA_TYPES[extname(entry.name)];
    if (!entry.isFile() || mediaType === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    const brotli = await readFile(`${path}.br`).catch(() => undefined);
    total += bytes.length + (brotli?.length ?? 0);
    if (files.size >= MAXIMUM_FILES || total > MAXIMUM_BYTES)
      throw new RangeError(`${folder} is too large to serve`);
    files.set(relative(folder, path).split(sep).join('/'), {
      bytes,
      mediaType,
      tag: sha256Hex(bytes).slice(0, 32),
      ...(brotli === undefined ? {} : { brotli }),
    });
  }
  return files;
}
