import { TOTP, Secret } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../access/index.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

const PASSWORD = 'seven grey herons';
let house: TestHouse;
let count = 0;

beforeAll(async () => {
  house = await testHouse({ loginsPerMinute: 10_000, wrongAnswerMilliseconds: 0 });
});
afterAll(() => house.close());
beforeEach(async () => {
  count += 1;
  await house.access.addAccount(OPERATOR, {
    login: login(),
    name: 'Mere Tamatea',
    kind: 'person',
    password: PASSWORD,
    authority: 'NZ-MPI',
    roles: ['supervisor'],
  });
});

const login = (): string => `mere-${String(count)}`;

interface Sent {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send(url: string, { method, body, headers = {} }: Sent = {}) {
  const answer = await house.server.inject({
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    url,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const json = answer.body === '' ? {} : answer.json<Record<string, unknown>>();
  return { status: answer.statusCode, json, headers: answer.headers, code: json['code'] };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ours = { 'sec-fetch-site': 'same-origin' };

async function signIn(more: object = {}): Promise<string> {
  const { status, json } = await send('/v1/sessions', {
    body: { login: login(), password: PASSWORD, ...more },
  });
  expect(status, JSON.stringify(json)).toBe(201);
  return String(json['token']);
}

async function cookieOf(): Promise<string> {
  const answer = await send('/v1/sessions', {
    body: { login: login(), password: PASSWORD, cookie: true },
    headers: ours,
  });
  expect(answer.status).toBe(201);
  expect(answer.json['token']).toBeUndefined();
  return String(answer.headers['set-cookie']);
}

/** The name and value of a cookie, as a browser sends it back. */
const pair = (setCookie: string): { readonly cookie: string } => ({ cookie: setCookie.split(';')[0] ?? '' });

describe('a session in a browser', () => {
  it('is a cookie that no script reads and no other site sends, and its token is told to nobody', async () => {
    const setCookie = await cookieOf();
    expect(setCookie).toMatch(
      /^counterfoil=cf_[\w-]{43}; Expires=[^;]+ GMT; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const me = await send('/v1/me', { headers: pair(setCookie) });
    expect(me.json).toMatchObject({ name: 'Mere Tamatea', factors: ['password'] });
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbouring host', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.example', host: 'localhost:80' }],
    ['a page that hides its origin', { origin: 'null' }],
    ['a program that says nothing', {}],
  ])('changes nothing at the wish of %s', async (_, headers) => {
    const cookie = pair(await cookieOf());
    for (const [url, method] of [
      ['/v1/sessions', 'DELETE'],
      ['/v1/me/codes', 'POST'],
      ['/v1/certificates/01a20292-101d-756c-abab-8dafb5742d6c/actions/withdraw', 'POST'],
    ] as const) {
      const answer = await send(url, { method, headers: { ...headers, ...cookie } });
      expect([answer.status, answer.code], url).toEqual([403, 'request-cross-origin']);
    }
    expect((await send('/v1/me', { headers: cookie })).status).toBe(200);
  });

  it('is not opened at the wish of another site either', async () => {
    const body = { login: login(), password: PASSWORD, cookie: true };
    const answer = await send('/v1/sessions', { body, headers: { 'sec-fetch-site': 'cross-site' } });
    expect([answer.status, answer.code]).toEqual([403, 'request-cross-origin']);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('changes what a page of ours asks for, by either sign of it', async () => {
    const cookie = pair(await cookieOf());
    const origin = { origin: 'http://localhost:80', host: 'localhost:80' };
    for (const headers of [ours, origin]) {
      const answer = await send('/v1/me', { body: { language: 'zh' }, headers: { ...headers, ...cookie } });
      expect(answer.status).toBe(204);
    }
    expect((await send('/v1/me', { headers: cookie })).json['language']).toBe('zh');
  });

  it('that has ended leaves the public pages open, and the rest closed', async () => {
    const cookie = pair(await cookieOf());
    const closed = await send('/v1/sessions', { method: 'DELETE', headers: { ...ours, ...cookie } });
    expect(closed.status).toBe(204);
    expect(String(closed.headers['set-cookie'])).toContain('Max-Age=0');
    expect((await send('/v1/schemas', { headers: cookie })).status).toBe(200);
    expect((await send('/v1/me', { headers: cookie })).code).toBe('authentication-required');
    const again = await send('/v1/sessions', {
      body: { login: login(), password: PASSWORD, cookie: true },
      headers: { ...ours, ...cookie },
    });
    expect(again.status).toBe(201);
  });

  it('planted beside another is neither', async () => {
    const { cookie } = pair(await cookieOf());
    const both = `${cookie}; counterfoil=cf_${'A'.repeat(43)}`;
    expect((await send('/v1/me', { headers: { cookie: both } })).code).toBe('authentication-required');
  });
});

describe('acts that want a fresh proof', () => {
  const withdraw = '/v1/certificates/01a20292-101d-756c-abab-8dafb5742d6c/actions/withdraw';
  /** A session that the server has not been shown yet: it remembers callers for two seconds. */
  const unseen = async (): Promise<string> => {
    const where = { address: '192.0.2.1' };
    const session = await house.services.signingIn.signIn({ login: login(), password: PASSWORD }, where);
    return session?.token ?? '';
  };
  const age = (token: string) =>
    house.its.administrator.query(
      {
        name: '',
        text: `update session set proved = proved - interval '6 minutes' where proved is not null and account = (select account from session where digest = sha256($1::bytea))`,
      },
      [Buffer.from(token)],
    );

  it('are open after signing in, closed minutes later, and open again after a proof', async () => {
    const token = await signIn();
    const act = () => send(withdraw, { body: {}, headers: { ...bearer(token), 'if-match': '"1"' } });
    expect((await act()).code).toBe('record-not-found');
    await age(token);
    const elsewhere = await unseen();
    await age(elsewhere);
    const refused = await send(withdraw, { body: {}, headers: { ...bearer(elsewhere), 'if-match': '"1"' } });
    expect([refused.status, refused.code, refused.json['factors']]).toEqual([
      403,
      'step-up-required',
      ['password'],
    ]);
    const wrong = await send('/v1/sessions/step-up', {
      body: { password: 'not that' },
      headers: bearer(elsewhere),
    });
    expect([wrong.status, wrong.code]).toEqual([403, 'proof-wrong']);
    const right = await send('/v1/sessions/step-up', {
      body: { password: PASSWORD },
      headers: bearer(elsewhere),
    });
    expect(right.status).toBe(200);
    expect(Date.parse(String(right.json['provedUntil']))).toBeGreaterThan(Date.now() + 290_000);
    expect(
      (await send(withdraw, { body: {}, headers: { ...bearer(elsewhere), 'if-match': '"1"' } })).code,
    ).toBe('record-not-found');
  });

  it('are not opened by somebody else’s password', async () => {
    const token = await signIn();
    await age(token);
    count += 1;
    await house.access.addAccount(OPERATOR, {
      login: login(),
      name: 'Hana',
      kind: 'person',
      password: 'eleven blue kites',
      authority: 'NZ-MPI',
      roles: ['supervisor'],
    });
    const answer = await send('/v1/sessions/step-up', {
      body: { password: 'eleven blue kites' },
      headers: bearer(token),
    });
    expect(answer.code).toBe('proof-wrong');
  });
});

describe('codes', () => {
  async function enrolled(): Promise<{ token: string; secret: string; recoveryCodes: readonly string[] }> {
    const token = await signIn();
    const begun = await send('/v1/me/codes', { method: 'POST', headers: bearer(token) });
    expect(String(begun.json['uri'])).toMatch(
      new RegExp(`^otpauth://totp/Counterfoil:${login()}\\?issuer=Counterfoil&secret=`),
    );
    const secret = String(begun.json['secret']);
    const confirmed = await send('/v1/me/codes/confirm', {
      body: { code: codeAt(secret, -30) },
      headers: bearer(token),
    });
    expect(confirmed.status, JSON.stringify(confirmed.json)).toBe(200);
    return { token, secret, recoveryCodes: confirmed.json['recoveryCodes'] as string[] };
  }
  const codeAt = (secret: string, seconds: number): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + seconds * 1000 });
  const enter = (more: object) =>
    send('/v1/sessions', { body: { login: login(), password: PASSWORD, ...more } });

  it('are asked for beside the password once enrolled, and open once each', async () => {
    const { secret } = await enrolled();
    expect(await enter({})).toMatchObject({ status: 401, code: 'second-factor-required' });
    expect((await send('/v1/sessions', { body: { login: login(), password: 'wrong' } })).code).toBe(
      'login-failed',
    );
    const code = codeAt(secret, 0);
    expect((await enter({ code: code === '000000' ? '000001' : '000000' })).code).toBe('login-failed');
    expect((await enter({ code })).status).toBe(201);
    expect((await enter({ code })).code).toBe('login-failed');
    expect((await enter({ code: codeAt(secret, -30) })).code).toBe('login-failed');
  });

  it('are replaced by recovery codes, each once, in any spelling', async () => {
    const { recoveryCodes } = await enrolled();
    expect(recoveryCodes).toHaveLength(10);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = '', second = ''] = recoveryCodes;
    expect((await enter({ code: first })).status).toBe(201);
    expect((await enter({ code: first })).code).toBe('login-failed');
    expect((await enter({ code: second.replaceAll('-', ' ').toUpperCase() })).status).toBe(201);
  });

  it('are kept sealed, and recovery codes as digests', async () => {
    const { secret, recoveryCodes } = await enrolled();
    const rows = await house.its.administrator.query({
      name: '',
      text: `select to_jsonb(g) as kept from code_generator g union all select to_jsonb(r) from recovery_code r
             union all select to_jsonb(h) from access_history h`,
    });
    const dump = JSON.stringify(rows).toLowerCase();
    const hex = Buffer.from(Secret.fromBase32(secret).bytes).toString('hex');
    for (const told of [
      secret.toLowerCase(),
      hex,
      ...recoveryCodes,
      ...recoveryCodes.map((code) => code.replaceAll('-', '')),
    ]) {
      expect(dump).not.toContain(told);
    }
  });

  it('cannot be guessed through by who has the password', async () => {
    const { secret } = await enrolled();
    const right = codeAt(secret, 0);
    const outcomes = new Set<unknown>();
    for (let guess = 0; guess < 12; guess += 1) {
      const code = String((Number(right) + 1 + guess) % 1_000_000).padStart(6, '0');
      outcomes.add((await enter({ code })).code);
    }
    expect(outcomes).toContain('sign-in-limited');
    expect((await enter({ code: right })).code).toBe('sign-in-limited');
  });

  it('are taken away with a fresh proof only, and then no longer asked for', async () => {
    const { token, recoveryCodes } = await enrolled();
    const factors = await send('/v1/me/factors', { headers: bearer(token) });
    expect(factors.json).toMatchObject({ password: true, codes: { recoveryCodes: 10 }, passkeys: [] });
    const proof = { login: login(), password: PASSWORD, code: recoveryCodes[0] ?? '' };
    const session = await house.services.signingIn.signIn(proof, { address: '192.0.2.1' });
    await house.its.administrator.query({
      name: '',
      text: `update session set proved = proved - interval '1 hour'`,
    });
    const remove = (by: string) => send('/v1/me/codes', { method: 'DELETE', headers: bearer(by) });
    const stale = await remove(session?.token ?? '');
    expect([stale.status, stale.json['factors']]).toEqual([403, ['password', 'code']]);
    expect((await remove(token)).status).toBe(204);
    expect((await enter({})).status).toBe(201);
  });
});

describe('passwords', () => {
  it('that are guessed first are refused', async () => {
    const token = await signIn();
    for (const password of [
      'Password2026!',
      `${login()}-${login()}`,
      'qwertyuiop12',
      '1234567890',
      'aaaaaaaaaaaa',
    ]) {
      const answer = await send('/v1/me/password', {
        body: { current: PASSWORD, password },
        headers: bearer(token),
      });
      expect([answer.status, answer.code], password).toEqual([422, 'password-common']);
    }
  });

  it('are changed by who knows the present one, and close every other door', async () => {
    const [token, other] = [await signIn(), await signIn()];
    const change = (current: string) =>
      send('/v1/me/password', { body: { current, password: 'four tall poplars' }, headers: bearer(token) });
    expect((await change('something else')).code).toBe('proof-wrong');
    expect((await change(PASSWORD)).status).toBe(204);
    expect((await send('/v1/me', { headers: bearer(token) })).status).toBe(200);
    expect(await house.access.callerOf(other)).toBeUndefined();
  });
});

describe('one’s own sessions', () => {
  it('are listed with where and by what, this one marked, and nobody else’s', async () => {
    const agent = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0' };
    const body = { login: login(), password: PASSWORD };
    const { json } = await send('/v1/sessions', { body, headers: agent });
    const token = String(json['token']);
    await signIn();
    const list = await send('/v1/sessions', { headers: bearer(token) });
    const items = list.json['items'] as readonly Record<string, unknown>[];
    expect(items).toHaveLength(2);
    expect(items.filter(({ current }) => current === true)).toMatchObject([
      { kind: 'session', factors: ['password'], network: 'loopback', agent: 'Firefox · Windows' },
    ]);
    expect(JSON.stringify(items)).not.toContain('127.0.0.1');
  });

  it('are closed one by one or all others at once; another’s is not found', async () => {
    const mine = await signIn();
    const others = [await signIn(), await signIn(), await signIn()];
    for (const token of others) await send('/v1/me', { headers: bearer(token) });
    const idOf = async (token: string): Promise<string> => {
      const { json } = await send('/v1/me', { headers: bearer(token) });
      return (json['session'] as { readonly id: string }).id;
    };
    const [first = ''] = others;
    const close = (id: string, token: string) =>
      send(`/v1/sessions/${id}`, { method: 'DELETE', headers: bearer(token) });
    const id = await idOf(first);
    count += 1;
    await house.access.addAccount(OPERATOR, {
      login: login(),
      name: 'Stranger',
      kind: 'person',
      password: PASSWORD,
      roles: ['reader'],
      authority: 'NZ-MPI',
    });
    const stranger = await signIn();
    expect((await close(id, stranger)).code).toBe('session-not-known');
    expect((await close(id, mine)).status).toBe(204);
    expect((await send('/v1/me', { headers: bearer(first) })).status).toBe(401);
    const rest = await send('/v1/sessions/close-others', { method: 'POST', headers: bearer(mine) });
    expect(rest.json).toEqual({ closed: 2 });
    for (const token of others) expect((await send('/v1/me', { headers: bearer(token) })).status).toBe(401);
    expect((await send('/v1/me', { headers: bearer(mine) })).status).toBe(200);
    expect((await send('/v1/me', { headers: bearer(stranger) })).status).toBe(200);
  });
});

describe('passkeys', () => {
  const text = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const answer = (challenge: string) => ({
    id: 'AAAA',
    rawId: 'AAAA',
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: text({ type: 'webauthn.get', challenge, origin: 'http://localhost:80' }),
      authenticatorData: 'AAAA',
      signature: 'AAAA',
    },
  });
  const headers = { host: 'localhost:80' };

  it('that nobody has open nothing, and are slowed like any other guess', async () => {
    const codes: unknown[] = [];
    for (let guess = 0; guess < 12; guess += 1) {
      const options = await send('/v1/passkeys/options', { method: 'POST', headers });
      const response = answer(String(options.json['challenge']));
      codes.push((await send('/v1/sessions/passkey', { body: { response }, headers })).code);
    }
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'login-failed'));
    expect(codes.slice(10)).toEqual(['sign-in-limited', 'sign-in-limited']);
  });

  it('that answer no challenge of ours, or one that is too old, open nothing', async () => {
    const codeOf = async (challenge: string) =>
      (
        await send('/v1/sessions/passkey', {
          body: { response: { ...answer(challenge), id: 'BBBB' } },
          headers,
        })
      ).code;
    expect(await codeOf('AAAA')).toBe('challenge-not-known');
    const options = await send('/v1/passkeys/options', { method: 'POST', headers });
    await house.its.administrator.query({
      name: '',
      text: `update challenge set expires = expires - interval '1 hour'`,
    });
    expect(await codeOf(String(options.json['challenge']))).toBe('challenge-not-known');
  });

  it('in no form that a browser gives are refused before anything is asked', async () => {
    for (const response of [
      { ...answer('AAAA'), id: 'A'.repeat(2_000) },
      { ...answer('AAAA'), id: '../..' },
      { ...answer('AAAA'), more: 1 },
      { ...answer('AAAA'), response: {} },
    ]) {
      expect((await send('/v1/sessions/passkey', { body: { response }, headers })).code).toBe(
        'request-body-invalid',
      );
    }
  });
});
