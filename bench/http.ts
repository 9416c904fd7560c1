import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drive, requestBytes, writeRequests } from './load/drive.ts';
import { analyse, lookupFloor } from './load/floor.ts';
import type { LoadResult } from './load/generator.ts';
import { Costs } from './load/processor-time.ts';
import type { BenchRow } from './row.ts';
import { rateRow } from './row.ts';
import { benchCertificate, benchSeal, LARGE, type BenchSeal } from './subject/certificates.ts';
import { openHouse } from './subject/house.ts';
import { benchServer, type BenchServer } from './subject/server.ts';
import { serveHouse, serveInsertFloor, type Serving } from './subject/serving.ts';

const ROUNDS = Number(process.env['COUNTERFOIL_BENCH_ROUNDS'] ?? 5);
const LOOKUP_CONNECTIONS = 32;
/** Offices that each wait for their answer; there are hundreds of branches. */
const INTAKE_CONNECTIONS = 128;
const DATABASE_CONNECTIONS = 16;
const WARM_MILLISECONDS = 3_000;
const LOOKUP_DOCUMENTS = 2_000;
const INTAKE_DOCUMENTS = 4_000;
/** Documents go in for so many rounds before the clock counts: a server runs for weeks, its first seconds are the compiler's. */
const INTAKE_WARM_ROUNDS = 2;

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

interface Ground {
  readonly database: BenchServer;
  readonly sealing: BenchSeal;
  readonly folder: string;
}

interface Side {
  close(): Promise<void>;
}

/** Measures a server against its floor over one database; both are closed, whatever comes of it. */
async function withSides<House extends Side, Floor extends Side>(
  open: { house(ground: Ground): Promise<House>; floor(ground: Ground): Promise<Floor> },
  measure: (house: House, floor: Floor, ground: Ground) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  const sealing = await benchSeal();
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-load-'));
  const database = await benchServer(DATABASE_CONNECTIONS);
  const ground: Ground = { database, sealing, folder };
  const sides: Side[] = [];
  try {
    const house = await open.house(ground);
    sides.push(house);
    const floor = await open.floor(ground);
    sides.push(floor);
    return await measure(house, floor, ground);
  } finally {
    await Promise.all(sides.map((side) => side.close()));
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Look-up by number over HTTP: admission, scope, row-level security, entity tag, log and metrics included. */
export async function benchLookup(): Promise<BenchRow[]> {
  const open = {
    house: ({ database, sealing }: Ground) => openHouse(database, sealing),
    floor: ({ database }: Ground) => lookupFloor(database.administratorUrl),
  };
  return withSides(open, async (house, floor, { database, sealing, folder }) => {
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
    const run = (port: number, milliseconds: number): Promise<LoadResult> =>
      drive({ port, connections: LOOKUP_CONNECTIONS, requests, milliseconds, once: false });
    const tallies = { floor: new Tally(), ours: new Tally() };
    const costs = { floor: new Costs(), ours: new Costs() };
    for (let round = 0; round <= ROUNDS; round += 1) {
      // The first round warms both up.
      if (round === 0) {
        await run(floor.port, WARM_MILLISECONDS);
        await run(house.port, WARM_MILLISECONDS);
        continue;
      }
      const results = [
        await costs.floor.of(() => run(floor.port, 1_500)),
        await costs.ours.of(() => run(house.port, 1_500)),
      ] as const;
      tallies.floor.add(results[0], ['200']);
      tallies.ours.add(results[1], ['200']);
    }
    tellCosts('a look-up by number', costs);
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
  const open = {
    house: ({ database, sealing }: Ground) => serveHouse(database, DATABASE_CONNECTIONS, sealing),
    floor: ({ database }: Ground) => serveInsertFloor(database, DATABASE_CONNECTIONS),
  };
  return withSides(open, async (house, floor, { sealing, folder }) => {
    const tallies = { floor: new Tally(), ours: new Tally() };
    const costs = { floor: new Costs(floor.pid), ours: new Costs(house.pid) };
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
      const counted = round < INTAKE_WARM_ROUNDS ? { floor: new Costs(), ours: new Costs() } : costs;
      const results = [
        await counted.floor.of(() => intakeRun(floor, requests)),
        await counted.ours.of(() => intakeRun(house, requests)),
      ] as const;
      rmSync(requests);
      if (round < INTAKE_WARM_ROUNDS) continue;
      tallies.floor.add(results[0], ['201']);
      tallies.ours.add(results[1], ['201', '202']);
    }
    tellCosts('an intake', costs);
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

/** Processor time of one operation on both sides: what a machine that is busy elsewhere cannot falsify. */
function tellCosts(what: string, { floor, ours }: Readonly<Record<'floor' | 'ours', Costs>>): void {
  console.log(`processor time of ${what}: ours ${ours.text}; floor ${floor.text}`);
}

function intakeRun({ port }: Serving, requests: string): Promise<LoadResult> {
  return drive({ port, connections: INTAKE_CONNECTIONS, requests, milliseconds: 120_000, once: true });
}
