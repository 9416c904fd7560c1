import { lstat, open, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { utf8 } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import { RegisterError } from './error.ts';
import { openFile, openFolder } from './folder-source.ts';
import { isZip, type Source } from './item.ts';
import { openZip } from './zip-source.ts';

/**
 * Opens what lies at a path: a folder, a ZIP (told by its content, not by its name) or a single certificate.
 * Throws `import-path-missing` and `import-path-unusable`; all that is wrong inside is reported item by item.
 */
export async function openSource(path: string): Promise<Source> {
  const place = await real(path);
  const status = await lstat(place);
  const digestText = (text: string): string => sha256Hex(utf8(text));
  if (status.isDirectory()) return openFolder(place, digestText);
  if (!status.isFile()) throw new RegisterError('import-path-unusable', { path });
  return (await beginsAsZip(place))
    ? openZip(place, basename(place), sha256Hex)
    : openFile(place, basename(place), digestText);
}

/** The path a user named may be a link; links inside a source are not followed. */
async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    throw new RegisterError('import-path-missing', { path }, { cause });
  }
}

async function beginsAsZip(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const head = new Uint8Array(4);
    await handle.read(head, 0, 4, 0);
    return isZip(head);
  } finally {
    await handle.close();
  }
}
