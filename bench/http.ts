import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadAuthorities, openAccess, openSigningIn, OPERATOR } from '../src/access/index.ts';
import { generateKeyPair, newRandom, readSigningKey } from '../src/crypto/index.ts';
import { noteSigner, openEvidence } from '../src/evidence/index.ts';
import {
  auditServiceOf,
  Correspondence,
  createServer,
  databaseIdempotency,
  httpWords,
  LiveHub,
  LiveStreams,
  registersServiceOf,
  standingSessions,
  type AdministrationService,
  type CertificateService,
  type Services,
} from '../src/http/index.ts';
import { systemCaller } from '../src/ledger/index.ts';
import { certificatesByNumber, createIntake } from '../src/systems/ecert/index.ts';
import { changeSize, readChanges } from '../src/systems/ecert/changes/index.ts';
import { Forgeries } from '../src/systems/ecert/forgeries/index.ts';
import { drive, requestBytes, writeRequests } from './load/drive.ts';
import { analyse, insertFloor, lookupFloor, type RunningFloor } from './load/floor.ts';
import type { LoadResult } from './load/generator.ts';
import type { BenchRow } from './row.ts';
import { rateRow } from './row.ts';
import { AUTHORITY, benchCertificate, benchSeal, LARGE, type BenchSeal } from './subject/certificates.ts';
import { benchServer, type BenchServer } from './subject/server.ts';

const ROUNDS = Number(process.env['COUNTERFOIL_BENCH_ROUNDS'] ?? 5);
const LOOKUP_CONNECTIONS = 32;
const INTAKE_CONNECTIONS = 64;
const DATABASE_CONNECTIONS = 16;
const LOOKUP_DOCUMENTS = 2_000;
const INTAKE_DOCUMENTS = 4_000;
/** Documents go in for so many rounds before the clock counts: a server runs for weeks, its first seconds are the compiler's. */
const INTAKE_WARM_ROUNDS = 2;
const clock = (): Date => new Date();

interface BenchHouse {
  readonly port: number;
  readonly token: string;
  readonly store: (documents: readonly Uint8Array[]) => Promise<void>;
  close(): Promise<void>;
}

/** The whole server as it runs in production, over the embedded database, with logs written to nowhere. */
async function openHouse({ database }: BenchServer, sealing: BenchSeal): Promise<BenchHouse> {
  const signer = noteSigner(
    'bench.example/log',
    'ed25519',
    readSigningKey(generateKeyPair('ed25519').privateKey),
  );
  const evidence = openEvidence({ database, signer, clock });
  const sequencing = await evidence.sequence();
  const shared = { database, clock, random: newRandom };
  const intake = createIntake({
    ...shared,
    trust: { authorities: () => [AUTHORITY], anchors: () => sealing.anchors },
    codeKey: newRandom(32),
    workers: cpus().length,
    onCommitted: () => sequencing.wake(),
  });
  await loadAuthorities(shared);
  const access = openAccess(shared);
  const account = {
    login: 'bench',
    name: 'bench',
    kind: 'machine',
    authority: AUTHORITY.key,
    roles: ['supervisor'],
  } as const;
  await access.addAccount(OPERATOR, account);
  const expires = new Date(Date.now() + 86_400_000);
  const { token } = await access.issueToken(OPERATOR, { login: account.login, label: 'bench', expires });
  const byNumber: CertificateService['byNumber'] = ({ scope }, country, number) =>
    certificatesByNumber(database, scope, number, country);
  const onCommitted = (): void => sequencing.wake();
  const forgeries = await Forgeries.open({ ...shared, onCommitted, authorities: () => [AUTHORITY] });
  const parts: Partial<Services> = {
    ...shared,
    log: pino({ level: 'info' }, pino.destination({ dest: '/dev/null', sync: false })),
    words: httpWords,
    access,
    signingIn: openSigningIn(shared),
    audit: auditServiceOf({ ...shared, evidence, onCommitted }),
    registers: registersServiceOf(shared),
    correspondence: new Correspondence({ ...shared, onCommitted }),
    live: new LiveStreams(
      new LiveHub({
        size: () => changeSize(database),
        read: (from, limit) => readChanges(database, from, limit),
      }),
      { standing: standingSessions(database, clock) },
    ),
    // Look-ups ask for warnings alone.
    administration: { forgeries } as unknown as AdministrationService,
    evidence,
    intake,
    // Nothing else of the service is called here.
    certificates: { byNumber } as CertificateService,
    idempotency: databaseIdempotency(database, clock),
    schemas: [],
    trustPack: () => Promise.resolve(new Uint8Array()),
    readiness: () => Promise.resolve([]),
    measures: () => Promise.resolve({ logSize: 0, logWaiting: 0, logLagSeconds: 0 }),
  };
  // Nothing of the other parts is called here.
  const server = await createServer(parts as Services, { requestsPerMinute: 100_000_000 });
  await server.listen({ port: 0, host: '127.0.0.1' });
  // A server that listens on an address has one.
  const { port } = server.server.address() as AddressInfo;
  const caller = systemCaller('bench');
  return {
    port,
    token,
    async store(documents) {
      for (let from = 0; from < documents.length; from += 200) {
        const items = documents
          .slice(from, from + 200)
          .map((bytes) => ({ bytes, mediaType: 'application/xml' as const }));
        const outcomes = await intake.accept(items, caller);
        if (outcomes.some(({ kind }) => kind !== 'stored')) throw new Error('a certificate was not stored');
      }
    },
    async close() {
      await server.close();
      await intake.close();
      await evidence.close();
    },
  };
}

/** Answers and seconds of several rounds together; any other status makes the figure worthless. */
class Tally {
  #answers = 0;
  #seconds = 0;

  add({ answers, seconds, statuses }: LoadResult, wanted: readonly string[]): void {
    const other = Object.keys(statuses).filter((status) => !wanted.includes(status));
    if (other.length > 0 || answers === 0) throw new Error(`unexpected answers: ${JSON.stringify(statuses)}`);
    this.#answers += answers;
    this.#seconds += seconds;
  }

  get rate(): number {
    return this.#answers / this.#seconds;
  }
}

async function withHouse(
  measure: (parts: {
    readonly house: BenchHouse;
    readonly database: BenchServer;
    readonly sealing: BenchSeal;
    readonly folder: string;
  }) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  const sealing = await benchSeal();
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-load-'));
  const database = await benchServer(DATABASE_CONNECTIONS);
  const house = await openHouse(database, sealing);
  try {
    return await measure({ house, database, sealing, folder });
  } finally {
    await house.close();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Look-up by number over HTTP: admission, scope, row-level security, entity tag, log and metrics included. */
export async function benchLookup(): Promise<BenchRow[]> {
  return withHouse(async ({ house, database, sealing, folder }) => {
    const numbers = Array.from({ length: LOOKUP_DOCUMENTS }, (_, number) => number);
    await house.store(numbers.map((number) => benchCertificate(number, LARGE, sealing)));
    await analyse(database.administratorUrl);
    const requests = join(folder, 'lookups');
    writeRequests(
      requests,
      numbers.map((number) => {
        const written = encodeURIComponent(`NZL2026/${String(number).padStart(8, '0')}`);
        const headers = { authorization: `Bearer ${house.token}`, accept: 'application/json' };
        return requestBytes(`GET /v1/certificates/by-number/NZ/${written}`, headers);
      }),
    );
    const floor = await lookupFloor(database.administratorUrl);
    const run = (port: number, milliseconds: number): Promise<LoadResult> =>
      drive({ port, connections: LOOKUP_CONNECTIONS, requests, milliseconds, once: false });
    const tallies = { floor: new Tally(), ours: new Tally() };
    for (let round = 0; round <= ROUNDS; round += 1) {
      const results = [await run(floor.port, 1_500), await run(house.port, 1_500)] as const;
      // The first round warms both up.
      if (round === 0) continue;
      tallies.floor.add(results[0], ['200']);
      tallies.ours.add(results[1], ['200']);
    }
    await floor.close();
    return [
      rateRow({
        what: 'look-up over HTTP by number, against node:http with one prepared select',
        ours: tallies.ours.rate,
        floor: tallies.floor.rate,
        unit: 'look-ups/s',
        atLeast: 0.7,
      }),
    ];
  });
}

/** Intake over HTTP of sealed 22 KB certificates: read, grade, verify, store, and wait for the proof in the receipt. */
export async function benchIntakeHttp(): Promise<BenchRow[]> {
  return withHouse(async ({ house, database, sealing, folder }) => {
    const floor = await insertFloor(database.administratorUrl, DATABASE_CONNECTIONS);
    const tallies = { floor: new Tally(), ours: new Tally() };
    let bytes = 0;
    for (let round = 0; round < INTAKE_WARM_ROUNDS + ROUNDS; round += 1) {
      const documents = Array.from({ length: INTAKE_DOCUMENTS }, (_, index) =>
        benchCertificate(round * INTAKE_DOCUMENTS + index, LARGE, sealing),
      );
      bytes = documents[0]?.length ?? 0;
      const requests = join(folder, `intakes-${String(round)}`);
      const headers = { authorization: `Bearer ${house.token}`, 'content-type': 'application/xml' };
      writeRequests(
        requests,
        documents.map((body) => requestBytes('POST /v1/certificates', headers, body)),
      );
      const results = [await intakeRun(floor, requests), await intakeRun(house, requests)] as const;
      if (round < INTAKE_WARM_ROUNDS) continue;
      tallies.floor.add(results[0], ['201']);
      tallies.ours.add(results[1], ['201', '202']);
    }
    await floor.close();
    return [
      rateRow({
        what: `intake over HTTP of a sealed certificate of ${String(Math.round(bytes / 1000))} KB with its proof, against node:http with one prepared insert of the same bytes in a transaction of its own`,
        ours: tallies.ours.rate,
        floor: tallies.floor.rate,
        unit: 'certificates/s',
        atLeast: 0.4,
      }),
    ];
  });
}

function intakeRun({ port }: Pick<RunningFloor, 'port'>, requests: string): Promise<LoadResult> {
  return drive({ port, connections: INTAKE_CONNECTIONS, requests, milliseconds: 120_000, once: true });
}
