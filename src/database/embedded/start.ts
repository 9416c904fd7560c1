import type { ChildProcess } from 'node:child_process';
import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openClient } from '../lib/connection.ts';
import { APPLICATION_ROLE, MIGRATOR_ROLE, prepareRoles } from '../lib/roles.ts';
import { chooseAccount, spawnUnder } from './account.ts';
import { binariesIn, packagedBinaries } from './binaries.ts';
import { endProcess, endRemains, initialise, keptPassword, SUPERUSER, type Cluster } from './cluster.ts';
import { EmbeddedError } from './error.ts';
import { FolderLock, holderOf, isHolding, type ServerAddresses } from './folder-lock.ts';
import { postmasterOf } from './processes.ts';
import { serverSettings } from './settings.ts';
import { freshPassword, openTransport, type Transport } from './transport.ts';

export interface EmbeddedOptions {
  /** Ours alone: holds the cluster, the socket, the log and the lock. Made where absent. */
  readonly folder: string;
  /** A folder with `initdb` and `postgres`; the platform's npm package where absent. */
  readonly binaries?: string;
  /** False only for databases that are thrown away (default true). */
  readonly durable?: boolean;
  /** Default 120. */
  readonly maximumConnections?: number;
  /** Default: a socket, but TCP on Windows. */
  readonly transport?: 'socket' | 'tcp';
  /** Called when the server ends without having been stopped. */
  readonly onUnexpectedEnd?: () => void;
}

export interface EmbeddedServer extends ServerAddresses {
  /** Process number of the postmaster. */
  readonly pid: number;
  /** Connection URL of any role to any database of this server. */
  url(role: 'administrator' | 'migrator' | 'application', database: string): string;
  /** Fast shutdown: open transactions roll back, nothing acknowledged is lost. May be called twice. */
  stop(): Promise<void>;
}

const DATABASE = 'counterfoil';
/** Milliseconds for which a refused start is repeated while old processes let go of the shared memory. */
const START_PATIENCE = 20_000;
const STILL_HELD = /pre-existing shared memory block|lock file "[^"]+" already exists|could not bind/;
const LARGEST_LOG = 10_485_760;

/** How a running embedded server of this machine is reached, e.g. by a command beside `counterfoil start`. */
export async function findEmbedded(folder: string): Promise<ServerAddresses | undefined> {
  const holder = await holderOf(folder);
  return holder !== undefined && isHolding(holder) ? holder.addresses : undefined;
}

/** Starts the server of a folder, having recovered whatever a kill left there, and waits until it answers. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  await mkdir(options.folder, { recursive: true });
  const folder = await realpath(options.folder);
  const lock = await FolderLock.take(folder);
  let server: RunningServer | undefined;
  try {
    const binaries = options.binaries === undefined ? await packagedBinaries() : binariesIn(options.binaries);
    const account = await chooseAccount(binaries.postgres, folder);
    const cluster: Cluster = { folder: path.join(folder, 'cluster'), binaries, account };
    await endRemains(cluster.folder);
    await initialise(cluster, freshPassword(), options.durable !== false);
    const transport = await openTransport(
      options.transport ?? (process.platform === 'win32' ? 'tcp' : 'socket'),
      folder,
      account,
    );
    server = new RunningServer(cluster, transport, lock);
    await server.start(options);
    const url = await openDoors(cluster, transport);
    const addresses: ServerAddresses = {
      administratorUrl: url('administrator', DATABASE),
      migrationUrl: url('migrator', DATABASE),
      applicationUrl: url('application', DATABASE),
    };
    await lock.publish(addresses, transport.strayFolder);
    const running = server;
    return { ...addresses, pid: running.pid, url, stop: () => running.stop() };
  } catch (error) {
    if (server === undefined) await lock.release();
    else await server.stop();
    throw error;
  }
}

/** One postmaster under our care. */
class RunningServer {
  readonly #cluster: Cluster;
  readonly #transport: Transport;
  readonly #lock: FolderLock;
  #child: ChildProcess | undefined;
  #stopping: Promise<void> | undefined;
  readonly #onExit = () => this.#child?.kill('SIGINT');

  constructor(cluster: Cluster, transport: Transport, lock: FolderLock) {
    this.#cluster = cluster;
    this.#transport = transport;
    this.#lock = lock;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(options: EmbeddedOptions): Promise<void> {
    const log = path.join(path.dirname(this.#cluster.folder), 'postgres.log');
    const started = performance.now();
    for (let attempt = 1; !(await this.#launch(options, log)); attempt += 1) {
      const reason = await lastFault(log);
      if (!STILL_HELD.test(reason) || performance.now() - started > START_PATIENCE) {
        throw new EmbeddedError('database-start-failed', {
          folder: path.dirname(this.#cluster.folder),
          log,
          reason,
        });
      }
      await sleep(Math.min(2000, 100 * 2 ** attempt));
    }
    const child = this.#child;
    child?.unref();
    child?.once('exit', () => {
      if (this.#stopping === undefined) options.onUnexpectedEnd?.();
    });
    process.once('exit', this.#onExit);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    process.removeListener('exit', this.#onExit);
    const child = this.#child;
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      child.ref();
      await endProcess(child.pid);
    }
    if (this.#transport.strayFolder !== undefined) {
      await rm(this.#transport.strayFolder, { recursive: true, force: true });
    }
    await this.#lock.release();
  }

  /** One attempt; false when the server ended before it was ready. */
  async #launch(options: EmbeddedOptions, log: string): Promise<boolean> {
    const settings = {
      ...serverSettings({
        maximumConnections: options.maximumConnections ?? 120,
        durable: options.durable !== false,
      }),
      ...this.#transport.settings,
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    await rotate(log);
    const output = await open(log, 'a', 0o600);
    const child = spawnUnder(
      this.#cluster.account,
      this.#cluster.binaries.postgres,
      ['-D', this.#cluster.folder, ...args],
      { stdio: ['ignore', output.fd, output.fd] },
    );
    this.#child = child;
    let ended = false;
    child.once('error', () => (ended = true));
    child.once('exit', () => (ended = true));
    await output.close();
    while (!ended) {
      const postmaster = await postmasterOf(this.#cluster.folder);
      if (postmaster?.ready === true && postmaster.pid === child.pid) return true;
      await sleep(10);
    }
    return false;
  }
}

/** Makes the roles and the database where absent, and sets this run's passwords. Returns the addresses. */
async function openDoors(cluster: Cluster, transport: Transport): Promise<EmbeddedServer['url']> {
  const kept = (await keptPassword(cluster)) ?? '';
  const fresh = { migrator: freshPassword(), application: freshPassword() };
  const url: EmbeddedServer['url'] = (role, database) => {
    if (role === 'administrator') return transport.url(SUPERUSER, kept, database);
    if (role === 'migrator') return transport.url(MIGRATOR_ROLE, fresh.migrator, database);
    return transport.url(APPLICATION_ROLE, fresh.application, database);
  };
  const client = await openClient({ url: url('administrator', 'postgres') });
  try {
    await prepareRoles(client, true);
    if (transport.passwords) {
      await client.query(`alter role ${MIGRATOR_ROLE} password '${fresh.migrator}'`);
      await client.query(`alter role ${APPLICATION_ROLE} password '${fresh.application}'`);
    }
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE} owner ${MIGRATOR_ROLE}`);
  } finally {
    await client.end();
  }
  return url;
}

/** The last fatal line of the log, without time and process. */
async function lastFault(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const lines = text.slice(-8000).split('\n');
  const fault = lines.findLast((line) => /FATAL|PANIC|error while loading/.test(line)) ?? lines.at(-2) ?? '';
  return fault.replace(/^.*?(FATAL|PANIC):\s*/, '').trim();
}

async function rotate(log: string): Promise<void> {
  const size = (await stat(log).catch(() => undefined))?.size ?? 0;
  if (size > LARGEST_LOG) await rename(log, `${log}.1`);
}
