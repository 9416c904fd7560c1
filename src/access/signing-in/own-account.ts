import type { Language } from '../../base/index.ts';
import type { Statement } from '../../database/index.ts';
import { admit, attemptOf } from '../attempts.ts';
import type { Self } from '../caller.ts';
import { AccessError } from '../error.ts';
import { recordAct } from '../lib/history.ts';
import { SYSTEM } from '../lib/system.ts';
import { clearFailures, countFailure } from './failures.ts';
import type { Means, Whereabouts } from './means.ts';
import { certificatesOf } from './client-certificates.ts';
import type { BoundCertificate } from './client-certificates.ts';
import { passkeysOf, type OwnPasskey } from './passkeys.ts';
import { contextOf, type StoredAccount } from './accounts.ts';
import { chargeOr, ownAccount } from './password-proof.ts';

/** What an account's holder may prove themselves by. */
export interface OwnFactors {
  readonly password: boolean;
  /** A code generator; `recoveryCodes` says how many are left. */
  readonly codes?: { readonly confirmed: string; readonly recoveryCodes: number };
  readonly passkeys: readonly OwnPasskey[];
  readonly certificates: readonly BoundCertificate[];
}

const LANGUAGE: Statement = {
  name: 'access-set-language',
  text: 'update account set language = $2 where id = $1',
};

const PASSWORD: Statement = {
  name: 'access-change-password',
  text: 'update account set password = $2 where id = $1 and password = $3 returning id',
};

const CLOSE_OTHERS: Statement = {
  name: 'access-close-all-others',
  text: 'update session set revoked = $3 where account = $1 and id is distinct from $2 and revoked is null',
};

const CODES: Statement = {
  name: 'access-own-codes',
  text: `select confirmed, (select count(*)::integer from recovery_code r where r.account = g.account and r.used is null) as left
         from code_generator g where account = $1 and confirmed is not null`,
};

/** The language in which the caller is addressed from now on. */
export async function setLanguage(
  { database, clock, random }: Means,
  caller: Self,
  language: Language,
): Promise<void> {
  await database.transaction(SYSTEM, async (transaction) => {
    await transaction.query(LANGUAGE, [caller.account, language]);
    const { actor } = caller;
    const act = { kind: 'account.changed', actor, subject: actor, at: clock() } as const;
    await recordAct(transaction, { ...act, state: { changed: ['language'] } }, random);
  });
}

/**
 * Changes the caller's password and closes every other door of theirs.
 * @throws AccessError `proof-wrong` when the current one does not fit; `password-unfit`, `password-common`.
 */
export async function changePassword(
  means: Means,
  caller: Self,
  { current, password }: { readonly current: string; readonly password: string },
  { address }: Whereabouts,
): Promise<void> {
  const { database, clock, passwords, random } = means;
  const account = await ownAccount(means, caller);
  const attempt = attemptOf(account.login, address);
  await chargeOr(means, attempt);
  if (!(await passwords.fits(account.password ?? undefined, current))) {
    await countFailure(means, attempt.login, account.id);
    throw new AccessError('proof-wrong');
  }
  const hash = await passwords.hash(password, contextOf(account));
  const now = clock();
  await database.transaction(SYSTEM, async (transaction) => {
    const [changed] = await transaction.query(PASSWORD, [account.id, hash, account.password]);
    if (changed === undefined) throw new AccessError('proof-wrong');
    await transaction.query(CLOSE_OTHERS, [account.id, caller.session?.id, now]);
    await clearFailures(transaction, attempt.login);
    await admit(transaction, attempt, now);
    const { actor } = caller;
    const act = { kind: 'account.changed', actor, subject: actor, at: now } as const;
    await recordAct(transaction, { ...act, state: { changed: ['password'] } }, random);
  });
}

export async function ownFactors(means: Means, caller: Self): Promise<OwnFactors> {
  return factorsOf(means, await ownAccount(means, caller));
}

/** By what the holder of an account comes in. */
export async function factorsOf(
  means: Means,
  { id, password }: Pick<StoredAccount, 'id' | 'password'>,
): Promise<OwnFactors> {
  const [[codes], passkeys, certificates] = await Promise.all([
    means.database.read<{ confirmed: Date; left: number }>(SYSTEM, CODES, [id]),
    passkeysOf(means, id),
    certificatesOf(means, id),
  ]);
  return {
    password: password !== null,
    ...(codes === undefined
      ? {}
      : { codes: { confirmed: codes.confirmed.toISOString(), recoveryCodes: codes.left } }),
    passkeys,
    certificates,
  };
}
