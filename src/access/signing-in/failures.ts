import type { Database, Statement, Transaction } from '../../database/index.ts';
import { actorOf } from '../caller.ts';
import { recordAct } from '../lib/history.ts';
import { SYSTEM } from '../lib/system.ts';
import type { Means } from './means.ts';

const COUNT: Statement = {
  name: 'access-count-failure',
  text: `insert into sign_in_failure as f (login, failures, at) values ($1, 1, $2)
         on conflict (login) do update set failures = least(f.failures + 1, 1000000000), at = excluded.at
         returning failures`,
};

const CLEAR: Statement = {
  name: 'access-clear-failures',
  text: 'delete from sign_in_failure where login = $1 returning failures',
};

const FORGET: Statement = {
  name: 'access-forget-failures',
  // Few failures long ago are typing mistakes, or logins that nobody has.
  text: `delete from sign_in_failure
         where at < $1::timestamptz - case when failures < 10 then interval '7 days' else interval '90 days' end`,
};

/**
 * Counts a wrong proof for a login, known or not. The tenth, the hundredth and so on at an account is evidence: each
 * would let a stranger fill the log.
 */
export async function countFailure(
  { database, clock, random }: Means,
  login: Uint8Array,
  account: string | undefined,
): Promise<void> {
  const now = clock();
  await database.transaction(SYSTEM, async (transaction) => {
    const [row] = await transaction.query<{ failures: number }>(COUNT, [login, now]);
    const failures = row?.failures ?? 0;
    if (account === undefined || failures < 10 || !Number.isInteger(Math.log10(failures))) return;
    const subject = actorOf(account);
    const act = { kind: 'account.refused', actor: 'anyone', subject, at: now, state: { failures } } as const;
    await recordAct(transaction, act, random);
  });
}

/** How many wrong proofs there were since the last right one; they are forgotten by it. */
export async function clearFailures(transaction: Transaction, login: Uint8Array): Promise<number> {
  const [row] = await transaction.query<{ failures: number }>(CLEAR, [login]);
  return row?.failures ?? 0;
}

export async function forgetFailures(database: Database, now: Date): Promise<void> {
  await database.transaction(SYSTEM, (transaction) => transaction.query(FORGET, [now]));
}
