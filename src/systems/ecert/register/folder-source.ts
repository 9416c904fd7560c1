import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MAXIMUM_ITEM_BYTES, isArchive, readable, refused } from './item.ts';
import type { Item, ItemContent, Source } from './item.ts';

const MAXIMUM_DEPTH = 64;

interface Found {
  readonly path: string;
  readonly content?: ItemContent;
}

/**
 * A folder, read recursively, names in code-unit order. Links are not followed and hidden files are read like all others:
 * what is not a certificate is refused by name rather than passed over in silence.
 */
export async function openFolder(folder: string, digest: (text: string) => string): Promise<Source> {
  const { identity, total } = await survey(folder, digest);
  return {
    kind: 'folder',
    identity,
    total,
    items: (from) => itemsFrom(folder, from),
    close: () => Promise.resolve(),
  };
}

/** One certificate in one file. */
export async function openFile(
  path: string,
  name: string,
  digest: (text: string) => string,
): Promise<Source> {
  const { size, mtimeMs } = await lstat(path);
  return {
    kind: 'file',
    identity: digest(`file ${path} ${String(size)} ${String(mtimeMs)}`),
    total: 1,
    async *items(from) {
      if (from === 0) yield { position: 0, path: name, content: await readItem(path) };
    },
    close: () => Promise.resolve(),
  };
}

async function* itemsFrom(folder: string, from: number): AsyncGenerator<Item> {
  let position = 0;
  for await (const found of walk(folder, '', 0)) {
    if (position >= from) {
      const content = found.content ?? (await readItem(join(folder, found.path)));
      yield { position, path: found.path, content };
    }
    position += 1;
  }
}

async function* walk(folder: string, prefix: string, depth: number): AsyncGenerator<Found> {
  let entries;
  try {
    entries = await readdir(join(folder, prefix), { withFileTypes: true });
  } catch (cause) {
    yield {
      path: prefix === '' ? '.' : prefix,
      content: refused('import-item-unreadable', { reason: reasonOf(cause) }),
    };
    return;
  }
  for (const entry of entries.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) {
      if (depth < MAXIMUM_DEPTH) yield* walk(folder, path, depth + 1);
      else yield { path, content: refused('import-item-too-deep', { most: String(MAXIMUM_DEPTH) }) };
    } else if (entry.isFile()) {
      yield { path };
    } else {
      yield { path, content: refused('import-item-not-file') };
    }
  }
}

/** Chains the digests of path, size and time of change of every file, so that memory does not grow with their number. */
async function survey(
  folder: string,
  digest: (text: string) => string,
): Promise<{ identity: string; total: number }> {
  let identity = digest(`folder ${folder}`);
  let total = 0;
  for await (const { path, content } of walk(folder, '', 0)) {
    total += 1;
    if (content) {
      identity = digest(`${identity} ${path}`);
      continue;
    }
    const { size, mtimeMs } = await lstat(join(folder, path));
    identity = digest(`${identity} ${path} ${String(size)} ${String(mtimeMs)}`);
  }
  return { identity, total };
}

/** Reads at most the bound, through one handle, so that a file that grows meanwhile cannot pass it. */
async function readItem(path: string): Promise<ItemContent> {
  let handle;
  try {
    handle = await open(path, 'r');
    const { size } = await handle.stat();
    if (size > MAXIMUM_ITEM_BYTES)
      return refused('import-item-too-large', { most: String(MAXIMUM_ITEM_BYTES) });
    const bytes = new Uint8Array(size);
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await handle.read(bytes, filled, size - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    const content = bytes.subarray(0, filled);
    return isArchive(content) ? refused('import-entry-archive') : readable(content);
  } catch (cause) {
    return refused('import-item-unreadable', { reason: reasonOf(cause) });
  } finally {
    await handle?.close();
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
}
