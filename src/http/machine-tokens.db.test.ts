import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../access/index.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

const AUDIENCE = 'http://localhost:80/v1/token';
const DAY = 86_400_000;
let house: TestHouse;
let administrator: string;
let id: string;
let key: CryptoKey;
let jwk: JWK;
let count = 0;

beforeAll(async () => {
  house = await testHouse({ loginsPerMinute: 10_000, wrongAnswerMilliseconds: 0 });
  administrator = await house.token({ authority: 'NZ-MPI', roles: ['administrator'] });
});
afterAll(() => house.close());
beforeEach(async () => {
  count += 1;
  const added = await house.access.addAccount(OPERATOR, {
    login: login(),
    name: 'Gateway',
    kind: 'machine',
    authority: 'NZ-MPI',
    roles: ['officer'],
  });
  id = added.account;
  const pair = await generateKeyPair('ES256');
  key = pair.privateKey;
  jwk = await exportJWK(pair.publicKey);
  const answer = await enter(jwk);
  expect(answer.statusCode, answer.body).toBe(201);
});

const login = (): string => `gateway-${String(count)}`;

function enter(given: object, token = administrator, account = id) {
  return house.server.inject({
    method: 'POST',
    url: `/v1/accounts/${account}/keys`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    payload: { jwk: given, label: 'production', expires: new Date(Date.now() + 30 * DAY).toISOString() },
  });
}

const now = (): number => Math.floor(Date.now() / 1000);

interface Claims {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string | readonly string[];
  readonly exp?: number;
  readonly iat?: number;
  readonly jti?: string;
}

let serial = 0;
function claims(changes: Claims = {}): Record<string, unknown> {
  serial += 1;
  const standard = { iss: login(), sub: login(), aud: AUDIENCE, exp: now() + 60, iat: now() };
  return { ...standard, jti: `assertion-${String(serial)}`, ...changes };
}

const sign = (changes: Claims = {}, by: CryptoKey = key): Promise<string> =>
  new SignJWT(claims(changes)).setProtectedHeader({ alg: 'ES256', typ: 'JWT' }).sign(by);

async function grant(assertion: string, more: Readonly<Record<string, string>> = {}, host = 'localhost:80') {
  const answer = await house.server.inject({
    method: 'POST',
    url: '/v1/token',
    headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...more,
    }).toString(),
  });
  return { status: answer.statusCode, json: answer.json<Record<string, unknown>>() };
}

const code = async (assertion: string, more?: Readonly<Record<string, string>>, host?: string) =>
  (await grant(assertion, more, host)).json['code'];

describe('a signed assertion', () => {
  it('gives a token for an hour, which counts as proved for acts that want it', async () => {
    const { status, json } = await grant(await sign());
    expect(status, JSON.stringify(json)).toBe(200);
    expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const headers = { authorization: `Bearer ${String(json['access_token'])}` };
    const me = await house.server.inject({ url: '/v1/me', headers });
    expect(me.json()).toMatchObject({ kind: 'machine', session: { kind: 'token', factors: ['assertion'] } });
    const act = await house.server.inject({
      method: 'POST',
      url: '/v1/certificates/01a20292-101d-756c-abab-8dafb5742d6c/actions/withdraw',
      headers: { ...headers, 'if-match': '"1"', 'content-type': 'application/json' },
      payload: '{}',
    });
    expect(act.json<{ code: string }>().code).toBe('record-not-found');
  });

  it('gives one token: used again it gives none, not even many times at once', async () => {
    const assertion = await sign();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => grant(assertion)));
    expect(outcomes.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await grant(assertion)).json).toMatchObject({
      code: 'assertion-refused',
      error: 'invalid_client',
    });
  });

  it('narrows the token to permissions that the account holds, and to no others', async () => {
    const { json } = await grant(await sign(), { scope: 'certificate.lodge certificate.read' });
    expect(json['scope']).toBe('certificate.read certificate.lodge');
    const headers = { authorization: `Bearer ${String(json['access_token'])}` };
    const drafts = {
      method: 'POST' as const,
      url: '/v1/certificates/drafts',
      headers: { ...headers, 'content-type': 'application/json' },
      payload: {},
    };
    expect((await house.server.inject(drafts)).statusCode).toBe(403);
    for (const scope of ['administration', 'certificate.withdraw', 'everything', '__proto__']) {
      expect(await code(await sign(), { scope }), scope).toBe('token-scope-unfit');
    }
  });

  it('with a claim that does not fit gives nothing, whichever it is', async () => {
    const wrong: readonly Claims[] = [
      { aud: 'https://elsewhere.example/v1/token' },
      { aud: [] },
      { exp: now() - 60 },
      { exp: now() + 3_600 },
      { iss: 'somebody-else' },
      { sub: 'somebody-else' },
      { iss: 'nobody', sub: 'nobody' },
      { jti: '' },
      { jti: 'x'.repeat(300) },
    ];
    for (const changes of wrong) {
      expect(await code(await sign(changes)), JSON.stringify(changes)).toBe('assertion-refused');
    }
    for (const missing of ['aud', 'exp', 'jti', 'iss', 'sub']) {
      const rest = Object.fromEntries(Object.entries(claims()).filter(([name]) => name !== missing));
      const assertion = await new SignJWT(rest).setProtectedHeader({ alg: 'ES256' }).sign(key);
      expect(await code(assertion), missing).toBe('assertion-refused');
    }
  });

  it('of another key, unsigned, or signed with the public key as a secret gives nothing', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    expect(await code(await sign({}, privateKey))).toBe('assertion-refused');
    expect(await code(new UnsecuredJWT(claims()).encode())).toBe('assertion-refused');
    const secret = new TextEncoder().encode(JSON.stringify(jwk).padEnd(64));
    const confused = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256' }).sign(secret);
    expect(await code(confused)).toBe('assertion-refused');
    expect(await code('a.b.c'.padEnd(30, 'x'))).toBe('assertion-refused');
  });

  it('for a host that a request merely claims to be gives nothing', async () => {
    const aud = 'http://evil.example/v1/token';
    expect(await code(await sign({ aud }), {}, 'evil.example')).toBe('assertion-refused');
  });

  it('is slowed like any other guess', async () => {
    const outcomes = new Set<unknown>();
    for (let guess = 0; guess < 12; guess += 1) outcomes.add(await code(await sign({ exp: now() - 60 })));
    expect(outcomes).toEqual(new Set(['assertion-refused', 'sign-in-limited']));
  });
});

describe('a machine’s key', () => {
  it('is entered by its administrator only, once, without its private part, for machines', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const fresh = await exportJWK(publicKey);
    const codeOf = async (...parameters: Parameters<typeof enter>) =>
      (await enter(...parameters)).json<{ code: string }>().code;
    const foreign = await house.token({ authority: 'AU-DAFF', roles: ['administrator'] });
    expect(await codeOf(fresh, foreign)).toBe('account-not-known');
    expect(await codeOf(await exportJWK(privateKey))).toBe('machine-key-unfit');
    expect(await codeOf({ kty: 'oct', k: 'c2VjcmV0' })).toBe('machine-key-unfit');
    expect(await codeOf({ ...fresh, x: 'AAAA' })).toBe('machine-key-unfit');
    expect(await codeOf(jwk)).toBe('machine-key-exists');
    const person = await house.access.addAccount(OPERATOR, {
      login: `person-${String(count)}`,
      name: 'Mere',
      kind: 'person',
      password: 'seven grey herons',
      authority: 'NZ-MPI',
      roles: ['reader'],
    });
    expect(await codeOf(fresh, administrator, person.account)).toBe('account-not-machine');
    expect((await enter(fresh)).statusCode).toBe(201);
  });

  it('that is removed or has ended opens nothing', async () => {
    const headers = { authorization: `Bearer ${administrator}` };
    const listed = await house.server.inject({ url: `/v1/accounts/${id}/credentials`, headers });
    const [own] = listed.json<{ keys: readonly { id: string }[] }>().keys;
    const url = `/v1/accounts/${id}/credentials/${own?.id ?? ''}`;
    expect((await house.server.inject({ method: 'DELETE', url, headers })).statusCode).toBe(204);
    expect(await code(await sign())).toBe('assertion-refused');
  });
});
