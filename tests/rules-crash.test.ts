import { fork } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../src/database/testing/index.ts';
import {
  beef,
  beefDeclaration,
  issuePaper,
  openSetting,
  prepareSetting,
  type Setting,
} from '../src/verification/cases/testing/index.ts';
import type { DecisionTable } from '../src/verification/rules/index.ts';
import { loadPack, official, openSimulations, openTables, type RuleOrders } from './rules/rule-acts.ts';

const SOAK = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
/** Statements that a process lives for: some, and in a soak every one there is. */
const some = (few: readonly number[], all: number): readonly number[] =>
  SOAK > 0 ? Array.from({ length: all }, (_, place) => place + 1) : few;
/** More than the portion that a simulation takes at once. */
const CASES = 260;
const DAY = '2026-06-01';
const at = (time: string): string => `${DAY}T${time}Z`;

/** What was decided of one declaration, as the decisions of so many others. */
const COPIES = {
  name: '',
  text: `with copied as (
           insert into verification_case (id, country, authority, keeper, claimant, version, state, place, decided, outcome, substance,
             digest, entered, changed)
           select gen_random_uuid(), country, authority, keeper, claimant || '-' || n, version, state, place, decided, outcome, substance,
             digest, entered, changed
           from verification_case, generate_series(1, $1::integer) n returning id)
         insert into verification_decision (country, authority, case_id, place, version, outcome, fallback, decision, input, digest, at, leaf)
         select d.country, d.authority, copied.id, d.place, d.version, d.outcome, d.fallback, d.decision, d.input, d.digest, d.at, d.leaf
         from verification_decision d, copied`,
};

let held: TestDatabase;
let setting: Setting;
beforeAll(async () => {
  held = await testDatabase({ connections: 6 });
  await prepareSetting(held.administrator);
  setting = openSetting(held.database);
  await setting.act((transaction) => issuePaper(transaction, beef('NZL1', '100000')));
  await setting.declare(beefDeclaration('S1', 1, [{ certificate: 'NZL1', kilograms: '1' }]));
  await setting.act((transaction) => transaction.query(COPIES, [CASES - 1]));
});
afterAll(() => held.drop());

/** Runs a process to its end; whether it was killed before it had done what it was told. */
function isKilled(orders: Omit<RuleOrders, 'url'>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./rules/rule-process.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (told: { ready?: boolean }) => {
      if (told.ready === true) child.send({ ...orders, url: held.url });
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL' || code === 0) resolve(signal === 'SIGKILL');
      else reject(new Error(`the process ended by itself with ${String(code)}`));
    });
  });
}

const draft: DecisionTable = {
  name: 'all-held',
  title: { en: 'All', zh: '全部' },
  stage: 'judgement',
  hit: 'worst',
  inputs: ['item.commodity'],
  rows: [
    {
      id: 'beef',
      mode: 'live',
      cells: { 'item.commodity': { is: 'prefix', values: ['0202'] } },
      outcome: 'hold',
      actor: 'officer',
      code: 'all-held',
      sentence: { en: 'Held.', zh: '暂扣。' },
    },
  ],
};

/** All that officials own and all that was decided, counted. */
const counted = () =>
  setting.query(
    `select (select count(*)::integer from parameter_change) as changes, (select count(*)::integer from parameter_change_history) as acts,
       (select count(*)::integer from parameter_row) as rows, (select count(*)::integer from parameter_version) as versions,
       (select count(*)::integer from verification_decision) as decisions, (select count(*)::integer from evidence_leaf) as leaves`,
  );

describe('a simulation whose process is killed in the middle', () => {
  test.each(some([5], 6))(
    'at statement %i says so, changed nothing, and is begun again',
    async (statements) => {
      const ada = official('account/ada');
      const before = await counted();
      const asked = { table: draft, owner: { authority: 'CN-GACC' }, days: 2 };
      const killed = await openSimulations(held.database, at('10:00:00')).begin(ada, asked);
      expect(await isKilled({ act: 'simulate', at: at('10:01:00'), statements })).toBe(true);
      const later = openSimulations(held.database, at('10:05:00'));
      // Killed before it was taken, it waits still, and whoever has time runs it.
      const isTaken = statements > 2;
      expect(await later.work()).toBe(!isTaken);
      const left = await later.read(ada, killed.id);
      expect(left).toMatchObject(isTaken ? { state: 'failed' } : { state: 'done', done: CASES });
      // What it had noted stays to be seen, and is not taken for the whole.
      if (isTaken) expect(left?.done).toBe([0, 0, 0, 0, 0, 250, CASES][statements]);
      const { id } = await later.begin(ada, asked);
      expect(await later.work()).toBe(true);
      expect(await later.read(ada, id)).toMatchObject({
        state: 'done',
        total: CASES,
        done: CASES,
        changed: CASES,
        unreadable: 0,
      });
      expect(await counted()).toEqual(before);
    },
  );
});

describe('a pack', () => {
  test('is there as a whole or not at all, wherever the process that loads or approves it is killed', async () => {
    const before = await counted();
    for (const statements of some([4], 60)) {
      if (!(await isKilled({ act: 'load', at: at('11:00:00'), statements }))) break;
      expect(await counted(), `killed at statement ${String(statements)}`).toEqual(before);
    }
    const tables = await openTables(held.database, at('11:10:00'));
    const changes = await loadPack(tables);
    expect(changes.map(({ body: { parameter } }) => parameter)).toEqual([
      'rule-table',
      'reference-pattern',
      'commodity-mapping',
      'verification-practice',
    ]);
    const proposed = await counted();
    const [{ id: change } = { id: '' }] = changes;
    for (const statements of some([5], 60)) {
      if (!(await isKilled({ act: 'approve', change, at: at('12:00:00'), statements }))) break;
      expect(await counted(), `killed at statement ${String(statements)}`).toEqual(proposed);
    }
    if (SOAK === 0) await tables.act(official('account/bo'), { id: change, action: 'approve', input: {} });
    const rows = changes[0]?.body.rows.length;
    expect(await counted()).toMatchObject([{ changes: changes.length, rows, versions: 1 }]);
  });
});
