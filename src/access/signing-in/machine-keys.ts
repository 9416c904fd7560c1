import type { JWK } from 'jose';
import { uuidV7 } from '../../base/index.ts';
import { DatabaseError, type Statement, type Transaction } from '../../database/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import { actorOf } from '../caller.ts';
import { AccessError } from '../error.ts';
import { recordAct } from '../lib/history.ts';
import { SYSTEM } from '../lib/system.ts';
import type { StoredAccount } from './accounts.ts';
import { governed, removeCertificate } from './client-certificates.ts';
import type { Means } from './means.ts';
import { factorsOf, type OwnFactors } from './own-account.ts';
import { takePasskey } from './passkeys.ts';

/** A machine's public key. */
export interface MachineKey {
  /** UUID. */
  readonly id: string;
  readonly label: string;
  /** RFC 7638. */
  readonly thumbprint: string;
  /** RFC 3339. */
  readonly created: string;
  readonly expires: string;
}

/** Loaded on first use: commands need none of it. */
export const library = () => import('jose');

const LONGEST_KEY_TERM = 400 * 86_400_000;

const SMALLEST_MODULUS = 2_048;

const MOST_KEYS = 10;

const ADD_KEY: Statement = {
  name: 'access-add-machine-key',
  text: `insert into account_key (id, account, thumbprint, jwk, label, created, expires)
         select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from account_key where account = $2) < ${MOST_KEYS}
         returning id`,
};

export const KEYS: Statement = {
  name: 'access-machine-keys',
  text: 'select id, thumbprint, jwk, label, created, expires from account_key where account = $1 order by created, id',
};

const REMOVE_KEY: Statement = {
  name: 'access-remove-machine-key',
  text: 'delete from account_key where id = $1 and account = $2 returning thumbprint',
};

export interface KeyRow {
  readonly id: string;
  readonly thumbprint: string;
  readonly jwk: JWK;
  readonly label: string;
  readonly created: Date;
  readonly expires: Date;
}

/** Enters a machine's public key (JWK). @throws `machine-key-unfit`, `machine-key-exists`, `account-not-machine`. */
export async function addMachineKey(
  means: Means,
  by: LedgerCaller,
  request: {
    readonly account: string;
    readonly jwk: Readonly<Record<string, unknown>>;
    readonly label: string;
    readonly expires: Date;
  },
): Promise<MachineKey> {
  const { database, clock, random } = means;
  const jwk = await publicKey(request.jwk);
  const now = clock();
  const term = request.expires.getTime() - now.getTime();
  if (!(term > 0 && term <= LONGEST_KEY_TERM)) throw new AccessError('token-term-unfit', { days: 400 });
  const { calculateJwkThumbprint } = await library();
  const thumbprint = await calculateJwkThumbprint(jwk);
  const id = uuidV7(now.getTime(), random);
  const { label, expires } = request;
  await database.transaction(SYSTEM, async (transaction) => {
    const account = await machine(means, transaction, { by, account: request.account });
    const values = [id, account.id, thumbprint, JSON.stringify(jwk), label, now, expires];
    const [added] = await transaction.query(ADD_KEY, values).catch((error: unknown) => {
      if (!(error instanceof DatabaseError) || error.constraint !== 'account_key_thumbprint_key') throw error;
      throw new AccessError('machine-key-exists', {}, { cause: error });
    });
    if (added === undefined) throw new AccessError('machine-key-unfit');
    const act = {
      kind: 'account.factor-added',
      actor: by.actor,
      subject: actorOf(account.id),
      at: now,
    } as const;
    await recordAct(transaction, { ...act, state: { factor: 'assertion', thumbprint } }, random);
  });
  return { id, label, thumbprint, created: now.toISOString(), expires: expires.toISOString() };
}

/** By what somebody, a person or a machine, comes in. */
export interface Credentials extends OwnFactors {
  readonly keys: readonly MachineKey[];
}

/** By what an account that the caller governs comes in. */
export async function credentialsOf(means: Means, by: LedgerCaller, account: string): Promise<Credentials> {
  const { database } = means;
  const stored = await database.transaction(SYSTEM, (transaction) =>
    governed(means, transaction, { by, account }),
  );
  const keys = await database.read<KeyRow>(SYSTEM, KEYS, [stored.id]);
  return {
    ...(await factorsOf(means, stored)),
    keys: keys.map(({ id: key, label, thumbprint, created, expires }) => ({
      id: key,
      label,
      thumbprint,
      created: created.toISOString(),
      expires: expires.toISOString(),
    })),
  };
}

/** Takes a key, a passkey or a certificate from an account that the caller governs. */
export async function removeCredential(
  means: Means,
  by: LedgerCaller,
  { account, id }: { readonly account: string; readonly id: string },
): Promise<void> {
  const { database, clock, random } = means;
  await database.transaction(SYSTEM, async (transaction) => {
    await governed(means, transaction, { by, account });
    const [removed] = await transaction.query<{ thumbprint: string }>(REMOVE_KEY, [id, account]);
    if (removed === undefined) {
      const isPasskey = await takePasskey(means, transaction, { by: by.actor, account, id });
      if (!isPasskey) await removeCertificate(means, transaction, { by: by.actor, account, id });
      return;
    }
    const act = {
      kind: 'account.factor-removed',
      actor: by.actor,
      subject: actorOf(account),
      at: clock(),
    } as const;
    const state = { factor: 'assertion', thumbprint: removed.thumbprint };
    await recordAct(transaction, { ...act, state }, random);
  });
}

/** What is kept of a key: its public members alone. */
async function publicKey(given: Readonly<Record<string, unknown>>): Promise<JWK> {
  const members = ['kty', 'crv', 'x', 'y', 'n', 'e'] as const;
  if (['d', 'k', 'p', 'q'].some((secret) => secret in given)) throw new AccessError('machine-key-unfit');
  const entries = members.flatMap((name): [string, string][] => {
    const value = given[name];
    return typeof value === 'string' && value.length <= 2_000 ? [[name, value]] : [];
  });
  const jwk: JWK = Object.fromEntries(entries);
  const fits =
    (jwk.kty === 'EC' && (jwk.crv === 'P-256' || jwk.crv === 'P-384')) ||
    (jwk.kty === 'OKP' && jwk.crv === 'Ed25519') ||
    (jwk.kty === 'RSA' && (jwk.n?.length ?? 0) * 6 >= SMALLEST_MODULUS - 8);
  if (!fits) throw new AccessError('machine-key-unfit');
  const { importJWK } = await library();
  await importJWK(jwk, algorithmOf(jwk)).catch((cause: unknown) => {
    throw new AccessError('machine-key-unfit', {}, { cause });
  });
  return jwk;
}

/** The algorithm of a key; an RSA key has two, of which the assertion names one. */
export function algorithmOf({ kty, crv }: JWK, named?: string): string {
  if (kty === 'RSA') return named === 'RS256' ? 'RS256' : 'PS256';
  if (kty === 'OKP') return 'EdDSA';
  return crv === 'P-384' ? 'ES384' : 'ES256';
}

async function machine(
  means: Means,
  transaction: Transaction,
  request: { readonly by: LedgerCaller; readonly account: string },
): Promise<StoredAccount> {
  const account = await governed(means, transaction, request);
  if (account.kind !== 'machine') throw new AccessError('account-not-machine');
  return account;
}
