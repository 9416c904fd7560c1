import { fork } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../src/database/testing/index.ts';
import { claimantOf, openSetting, prepareSetting } from '../src/verification/cases/testing/index.ts';
import { certificateOf, declarationOf, fateOf, type CaseOrders } from './cases/fates.ts';

const SOAK = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const KILLS = 3 + Math.round(SOAK * 600);
/** Statements that a process lives for: more than any one case takes. */
const LIVES = [9, 23, 41, 77, 12, 58, 130, 5, 31, 96, 17, 66];

let held: TestDatabase;
beforeAll(async () => {
  held = await testDatabase({ connections: 6 });
  await prepareSetting(held.administrator);
});
afterAll(() => held.drop());

/** Runs a process until it dies or is done; the declaration that it had reached. */
function live(orders: CaseOrders): Promise<{ readonly reached: number; readonly done: boolean }> {
  return new Promise((resolve, reject) => {
    let reached = orders.from;
    let done = false;
    const child = fork(new URL('./cases/case-process.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (told: { reached?: number; done?: boolean; ready?: boolean }) => {
      if (told.ready === true) child.send(orders);
      reached = told.reached ?? reached;
      if (told.done === true) {
        done = true;
        child.kill('SIGKILL');
      }
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve({ reached, done });
      else reject(new Error(`the process ended by itself with ${String(code)}`));
    });
  });
}

test(`cases are whole though the process that works on them is killed ${String(KILLS)} times, in the middle of what it does`, async () => {
  let from = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const statements = (LIVES[kill % LIVES.length] ?? 1) + Math.floor(kill / LIVES.length);
    const { reached } = await live({ url: held.url, from, until: Number.MAX_SAFE_INTEGER, statements });
    from = reached;
  }
  const until = from + 4;
  const last = await live({ url: held.url, from, until, statements: Number.MAX_SAFE_INTEGER });
  expect(last.done).toBe(true);
  const setting = openSetting(held.database);
  const work = setting.cases.work({ interval: 5 });
  const waiting = `select exists (select from verification_due where due <= $1)
    or (select position from verification_follower) < (select size from paper_log) as left`;
  await expect
    .poll(async () => (await setting.query<{ left: boolean }>(waiting, [setting.now.value]))[0]?.left)
    .toBe(false);
  await work.stop();
  for (let index = 0; index < until; index += 1) {
    const fate = fateOf(index);
    const standing = await setting.act((transaction) =>
      setting.cases.read(transaction, claimantOf(declarationOf(index))),
    );
    expect(standing).toMatchObject(
      fate === 'refused'
        ? { state: 'open', outcome: 'refuse' }
        : // Who withdrew before the certificate came was waiting for it.
          { state: fate, ...(fate === 'withdrawn' ? {} : { outcome: 'pass' }) },
    );
    const sums = { finalised: ['0', '60'], withdrawn: ['0', '0'], open: ['60', '0'], refused: ['0', '0'] }[
      fate
    ];
    const account = await setting.account(certificateOf(index));
    expect(account ?? ['0', '0', '100'], `${fate} ${String(index)}`).toEqual([...sums, '100']);
  }
  // Every act has its leaf, every leaf its act, and the keeper was told of every decision once.
  expect(
    await setting.query(
      `select (select count(*) from evidence_leaf) = (select count(*) from balance_movement) + (select count(*) from verification_decision)
         and not exists (select from balance_movement m left join evidence_leaf l on l.id = m.leaf where l.id is null)
         and not exists (select from verification_decision d left join evidence_leaf l on l.id = d.leaf where l.id is null)
         and (select count(*) from desk_told) = (select count(*) from verification_decision)
         and (select count(*) from balance_share) = (select sum(claimants) from balance_line) as whole`,
    ),
  ).toEqual([{ whole: true }]);
}, 86_400_000);
