import { toBase64Url, utf8 } from '../../base/index.ts';
import { sha256 } from '../../crypto/index.ts';
import type { Statement, Transaction } from '../../database/index.ts';
import { actorOf } from '../caller.ts';
import type { DirectoryOptions } from '../directory.ts';
import { AccessError } from '../error.ts';
import { recordAct } from '../lib/history.ts';
import { SYSTEM } from '../lib/system.ts';
import { Passwords } from '../passwords.ts';

const TERM = 14 * 86_400_000;
const TOKEN = /^ci_[A-Za-z0-9_-]{43}$/;

/** A one-time door to an account: the token is told once, the database keeps its digest. */
export interface Invitation {
  readonly token: string;
  /** RFC 3339. */
  readonly expires: string;
}

const WITHDRAW: Statement = {
  name: 'access-withdraw-invitations',
  text: 'delete from invitation where account = $1 and used is null',
};

const INVITE: Statement = {
  name: 'access-invite',
  text: 'insert into invitation (digest, account, created, expires) values ($1, $2, $3, $4)',
};

const INVITED: Statement = {
  name: 'access-invited',
  text: 'select a.login, a.name from invitation i join account a on a.id = i.account where i.digest = $1',
};

// One statement decides who used it: two at once are one.
const USE: Statement = {
  name: 'access-use-invitation',
  text: `update invitation i set used = $2 from account a
         where i.digest = $1 and i.used is null and i.expires > $2 and a.id = i.account
           and a.disabled is null and coalesce(a.expires > $2, true)
         returning a.id, a.login`,
};

const SET_PASSWORD: Statement = {
  name: 'access-set-password',
  text: 'update account set password = $2 where id = $1',
};

const CLOSE_DOORS: Statement = {
  name: 'access-close-doors',
  text: `update session set revoked = $2 where account = $1 and kind = 'session' and revoked is null`,
};

/** Makes an invitation; earlier ones of the account that were not used end. */
export async function invite(
  transaction: Transaction,
  account: string,
  now: Date,
  { random }: Pick<DirectoryOptions, 'random'>,
): Promise<Invitation> {
  const token = `ci_${toBase64Url(random(32))}`;
  const expires = new Date(now.getTime() + TERM);
  await transaction.query(WITHDRAW, [account]);
  await transaction.query(INVITE, [sha256(utf8(token)), account, now, expires]);
  return { token, expires: expires.toISOString() };
}

/**
 * Sets the password of the account that an invitation opens, once. Returns the login to sign in with.
 * @throws AccessError `invitation-not-valid` whatever is wrong with the token, `password-unfit`.
 */
async function acceptInvitation(
  { database, clock, random }: DirectoryOptions,
  token: string,
  password: string,
  passwords: Pick<Passwords, 'hash'>,
): Promise<{ readonly login: string }> {
  const known = TOKEN.test(token) ? token : '';
  const digest = sha256(utf8(known));
  const [invited] = await database.read<{ login: string; name: string }>(SYSTEM, INVITED, [digest]);
  // Hashed whatever was found: an unknown token is answered after the same work.
  const hash = await passwords.hash(password, invited === undefined ? [] : [invited.login, invited.name]);
  const now = clock();
  return database.transaction(SYSTEM, async (transaction) => {
    const [account] = await transaction.query<{ id: string; login: string }>(USE, [digest, now]);
    if (account === undefined) throw new AccessError('invitation-not-valid');
    await transaction.query(SET_PASSWORD, [account.id, hash]);
    await transaction.query(CLOSE_DOORS, [account.id, now]);
    const subject = actorOf(account.id);
    const state = { invitation: 'accepted' };
    await recordAct(
      transaction,
      { kind: 'account.changed', actor: subject, subject, at: now, state },
      random,
    );
    return { login: account.login };
  });
}

/** How invitations are accepted in one process: a bounded number of passwords is hashed at once. */
export interface Invitations {
  /** Sets the first password of the invited account. @throws AccessError `invitation-not-valid`, `password-unfit`. */
  accept(token: string, password: string): Promise<{ readonly login: string }>;
}

export function openInvitations(options: DirectoryOptions): Invitations {
  const passwords = new Passwords();
  return { accept: (token, password) => acceptInvitation(options, token, password, passwords) };
}
