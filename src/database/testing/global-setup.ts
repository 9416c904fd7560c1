import { mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { endRemains } from '../embedded/cluster.ts';
import { holderOf, isHolding } from '../embedded/folder-lock.ts';
import { startEmbedded } from '../embedded/start.ts';
import { openClient } from '../lib/connection.ts';
import { migrate } from '../migrations.ts';
import { installedBinaries } from './installed.ts';
import type { TestServer } from './provided.ts';
import { THROW_AWAY_PLACES, throwAwayFolder } from './throw-away.ts';

const PLACE = '{database}';
const PREFIX = 'counterfoil-test-';

type Urls = Pick<TestServer, 'administratorUrl' | 'migrationUrl' | 'applicationUrl'>;

/**
 * Starts one server for the project's tests and migrates the template they copy. COUNTERFOIL_TEST_DATABASE_URL names
 * an external server instead (its user must be able to create databases and roles); a project whose name
 * ends in `-installed`, or COUNTERFOIL_TEST_POSTGRES=installed, takes the newest PostgreSQL under /usr/lib/postgresql.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env['COUNTERFOIL_TEST_DATABASE_URL'];
  const installed =
    project.name.endsWith('-installed') || process.env['COUNTERFOIL_TEST_POSTGRES'] === 'installed';
  await sweep();
  const long = Number(process.env['COUNTERFOIL_SOAK'] ?? 0) > 0;
  const folder = await mkdtemp(path.join(throwAwayFolder(long), PREFIX));
  const server =
    external === undefined ? await ownServer(serverIn(folder), installed) : externalServer(external);
  try {
    const template = `counterfoil_template_${process.pid}_${performance.now().toFixed(0)}`;
    const version = await makeTemplate(server.urls, template);
    const binaries = installed ? installedBinaries() : undefined;
    project.provide('counterfoilTestServer', {
      ...server.urls,
      template,
      version,
      folder,
      ...(binaries === undefined ? {} : { binaries }),
    });
    return async () => {
      if (external !== undefined) await dropTemplate(server.urls, template);
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    };
  } catch (error) {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The server's own folder within that of the run. */
function serverIn(folder: string): string {
  return path.join(folder, 'server');
}

async function ownServer(
  folder: string,
  installed: boolean,
): Promise<{ urls: Urls; stop: () => Promise<void> }> {
  const binaries = installed ? installedBinaries() : undefined;
  if (installed && binaries === undefined)
    throw new Error('no PostgreSQL is installed under /usr/lib/postgresql');
  const server = await startEmbedded({
    folder,
    durable: false,
    maximumConnections: 200,
    ...(binaries === undefined ? {} : { binaries }),
  });
  return {
    urls: {
      administratorUrl: server.url('administrator', PLACE),
      migrationUrl: server.url('migrator', PLACE),
      applicationUrl: server.url('application', PLACE),
    },
    stop: () => server.stop(),
  };
}

/** Clears what test runs that were killed left behind. */
async function sweep(): Promise<void> {
  for (const folder of await left()) {
    const holder = await holderOf(serverIn(folder));
    if (holder === undefined || isHolding(holder)) continue;
    await endRemains(path.join(serverIn(folder), 'cluster'));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Folders of other runs, in either place. */
async function left(): Promise<readonly string[]> {
  const found = await Promise.all(
    THROW_AWAY_PLACES.map(async (place) => {
      const names = await readdir(place).catch(() => []);
      return names.filter((name) => name.startsWith(PREFIX)).map((name) => path.join(place, name));
    }),
  );
  return found.flat();
}

function externalServer(url: string): { urls: Urls; stop: () => Promise<void> } {
  const pattern = url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${PLACE}`);
  return {
    urls: { administratorUrl: pattern, migrationUrl: pattern, applicationUrl: pattern },
    stop: () => Promise.resolve(),
  };
}

async function makeTemplate(urls: Urls, template: string): Promise<string> {
  const client = await openClient({ url: urls.administratorUrl.replace(PLACE, 'postgres') });
  try {
    await client.query(`create database ${template}`);
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    await migrate({ url: urls.administratorUrl.replace(PLACE, template) });
    return rows[0]?.version ?? '';
  } finally {
    await client.end();
  }
}

async function dropTemplate(urls: Urls, template: string): Promise<void> {
  const client = await openClient({ url: urls.administratorUrl.replace(PLACE, 'postgres') });
  await client.query(`drop database if exists ${template} with (force)`);
  await client.end();
}
