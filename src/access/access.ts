import { uuidV7, type Clock, type Language, type RandomBytes } from '../base/index.ts';
import { DatabaseError, type Database, type Statement, type Transaction } from '../database/index.ts';
import type { LedgerCaller } from '../ledger/index.ts';
import { forgetAttempts } from './attempts.ts';
import { actorOf, callerOfRow, type Caller } from './caller.ts';
import { AccessError } from './error.ts';
import { assertGoverns } from './lib/governing.ts';
import { recordAct } from './lib/history.ts';
import { SYSTEM } from './lib/system.ts';
import { incompatiblePair } from './organisations/separations.ts';
import { Passwords } from './passwords.ts';
import { isRole, type Role } from './permissions.ts';
import { belongingOf, BY_LOGIN, foldedLogin, isLogin, type StoredAccount } from './signing-in/accounts.ts';
import type { Means } from './signing-in/means.ts';
import { callerOfToken, openSession, type OpenedSession } from './signing-in/sessions.ts';

export interface AccessOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
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
  /** Key of the trader, carrier or partner whose it is, in the place of an authority. */
  readonly organisation?: string;
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

/** Accounts, and whose token one is. People come in by `openSigningIn`. */
export interface Access {
  /** Whose token this is; undefined when it is unknown, expired or closed. */
  callerOf(token: string): Promise<Caller | undefined>;
  /** A token by which a machine's account comes in without signing in, for at most 400 days. */
  issueToken(
    by: LedgerCaller,
    request: { readonly login: string; readonly label: string; readonly expires: Date },
  ): Promise<OpenedSession>;
  addAccount(by: LedgerCaller, account: NewAccount): Promise<Caller>;
  /** Changes an account; a new password, other roles or disabling close its open doors. */
  changeAccount(by: LedgerCaller, login: string, change: AccountChange): Promise<void>;
  /** An account as a caller without a session, for whom an operator acts in its name. */
  callerNamed(by: LedgerCaller, login: string): Promise<Caller>;
  /** Closes every open door of an account. */
  closeSessions(by: LedgerCaller, login: string): Promise<void>;
  /** Clears away what has expired; run now and then. */
  sweep(): Promise<void>;
}

const HOUR = 3_600_000;
const LONGEST_TOKEN_TERM = 400 * 24 * HOUR;
const CLOSE_ALL: Statement = {
  name: 'access-close-sessions',
  text: 'update session set revoked = $2 where account = $1 and revoked is null',
};

const ADD: Statement = {
  name: 'access-add-account',
  text: `insert into account (id, login, name, kind, password, authority, office, roles, language, expires, created, organisation)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12`,
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

export function openAccess(options: AccessOptions): Access {
  return new Doors(options);
}

class Doors implements Access {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #random: RandomBytes;
  readonly #passwords = new Passwords();
  readonly #means: Means;

  constructor(options: AccessOptions) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#means = { sessionTerm: 12 * HOUR, passwords: this.#passwords, ...options };
  }

  callerOf(token: string): Promise<Caller | undefined> {
    return callerOfToken(this.#means, token);
  }

  async issueToken(
    by: LedgerCaller,
    { login, label, expires }: { readonly login: string; readonly label: string; readonly expires: Date },
  ): Promise<OpenedSession> {
    const term = expires.getTime() - this.#clock().getTime();
    if (!(term > 0 && term <= LONGEST_TOKEN_TERM)) throw new AccessError('token-term-unfit', { days: 400 });
    return this.#database.transaction(SYSTEM, async (transaction) => {
      const row = await this.#account(transaction, by, login);
      const opening = { kind: 'token', factors: ['token'], label, expires, isProved: false } as const;
      const opened = await openSession(this.#means, transaction, row, opening);
      await this.#record(transaction, by, row.id, { token: label, expires: expires.toISOString() });
      return opened;
    });
  }

  async addAccount(by: LedgerCaller, account: NewAccount): Promise<Caller> {
    const login = foldedLogin(account.login);
    if (!isLogin(login)) throw new AccessError('account-login-unfit');
    assertRoles(account.roles, account.kind);
    const password =
      account.password === undefined
        ? undefined
        : await this.#passwords.hash(account.password, [login, account.name, account.authority ?? '']);
    if (password === undefined && account.kind === 'person') throw new AccessError('account-no-password');
    const now = this.#clock();
    const id = uuidV7(now.getTime(), this.#random);
    const { name, kind, authority, office, organisation, roles, language, expires } = account;
    assertGoverns(by, {
      authority: authority ?? null,
      office: office ?? null,
      organisation: organisation ?? null,
    });
    const values = [id, login, name, kind, password, authority, office, roles, language, expires, now];
    return this.#database.transaction(SYSTEM, async (transaction) => {
      await assertOffice(transaction, office, authority);
      await transaction.query(ADD, [...values, organisation]).catch((error: unknown) => {
        throw accountFault(error, authority ?? organisation);
      });
      const [row] = await transaction.query<StoredAccount>(BY_LOGIN, [login, now]);
      if (row === undefined) throw new AccessError('account-not-known');
      await this.#record(transaction, by, id, { kind, roles: [...roles], authority, office });
      return callerOfRow(row);
    });
  }

  async changeAccount(by: LedgerCaller, login: string, change: AccountChange): Promise<void> {
    const now = this.#clock();
    const password =
      change.password === undefined
        ? undefined
        : await this.#passwords.hash(change.password, [foldedLogin(login), change.name ?? '']);
    await this.#database.transaction(SYSTEM, async (transaction) => {
      const { id, kind } = await this.#account(transaction, by, login);
      const { name, roles, language, expires, disabled } = change;
      if (roles !== undefined) assertRoles(roles, kind);
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

  async callerNamed(by: LedgerCaller, login: string): Promise<Caller> {
    return this.#database.transaction(SYSTEM, async (transaction) => {
      const row = await this.#account(transaction, by, login);
      if (row.ended) throw new AccessError('account-not-known');
      return callerOfRow(row);
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

  /** The account behind a login, where the caller governs it. */
  async #account(transaction: Transaction, by: LedgerCaller, login: string): Promise<StoredAccount> {
    const [row] = await transaction.query<StoredAccount>(BY_LOGIN, [foldedLogin(login), this.#clock()]);
    if (row === undefined) throw new AccessError('account-not-known');
    assertGoverns(by, belongingOf(row));
    return row;
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

/** A machine acts for a system, which keeps duties apart by the accounts of its own. */
function assertRoles(roles: readonly string[], kind: NewAccount['kind']): void {
  const unknown = roles.find((role) => !isRole(role));
  if (unknown !== undefined) throw new AccessError('account-role-not-known', { role: unknown });
  const pair = kind === 'person' ? incompatiblePair(roles) : undefined;
  if (pair !== undefined) throw new AccessError('roles-incompatible', { one: pair[0], other: pair[1] });
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
  if (error.constraint === 'account_organisation_fkey')
    return new AccessError('organisation-not-known', { organisation: authority ?? '' }, { cause: error });
  if (error.constraint === 'account_authority_fkey') {
    return new AccessError('authority-not-known', { authority: authority ?? '' }, { cause: error });
  }
  return error;
}
