import { execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccess, OPERATOR } from '../src/access/index.ts';
import { newRandom } from '../src/crypto/index.ts';
import { connect, migrate, startEmbedded, type Database } from '../src/database/index.ts';
import { systemCaller } from '../src/ledger/index.ts';
import { createIntake } from '../src/systems/ecert/index.ts';
import { limitRow, type BenchRow } from './row.ts';
import { AUTHORITY, benchCertificate, benchSeal, LARGE } from './subject/certificates.ts';
import { startProgram } from './subject/program.ts';

const CONNECTIONS = 500;
/** Streams of one account: what a person with many windows has. */
const OF_AN_ACCOUNT = 10;
/** What the whole server process may take with all of them open. */
const MEGABYTES = 200;
/** From the act to the last listener. */
const MILLISECONDS = 2_000;
const clock = (): Date => new Date();

/** One open stream; resolves what it waits for when the text has come. */
class Stream {
  readonly #request: ClientRequest;
  #text = '';
  #waiting: { readonly text: string; readonly resolve: () => void } | undefined;

  private constructor(sent: ClientRequest, response: IncomingMessage) {
    this.#request = sent;
    response.setEncoding('utf8');
    response.on('error', () => undefined);
    response.on('data', (chunk: string) => {
      this.#text = `${this.#text}${chunk}`.slice(-4_000);
      if (this.#waiting !== undefined && this.#text.includes(this.#waiting.text)) this.#waiting.resolve();
    });
  }

  static open(url: string, token: string): Promise<Stream> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}` };
      const sent = request(new URL('/v1/live', url), { headers, agent: false }, (response) => {
        if (response.statusCode === 200) resolve(new Stream(sent, response));
        else reject(new Error(`a stream was answered with ${String(response.statusCode)}`));
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  until(text: string): Promise<void> {
    if (this.#text.includes(text)) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting = { text, resolve };
    });
  }

  close(): void {
    this.#request.destroy();
  }
}

async function openTokens(database: Database): Promise<readonly string[]> {
  const access = openAccess({ database, clock, random: newRandom });
  const expires = new Date(Date.now() + 86_400_000);
  const tokens: string[] = [];
  for (let index = 0; index < CONNECTIONS / OF_AN_ACCOUNT; index += 1) {
    const login = `listener-${String(index)}`;
    const account = {
      login,
      name: login,
      kind: 'machine',
      authority: 'CN-GACC',
      roles: ['official'],
    } as const;
    await access.addAccount(OPERATOR, account);
    tokens.push((await access.issueToken(OPERATOR, { login, label: 'bench', expires })).token);
  }
  return tokens;
}

/** Resident memory of a process, in megabytes. */
function memoryOf({ pid }: ChildProcess): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()) / 1024;
}

/** Memory of a whole server process with 500 open live connections, and how soon all of them are told of an act. */
export async function benchLive(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-bench-live-'));
  const postgres = await startEmbedded({ folder: join(folder, 'database') });
  await migrate({ url: postgres.migrationUrl });
  const database = await connect({ url: postgres.applicationUrl, connections: 4 });
  const { child, url } = await startProgram({
    COUNTERFOIL_DATA: join(folder, 'data'),
    COUNTERFOIL_PORT: '0',
    COUNTERFOIL_LOG_LEVEL: 'error',
    COUNTERFOIL_DEMONSTRATION: 'no',
    DATABASE_URL: postgres.applicationUrl,
    DATABASE_MIGRATOR_URL: postgres.migrationUrl,
  });
  const sealing = await benchSeal();
  const intake = createIntake({
    database,
    clock,
    random: newRandom,
    trust: { authorities: () => [AUTHORITY], anchors: () => sealing.anchors },
    codeKey: newRandom(32),
    workers: 1,
  });
  try {
    const tokens = await openTokens(database);
    const streams: Stream[] = [];
    for (let index = 0; index < CONNECTIONS; index += 1) {
      streams.push(await Stream.open(url, tokens[index % tokens.length] ?? ''));
    }
    await Promise.all(streams.map((stream) => stream.until('event: ready')));
    const idle = memoryOf(child);
    let slowest = 0;
    for (let number = 0; number < 20; number += 1) {
      const document = benchCertificate(number, LARGE, sealing);
      const [outcome] = await intake.accept(
        [{ bytes: document, mediaType: 'application/xml' }],
        systemCaller('system/bench'),
      );
      if (outcome?.kind !== 'stored') throw new Error(`the certificate was ${outcome?.kind ?? 'lost'}`);
      const started = performance.now();
      await Promise.all(streams.map((stream) => stream.until(outcome.receipt.id)));
      slowest = Math.max(slowest, performance.now() - started);
    }
    const busy = memoryOf(child);
    for (const stream of streams) stream.close();
    return [
      limitRow({
        what: `memory of a whole server process with ${String(CONNECTIONS)} open live connections, against what it may take`,
        ours: Math.max(idle, busy),
        floor: MEGABYTES,
        unit: 'MB',
      }),
      limitRow({
        what: `time from an act to the last of ${String(CONNECTIONS)} listeners, the longest of twenty, against what is allowed`,
        ours: slowest,
        floor: MILLISECONDS,
        unit: 'ms',
      }),
    ];
  } finally {
    child.removeAllListeners('exit');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    await intake.close();
    await database.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
