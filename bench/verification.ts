import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAuthorities } from '../src/access/index.ts';
import { generateKeyPair, newRandom, readSigningKey } from '../src/crypto/index.ts';
import { connect, migrate, startEmbedded, type Database } from '../src/database/index.ts';
import { noteSigner, openEvidence } from '../src/evidence/index.ts';
import { systemCaller, takeAction } from '../src/ledger/index.ts';
import { holdQuantities, openBook, readBook } from '../src/ledger/accounts/index.ts';
import {
  declarationKeeper,
  openDeclarations,
  type Declarations,
} from '../src/systems/customs/declaration/index.ts';
import { certificateRecord } from '../src/systems/ecert/index.ts';
import { certificateSource } from '../src/systems/ecert/facts/index.ts';
import { openCases, type OpenCases } from '../src/verification/cases/index.ts';
import { BEEF_LINE, beefBook, beefCertificate, beefForm } from './load/declarations.ts';
import { analyse } from './load/floor.ts';
import { quantiles } from './load/open-model.ts';
import { Costs } from './load/processor-time.ts';
import { fillRegister } from './load/register.ts';
import { record, replayed, type Recorded } from './load/replay.ts';
import { limitRow, rateRow, type BenchRow } from './row.ts';

const CERTIFICATES = Number(process.env['COUNTERFOIL_BENCH_CERTIFICATES'] ?? 1_000_000);
/** A folder to keep the filled database in; a temporary one where absent. */
const FOLDER = process.env['COUNTERFOIL_BENCH_FOLDER'];
const SECONDS = Number(process.env['COUNTERFOIL_BENCH_SECONDS'] ?? 30);
/** Certificates of one kind in half of the register; the other half is for what must not meet them. */
const KINDS = Math.floor(CERTIFICATES / 80);
const WARM = 200;
const DECIDED = 1_000;
const CALLERS = 8;
const RATE = 50;
/** What 95 of 100 decisions may take, from the bytes of the declaration on. */
const MILLISECONDS = 50;
const TOUCHED = 1_000;
const CHANGE_MILLISECONDS = 2_000;
/** Holds of a turn, and turns of one caller and of eight. */
const HOLDS = 1_000;
const TURNS = 20;
const SYSTEM = { kind: 'system' } as const;
const clock = (): Date => new Date();

interface Bench {
  readonly url: string;
  readonly database: Database;
  readonly declarations: Declarations;
  readonly cases: OpenCases;
  /** Statements inside transactions while it is set. */
  readonly recording: { into: Recorded[] | undefined };
  readonly wake: () => void;
}

const trader = {
  actor: 'system/bench',
  name: 'bench',
  organisation: 'CN-BENCH',
  scope: { kind: 'public', organisation: { key: 'CN-BENCH', country: 'CN' } },
  may: () => true,
} as const;

/** Declarations decided with a million certificates in the ledger. */
export async function benchVerification(): Promise<BenchRow[]> {
  const folder = FOLDER ?? mkdtempSync(join(tmpdir(), 'counterfoil-bench-verification-'));
  const postgres = await startEmbedded({ folder: join(folder, 'database') });
  await migrate({ url: postgres.migrationUrl });
  await fillRegister(postgres.administratorUrl, CERTIFICATES, (line) => console.log(`filling: ${line}`));
  const database = await connect({ url: postgres.applicationUrl, connections: 12 });
  const recording: Bench['recording'] = { into: undefined };
  const recorded = record(database, () => recording.into);
  const signer = noteSigner('bench.example/log', 'ed25519', readSigningKey(keyIn(folder)));
  const evidence = openEvidence({ database, signer, clock });
  const sequencing = await evidence.sequence();
  const shared = {
    database: recorded,
    clock,
    random: newRandom,
    onCommitted: () => {
      sequencing.wake();
    },
  };
  await loadAuthorities(shared);
  const cases = openCases({
    ...shared,
    ruleBooks: {
      inForce: () => Promise.resolve(beefBook),
      asKnown: () => Promise.resolve(beefBook),
      known: () => ({}),
      refresh: () => Promise.resolve(),
      changes: () => [],
      classOf: () => Promise.resolve(undefined),
    },
    documents: certificateSource({ database, anchors: () => [] }),
    keepers: [declarationKeeper(() => Promise.resolve())],
    standing: {
      of: (_session, _declaration, countries) =>
        Promise.resolve(
          countries.map((country) => ({ country, inForce: true, paperless: true, reachable: true })),
        ),
      reachable: (_country, partners) => Promise.resolve(new Set(partners)),
    },
    onFault: (error) => {
      console.error(error);
    },
  });
  const declarations = openDeclarations({
    ...shared,
    cases,
    inquiries: {
      ask: () => Promise.resolve(undefined),
      answers: (from) => Promise.resolve({ inquiries: [], next: from }),
    },
    secondOfficialFrom: () => Promise.resolve(undefined),
    tell: () => Promise.resolve(),
  });
  const bench: Bench = {
    url: postgres.applicationUrl,
    database,
    declarations,
    cases,
    recording,
    wake: () => {
      sequencing.wake();
    },
  };
  try {
    const rate = await throughput(bench);
    // The server does it by itself within a minute; until then it plans for tables that were empty when they were first asked.
    await analyse(postgres.administratorUrl);
    return [rate, await latency(bench), await change(bench), await race(bench)];
  } finally {
    await evidence.close();
    await database.close();
    await postgres.stop();
    if (FOLDER === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** The log's key: a kept database goes on with the one that its log was begun with. */
function keyIn(folder: string): string {
  const file = join(folder, 'log.key.pem');
  if (!existsSync(file)) writeFileSync(file, generateKeyPair('ed25519').privateKey, { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

// A kept database has the declarations of earlier runs.
const RUN = String(Date.now()).slice(-9);
let lodged = 0;

/** Lodges a declaration on a certificate of its own, or on one that is named. */
async function lodge({ declarations }: Bench, certificate?: string, kilograms = '10'): Promise<string> {
  lodged += 1;
  const number = `B${RUN}${String(lodged).padStart(6, '0')}`;
  const cited = certificate ?? beefCertificate(lodged % KINDS);
  const { entry } = await declarations.lodge(trader, {
    ...beefForm(number, cited, kilograms),
    authority: 'CN-GACC',
  });
  if (entry.body.outcome === undefined) throw new Error(`${number} was not decided`);
  return entry.body.outcome;
}

async function together(
  callers: number,
  count: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (let index = next++; index < count; index = next++) await work(index);
    }),
  );
  return (performance.now() - started) / 1000;
}

/** From the bytes of a declaration to its decision with write-off and evidence, against the same statements sent plainly. */
async function throughput(bench: Bench): Promise<BenchRow> {
  await together(CALLERS, WARM, () => lodge(bench));
  const runs: Recorded[][] = [];
  for (let run = 0; run < DECIDED / 4; run += 1) {
    const statements: Recorded[] = [];
    bench.recording.into = statements;
    const outcome = await lodge(bench);
    if (outcome !== 'pass') throw new Error(`a declaration of the bench was decided as ${outcome}`);
    runs.push(statements);
  }
  bench.recording.into = undefined;
  const sent = runs[0]?.map(({ statements }) => statements.length).join(' + ') ?? '';
  console.log(`statements of a declaration, by transaction: ${sent}`);
  const costs = new Costs();
  const { seconds } = await costs.of(async () => {
    const took = await together(CALLERS, DECIDED, () => lodge(bench));
    return { answers: DECIDED, client: 0, seconds: took };
  });
  console.log(`processor time of a declaration: ${costs.text}`);
  const ours = DECIDED / seconds;
  const floor = runs.length / (await replayed(bench.url, runs, CALLERS, KINDS * 40));
  // What was sent plainly named marks by the ids of those that it repeats.
  await bench.database.transaction(SYSTEM, (transaction) =>
    transaction.query({ name: 'bench-unmark', text: `delete from verification_due where cause = 'entered'` }),
  );
  return rateRow({
    what: `declaration in to decision stored with write-off and evidence, ${CERTIFICATES.toLocaleString('en')} certificates behind it, against its statements sent plainly`,
    ours,
    floor,
    unit: 'declarations/s',
    atLeast: 0.5,
  });
}

/** Declarations come at their moments, whether or not those before them were decided. */
async function latency(bench: Bench): Promise<BenchRow> {
  const times: number[] = [];
  const answers: Promise<void>[] = [];
  const started = performance.now();
  for (let sent = 0; sent < RATE * SECONDS; sent += 1) {
    const due = started + (sent / RATE) * 1000;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    answers.push(
      lodge(bench).then(() => {
        times.push(performance.now() - due);
      }),
    );
  }
  await Promise.all(answers);
  const { p50, p95, p99 } = quantiles(times);
  console.log(`decisions: p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms`);
  return limitRow({
    what: `declaration in to decision at ${String(RATE)}/s, open model, 95 of 100`,
    ours: p95,
    floor: MILLISECONDS,
    unit: 'ms',
  });
}

/** A certificate is withdrawn on which a thousand declarations draw. */
async function change(bench: Bench): Promise<BenchRow> {
  // Of the other half of the register, one for each run.
  const index = KINDS + (Number(RUN) % KINDS);
  const number = beefCertificate(index);
  await together(CALLERS, TOUCHED, () => lodge(bench, number, '0.1'));
  const count = async (): Promise<number> => {
    const [row] = await bench.database.read<{ count: string }>(
      SYSTEM,
      {
        name: 'bench-refused',
        text: `select count(*) as count from verification_sought s join verification_case c on c.id = s.case_id
               where s.key = $1 and c.outcome = 'refuse'`,
      },
      [`NZ/NZ-MPI/${number}`],
    );
    return Number(row?.count);
  };
  const work = bench.cases.work({ interval: 20, together: 4 });
  const [certificate] = await bench.database.read<{ id: string }>(
    SYSTEM,
    { name: 'bench-certificate', text: 'select id from certificate where number = $1' },
    [number],
  );
  const started = performance.now();
  await bench.database.transaction(SYSTEM, (transaction) =>
    takeAction(
      transaction,
      certificateRecord,
      { id: certificate?.id ?? '', action: 'withdraw', input: {} },
      { caller: systemCaller('system/bench'), now: clock(), random: newRandom },
    ),
  );
  bench.wake();
  const costs = new Costs();
  await costs.of(async () => {
    while ((await count()) < TOUCHED) await new Promise((resolve) => setTimeout(resolve, 10));
    return { answers: TOUCHED, client: 0 };
  });
  const took = performance.now() - started;
  console.log(`processor time of a declaration decided anew: ${costs.text}`);
  await work.stop();
  return limitRow({
    what: `one certificate withdrawn that ${TOUCHED.toLocaleString('en')} declarations draw on: all decided anew`,
    ours: took,
    floor: CHANGE_MILLISECONDS,
    unit: 'ms',
  });
}

/** Eight callers hold quantities of one account, against one caller; by turns: what the machine does meanwhile falls on both. */
async function race({ database }: Bench): Promise<BenchRow> {
  const by = { caller: systemCaller('system/bench'), now: clock(), random: newRandom };
  const raced = async (callers: number, turn: number): Promise<number> => {
    const subject = `bench/${RUN}/${String(callers)}/${String(turn)}`;
    const book = { country: 'CN', kind: 'certificate', subject };
    const limit = { coefficient: BigInt(HOLDS - 100), scale: 0 };
    await database.transaction(SYSTEM, (transaction) =>
      openBook(transaction, { ...book, lines: [{ line: 1, code: '', unit: 'KGM', limit }] }, by),
    );
    const took = await together(callers, HOLDS, (index) =>
      database.transaction(SYSTEM, (transaction) =>
        holdQuantities(
          transaction,
          book,
          {
            claimant: `claimant/${String(index)}`,
            allocations: [
              { item: 1, line: 1, code: BEEF_LINE, quantity: { coefficient: 1n, scale: 0 }, unit: 'KGM' },
            ],
          },
          (value) => value,
          by,
        ),
      ),
    );
    const found = await database.transaction(SYSTEM, (transaction) => readBook(transaction, book));
    if (found?.book.lines[0]?.held.coefficient !== limit.coefficient)
      throw new Error('an account was oversold');
    return took;
  };
  const times = { one: 0, eight: 0 };
  // The first turn warms both up.
  for (let turn = 0; turn <= TURNS; turn += 1) {
    const [one, eight] = [await raced(1, turn), await raced(CALLERS, turn)];
    if (turn === 0) continue;
    times.one += one;
    times.eight += eight;
  }
  return rateRow({
    what: `${String(CALLERS)} callers racing for one account, against one caller; by turns`,
    ours: (TURNS * HOLDS) / times.eight,
    floor: (TURNS * HOLDS) / times.one,
    unit: 'holds/s',
    atLeast: 1,
  });
}
