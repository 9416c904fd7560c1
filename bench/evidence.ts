import pg from 'pg';
import { uuidV7 } from '../src/base/index.ts';
import { generateKeyPair, newRandom, readSigningKey, sha256Hex } from '../src/crypto/index.ts';
import type { Statement } from '../src/database/index.ts';
import type { Evidence } from '../src/evidence/index.ts';
import { appendActs, fsck, noteSigner, openEvidence, systemSession } from '../src/evidence/index.ts';
import type { BenchRow } from './row.ts';
import { limitRow, rateRow } from './row.ts';
import { benchServer } from './subject/server.ts';

/** Callers that each wait for their commit before they perform the next act. */
const CALLERS = 64;
const CONNECTIONS = 16;
const SECONDS = Number(process.env['COUNTERFOIL_BENCH_SECONDS'] ?? 10);
const ROUNDS = 5;
const LIMIT_MILLISECONDS = 2000;

const FLOOR: Statement = {
  name: 'bench-floor',
  text: 'insert into bench_floor (id, leaf) values ($1, $2)',
};
/** As long as a leaf. */
const TEXT = 'x'.repeat(90);

async function callers(seconds: number, act: (number: number) => Promise<void>): Promise<number> {
  let number = 0;
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (performance.now() < end) await act(number++);
    }),
  );
  return number;
}

function actOf(number: number) {
  return {
    kind: 'certificate.issued',
    actor: 'office/CN-GACC/1100',
    subject: `certificate/CN/CN-GACC/${String(number)}/1`,
    at: new Date().toISOString(),
    digest: sha256Hex(Uint8Array.of(number % 256)),
    state: 'issued',
  };
}

/** Single acts, each in a transaction of its own, until proven; and how long one act waits for its proof. */
export async function benchEvidence(): Promise<BenchRow[]> {
  const server = await benchServer(CONNECTIONS);
  const { database } = server;
  const signer = noteSigner(
    'bench.example/log',
    'ed25519',
    readSigningKey(generateKeyPair('ed25519').privateKey),
  );
  const evidence = openEvidence({ database, signer, clock: () => new Date() });
  try {
    await prepareFloor(server.administratorUrl);
    const sequencing = await evidence.sequence();
    const append = async (number: number): Promise<string> => {
      const [reference] = await database.transaction({ kind: 'system' }, (transaction) =>
        appendActs(transaction, [actOf(number)], newRandom),
      );
      sequencing.wake();
      return reference?.id ?? '';
    };
    const insert = async (): Promise<void> => {
      await database.transaction({ kind: 'system' }, (transaction) =>
        transaction.query(FLOOR, [uuidV7(Date.now(), newRandom), TEXT]),
      );
    };
    await callers(1, insert);
    await callers(1, async (number) => void (await append(number)));
    await proven(evidence);
    const floors: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      floors.push(await rate(async () => callers(SECONDS / ROUNDS, insert)));
      ours.push(
        await rate(async () => {
          const acts = await callers(SECONDS / ROUNDS, async (number) => void (await append(number)));
          await proven(evidence);
          return acts;
        }),
      );
    }
    const waits = await timesToProof(evidence, append);
    const report = await fsck(systemSession(database), { key: signer.key });
    if (report.difference !== undefined) throw new Error(JSON.stringify(report.difference));
    const what = 'evidence';
    return [
      rateRow({
        what: `${what}: single acts until proven, against single inserts of the same client`,
        ours: median(ours),
        floor: median(floors),
        unit: 'acts/s',
        atLeast: 0.5,
      }),
      limitRow({
        what: `${what}: from act to proof in hand, 99 of 100, ${String(CALLERS)} callers`,
        ours: waits[Math.floor(waits.length * 0.99)] ?? Number.POSITIVE_INFINITY,
        floor: LIMIT_MILLISECONDS,
        unit: 'ms',
      }),
    ];
  } finally {
    await evidence.close();
    await server.stop();
  }
}

async function prepareFloor(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`
    create table counterfoil.bench_floor (id uuid primary key, leaf text collate "C" not null);
    grant insert on counterfoil.bench_floor to counterfoil_application`);
  await client.end();
}

async function rate(work: () => Promise<number>): Promise<number> {
  const started = performance.now();
  const done = await work();
  return done / ((performance.now() - started) / 1000);
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

/** Waits until a signed checkpoint covers whatever was committed. */
async function proven(evidence: Evidence): Promise<void> {
  while (await evidence.sequencer.hasWork()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}

async function timesToProof(
  evidence: Evidence,
  append: (number: number) => Promise<string>,
): Promise<readonly number[]> {
  const waits: number[] = [];
  await callers(SECONDS / ROUNDS, async (number) => {
    const started = performance.now();
    const id = await append(number);
    const found = await evidence.waitProven([id], 10_000);
    if (found.size !== 1) throw new Error('an act was not proven within ten seconds');
    waits.push(performance.now() - started);
  });
  return waits.toSorted((left, right) => left - right);
}
