import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccess, OPERATOR } from '../src/access/index.ts';
import { newRandom } from '../src/crypto/index.ts';
import { connect, migrate, startEmbedded, type Database } from '../src/database/index.ts';
import { systemCaller } from '../src/ledger/index.ts';
import { createIntake } from '../src/systems/ecert/index.ts';
import { openModel, quantiles, type Fared, type Kind } from './load/open-model.ts';
import { fillRegister, registerContainer, registerNumber } from './load/register.ts';
import { processorTime, processorTimeOf } from './load/processor-time.ts';
import { limitRow, type BenchRow } from './row.ts';
import { AUTHORITY, benchCertificate, benchSeal, LARGE } from './subject/certificates.ts';
import { startProgram } from './subject/program.ts';

const CERTIFICATES = Number(process.env['COUNTERFOIL_BENCH_CERTIFICATES'] ?? 1_000_000);
/** A folder to keep the filled database in; a temporary one where absent. */
const FOLDER = process.env['COUNTERFOIL_BENCH_FOLDER'];
const SECONDS = Number(process.env['COUNTERFOIL_BENCH_SECONDS'] ?? 30);
const WARM_SECONDS = 6;
const RATE = 50;
/** What 95 of 100 requests may take. */
const MILLISECONDS = 50;
/** Certificates that came in through the intake, with document, receipt and proof; and inquiries on some of them. */
const ENTERED = 200;
const INQUIRIES = 60;
const clock = (): Date => new Date();

/** The requests of the window, as often as officials and offices make them, with a million certificates in the ledger. */
export async function benchPortal(): Promise<BenchRow[]> {
  const folder = FOLDER ?? mkdtempSync(join(tmpdir(), 'counterfoil-bench-portal-'));
  const postgres = await startEmbedded({ folder: join(folder, 'database') });
  await migrate({ url: postgres.migrationUrl });
  await fillRegister(postgres.administratorUrl, CERTIFICATES, (line) => console.log(`filling: ${line}`));
  const database = await connect({ url: postgres.applicationUrl, connections: 4 });
  const { child, url } = await startProgram({
    COUNTERFOIL_DATA: join(folder, 'data'),
    COUNTERFOIL_PORT: '0',
    COUNTERFOIL_LOG_LEVEL: 'error',
    COUNTERFOIL_DEMONSTRATION: 'no',
    DATABASE_URL: postgres.applicationUrl,
    DATABASE_MIGRATOR_URL: postgres.migrationUrl,
  });
  try {
    const tokens = {
      official: await tokenOf(database, 'CN-GACC', 'official'),
      office: await tokenOf(database, AUTHORITY.key, 'supervisor'),
    };
    const ids = await enter(database);
    await inquire(url, tokens.official, ids.slice(0, INQUIRIES));
    const kinds = requestsOf(tokens, ids);
    await openModel(url, kinds, { rate: RATE, seconds: WARM_SECONDS });
    const spent = (): readonly number[] => [
      processorTimeOf(child.pid ?? 0) ?? Number.NaN,
      processorTime()?.database ?? Number.NaN,
    ];
    const before = spent();
    const fared = await openModel(url, kinds, { rate: RATE, seconds: SECONDS });
    const [server = Number.NaN, base = Number.NaN] = spent().map(
      (after, index) => (after - (before[index] ?? 0)) / (RATE * SECONDS * 1000),
    );
    console.log(`processor time of a request: server ${server.toFixed(1)} + database ${base.toFixed(1)} ms`);
    console.log(table(fared));
    return rowsOf(fared);
  } finally {
    child.removeAllListeners('exit');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    await database.close();
    await postgres.stop();
    if (FOLDER === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function tokenOf(
  database: Database,
  authority: string,
  role: 'official' | 'supervisor',
): Promise<string> {
  const access = openAccess({ database, clock, random: newRandom });
  const login = `bench-${role}-${String(Date.now())}`;
  await access.addAccount(OPERATOR, { login, name: login, kind: 'machine', authority, roles: [role] });
  const expires = new Date(Date.now() + 86_400_000);
  return (await access.issueToken(OPERATOR, { login, label: 'bench', expires })).token;
}

/** Brings certificates in by the intake; their ids. */
async function enter(database: Database): Promise<readonly string[]> {
  const sealing = await benchSeal();
  const intake = createIntake({
    database,
    clock,
    random: newRandom,
    trust: { authorities: () => [AUTHORITY], anchors: () => sealing.anchors },
    codeKey: newRandom(32),
    workers: 1,
  });
  // Numbers of this run: a kept database has those of earlier ones.
  const first = (Math.floor(Date.now() / 1000) * ENTERED) % 700_000;
  const items = Array.from({ length: ENTERED }, (_, index) => ({
    bytes: benchCertificate(first + index, LARGE, sealing),
    mediaType: 'application/xml' as const,
  }));
  const outcomes = await intake.accept(items, systemCaller('system/bench'));
  await intake.close();
  return outcomes.map((outcome) => {
    if (outcome.kind === 'refused') throw new Error(`a certificate was refused: ${outcome.code}`);
    return outcome.receipt.id;
  });
}

async function inquire(url: string, token: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const response = await fetch(new URL(`/v1/certificates/${id}/inquiries`, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'Please confirm the number of cartons.' }),
    });
    if (response.status !== 201) throw new Error(`an inquiry was answered with ${String(response.status)}`);
  }
}

function requestsOf(
  { official, office }: Readonly<Record<'official' | 'office', string>>,
  ids: readonly string[],
): readonly Kind[] {
  let turn = 0;
  const next = (): number => (turn += 7_919);
  const id = (): string => ids[next() % ids.length] ?? '';
  const any = (): number => (next() * 104_729) % CERTIFICATES;
  const search = (
    name: string,
    share: number,
    query: () => Readonly<Record<string, string>>,
    token = official,
  ): Kind => ({
    name: `search by ${name}`,
    share,
    token,
    path: () => `/v1/certificates?${new URLSearchParams({ limit: '50', ...query() }).toString()}`,
  });
  const of = (name: string, share: number, part: string, token = official): Kind => ({
    name,
    share,
    token,
    path: () => `/v1/certificates/${id()}${part}`,
  });
  const at = (name: string, share: number, path: string, token = official): Kind => ({
    name,
    share,
    token,
    path: () => path,
  });
  const month = new Date(Date.now() - 40 * 86_400_000).toISOString();
  return [
    at('desk of an official', 6, '/v1/desk'),
    at('desk of an office', 3, '/v1/desk', office),
    search('nothing: the newest', 6, () => ({})),
    search('number', 8, () => ({ number: registerNumber(any()) })),
    search('part of a number', 5, () => ({ number: String(any()).padStart(6, '0').slice(-6) })),
    search('container', 5, () => ({ equipment: registerContainer(any()) })),
    search('product', 5, () => ({ product: 'lamb' })),
    search('product and party', 3, () => ({ product: 'beef', party: 'canterbury trading' })),
    search('product in Chinese', 3, () => ({ product: '冷冻牛肉' })),
    search('party', 4, () => ({ party: `pacific ${String(any() % 977)}` })),
    search('commodity', 4, () => ({ commodity: '0204' })),
    search('days', 4, () => ({ issuedFrom: month.slice(0, 10), issuedUntil: month.slice(0, 10) })),
    search('country, authority and state', 3, () => ({
      country: 'NZ',
      authority: AUTHORITY.key,
      state: 'issued',
    })),
    search('what nobody has', 2, () => ({ number: 'XQZ-77777777' })),
    search('office', 3, () => ({ office: AUTHORITY.offices[0].key, product: 'kiwifruit' }), office),
    {
      ...search('number', 6, () => ({})),
      name: 'look-up by number',
      path: () => `/v1/certificates/by-number/NZ/${encodeURIComponent(registerNumber(any()))}`,
    },
    of('certificate', 8, ''),
    of('face', 8, '/face'),
    of('history', 6, '/history'),
    of('receipt', 2, '/receipt'),
    of('proof', 2, '/proof'),
    of('results', 4, '/results'),
    of('document', 2, '/document'),
    at('inquiries', 5, '/v1/inquiries?limit=50'),
    at('inquiries of an office', 3, '/v1/inquiries?limit=50&mine=true', office),
    at('figures by year', 2, '/v1/figures?measure=certificates&by=year'),
    at('figures by month and chapter', 2, '/v1/figures?measure=certificates&by=month,chapter'),
    at('who I am', 4, '/v1/me'),
  ];
}

function table(fared: readonly Fared[]): string {
  const milliseconds = (value: number): string => value.toFixed(1).padStart(8);
  const lines = fared
    .toSorted((left, right) => right.p95 - left.p95)
    .map(
      ({ name, count, p50, p95, p99, dropped }) =>
        `${name.padEnd(40)}${String(count).padStart(6)}${milliseconds(p50)}${milliseconds(p95)}${milliseconds(p99)}${String(dropped).padStart(6)}`,
    );
  return [`${'milliseconds'.padEnd(40)} count     p50     p95     p99  lost`, ...lines].join('\n');
}

/** All requests together, as the promise has it; the slowest kind is named, for a share hides it behind the quick ones. */
function rowsOf(fared: readonly Fared[]): BenchRow[] {
  const [slowest] = fared.toSorted((left, right) => right.p95 - left.p95);
  const dropped = fared.reduce((sum, each) => sum + each.dropped, 0);
  if (slowest === undefined || dropped > 0)
    throw new Error(`${String(dropped)} requests of the window were lost`);
  const certificates = CERTIFICATES.toLocaleString('en');
  const told = `the slowest of ${String(fared.length)} kinds, ${slowest.name}: ${slowest.p95.toFixed(0)} ms`;
  return [
    limitRow({
      what: `API of the window at ${String(RATE)} requests/s with ${certificates} certificates, 95 of 100 (${told})`,
      ours: quantiles(fared.flatMap(({ times }) => times)).p95,
      floor: MILLISECONDS,
      unit: 'ms',
    }),
  ];
}
