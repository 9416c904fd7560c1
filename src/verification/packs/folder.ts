import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromUtf8 } from '../../base/index.ts';
import { PackError } from './error.ts';

/** A pack is read whole into memory, so it is bounded before it is read. */
const MOST_FILES = 300;
const MOST_BYTES_OF_FILE = 1_000_000;
const MOST_BYTES = 8_000_000;

/** Files of a pack by their path in it, with `/`; JSON files of the places that a pack knows, and no others. */
export type PackFiles = ReadonlyMap<string, string>;

const ROOT_FILES = ['pack.json', 'references.json', 'mappings.json', 'practice.json'];
const FOLDERS = ['tables', 'tests'];

/**
 * Reads the files of a pack's folder. Links are not followed, and what a pack does not know of is left where it is.
 * @throws PackError `pack-unreadable` where the folder, or a file of it, cannot be read or is too large.
 */
export async function readPackFolder(folder: string): Promise<PackFiles> {
  const names = [
    ...(await filesIn(folder, '')).filter((name) => ROOT_FILES.includes(name)),
    ...(await Promise.all(FOLDERS.map((inner) => filesIn(folder, inner)))).flat(),
  ];
  if (names.length > MOST_FILES) throw unreadable(folder);
  const files = new Map<string, string>();
  let bytes = 0;
  for (const name of names) {
    const read = await readBounded(path.join(folder, name));
    bytes += read.length;
    const text = fromUtf8(read);
    if (text === undefined || bytes > MOST_BYTES) throw unreadable(path.join(folder, name));
    files.set(name, text);
  }
  return files;
}

async function filesIn(folder: string, inner: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(folder, inner), { withFileTypes: true }).catch((cause: unknown) => {
    if (inner !== '') return [];
    throw unreadable(folder, cause);
  });
  return entries
    .filter((entry) => entry.isFile() && /^[\w.-]{1,100}\.json$/.test(entry.name))
    .map(({ name }) => (inner === '' ? name : `${inner}/${name}`))
    .toSorted();
}

async function readBounded(file: string): Promise<Uint8Array> {
  const failed = (cause: unknown): never => {
    throw unreadable(file, cause);
  };
  if (!(await lstat(file).catch(failed)).isFile()) throw unreadable(file);
  const handle = await open(file).catch(failed);
  try {
    const { size } = await handle.stat();
    if (size > MOST_BYTES_OF_FILE) throw unreadable(file);
    const bytes = new Uint8Array(size);
    const { bytesRead } = await handle.read(bytes, 0, size, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function unreadable(file: string, cause?: unknown): PackError {
  return new PackError('pack-unreadable', { file }, { cause });
}

const SHIPPED = new URL('./shipped/', import.meta.url);

/** Names of the packs that are part of the release, in order. */
export async function shippedPackNames(): Promise<readonly string[]> {
  const entries = await readdir(SHIPPED, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

/** Folder of a pack of the release. @throws PackError `pack-not-known`. */
export async function shippedPackFolder(name: string): Promise<string> {
  if (!(await shippedPackNames()).includes(name))
    throw new PackError('pack-not-known', { pack: name.slice(0, 80) });
  return fileURLToPath(new URL(`${name}/`, SHIPPED));
}
