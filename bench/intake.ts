import { cpus } from 'node:os';
import pg from 'pg';
import { uuidV7 } from '../src/base/index.ts';
import { generateKeyPair, newRandom, readSigningKey } from '../src/crypto/index.ts';
import { noteSigner, openEvidence } from '../src/evidence/index.ts';
import { systemCaller } from '../src/ledger/index.ts';
import type { Outcome } from '../src/systems/ecert/index.ts';
import { createIntake } from '../src/systems/ecert/index.ts';
import type { BenchRow } from './row.ts';
import { rateRow } from './row.ts';
import { AUTHORITY, benchCertificate, benchSeal, LARGE } from './subject/certificates.ts';
import { benchServer } from './subject/server.ts';

/** Callers that each wait for their answer before they send the next certificate. */
const CALLERS = 64;
const CONNECTIONS = 16;
const SECONDS = Number(process.env['COUNTERFOIL_BENCH_SECONDS'] ?? 6);
/** Certificates that go in before the clock runs: threads load, statements are prepared, code is compiled. */
const WARM = 6000;
const DOCUMENTS = WARM + 14_000;

/** Runs callers that each repeat an act until the time is up; acts per second. */
async function rate(seconds: number, act: (index: number) => Promise<void>): Promise<number> {
  let index = 0;
  const started = performance.now();
  const end = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (performance.now() < end && index < DOCUMENTS - WARM) await act(index++);
    }),
  );
  return index / ((performance.now() - started) / 1000);
}

function assertStored(outcomes: readonly Outcome[]): void {
  const [outcome] = outcomes;
  if (outcome?.kind !== 'stored') throw new Error(`not stored: ${JSON.stringify(outcome)?.slice(0, 500)}`);
  if (outcome.receipt.seal.indication !== 'TOTAL-PASSED') throw new Error('the seal was not verified');
}

/** Intake of sealed 22 KB certificates in this process: read, grade, verify, store, evidence. */
export async function benchIntake(): Promise<BenchRow[]> {
  const sealing = await benchSeal();
  const documents = Array.from({ length: DOCUMENTS }, (_, number) =>
    benchCertificate(number, LARGE, sealing),
  );
  const server = await benchServer(CONNECTIONS);
  const pool = new pg.Pool({ connectionString: server.administratorUrl, max: CONNECTIONS });
  try {
    await pool.query('create table bench_floor (id uuid primary key, bytes bytea not null)');
    const insert = 'insert into bench_floor (id, bytes) values ($1, $2)';
    const evidence = openEvidence({
      database: server.database,
      signer: noteSigner(
        'bench.example/log',
        'ed25519',
        readSigningKey(generateKeyPair('ed25519').privateKey),
      ),
      clock: () => new Date(),
    });
    const sequencing = await evidence.sequence();
    const intake = createIntake({
      database: server.database,
      trust: { authorities: () => [AUTHORITY], anchors: () => sealing.anchors },
      clock: () => new Date(),
      random: newRandom,
      codeKey: newRandom(32),
      workers: cpus().length,
      onCommitted: () => sequencing.wake(),
    });
    const caller = systemCaller('bench');
    const store = async (index: number): Promise<void> => {
      const bytes = documents[index];
      if (bytes === undefined) return;
      assertStored(await intake.accept([{ bytes, mediaType: 'application/xml' }], caller));
    };
    const warming = Array.from({ length: CALLERS }, async (_, first) => {
      for (let index = first; index < WARM; index += CALLERS) await store(index);
    });
    await Promise.all(warming);
    const floor = await rate(SECONDS / 2, async (index) => {
      const values = [uuidV7(Date.now(), newRandom), documents[index]];
      await pool.query({ name: 'bench-floor', text: insert, values });
    });
    const ours = await rate(SECONDS, (index) => store(index + WARM));
    await intake.close();
    await evidence.close();
    return [
      rateRow({
        what: `intake in process of a sealed certificate of ${String(Math.round((documents[0]?.length ?? 0) / 1000))} KB, against a prepared insert of the same bytes in a transaction of its own`,
        ours,
        floor,
        unit: 'certificates/s',
        atLeast: 0.4,
      }),
    ];
  } finally {
    await pool.end();
    await server.stop();
  }
}
