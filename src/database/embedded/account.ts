import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { chown, lstat, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedError } from './error.ts';

/** `nobody` on every Unix: exists wherever PostgreSQL looks it up, owns nothing. */
const LESSER_USER = 65_534;
/** Of util-linux; found on every Linux that has user namespaces. */
const NAMESPACE_PROGRAM = 'unshare';

/**
 * As whom the server runs. PostgreSQL refuses root, so root lends it the lesser user; where that user cannot reach
 * the folders, a user namespace makes root look like it.
 */
export type Account = 'own' | 'lesser' | 'namespace';

/** Picks the account that can run `program` and hold `folder`. */
export async function chooseAccount(program: string, folder: string): Promise<Account> {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return 'own';
  if ((await isReachable(program)) && (await isReachable(folder)) && (await runs('lesser', program)))
    return 'lesser';
  if (process.platform === 'linux' && (await runs('namespace', program))) return 'namespace';
  throw new EmbeddedError('database-needs-lesser-user', { folder });
}

/** Starts a program under an account, out of the terminal's process group so that Ctrl-C reaches only us. */
export function spawnUnder(
  account: Account,
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ChildProcess {
  const settings: SpawnOptions = { ...options, detached: process.platform !== 'win32', windowsHide: true };
  if (account === 'own') return spawn(program, args, settings);
  if (account === 'lesser') return spawn(program, args, { ...settings, uid: LESSER_USER, gid: LESSER_USER });
  const mapping = ['--user', `--map-user=${LESSER_USER}`, `--map-group=${LESSER_USER}`];
  return spawn(NAMESPACE_PROGRAM, [...mapping, program, ...args], settings);
}

/** Gives a file, or a folder and all in it, to the account; the namespace's user is root outside. */
export async function giveTo(account: Account, folder: string): Promise<void> {
  const own = process.getuid?.();
  if (own === undefined) return;
  const owner = account === 'lesser' ? LESSER_USER : own;
  const found = await lstat(folder);
  if (found.uid === owner) return;
  if (own !== 0) throw new EmbeddedError('database-folder-foreign', { folder, uid: found.uid });
  // The folder itself comes last, so that a giving that was cut short is taken up again.
  const entries = found.isDirectory() ? await readdir(folder, { withFileTypes: true, recursive: true }) : [];
  for (const entry of entries) {
    const place = path.join(entry.parentPath, entry.name);
    if (!entry.isSymbolicLink()) await chown(place, owner, owner);
  }
  await chown(folder, owner, owner);
}

async function isReachable(place: string): Promise<boolean> {
  let folder = await realpath(place);
  do {
    const { mode, uid } = await stat(folder);
    if ((mode & 0o001) === 0 && uid !== LESSER_USER) return false;
    folder = path.dirname(folder);
  } while (folder !== path.dirname(folder));
  return true;
}

async function runs(account: Account, program: string): Promise<boolean> {
  const child = spawnUnder(account, program, ['--version'], { stdio: 'ignore' });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
