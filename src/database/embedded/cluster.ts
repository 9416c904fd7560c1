import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { giveTo, spawnUnder, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedError } from './error.ts';
import { isAlive, postmasterOf, serverProcesses, signal, waitFor, worksIn } from './processes.ts';

export const SUPERUSER = 'postgres';

export interface Cluster {
  /** PGDATA. */
  readonly folder: string;
  readonly binaries: Binaries;
  readonly account: Account;
}

/** Makes the cluster where there is none; a making that was cut short leaves nothing that counts. */
export async function initialise(cluster: Cluster, password: string, durable: boolean): Promise<void> {
  const version = await majorVersion(cluster.binaries);
  if (existsSync(path.join(cluster.folder, 'PG_VERSION'))) {
    const found = (await readFile(path.join(cluster.folder, 'PG_VERSION'), 'utf8')).trim();
    if (found !== String(version)) {
      throw new EmbeddedError('database-folder-version', { folder: cluster.folder, found, version });
    }
    await giveTo(cluster.account, cluster.folder);
    return;
  }
  const draft = `${cluster.folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await rm(passwordFile(cluster), { force: true });
  await writeFile(passwordFile(cluster), `${password}\n`, { mode: 0o600 });
  await giveTo(cluster.account, passwordFile(cluster));
  await giveTo(cluster.account, draft);
  await runInitdb({ ...cluster, folder: draft }, version, durable);
  await rename(draft, cluster.folder);
}

/** The superuser's password as it was when the cluster was made. */
export async function keptPassword(cluster: Cluster): Promise<string | undefined> {
  const text = await readFile(passwordFile(cluster), 'utf8').catch(() => '');
  return text.trim() === '' ? undefined : text.trim();
}

function passwordFile(cluster: Cluster): string {
  return path.join(path.dirname(cluster.folder), 'superuser-password');
}

async function runInitdb(cluster: Cluster, version: number, durable: boolean): Promise<void> {
  const locale =
    version >= 17
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : [`--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`];
  const args = ['-D', cluster.folder, `--username=${SUPERUSER}`, `--pwfile=${passwordFile(cluster)}`];
  args.push(
    '--encoding=UTF8',
    ...locale,
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    '--data-checksums',
  );
  if (!durable) args.push('--no-sync');
  const child = spawnUnder(cluster.account, cluster.binaries.initdb, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4000);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new EmbeddedError('database-initialisation-failed', {
      folder: cluster.folder,
      reason: output.trim(),
    });
  }
}

/** `postgres (PostgreSQL) 18.4` -> 18. */
async function majorVersion(binaries: Binaries): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)(binaries.postgres, ['--version']);
    return Number(/\) (\d+)/.exec(stdout)?.[1] ?? 0);
  } catch (cause) {
    throw new EmbeddedError('database-binaries-missing', { place: binaries.postgres }, { cause });
  }
}

/**
 * Ends what a killed supervisor left running. The caller holds the folder's lock, so whatever still works in the
 * cluster is an orphan: a postmaster is asked to stop cleanly; backends without one hold the shared memory until they
 * notice, and are hurried after a while.
 */
export async function endRemains(folder: string): Promise<void> {
  const postmaster = await postmasterOf(folder);
  if (postmaster !== undefined && isAlive(postmaster.pid) && (await worksIn(postmaster.pid, folder))) {
    await endProcess(postmaster.pid);
  }
  if (await isQuiet(folder, 1500)) return forgetPostmaster(folder);
  for (const [name, patience] of HURRY) {
    for (const pid of await serverProcesses(folder)) signal(pid, name);
    if (await isQuiet(folder, patience)) return forgetPostmaster(folder);
  }
  throw new EmbeddedError('database-remains', { folder, pids: (await serverProcesses(folder)).join(' ') });
}

const HURRY = [
  ['SIGQUIT', 5000],
  ['SIGKILL', 12_000],
] as const;

function isQuiet(folder: string, patience: number): Promise<boolean> {
  return waitFor(async () => (await serverProcesses(folder)).length === 0, patience);
}

/**
 * PostgreSQL takes any process with its old number for a postmaster: one not yet reaped, or a stranger after a
 * restart of the machine or container. Where all processes can be seen, and none works here, its lock is stale.
 */
async function forgetPostmaster(folder: string): Promise<void> {
  if (process.platform === 'linux') await rm(path.join(folder, 'postmaster.pid'), { force: true });
}

/** Fast shutdown, then immediate shutdown, then the end. */
export async function endProcess(pid: number): Promise<void> {
  for (const [name, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5000],
    ['SIGKILL', 5000],
  ] as const) {
    signal(pid, name);
    if (await waitFor(() => !isAlive(pid), patience)) return;
  }
}
