import { toBase64Url, utf8, uuidV7, type Clock, type Language, type RandomBytes } from '../base/index.ts';
import { sha256 } from '../crypto/index.ts';
import { DatabaseError, type Database, type Statement, type Transaction } from '../database/index.ts';
import type { LedgerCaller } from '../ledger/index.ts';
import { admit, attemptOf, charge, forgetAttempts } from './attempts.ts';
import { actorOf, callerOfRow, type AccountRow, type Caller } from './caller.ts';
import { AccessError } from './error.ts';
import { recordAct } from './lib/history.ts';
import { SYSTEM } from './lib/system.ts';
import { Passwords } from './passwords.ts';
import { isRole, type Role } from './permissions.ts';

export interface AccessOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Milliseconds for which a person stays signed in (default 12 hours). */
  readonly sessionTerm?: number;
}

/** An opened door. The token is told once; the database keeps its digest. */
export interface OpenedSession {
  readonly token: string;
  /** RFC 3339. */
  readonly expires: string;
  readonly caller: Caller;
}

export interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly kind: 'person' | 'machine';
  /** Absent for a machine that comes in by tokens alone. */
  readonly password?: string;
  /** Absent only for operators of the platform. */
  readonly authority?: string;
  readonly office?: string;
  readonly roles: readonly Role[];
  readonly language?: Language;
  readonly expires?: Date;
}

export interface AccountChange {
  readonly name?: string;
  readonly password?: string;
  readonly roles?: readonly Role[];
  readonly language?: Language;
  readonly disabled?: boolean;
  readonly expires?: Date;
}

/** Accounts, and how one comes in by them. */
export interface Access {
  /**
   * Opens a session; undefined when login and password do not fit, the account has ended or never was: the same
   * answer after the same work. `address` is the caller's, by which attempts are slowed.
   * @throws AccessError `sign-in-limited` with the seconds to wait.
   */
  logIn(login: string, password: string, address?: string): Promise<OpenedSession | undefined>;
  /** Whose token this is; undefined when it is unknown, expired or closed. */
  callerOf(token: string): Promise<Caller | undefined>;
  logOut(token: string): Promise<void>;
  /** A token by which a machine's account comes in without signing in, for at most 400 days. */
  issueToken(
    by: LedgerCaller,
    request: { readonly login: string; readonly label: string; readonly expires: Date },
  ): Promise<OpenedSession>;
  addAccount(by: LedgerCaller, account: NewAccount): Promise<Caller>;
  /** Changes an account; a new password, other roles or disabling close its open doors. */
  changeAccount(by: LedgerCaller, login: string, change: AccountChange): Promise<void>;
  /** Closes every open door of an account. */
  closeSessions(by: LedgerCaller, login: string): Promise<void>;
  /** Clears away what has expired; run now and then. */
  sweep(): Promise<void>;
}

const HOUR = 3_600_000;
const LONGEST_TOKEN_TERM = 400 * 24 * HOUR;
const TOKEN = /^cf_[A-Za-z0-9_-]{43}$/;
const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,99}$/u;

const ACCOUNT_COLUMNS = `a.id, a.name, a.kind, a.roles, a.authority, a.office, a.language, authority.country`;
const ACCOUNT_TABLES = 'account a left join authority on authority.key = a.authority';

interface StoredAccount extends AccountRow {
  readonly password: string | null;
  readonly ended: boolean;
}

const BY_LOGIN: Statement = {
  name: 'access-account-by-login',
  text: `select ${ACCOUNT_COLUMNS}, a.password,
           a.disabled is not null or coalesce(a.expires <= $2, false) as ended
         from ${ACCOUNT_TABLES} where a.login = $1`,
};

const BY_TOKEN: Statement = {
  name: 'access-account-by-token',
  text: `select ${ACCOUNT_COLUMNS}
         from session s join account a on a.id = s.account left join authority on authority.key = a.authority
         where s.digest = $1 and s.revoked is null and s.expires > $2
           and a.disabled is null and coalesce(a.expires > $2, true)`,
};

const OPEN: Statement = {
  name: 'access-open-session',
  text: 'insert into session (digest, account, kind, label, created, expires) values ($1, $2, $3, $4, $5, $6)',
};

const CLOSE: Statement = {
  name: 'access-close-session',
  text: 'update session set revoked = $2 where digest = $1 and revoked is null',
};

const CLOSE_ALL: Statement = {
  name: 'access-close-sessions',
  text: 'update session set revoked = $2 where account = $1 and revoked is null',
};

const ADD: Statement = {
  name: 'access-add-account',
  text: `insert into account (id, login, name, kind, password, authority, office, roles, language, expires, created)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11`,
};

const OFFICE_OF: Statement = {
  name: 'access-office-of',
  text: 'select authority from office where key = $1',
};

const CHANGE: Statement = {
  name: 'access-change-account',
  text: `update account set name = coalesce($2, name), password = coalesce($3, password), roles = coalesce($4, roles),
           language = coalesce($5, language), expires = coalesce($6, expires),
           disabled = case when $7::boolean then coalesce(disabled, $8) when not $7 then null else disabled end
         where id = $1`,
};

const SWEEP: Statement = {
  name: 'access-sweep-sessions',
  text: `delete from session where expires < $1::timestamptz - interval '30 days'`,
};

/** One login for what keyboards write in several ways. */
export function foldedLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase().normalize('NFKC');
}

export function openAccess(options: AccessOptions): Access {
  return new Doors(options);
}

class Doors implements Access {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #random: RandomBytes;
  readonly #sessionTerm: number;
  readonly #passwords = new Passwords();

  constructor({ database, clock, random, sessionTerm = 12 * HOUR }: AccessOptions) {
    this.#database = database;
    this.#clock = clock;
    this.#random = random;
    this.#sessionTerm = sessionTerm;
  }

  async logIn(login: string, password: string, address = ''): Promise<OpenedSession | undefined> {
    const folded = foldedLogin(login.slice(0, 400)).slice(0, 100);
    const now = this.#clock();
    const attempt = attemptOf(folded, address);
    await this.#passwords.decoy();
    const seconds = await charge(this.#database, attempt, now);
    if (seconds > 0) throw new AccessError('sign-in-limited', { seconds });
    const row = LOGIN.test(folded) ? await this.#accountFor(folded, now) : undefined;
    const fits = await this.#passwords.fits(row?.password ?? undefined, password);
    if (row === undefined || !fits || row.ended) return undefined;
    const caller = callerOfRow(row);
    const expires = new Date(now.getTime() + this.#sessionTerm);
    return this.#database.transaction(SYSTEM, async (transaction) => {
      const token = await this.#open(transaction, caller, { kind: 'session', expires });
      await admit(transaction, attempt, now);
      return { token, expires: expires.toISOString(), caller };
    });
  }

  async callerOf(token: string): Promise<Caller | undefined> {
    if (!TOKEN.test(token)) return undefined;
    const [row] = await this.#database.read<AccountRow>(SYSTEM, BY_TOKEN, [digestOf(token), this.#clock()]);
    return row === undefined ? undefined : callerOfRow(row);
  }

  async logOut(token: string): Promise<void> {
    if (!TOKEN.test(token)) return;
    await this.#database.transaction(SYSTEM, (transaction) =>
      transaction.query(CLOSE, [digestOf(token), this.#clock()]),
    );
  }

  async issueToken(
    by: LedgerCaller,
    { login, label, expires }: { readonly login: string; readonly label: string; readonly expires: Date },
  ): Promise<OpenedSession> {
    const term = expires.getTime() - this.#clock().getTime();
    if (!(term > 0 && term <= LONGEST_TOKEN_TERM)) throw new AccessError('token-term-unfit', { days: 400 });
    return this.#database.transaction(SYSTEM, async (transaction) => {
      const row = await this.#account(transaction, by, login);
      const caller = callerOfRow(row);
      const token = await this.#open(transaction, caller, { kind: 'token', label, expires });
      await this.#record(transaction, by, row.id, { token: label, expires: expires.toISOString() });
      return { token, expires: expires.toISOString(), caller };
    });
  }

  async addAccount(by: LedgerCaller, account: NewAccount): Promise<Caller> {
    const login = foldedLogin(account.login);
    if (!LOGIN.test(login)) throw new AccessError('account-login-unfit');
    assertRoles(account.roles);
    const password =
      account.password === undefined ? undefined : await this.#passwords.hash(account.password);
    if (password === undefined && account.kind === 'person') throw new AccessError('account-no-password');
    const now = this.#clock();
    const id = uuidV7(now.getTime(), this.#random);
    const { name, kind, authority, office, roles, language, expires } = account;
    assertGoverns(by, { authority, office });
    const values = [id, login, name, kind, password, authority, office, roles, language, expires, now];
    return this.#database.transaction(SYSTEM, async (transaction) => {
      await assertOffice(transaction, office, authority);
      await transaction.query(ADD, values).catch((error: unknown) => {
        throw accountFault(error, authority);
      });
      const [row] = await transaction.query<StoredAccount>(BY_LOGIN, [login, now]);
      if (row === undefined) throw new AccessError('account-not-known');
      await this.#record(transaction, by, id, { kind, roles: [...roles], authority, office });
      return callerOfRow(row);
    });
  }

  async changeAccount(by: LedgerCaller, login: string, change: AccountChange): Promise<void> {
    if (change.roles !== undefined) assertRoles(change.roles);
    const password = change.password === undefined ? undefined : await this.#passwords.hash(change.password);
    const now = this.#clock();
    await this.#database.transaction(SYSTEM, async (transaction) => {
      const { id } = await this.#account(transaction, by, login);
      const { name, roles, language, expires, disabled } = change;
      await transaction.query(CHANGE, [id, name, password, roles, language, expires, disabled, now]);
      const closes = password !== undefined || roles !== undefined || disabled === true;
      if (closes) await transaction.query(CLOSE_ALL, [id, now]);
      await this.#record(transaction, by, id, {
        changed: Object.keys(change).toSorted(),
        roles: roles === undefined ? undefined : [...roles],
        disabled,
      });
    });
  }

  async closeSessions(by: LedgerCaller, login: string): Promise<void> {
    await this.#database.transaction(SYSTEM, async (transaction) => {
      const { id } = await this.#account(transaction, by, login);
      await transaction.query(CLOSE_ALL, [id, this.#clock()]);
      await this.#record(transaction, by, id, { sessions: 'closed' });
    });
  }

  async sweep(): Promise<void> {
    const now = this.#clock();
    await this.#database.transaction(SYSTEM, (transaction) => transaction.query(SWEEP, [now]));
    await forgetAttempts(this.#database, now);
  }

  async #accountFor(login: string, now: Date): Promise<StoredAccount | undefined> {
    const [row] = await this.#database.read<StoredAccount>(SYSTEM, BY_LOGIN, [login, now]);
    return row;
  }

  /** The account behind a login, where the caller governs it. */
  async #account(transaction: Transaction, by: LedgerCaller, login: string): Promise<StoredAccount> {
    const [row] = await transaction.query<StoredAccount>(BY_LOGIN, [foldedLogin(login), this.#clock()]);
    if (row === undefined) throw new AccessError('account-not-known');
    assertGoverns(by, { authority: row.authority ?? undefined, office: row.office ?? undefined });
    return row;
  }

  async #open(
    transaction: Transaction,
    caller: Caller,
    { kind, label, expires }: { kind: 'session' | 'token'; label?: string; expires: Date },
  ): Promise<string> {
    const token = `cf_${toBase64Url(this.#random(32))}`;
    const now = this.#clock();
    await transaction.query(OPEN, [digestOf(token), caller.account, kind, label, now, expires]);
    if (kind === 'session') {
      const subject = caller.actor;
      const state = { until: expires.toISOString() };
      await recordAct(
        transaction,
        { kind: 'account.signed-in', actor: caller.actor, subject, at: now, state },
        this.#random,
      );
    }
    return token;
  }

  #record(
    transaction: Transaction,
    by: LedgerCaller,
    account: string,
    state: Parameters<typeof recordAct>[1]['state'],
  ): Promise<void> {
    const act = {
      kind: 'account.changed',
      actor: by.actor,
      subject: actorOf(account),
      at: this.#clock(),
      state,
    } as const;
    return recordAct(transaction, act, this.#random);
  }
}

function digestOf(token: string): Uint8Array {
  return sha256(utf8(token));
}

function assertRoles(roles: readonly string[]): void {
  const unknown = roles.find((role) => !isRole(role));
  if (unknown !== undefined) throw new AccessError('account-role-not-known', { role: unknown });
}

/** An administrator governs the accounts of its own scope: all, an authority's, or an office's. */
function assertGoverns(
  by: LedgerCaller,
  account: { readonly authority: string | undefined; readonly office: string | undefined },
): void {
  const { scope } = by;
  const governs =
    by.may('administration') &&
    (scope.kind === 'system' ||
      (scope.kind === 'authority' &&
        scope.authority === account.authority &&
        (scope.office === undefined || scope.office === account.office)));
  if (!governs) throw new AccessError('access-forbidden', { permission: 'administration' });
}

async function assertOffice(
  transaction: Transaction,
  office: string | undefined,
  authority: string | undefined,
): Promise<void> {
  if (office === undefined) return;
  if (authority === undefined) throw new AccessError('account-needs-authority');
  const [row] = await transaction.query<{ authority: string }>(OFFICE_OF, [office]);
  if (row === undefined || row.authority !== authority) throw new AccessError('office-not-known', { office });
}

function accountFault(error: unknown, authority: string | undefined): unknown {
  if (!(error instanceof DatabaseError)) return error;
  if (error.constraint === 'account_login_key')
    return new AccessError('account-exists', {}, { cause: error });
  if (error.constraint === 'account_authority_fkey') {
    return new AccessError('authority-not-known', { authority: authority ?? '' }, { cause: error });
  }
  return error;
}
