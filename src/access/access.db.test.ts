import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newRandom } from '../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../database/testing/index.ts';
import type { LedgerCaller } from '../ledger/index.ts';
import { attemptOf, charge } from './attempts.ts';
import {
  keepOffice,
  loadAuthorities,
  openAccess,
  openSigningIn,
  OPERATOR,
  type Access,
  type Caller,
  type SigningIn,
} from './index.ts';

const HOUR = 3_600_000;
const PASSWORD = 'correct horse battery';

let its: TestDatabase;
let access: Access;
let signingIn: SigningIn;
let now: Date;
let count = 0;
beforeAll(async () => {
  its = await testDatabase();
  now = new Date('2026-11-22T08:00:00Z');
  const options = { database: its.database, clock: () => now, random: newRandom };
  access = openAccess(options);
  signingIn = openSigningIn({ ...options, secretKey: new Uint8Array(32) });
  await loadAuthorities(options);
  for (const key of ['NZ-MPI/AKL', 'NZ-MPI/CHC']) {
    await keepOffice(options, OPERATOR, { key, authority: 'NZ-MPI', names: [key.slice(7)] });
  }
});
afterAll(() => its.drop());
beforeEach(() => {
  now = new Date(now.getTime() + 24 * HOUR);
  count += 1;
});

const logIn = (name: string, password: string, from: string) =>
  signingIn.signIn({ login: name, password }, { address: from });

const address = () => `192.0.2.${String(count)}`;
const login = (name = 'mere') => `${name}-${String(count)}`;

function add(
  values: Partial<Parameters<Access['addAccount']>[1]> = {},
  by: LedgerCaller = OPERATOR,
): Promise<Caller> {
  return access.addAccount(by, {
    login: login(),
    name: 'Mere Tamatea',
    kind: 'person',
    password: PASSWORD,
    authority: 'NZ-MPI',
    roles: ['officer'],
    ...values,
  });
}

const addMachine = (name: string) =>
  access.addAccount(OPERATOR, {
    login: login(name),
    name,
    kind: 'machine',
    authority: 'NZ-MPI',
    roles: ['clerk'],
  });

const ask = <Row>(text: string, values: unknown[] = []) =>
  its.administrator.query<Row>({ name: '', text }, values);

describe('signing in', () => {
  test('opens a session whose token tells the caller, until it ends', async () => {
    const added = await add({ office: 'NZ-MPI/AKL', language: 'zh' });
    const session = await logIn(login(), PASSWORD, address());
    expect(session?.token).toMatch(/^cf_[\w-]{43}$/);
    expect(session?.expires).toBe(new Date(now.getTime() + 12 * HOUR).toISOString());
    const caller = await access.callerOf(session?.token ?? '');
    expect(caller).toMatchObject({
      actor: `account/${added.account}`,
      account: added.account,
      roles: ['officer'],
      language: 'zh',
      scope: { kind: 'authority', country: 'NZ', authority: 'NZ-MPI', office: 'NZ-MPI/AKL' },
    });
    expect(caller?.may('certificate.issue')).toBe(true);
    expect(caller?.may('certificate.withdraw')).toBe(false);
    now = new Date(now.getTime() + 12 * HOUR);
    expect(await access.callerOf(session?.token ?? '')).toBeUndefined();
  });

  test('tells an operator whom a login stands for, with the rights of that account alone, until it is disabled', async () => {
    const added = await add({ office: 'NZ-MPI/AKL' });
    const named = await access.callerNamed(OPERATOR, login().toUpperCase());
    expect(named).toMatchObject({ actor: added.actor, scope: { authority: 'NZ-MPI', office: 'NZ-MPI/AKL' } });
    expect([named.may('certificate.issue'), named.may('parameter.propose')]).toEqual([true, false]);
    await access.changeAccount(OPERATOR, login(), { disabled: true });
    await expect(access.callerNamed(OPERATOR, login())).rejects.toMatchObject({ code: 'account-not-known' });
    await expect(access.callerNamed(OPERATOR, 'nobody-at-all')).rejects.toMatchObject({
      code: 'account-not-known',
    });
  });

  test('takes a login and a password in whatever width and case of letters the keyboard writes', async () => {
    await add({ login: `Ｍｅｒｅ.${login()}`, password: 'ｃorrect ｈorse' });
    expect(await logIn(` MERE.${login().toUpperCase()} `, 'correct horse', address())).toBeDefined();
    expect(await logIn(`mere.${login()}`, 'Correct horse', address())).toBeUndefined();
  });

  test('answers wrong password, unknown login, ended and disabled account alike', async () => {
    await add();
    await add({ login: login('ended'), expires: new Date(now.getTime() - HOUR) });
    await add({ login: login('disabled') });
    await addMachine('machine');
    await access.changeAccount(OPERATOR, login('disabled'), { disabled: true });
    expect(await logIn(login(), 'wrong password', address())).toBeUndefined();
    expect(await logIn(login('nobody'), PASSWORD, address())).toBeUndefined();
    expect(await logIn(login('ended'), PASSWORD, address())).toBeUndefined();
    expect(await logIn(login('disabled'), PASSWORD, address())).toBeUndefined();
    expect(await logIn(login('machine'), PASSWORD, address())).toBeUndefined();
    expect(await logIn('', '', address())).toBeUndefined();
    expect(await logIn('\u0000', PASSWORD, address())).toBeUndefined();
    await access.changeAccount(OPERATOR, login('disabled'), { disabled: false });
    expect(await logIn(login('disabled'), PASSWORD, address())).toBeDefined();
  });

  test('an unknown login takes as long as a wrong password', async () => {
    await add();
    // The processor's time, with that of its threads: it does not tell what else the machine did meanwhile.
    const time = async (name: string, round: number) => {
      const started = process.cpuUsage();
      await logIn(name, 'wrong password', `${address()} ${name} ${String(round)}`);
      const { user, system } = process.cpuUsage(started);
      return user + system;
    };
    const rounds = 11;
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      known.push(await time(login(), round));
      unknown.push(await time(login('nobody'), round));
    }
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test('each entry is evidence, and names no person', async () => {
    const { account } = await add();
    await logIn(login(), PASSWORD, address());
    const rows = await ask<{ opening: { act: { kind: string; actor: string } } }>(
      `select h.opening from access_history h join evidence_leaf l on l.id = h.leaf
       where h.subject = $1 order by h.at, h.opening -> 'act' ->> 'kind'`,
      [`account/${account}`],
    );
    expect(rows.map(({ opening }) => [opening.act.kind, opening.act.actor])).toEqual([
      ['account.changed', 'operator'],
      ['account.signed-in', `account/${account}`],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/mere/i);
  });

  test('leaves neither token nor password in the database', async () => {
    await add();
    const session = await logIn(login(), PASSWORD, address());
    const dump = JSON.stringify(
      await ask(`select to_jsonb(s) as session from session s union all select to_jsonb(a) from account a
                 union all select to_jsonb(h) from access_history h union all select to_jsonb(t) from sign_in_attempt t`),
    );
    expect(dump).not.toContain(session?.token ?? 'cf_');
    expect(dump).not.toContain(PASSWORD);
    expect(dump).not.toContain(address());
    expect(dump).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });
});

describe('guessing', () => {
  const limited = { code: 'sign-in-limited' };

  test('at one login from one address is slowed, for an unknown login just the same', async () => {
    await add();
    for (const name of [login(), login('nobody')]) {
      const from = `${address()} ${name}`;
      for (let guess = 0; guess < 10; guess += 1) expect(await logIn(name, 'wrong', from)).toBeUndefined();
      await expect(logIn(name, 'wrong', from)).rejects.toMatchObject(limited);
      await expect(logIn(name, PASSWORD, from)).rejects.toMatchObject(limited);
    }
  });

  test('many at once are counted as many', async () => {
    await add();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, () => logIn(login(), 'wrong', address())),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(10);
  });

  test('does not lock the owner out: not from another address, not from one it has come in from', async () => {
    await add();
    expect(await logIn(login(), PASSWORD, 'home')).toBeDefined();
    // Strangers fill the bucket of the login, and a neighbour the one of the address.
    for (let guess = 0; guess < 80; guess += 1) {
      await charge(its.database, attemptOf(login(), `stranger ${String(guess)}`), now);
      await charge(its.database, attemptOf(`someone ${String(guess)}`, 'home'), now);
    }
    await expect(logIn(login(), PASSWORD, 'nowhere yet')).rejects.toMatchObject(limited);
    expect(await logIn(login(), PASSWORD, 'home')).toBeDefined();
  });

  test('is forgiven with time, at the latest after a quarter of an hour', async () => {
    await add();
    for (let guess = 0; guess < 60; guess += 1)
      await logIn(login(), 'wrong', address()).catch(() => undefined);
    await expect(logIn(login(), PASSWORD, address())).rejects.toMatchObject(limited);
    now = new Date(now.getTime() + 16 * 60_000);
    expect(await logIn(login(), PASSWORD, address())).toBeDefined();
  });

  test('coming in clears what honest mistakes had filled', async () => {
    await add();
    for (let round = 0; round < 3; round += 1) {
      for (let guess = 0; guess < 8; guess += 1) await logIn(login(), 'wrong', address());
      expect(await logIn(login(), PASSWORD, address())).toBeDefined();
    }
  });
});

describe('tokens', () => {
  test('that no door knows are nobody’s, whatever they look like', async () => {
    const strangers = ['', 'cf_', `cf_${'A'.repeat(43)}`, `cf_${'A'.repeat(5000)}`, '\u0000', "' or true --"];
    for (const token of strangers) expect(await access.callerOf(token)).toBeUndefined();
  });

  test('are closed by signing out, by a new password, by other roles and by disabling', async () => {
    await add();
    const enter = async () => (await logIn(login(), PASSWORD, address()))?.token ?? '';
    const first = await enter();
    const second = await enter();
    await signingIn.signOut(first);
    expect(await access.callerOf(first)).toBeUndefined();
    expect(await access.callerOf(second)).toBeDefined();
    for (const change of [{ password: PASSWORD }, { roles: ['reader'] as const }, { disabled: true }]) {
      if (await access.callerOf(second)) await access.changeAccount(OPERATOR, login(), { language: 'fr' });
      const token = await enter();
      expect(await access.callerOf(token)).toBeDefined();
      await access.changeAccount(OPERATOR, login(), change);
      expect(await access.callerOf(token)).toBeUndefined();
    }
    expect(await access.callerOf(second)).toBeUndefined();
  });

  test('of machines are issued by an administrator, end in time, and can be closed', async () => {
    await addMachine('gateway');
    const expires = new Date(now.getTime() + 30 * 24 * HOUR);
    const request = { login: login('gateway'), label: 'production', expires };
    const { token } = await access.issueToken(OPERATOR, request);
    expect((await access.callerOf(token))?.may('certificate.lodge')).toBe(true);
    const before = now;
    now = expires;
    expect(await access.callerOf(token)).toBeUndefined();
    now = before;
    await access.closeSessions(OPERATOR, login('gateway'));
    expect(await access.callerOf(token)).toBeUndefined();
    for (const wrong of [now, new Date(now.getTime() + 500 * 24 * HOUR), new Date(Number.NaN)]) {
      await expect(access.issueToken(OPERATOR, { ...request, expires: wrong })).rejects.toMatchObject({
        code: 'token-term-unfit',
      });
    }
  });

  test('that have long expired are swept away, and no others', async () => {
    await add();
    const open = await logIn(login(), PASSWORD, address());
    now = new Date(now.getTime() + 32 * 24 * HOUR);
    const fresh = await logIn(login(), PASSWORD, address());
    await access.sweep();
    expect(await access.callerOf(open?.token ?? '')).toBeUndefined();
    expect(await access.callerOf(fresh?.token ?? '')).toBeDefined();
    expect(
      await ask(`select 1 from session where expires < $1::timestamptz - interval '30 days'`, [now]),
    ).toEqual([]);
  });
});

describe('accounts', () => {
  test('are kept by administrators, each within its own scope', async () => {
    const ministry = await add({ login: login('ministry'), roles: ['administrator'] });
    const auckland = await add({ login: login('akl'), roles: ['administrator'], office: 'NZ-MPI/AKL' });
    const officer = await add({ login: login('officer') });
    const forbidden = { code: 'access-forbidden' };
    await expect(add({ login: login('a') }, officer)).rejects.toMatchObject(forbidden);
    await expect(add({ login: login('b'), authority: 'AU-DAFF' }, ministry)).rejects.toMatchObject(forbidden);
    await expect(add({ login: login('d'), office: 'NZ-MPI/CHC' }, auckland)).rejects.toMatchObject(forbidden);
    await expect(add({ login: login('e') }, auckland)).rejects.toMatchObject(forbidden);
    await expect(
      access.addAccount(ministry, {
        login: login('c'),
        name: 'Operator',
        kind: 'person',
        password: PASSWORD,
        roles: ['administrator'],
      }),
    ).rejects.toMatchObject(forbidden);
    await add({ login: login('f'), office: 'NZ-MPI/CHC' }, ministry);
    await add({ login: login('g'), office: 'NZ-MPI/AKL' }, auckland);
    await expect(access.changeAccount(auckland, login('f'), { disabled: true })).rejects.toMatchObject(
      forbidden,
    );
    await expect(access.closeSessions(officer, login('officer'))).rejects.toMatchObject(forbidden);
    const expires = new Date(now.getTime() + HOUR);
    await expect(
      access.issueToken(auckland, { login: login('ministry'), label: 'mine', expires }),
    ).rejects.toMatchObject(forbidden);
  });

  test('that do not fit are refused by name', async () => {
    await add();
    await expect(add()).rejects.toMatchObject({ code: 'account-exists' });
    await expect(add({ login: login().toUpperCase() })).rejects.toMatchObject({ code: 'account-exists' });
    const fresh = { login: login('fresh') };
    await expect(add({ login: 'a b' })).rejects.toMatchObject({ code: 'account-login-unfit' });
    await expect(add({ ...fresh, authority: 'XX-NONE' })).rejects.toMatchObject({
      code: 'authority-not-known',
    });
    await expect(add({ ...fresh, office: 'nowhere' })).rejects.toMatchObject({ code: 'office-not-known' });
    await expect(add({ ...fresh, authority: 'AU-DAFF', office: 'NZ-MPI/AKL' })).rejects.toMatchObject({
      code: 'office-not-known',
    });
    await expect(add({ ...fresh, password: 'short' })).rejects.toMatchObject({ code: 'password-unfit' });
    await expect(add({ ...fresh, roles: ['root' as 'reader'] })).rejects.toMatchObject({
      code: 'account-role-not-known',
    });
    await expect(access.changeAccount(OPERATOR, login('nobody'), {})).rejects.toMatchObject({
      code: 'account-not-known',
    });
  });

  test('are out of reach of every scope but the platform’s own', async () => {
    await add();
    const scopes = [{ kind: 'public' }, { kind: 'authority', country: 'NZ', authority: 'NZ-MPI' }] as const;
    for (const scope of scopes) {
      for (const table of ['account', 'session', 'access_history', 'sign_in_attempt']) {
        const rows = await its.database.read(scope, { name: '', text: `select * from ${table}` });
        expect(rows, `${scope.kind} ${table}`).toEqual([]);
      }
      const act = its.database.transaction(scope, (transaction) =>
        transaction.query({ name: '', text: `update account set roles = '{administrator}' returning id` }),
      );
      expect(await act).toEqual([]);
    }
  });
});
