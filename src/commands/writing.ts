import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { PlatformError } from '../platform/index.ts';

/**
 * Writes a file as a whole or not at all: whoever is killed meanwhile leaves what was there.
 * @throws {PlatformError} `command-file-unwritable`.
 */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const place = path.resolve(file);
  const draft = `${place}.${String(process.pid)}.part`;
  try {
    const handle = await open(draft, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, place);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new PlatformError('command-file-unwritable', { file }, { cause });
  }
}
