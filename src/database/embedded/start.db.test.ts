import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import {
  connect,
  findEmbedded,
  migrate,
  startEmbedded,
  type EmbeddedOptions,
  type EmbeddedServer,
} from '../index.ts';
import { openClient } from '../lib/connection.ts';
import { throwAwayFolder, type TestServer } from '../testing/index.ts';
import { isAlive, serverProcesses, waitFor } from './processes.ts';

const { binaries } = inject('counterfoilTestServer') satisfies TestServer;
/** The rules that do not depend on the server's version are proved once. */
const isInstalled = binaries !== undefined;
const isRoot = process.getuid?.() === 0;

let root: string;
let folder: string;
const running: EmbeddedServer[] = [];
const children: ChildProcess[] = [];

/** A cluster made once, for the rules that are not about its making. */
let made: string;
beforeAll(async () => {
  made = await mkdtemp(path.join(throwAwayFolder(false), 'counterfoil-made-'));
  const server = await startEmbedded({
    folder: made,
    durable: false,
    ...(binaries === undefined ? {} : { binaries }),
  });
  await server.stop();
});
afterAll(() => rm(made, { recursive: true, force: true }));

async function copyMade(): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of ['cluster', 'superuser-password']) {
    await cp(path.join(made, name), path.join(folder, name), { recursive: true });
  }
}

beforeEach(async () => {
  root = await mkdtemp(path.join(throwAwayFolder(false), 'counterfoil-supervisor-'));
  await chmod(root, 0o755);
  folder = path.join(root, 'data');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(running.splice(0).map((server) => server.stop()));
  await killServer();
  await waitFor(async () => (await serverProcesses(path.join(folder, 'cluster'))).length === 0, 10_000);
  await rm(root, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> {
  const server = await startEmbedded({
    folder,
    durable: false,
    ...(binaries === undefined ? {} : { binaries }),
    ...options,
  });
  running.push(server);
  return server;
}

async function ask<Row>(url: string, text: string): Promise<Row[]> {
  const client = await openClient({ url });
  try {
    // The caller names the row's type together with the statement.
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** A process of its own that starts the server, then does as told until it is killed. */
function startElsewhere(after: string): { child: ChildProcess; says: (text: RegExp) => Promise<string> } {
  const program = `
    import { startEmbedded } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    import { openClient } from ${JSON.stringify(new URL('../lib/connection.ts', import.meta.url).href)};
    const server = await startEmbedded(${JSON.stringify({ folder, binaries })}).catch((error) => {
      console.log('refused ' + error.code + ' ' + JSON.stringify(error.values));
      process.exit(3);
    });
    const client = await openClient({ url: server.migrationUrl });
    console.log('started ' + server.pid);
    setInterval(() => undefined, 1000);
    ${after}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return {
    child,
    async says(text) {
      const heard = await waitFor(() => text.test(output) || child.exitCode !== null, 60_000);
      expect(heard, output).toBe(true);
      return text.exec(output)?.[0] ?? output;
    },
  };
}

/** Kills every process of the server; one that has ended on its own meanwhile is dead enough. */
async function killServer(): Promise<void> {
  for (const pid of await serverProcesses(path.join(folder, 'cluster'))) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

describe('a bare folder', () => {
  test('becomes a database that is migrated, served, stopped, and found as it was left', async () => {
    const first = await start();
    await migrate({ url: first.migrationUrl });
    await ask(first.migrationUrl, 'create table kept (id integer); insert into kept values (7)');
    const database = await connect({ url: first.applicationUrl });
    const who = { name: 'test-who', text: 'select session_user::text as role' };
    expect(await database.read({ kind: 'public' }, who)).toEqual([{ role: 'counterfoil_application' }]);
    await database.close();
    await first.stop();
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(await ask(second.migrationUrl, 'select id from kept')).toEqual([{ id: 7 }]);
  });

  test.skipIf(isInstalled)(
    'is closed to other users of the machine, and holds no way in over the network',
    async () => {
      const server = await start({ durable: true });
      for (const name of ['socket', 'cluster']) {
        expect((await stat(path.join(folder, name))).mode & 0o077, name).toBe(0);
      }
      expect((await stat(path.join(folder, 'supervisor.lock'))).mode & 0o077).toBe(0);
      expect(await ask(server.administratorUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
      expect(await ask(server.administratorUrl, 'show fsync')).toEqual([{ fsync: 'on' }]);
    },
  );

  test.skipIf(isInstalled)(
    'whose path is longer than a socket’s may be is served from a short private folder',
    async () => {
      folder = path.join(root, 'a'.repeat(60), 'b'.repeat(60));
      await copyMade();
      const server = await start();
      const [{ place } = { place: '' }] = await ask<{ place: string }>(
        server.administratorUrl,
        `select current_setting('unix_socket_directories') as place`,
      );
      expect(place.startsWith(tmpdir())).toBe(true);
      expect((await stat(place)).mode & 0o077).toBe(0);
      await server.stop();
      expect(existsSync(place)).toBe(false);
    },
  );

  test.skipIf(isInstalled)('can be served over TCP, where a password is asked for', async () => {
    const server = await start({ transport: 'tcp' });
    await migrate({ url: server.migrationUrl });
    const database = await connect({ url: server.applicationUrl });
    expect(await database.read({ kind: 'public' }, { name: 'test-one', text: 'select 1 as one' })).toEqual([
      { one: 1 },
    ]);
    await database.close();
    for (const user of ['postgres', 'counterfoil_migrator', 'counterfoil_application']) {
      const guess = server.administratorUrl.replace(/\/\/[^@]*@/, `//${user}:guess@`);
      await expect(ask(guess, 'select 1'), user).rejects.toThrow(/password/);
    }
    await server.stop();
    const again = await start({ transport: 'tcp' });
    expect(await ask(again.administratorUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test.skipIf(isInstalled)(
    'with half a cluster, as a kill during its making leaves it, is begun anew',
    async () => {
      await mkdir(path.join(folder, 'cluster.new'), { recursive: true });
      await writeFile(path.join(folder, 'cluster.new', 'PG_VERSION'), '18\n');
      const server = await start();
      expect(await ask(server.migrationUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(await readdir(folder)).not.toContain('cluster.new');
    },
  );
});

describe.skipIf(isInstalled)('a second start on the same folder', () => {
  beforeEach(copyMade);

  test('is refused, naming the holder, while the first serves', async () => {
    const server = await start();
    await expect(start()).rejects.toMatchObject({
      code: 'database-folder-in-use',
      values: { folder, pid: process.pid },
    });
    expect(await ask(server.migrationUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    const elsewhere = startElsewhere('');
    expect(await elsewhere.says(/(started|refused) .*/)).toBe(
      `refused database-folder-in-use ${JSON.stringify({ folder, pid: process.pid })}`,
    );
  });

  test('of many at once lets exactly one through', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => start()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'database-folder-in-use' });
    }
  });

  test('is unnecessary: a command reaches the running server, and none once it stopped', async () => {
    expect(await findEmbedded(folder)).toBeUndefined();
    const server = await start();
    const found = await findEmbedded(folder);
    expect(await ask(found?.migrationUrl ?? '', 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(await findEmbedded(folder)).toBeUndefined();
  });
});

describe('after kill -9', () => {
  beforeEach(copyMade);

  const WRITE = `
    await client.query('create table if not exists kept (id integer)');
    for (let id = 0; ; id += 1) {
      await client.query('insert into kept values ($1)', [id]);
      console.log('kept ' + id);
    }`;

  test('of the supervisor alone, the next start ends the orphaned server and loses nothing acknowledged', async () => {
    const { child, says } = startElsewhere(WRITE);
    const pid = Number((await says(/started (\d+)/)).slice(8));
    const acknowledged = Number((await says(/kept (\d{2,})/)).slice(5));
    child.kill('SIGKILL');
    await waitFor(() => child.signalCode !== null, 5000);
    expect(isAlive(pid)).toBe(true);
    const server = await start();
    expect(isAlive(pid)).toBe(false);
    const [{ id } = { id: -1 }] = await ask<{ id: number }>(
      server.migrationUrl,
      'select max(id) as id from kept',
    );
    expect(id).toBeGreaterThanOrEqual(acknowledged);
  });

  test('of the supervisor and the postmaster, while a busy backend still holds the shared memory', async () => {
    const busy = `
      const other = await openClient({ url: server.migrationUrl });
      void other.query("do $$ begin loop end loop; end $$").catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 300));
      ${WRITE}`;
    const { child, says } = startElsewhere(busy);
    const pid = Number((await says(/started (\d+)/)).slice(8));
    const acknowledged = Number((await says(/kept (\d{2,})/)).slice(5));
    child.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await waitFor(() => !isAlive(pid), 5000);
    expect((await serverProcesses(path.join(folder, 'cluster'))).length).toBeGreaterThan(0);
    const server = await start();
    const [{ id } = { id: -1 }] = await ask<{ id: number }>(
      server.migrationUrl,
      'select max(id) as id from kept',
    );
    expect(id).toBeGreaterThanOrEqual(acknowledged);
  });

  test('of everything at once, the stale locks are taken over', async () => {
    const { child, says } = startElsewhere(WRITE);
    await says(/kept (\d{2,})/);
    child.kill('SIGKILL');
    await killServer();
    await waitFor(() => child.signalCode !== null, 5000);
    expect(existsSync(path.join(folder, 'cluster', 'postmaster.pid'))).toBe(true);
    expect(existsSync(path.join(folder, 'supervisor.lock'))).toBe(true);
    const server = await start();
    expect(await ask(server.migrationUrl, 'select count(*) > 10 as kept from kept')).toEqual([
      { kept: true },
    ]);
  });

  test.skipIf(isInstalled)(
    'a lock whose number now belongs to another process is not taken for held',
    async () => {
      await mkdir(folder, { recursive: true });
      await writeFile(
        path.join(folder, 'supervisor.lock'),
        JSON.stringify({ pid: process.ppid, began: '1' }),
      );
      const server = await start();
      expect(await ask(server.migrationUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    },
  );

  test.skipIf(isInstalled)(
    'of the postmaster under a living supervisor, the supervisor hears of it',
    async () => {
      let told = false;
      const server = await start({ onUnexpectedEnd: () => (told = true) });
      process.kill(server.pid, 'SIGKILL');
      await expect.poll(() => told).toBe(true);
    },
  );
});

describe.skipIf(isInstalled)('a process that ends without stopping its server', () => {
  beforeEach(copyMade);

  test('takes the server with it', async () => {
    const { child, says } = startElsewhere('setTimeout(() => process.exit(0), 50);');
    const pid = Number((await says(/started (\d+)/)).slice(8));
    await waitFor(() => child.exitCode !== null, 10_000);
    expect(await waitFor(() => !isAlive(pid), 10_000)).toBe(true);
  });
});

describe.skipIf(isInstalled)('refusals', () => {
  test('a cluster of another major version is named, not touched', async () => {
    await mkdir(path.join(folder, 'cluster'), { recursive: true });
    await writeFile(path.join(folder, 'cluster', 'PG_VERSION'), '11\n');
    await expect(start()).rejects.toMatchObject({ code: 'database-folder-version', values: { found: '11' } });
    expect(await readdir(path.join(folder, 'cluster'))).toEqual(['PG_VERSION']);
    expect(await readdir(folder)).not.toContain('supervisor.lock');
  });

  test('a folder without binaries is named', async () => {
    await expect(start({ binaries: root })).rejects.toMatchObject({
      code: 'database-binaries-missing',
      values: { place: root },
    });
  });

  test('a server that cannot start says why', async () => {
    await copyMade();
    await rm(path.join(folder, 'cluster', 'global', 'pg_control'));
    await expect(start()).rejects.toMatchObject({ code: 'database-start-failed' });
    expect(await readFile(path.join(folder, 'postgres.log'), 'utf8')).toContain('pg_control');
  });
});

describe.runIf(isRoot && process.platform === 'linux' && !isInstalled)('as root', () => {
  test('the server runs as the lesser user where that user can enter', async () => {
    await copyMade();
    const server = await start();
    expect((await stat(`/proc/${server.pid}`)).uid).toBe(65_534);
    expect((await stat(path.join(folder, 'cluster'))).uid).toBe(65_534);
  });

  test('the server runs in a user namespace where it cannot, and keeps its data when the folder opens', async (context) => {
    await chmod(root, 0o700);
    const server = await start().catch((error: unknown) => error);
    if (server instanceof Error) {
      // Some machines forbid user namespaces; then the refusal must say so.
      expect(server).toMatchObject({ code: 'database-needs-lesser-user' });
      context.skip('this machine forbids user namespaces');
      return;
    }
    expect((await stat(path.join(folder, 'cluster'))).uid).toBe(0);
    await Promise.all(running.splice(0).map((each) => each.stop()));
    await chmod(root, 0o755);
    const again = await start();
    expect((await stat(path.join(folder, 'cluster'))).uid).toBe(65_534);
    await again.stop();
    await chmod(root, 0o700);
    const back = await start();
    expect(await ask(back.migrationUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});
