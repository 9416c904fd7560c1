import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newRandom } from '../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import {
  loadAuthorities,
  openAccess,
  openSigningIn,
  OPERATOR,
  type Caller,
  type SigningIn,
} from '../index.ts';

const PASSWORD = 'seven grey herons';
const MINUTE = 60_000;
const HERE = { address: '192.0.2.9', agent: 'curl/8.5.0' };
let its: TestDatabase;
let signingIn: SigningIn;
let now: Date;
let count = 0;
let account: string;

const shared = () => ({
  database: its.database,
  clock: () => now,
  random: newRandom,
  secretKey: new Uint8Array(32).fill(3),
});

beforeAll(async () => {
  its = await testDatabase();
  now = new Date('2026-11-22T08:00:00Z');
  await loadAuthorities(shared());
  signingIn = openSigningIn(shared());
});
afterAll(() => its.drop());
beforeEach(async () => {
  count += 1;
  now = new Date(now.getTime() + 60 * MINUTE);
  const added = await openAccess(shared()).addAccount(OPERATOR, {
    login: login(),
    name: 'Mere Tamatea',
    kind: 'person',
    password: PASSWORD,
    authority: 'NZ-MPI',
    roles: ['officer'],
  });
  account = added.account;
});

const login = (): string => `mere-${String(count)}`;

async function enter(
  proof: { readonly password?: string; readonly code?: string } = {},
): Promise<Caller | undefined> {
  const session = await signingIn.signIn({ login: login(), password: PASSWORD, ...proof }, HERE);
  return session === undefined ? undefined : signingIn.callerOf(session.token);
}

async function person(): Promise<Caller> {
  const caller = await enter();
  if (caller === undefined) throw new Error('the sign-in failed');
  return caller;
}

/** What the evidence tells of an account, in its order. */
async function told(): Promise<readonly (readonly [string, unknown])[]> {
  const rows = await its.administrator.query<{ opening: { act: { kind: string; details: unknown } } }>(
    {
      name: '',
      text: `select h.opening from access_history h join evidence_leaf l on l.id = h.leaf
             where h.subject = $1 and h.opening -> 'act' ->> 'kind' <> 'account.changed'
             order by h.at, h.opening -> 'act' ->> 'kind'`,
    },
    [`account/${account}`],
  );
  return rows.map(({ opening }) => [opening.act.kind, opening.act.details]);
}

const codeOf = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() });

async function withCodes(): Promise<{ readonly caller: Caller; readonly secret: string }> {
  const caller = await person();
  const { secret } = await signingIn.beginCodes(caller);
  await signingIn.confirmCodes(caller, codeOf(secret));
  now = new Date(now.getTime() + MINUTE);
  return { caller, secret };
}

describe('what is done to come in', () => {
  test('is evidence: by which factor, after how many failures, enrolments, proofs, sessions closed', async () => {
    for (let guess = 0; guess < 3; guess += 1)
      expect(await enter({ password: 'wrong password' })).toBeUndefined();
    const { caller, secret } = await withCodes();
    await signingIn.stepUp(caller, { by: 'password', password: PASSWORD, code: codeOf(secret) }, HERE);
    now = new Date(now.getTime() + MINUTE);
    await enter({ code: codeOf(secret) });
    now = new Date(now.getTime() + MINUTE);
    await signingIn.closeSessions(caller);
    now = new Date(now.getTime() + MINUTE);
    await signingIn.removeCodes(caller);
    expect(await told()).toMatchObject([
      ['account.factor-added', { factor: 'code' }],
      ['account.signed-in', { factors: ['password'], failures: 3 }],
      ['account.proved', { factors: ['password', 'code'] }],
      ['account.signed-in', { factors: ['password', 'code'] }],
      ['account.signed-out', { sessions: [expect.any(String)] }],
      ['account.factor-removed', { factor: 'code' }],
    ]);
    expect(JSON.stringify(await told())).not.toContain(secret);
  });

  test('in vain is evidence at the tenth time, not at each: strangers do not fill the log', async () => {
    for (let guess = 0; guess < 19; guess += 1) {
      await signingIn.signIn(
        { login: login(), password: 'wrong password' },
        { address: `198.51.100.${String(guess)}` },
      );
    }
    expect(await told()).toEqual([['account.refused', { failures: 10 }]]);
  });
});

describe('a proof', () => {
  test('counts for five minutes from signing in, and from each proof anew', async () => {
    const caller = await person();
    expect(caller.session?.provedUntil).toEqual(new Date(now.getTime() + 5 * MINUTE));
    now = new Date(now.getTime() + 30 * MINUTE);
    const until = await signingIn.stepUp(caller, { by: 'password', password: PASSWORD }, HERE);
    expect(until).toEqual(new Date(now.getTime() + 5 * MINUTE));
  });

  test('wants the code, too, of who has a code generator', async () => {
    const { caller, secret } = await withCodes();
    await expect(
      signingIn.stepUp(caller, { by: 'password', password: PASSWORD }, HERE),
    ).rejects.toMatchObject({
      code: 'second-factor-required',
    });
    const code = codeOf(secret);
    expect(await signingIn.stepUp(caller, { by: 'password', password: PASSWORD, code }, HERE)).toBeDefined();
    expect(
      await signingIn.stepUp(caller, { by: 'password', password: PASSWORD, code }, HERE),
    ).toBeUndefined();
  });

  test('is not to be had for a session that was closed', async () => {
    const caller = await person();
    const { id = '' } = caller.session ?? {};
    await signingIn.closeSessions(caller, id);
    await expect(
      signingIn.stepUp(caller, { by: 'password', password: PASSWORD }, HERE),
    ).rejects.toMatchObject({
      code: 'session-not-known',
    });
  });

  test('by a certificate is not to be had by another’s', async () => {
    const caller = await person();
    const fingerprint = new Uint8Array(32).fill(1);
    expect(await signingIn.stepUp(caller, { by: 'certificate', fingerprint }, HERE)).toBeUndefined();
  });
});

describe('a code generator', () => {
  test('counts only once a code of it was confirmed, and may be begun anew until then', async () => {
    const caller = await person();
    const first = await signingIn.beginCodes(caller);
    expect(await enter()).toBeDefined();
    const second = await signingIn.beginCodes(caller);
    expect(second.secret).not.toBe(first.secret);
    await expect(signingIn.confirmCodes(caller, codeOf(first.secret))).rejects.toMatchObject({
      code: 'code-wrong',
    });
    await signingIn.confirmCodes(caller, codeOf(second.secret));
    await expect(enter()).rejects.toMatchObject({ code: 'second-factor-required' });
    await expect(signingIn.beginCodes(caller)).rejects.toMatchObject({ code: 'factor-exists' });
  });

  test('opens with the code before, the present and the next one, and with none beyond', async () => {
    const { secret } = await withCodes();
    const opens: boolean[] = [];
    for (const seconds of [-60, 60, -30, 0, 30]) {
      const timestamp = now.getTime() + seconds * 1000;
      const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
      opens.push((await enter({ code })) !== undefined);
    }
    expect(opens).toEqual([false, false, true, true, true]);
  });

  test('opens once with one code, and a recovery code opens once, however many try at once', async () => {
    const { caller, secret } = await withCodes();
    const [recovery = ''] = await signingIn.renewRecoveryCodes(caller);
    for (const code of [codeOf(secret), recovery]) {
      const outcomes = await Promise.all(Array.from({ length: 4 }, () => enter({ code })));
      expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(1);
      // Those that came too late count as guesses, unless the one that opened came last; they are forgiven in time.
      now = new Date(now.getTime() + 10 * MINUTE);
    }
  });

  test('does not open where its secret was put in another account’s place, or under another key', async () => {
    const { secret } = await withCodes();
    const other = openSigningIn({ ...shared(), secretKey: new Uint8Array(32).fill(4) });
    const proof = { login: login(), password: PASSWORD, code: codeOf(secret) };
    await expect(other.signIn(proof, HERE)).rejects.toMatchObject({ code: 'secret-unreadable' });
    const owner = account;
    count += 1;
    const thief = await openAccess(shared()).addAccount(OPERATOR, {
      login: login(),
      name: 'Thief',
      kind: 'person',
      password: PASSWORD,
      roles: ['reader'],
      authority: 'NZ-MPI',
    });
    await its.administrator.query(
      {
        name: '',
        text: `insert into code_generator (account, secret, created, confirmed)
               select $2, secret, created, confirmed from code_generator where account = $1`,
      },
      [owner, thief.account],
    );
    await expect(enter({ code: codeOf(secret) })).rejects.toMatchObject({ code: 'secret-unreadable' });
  });

  test('of an account whose person has lost it is taken away by its administrator, with every session', async () => {
    const { caller } = await withCodes();
    const stranger = {
      actor: 'account/x',
      scope: { kind: 'authority', country: 'AU', authority: 'AU-DAFF' },
      may: () => true,
    } as const;
    await expect(signingIn.forgetFactors(stranger, account)).rejects.toMatchObject({
      code: 'account-not-known',
    });
    await signingIn.forgetFactors(OPERATOR, account);
    expect(await signingIn.sessions(caller)).toEqual([]);
    expect(await enter()).toBeDefined();
  });

  test('is listed to its administrator, and taken away alone, with the sessions that its codes opened', async () => {
    const { caller, secret } = await withCodes();
    const byCode = await signingIn.signIn({ login: login(), password: PASSWORD, code: codeOf(secret) }, HERE);
    expect(await signingIn.callerOf(byCode?.token ?? '')).toBeDefined();
    const stranger = {
      actor: 'account/x',
      scope: { kind: 'authority', country: 'AU', authority: 'AU-DAFF' },
      may: () => true,
    } as const;
    for (const act of [
      () => signingIn.credentials(stranger, account),
      () => signingIn.forgetCodes(stranger, account),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'account-not-known' });
    expect(await signingIn.credentials(OPERATOR, account)).toMatchObject({
      password: true,
      codes: { recoveryCodes: 10 },
      passkeys: [],
      keys: [],
    });
    await signingIn.forgetCodes(OPERATOR, account);
    expect(await signingIn.callerOf(byCode?.token ?? '')).toBeUndefined();
    expect((await signingIn.credentials(OPERATOR, account)).codes).toBeUndefined();
    await expect(signingIn.forgetCodes(OPERATOR, account)).rejects.toMatchObject({
      code: 'factor-not-known',
    });
    // What was opened by password alone stands.
    expect(await signingIn.sessions(caller)).not.toEqual([]);
  });
});

describe('what has expired', () => {
  test('is swept away, and nothing else', async () => {
    await signingIn.passkeyChallenge({ id: 'localhost', origin: 'http://localhost' });
    const { secret } = await withCodes();
    now = new Date(now.getTime() + 10 * MINUTE);
    await signingIn.passkeyChallenge({ id: 'localhost', origin: 'http://localhost' });
    await signingIn.sweep();
    const kept = await its.administrator.query<{ count: string }>({
      name: '',
      text: 'select count(*) from challenge',
    });
    expect(Number(kept[0]?.count)).toBe(1);
    expect(await enter({ code: codeOf(secret) })).toBeDefined();
  });
});
