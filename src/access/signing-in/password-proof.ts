import type { Database, Transaction } from '../../database/index.ts';
import { admit, attemptOf, charge, CODES, type Attempt, type Buckets } from '../attempts.ts';
import type { Self } from '../caller.ts';
import { AccessError } from '../error.ts';
import { SYSTEM } from '../lib/system.ts';
import { accountById, accountByLogin, foldedLogin, type StoredAccount } from './accounts.ts';
import { useCode } from './codes.ts';
import type { Factor } from './factors.ts';
import { clearFailures, countFailure } from './failures.ts';
import type { Means, Whereabouts } from './means.ts';
import { openSession, proveSession, type OpenedSession } from './sessions.ts';

/** A password and, where the account has a code generator, a code of it or a recovery code. */
export interface PasswordProof {
  readonly password: string;
  readonly code?: string;
}

/** The account whose login, password and code fit, what it was proved by, and the attempts to give back. */
interface Proved {
  readonly account: StoredAccount;
  readonly factors: readonly Factor[];
  readonly attempts: readonly Attempt[];
  readonly failures: number;
}

/**
 * Opens a session by login and password; undefined when they do not fit, the account has ended or never was: the same
 * answer after the same work.
 * @throws AccessError `sign-in-limited`; `second-factor-required` when login and password fit and a code is missing.
 */
export async function signInByPassword(
  means: Means,
  { login, ...proof }: PasswordProof & { readonly login: string },
  whereabouts: Whereabouts,
): Promise<OpenedSession | undefined> {
  const folded = foldedLogin(login.slice(0, 400)).slice(0, 100);
  const find = (): Promise<StoredAccount | undefined> =>
    accountByLogin(means.database, folded, means.clock());
  return proved(means, { login: folded, find, proof, whereabouts }, (transaction, done) => {
    const expires = new Date(means.clock().getTime() + means.sessionTerm);
    const opening = { kind: 'session', factors: done.factors, expires, isProved: true, whereabouts } as const;
    const told = done.failures === 0 ? {} : { failures: done.failures };
    return openSession(means, transaction, done.account, opening, told);
  });
}

/** Proves a session's holder anew by password and code; undefined when they do not fit. */
export async function proveByPassword(
  means: Means,
  caller: Self,
  proof: PasswordProof,
  whereabouts: Whereabouts,
): Promise<Date | undefined> {
  const account = await ownAccount(means, caller);
  const find = (): Promise<StoredAccount> => Promise.resolve(account);
  return proved(means, { login: account.login, find, proof, whereabouts }, (transaction, { factors }) =>
    proveSession(means, transaction, caller, factors),
  );
}

/** The account of a caller that is somebody's. */
export async function ownAccount(
  { database, clock }: Pick<Means, 'database' | 'clock'>,
  caller: Self,
): Promise<StoredAccount> {
  const account = await accountById(readerOf(database), caller.account, clock());
  if (account === undefined || account.ended) throw new AccessError('account-not-known');
  return account;
}

/** Charges attempts until one is too many. */
export async function chargeOr(
  { database, clock }: Pick<Means, 'database' | 'clock'>,
  attempt: Attempt,
  buckets?: Buckets,
): Promise<void> {
  const seconds = await charge(database, attempt, clock(), buckets);
  if (seconds > 0) throw new AccessError('sign-in-limited', { seconds });
}

async function proved<Result>(
  means: Means,
  request: {
    readonly login: string;
    readonly find: () => Promise<StoredAccount | undefined>;
    readonly proof: PasswordProof;
    readonly whereabouts: Whereabouts;
  },
  act: (transaction: Transaction, proved: Proved) => Promise<Result>,
): Promise<Result | undefined> {
  const { database, clock, passwords } = means;
  const { login, proof, whereabouts } = request;
  const attempt = attemptOf(login, whereabouts.address);
  await passwords.decoy();
  await chargeOr(means, attempt);
  const account = await request.find();
  const fits = await passwords.fits(account?.password ?? undefined, proof.password);
  if (account === undefined || !fits || account.ended) {
    await countFailure(means, attempt.login, account?.id);
    return undefined;
  }
  const attempts = [attempt];
  if (account.guarded) {
    if (proof.code === undefined) throw new AccessError('second-factor-required');
    const codes = attemptOf(`code ${account.id}`, whereabouts.address);
    await chargeOr(means, codes, CODES);
    attempts.push(codes);
  }
  const result = await database.transaction(SYSTEM, async (transaction) => {
    const factors: Factor[] = ['password'];
    if (account.guarded) {
      const factor = await useCode(means, transaction, account.id, proof.code ?? '');
      if (factor === undefined) return undefined;
      factors.push(factor);
    }
    const failures = await clearFailures(transaction, attempt.login);
    for (const each of attempts) await admit(transaction, each, clock());
    return { kept: await act(transaction, { account, factors, attempts, failures }) };
  });
  if (result !== undefined) return result.kept;
  await countFailure(means, attempt.login, account.id);
  return undefined;
}

function readerOf(database: Database): Parameters<typeof accountById>[0] {
  return { query: (statement, values = []) => database.read(SYSTEM, statement, values) };
}
