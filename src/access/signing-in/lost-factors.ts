import type { Statement } from '../../database/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import { actorOf } from '../caller.ts';
import { recordAct } from '../lib/history.ts';
import { SYSTEM } from '../lib/system.ts';
import { governed } from './client-certificates.ts';
import { takeCodes } from './codes.ts';
import type { Means } from './means.ts';

const FORGET: readonly Statement[] = [
  'code_generator',
  'recovery_code',
  'passkey',
  'account_certificate',
].map((table) => ({ name: `access-forget-${table}`, text: `delete from ${table} where account = $1` }));

const CLOSE_ALL: Statement = {
  name: 'access-close-account-sessions',
  text: 'update session set revoked = $2 where account = $1 and revoked is null',
};

export const SWEEP_INVITATIONS: Statement = {
  name: 'access-sweep-invitations',
  text: `delete from invitation where expires < $1::timestamptz - interval '30 days'`,
};

const CLOSE_BY_CODE: Statement = {
  name: 'access-close-opened-by-code',
  text: `update session set revoked = $2 where account = $1 and revoked is null
           and factors && '{code,recovery-code}'`,
};

/** Takes a lost code generator from an account that the caller governs, and closes what its codes opened. */
export async function forgetCodes(means: Means, by: LedgerCaller, account: string): Promise<void> {
  await means.database.transaction(SYSTEM, async (transaction) => {
    const { id } = await governed(means, transaction, { by, account });
    await takeCodes(means, transaction, { by: by.actor, account: id });
    await transaction.query(CLOSE_BY_CODE, [id, means.clock()]);
  });
}

/** Takes every factor but the password from an account that the caller governs, and closes its sessions. */
export async function forgetFactors(means: Means, by: LedgerCaller, account: string): Promise<void> {
  const { database, clock, random } = means;
  await database.transaction(SYSTEM, async (transaction) => {
    const { id } = await governed(means, transaction, { by, account });
    const at = clock();
    for (const statement of FORGET) await transaction.query(statement, [id]);
    await transaction.query(CLOSE_ALL, [id, at]);
    const act = { kind: 'account.factor-removed', actor: by.actor, subject: actorOf(id), at } as const;
    await recordAct(transaction, { ...act, state: { factor: 'all' } }, random);
  });
}
