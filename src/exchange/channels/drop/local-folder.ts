import { constants } from 'node:fs';
import { mkdir, open, opendir, lstat, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { toHex, type RandomBytes } from '../../../base/index.ts';
import { isFinishedName, type DropFile, type DropFolder, type Place } from './folder.ts';

/** Folders on a disk of ours. A link, a pipe or a device in them is nothing: who may write there may not make us read elsewhere. */
export async function openLocalFolder(
  root: string,
  {
    names,
    random,
  }: { readonly names: Readonly<Partial<Record<Place, string>>>; readonly random: RandomBytes },
): Promise<DropFolder> {
  const at = (place: Place): string => path.join(root, names[place] ?? place);
  for (const place of ['incoming', 'outgoing', 'done', 'refused'] as const)
    await mkdir(at(place), { recursive: true });
  return {
    async list(place, most) {
      const files: DropFile[] = [];
      for await (const { name } of await opendir(at(place))) {
        if (!isFinishedName(name)) continue;
        const stat = await lstat(path.join(at(place), name)).catch(orGone);
        if (stat?.isFile() === true) files.push({ name, size: stat.size, modified: stat.mtimeMs });
        if (files.length >= most) break;
      }
      return files;
    },
    async count(place, most) {
      let count = 0;
      const entries = await opendir(at(place));
      for await (const { name } of entries) {
        if (isFinishedName(name) && (count += 1) >= most) break;
      }
      return count;
    },
    async read(place, name, maximumBytes) {
      const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
      const file = await open(path.join(at(place), name), flags).catch(orGone);
      if (file === undefined) return undefined;
      try {
        return await readPlain(file, maximumBytes);
      } finally {
        await file.close();
      }
    },
    async write(place, name, bytes) {
      const unfinished = path.join(at(place), `.${toHex(random(12))}.part`);
      const file = await open(unfinished, 'wx', 0o660);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path.join(at(place), name));
      await syncFolder(at(place));
    },
    async move(from, name, to) {
      await rename(path.join(at(from), name), path.join(at(to), name)).catch(orGone);
    },
    close: () => Promise.resolve(),
  };
}

/** Removes unfinished files that a killed process left, once nobody can be writing them any more. */
export async function sweepUnfinished(folder: string, before: number): Promise<void> {
  for await (const { name } of await opendir(folder)) {
    if (!/^\.[0-9a-f]{24}\.part$/.test(name)) continue;
    const whole = path.join(folder, name);
    const stat = await lstat(whole).catch(orGone);
    if (stat !== undefined && stat.mtimeMs < before) await rm(whole, { force: true });
  }
}

/** One byte more than allowed is asked for: a file that grows while it is read shows. */
async function readPlain(file: FileHandle, maximumBytes: number): Promise<Uint8Array | undefined> {
  const stat = await file.stat();
  if (!stat.isFile() || stat.size > maximumBytes) return undefined;
  const bytes = new Uint8Array(stat.size + 1);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length > stat.size ? undefined : bytes.subarray(0, length);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What another process has just taken away is gone, and a link or an entry of another kind is none: both are nothing. */
function orGone(error: NodeJS.ErrnoException): undefined {
  if (['ENOENT', 'ELOOP', 'EMLINK', 'ENXIO', 'EISDIR'].includes(error.code ?? '')) return undefined;
  throw error;
}
