import { cpus } from 'node:os';
import { newRandom } from '../src/crypto/index.ts';
import type { Database, Statement } from '../src/database/index.ts';
import { specimenBook, specimenCase } from '../src/verification/deciding/testing/index.ts';
import { Simulations } from '../src/verification/simulation/index.ts';
import { limitRow, rateRow, type BenchRow } from './row.ts';
import { benchServer } from './subject/server.ts';

const CASES = Number(process.env['COUNTERFOIL_BENCH_CASES'] ?? 100_000);
const PORTION = 10_000;
/** What a hundred thousand cases may take, on two cores. */
const LIMIT_MILLISECONDS = 30_000;
const SYSTEM = { kind: 'system' } as const;
const CALLER = {
  actor: 'account/bench',
  scope: { kind: 'authority', country: 'CN', authority: 'CN-GACC' },
  may: () => true,
} as const;

const ENTER: Statement = {
  name: 'bench-simulation-cases',
  text: `insert into verification_case (id, country, authority, office, keeper, claimant, version, state, place, outcome, entered, changed)
         select ('00000000-0000-7000-8000-' || lpad(place::text, 12, '0'))::uuid, 'CN', 'CN-GACC', '2200', 'declaration',
           'declaration/CN/CN-GACC/' || place, 1, 'open', 1, 'pass', now(), now()
         from generate_series($1::integer, $2::integer) as place`,
};
/** Every fifth case declares more than is certified. */
const DECIDE: Statement = {
  name: 'bench-simulation-decisions',
  text: `insert into verification_decision
           (country, authority, office, case_id, place, version, outcome, fallback, decision, input, digest, at, leaf)
         select 'CN', 'CN-GACC', '2200', id, 1, 1, 'pass', false, '{}',
           replace(replace($3, '#number#', lpad(place::text, 7, '0')), '#mass#', case when place % 5 = 0 then '102' else '100' end)::json,
           sha256(id::text::bytea), now() - place * interval '20 seconds', id
         from (select place, ('00000000-0000-7000-8000-' || lpad(place::text, 12, '0'))::uuid as id
               from generate_series($1::integer, $2::integer) as place) given`,
};

/** A case as it is stored, with places for what differs between cases. */
function template(): string {
  return JSON.stringify(specimenCase())
    .replaceAll('NZL2026/0000001', 'NZL2026/#number#')
    .replace('"measure":"net-mass","value":"100"', '"measure":"net-mass","value":"#mass#"');
}

async function fill(database: Database): Promise<void> {
  const input = template();
  for (let from = 1; from <= CASES; from += PORTION) {
    const until = Math.min(CASES, from + PORTION - 1);
    await database.transaction(SYSTEM, async (transaction) => {
      await transaction.query(ENTER, [from, until]);
      await transaction.query(DECIDE, [from, until, input]);
    });
  }
}

/** A drafted tolerance over the cases of a month, decided by the rules in force and by the draft, all of it read from the database. */
export async function benchSimulation(): Promise<readonly BenchRow[]> {
  const server = await benchServer(4);
  const { database } = server;
  const book = specimenBook(120);
  const simulations = new Simulations({
    database,
    clock: () => new Date(),
    random: newRandom,
    books: { inForce: () => Promise.resolve(book) },
    threads: Math.min(2, cpus().length),
    onFault: (error) => {
      throw error;
    },
  });
  try {
    await fill(database);
    const draft = {
      name: 'tolerances',
      title: { en: 'Tolerances', zh: '允差' },
      stage: 'tolerance',
      hit: 'first',
      inputs: [],
      rows: [{ id: 'all', mode: 'live', cells: {}, outputs: { absolute: '5', unit: 'KGM' } }],
    };
    const { id } = await simulations.begin(CALLER, {
      table: draft,
      owner: { authority: 'CN-GACC' },
      days: 60,
    });
    const [start, spent] = [performance.now(), process.cpuUsage()];
    await simulations.work();
    const taken = performance.now() - start;
    const { user, system } = process.cpuUsage(spent);
    const found = await simulations.read(CALLER, id);
    if (found?.state !== 'done' || found.done !== CASES || found.changed !== Math.floor(CASES / 5))
      throw new Error(
        `the simulation counted ${String(found?.done)} cases, ${String(found?.changed)} changed`,
      );
    return [
      limitRow({
        what: `simulation of a drafted table over ${String(CASES)} stored cases on two cores`,
        ours: taken,
        floor: (LIMIT_MILLISECONDS * CASES) / 100_000,
        unit: 'ms',
      }),
      rateRow({
        what: 'cases simulated per second of processor time of the server (threads and all), against what the limit leaves of two cores',
        ours: CASES / ((user + system) / 1_000_000),
        floor: 100_000 / (2 * (LIMIT_MILLISECONDS / 1000)),
        unit: 'cases/s',
        atLeast: 1,
      }),
    ];
  } finally {
    await simulations.close();
    await server.stop();
  }
}
