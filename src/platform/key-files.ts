import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/**
 * Reads a secret file, or makes it once: written beside its place with mode 0600, synchronised, then renamed, so that a
 * kill leaves either no file or a whole one, and two starts never hold different keys.
 */
export async function keptSecret(
  folder: string,
  name: string,
  make: () => string | Promise<string>,
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const place = path.join(folder, name);
  const kept = await readFile(place, 'utf8').catch(absent);
  if (kept !== undefined) return kept;
  const draft = `${place}.${process.pid}.new`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(await make());
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, place);
  return readFile(place, 'utf8');
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
