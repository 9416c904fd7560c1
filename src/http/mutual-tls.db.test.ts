import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../access/index.ts';
import { testHouse, type TestHouse } from './testing/house.ts';
import { tlsAuthority, type TestAuthority, type TlsPair } from '../crypto/testing/tls-certificates.ts';
import { renewCertificates, tlsFault } from './tls.ts';

let house: TestHouse;
let authority: TestAuthority;
let stranger: TestAuthority;
let server: TlsPair;
let port: number;
let administrator: string;

beforeAll(async () => {
  authority = await tlsAuthority('Card authority');
  stranger = await tlsAuthority('Stranger');
  server = await authority.issue('localhost', 'server');
  house = await testHouse({
    tls: { ...server, clientAuthorities: authority.certificate },
    loginsPerMinute: 10_000,
    wrongAnswerMilliseconds: 0,
  });
  await house.server.listen({ port: 0, host: '127.0.0.1' });
  // A TCP server that listens has an address of this form.
  ({ port } = house.server.server.address() as AddressInfo);
  administrator = await house.token({ authority: 'NZ-MPI', roles: ['administrator'] });
});
afterAll(() => house.close());

interface Sent {
  readonly method?: string;
  readonly body?: object;
  readonly token?: string;
  readonly pair?: TlsPair;
  readonly headers?: Readonly<Record<string, string>>;
  /** Keeps its TLS session between requests. */
  readonly agent?: Agent;
}

interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
}

function send(path: string, { method, body, token, pair, headers = {}, agent }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: 'localhost',
        port,
        path,
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        ca: authority.certificate,
        ...(agent === undefined ? { agent: false as const } : { agent }),
        ...(pair === undefined ? {} : { cert: pair.certificate, key: pair.key }),
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      },
      (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => {
          const json = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
          resolve({ status: answer.statusCode ?? 0, json, headers: answer.headers });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function account(login: string, kind: 'person' | 'machine'): Promise<string> {
  const added = await house.access.addAccount(OPERATOR, {
    login,
    name: login,
    kind,
    authority: 'NZ-MPI',
    roles: ['supervisor'],
    ...(kind === 'person' ? { password: 'seven grey herons' } : {}),
  });
  return added.account;
}

async function bound(login: string, kind: 'person' | 'machine', pair?: TlsPair): Promise<TlsPair> {
  const id = await account(login, kind);
  const its = pair ?? (await authority.issue(login, 'client'));
  const body = { certificate: its.certificate };
  const answer = await send(`/v1/accounts/${id}/certificates`, { body, token: administrator });
  expect(answer.status, JSON.stringify(answer.json)).toBe(201);
  return its;
}

describe('HTTPS', () => {
  it('speaks TLS 1.2 and 1.3 only, and tells browsers to come back by it', async () => {
    const speak = (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') =>
      new Promise<string>((resolve) => {
        const socket = connect(
          {
            port,
            host: 'localhost',
            ca: authority.certificate,
            minVersion: version,
            maxVersion: version,
            ciphers: 'DEFAULT@SECLEVEL=0',
          },
          () => {
            resolve(socket.getProtocol() ?? '');
            socket.destroy();
          },
        );
        socket.on('error', () => {
          resolve('refused');
        });
      });
    expect(await speak('TLSv1.1')).toBe('refused');
    expect(await speak('TLSv1.2')).toBe('TLSv1.2');
    expect(await speak('TLSv1.3')).toBe('TLSv1.3');
    const { headers } = await send('/health');
    expect(headers['strict-transport-security']).toMatch(/^max-age=31536000/);
  });

  it('keeps sessions in a cookie of this host alone, sent by HTTPS only', async () => {
    await account('cookie', 'person');
    const answer = await send('/v1/sessions', {
      body: { login: 'cookie', password: 'seven grey herons', cookie: true },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    const [cookie = ''] = answer.headers['set-cookie'] as readonly string[];
    expect(cookie).toMatch(/^__Host-counterfoil=cf_[\w-]{43};.* Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    const value = cookie.split(';')[0] ?? '';
    expect((await send('/v1/me', { headers: { cookie: value } })).status).toBe(200);
    const plain = value.replace('__Host-', '');
    expect((await send('/v1/me', { headers: { cookie: plain } })).status).toBe(401);
  });

  it('shows a renewed certificate to the next connection, and keeps its own where the new one is unfit', async () => {
    const shown = () =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({ port, host: 'localhost', ca: authority.certificate }, () => {
          resolve(socket.getPeerCertificate().serialNumber);
          socket.destroy();
        });
        socket.on('error', reject);
      });
    const before = await shown();
    const fresh = await authority.issue('localhost', 'server');
    expect(tlsFault({ certificate: fresh.certificate, key: server.key })).toBeDefined();
    const files = { ...fresh, clientAuthorities: authority.certificate };
    expect(tlsFault(files)).toBeUndefined();
    // As a reader finds them while they are being written.
    expect(tlsFault({ ...files, key: '' })).toBeDefined();
    expect(tlsFault({ ...files, certificate: '' })).toBeDefined();
    expect(tlsFault({ ...files, clientAuthorities: '' })).toBeDefined();
    renewCertificates(house.server, files);
    expect(await shown()).not.toBe(before);
  });
});

describe('a client certificate', () => {
  const signIn = (pair?: TlsPair) =>
    send('/v1/sessions/certificate', { body: {}, ...(pair === undefined ? {} : { pair }) });

  it('opens a session of the account it is bound to', async () => {
    const pair = await bound('card', 'person');
    const { status, json } = await signIn(pair);
    expect(status, JSON.stringify(json)).toBe(201);
    expect(json['caller']).toMatchObject({ name: 'card', session: { factors: ['certificate'] } });
  });

  it('is told apart from none, from a stranger’s, and from one that nobody is bound to', async () => {
    expect((await signIn()).json['code']).toBe('client-certificate-missing');
    const forged = await stranger.issue('card', 'client');
    expect((await signIn(forged)).json['code']).toBe('client-certificate-missing');
    expect((await signIn(await authority.issue('card', 'client'))).json['code']).toBe('login-failed');
    expect((await signIn(await authority.issue('card', 'server'))).json['code']).toBe(
      'client-certificate-missing',
    );
  });

  it('that has ended opens nothing and is not bound', async () => {
    const ended = await authority.issue('late', 'client', -2);
    const id = await account('late', 'person');
    const body = { certificate: ended.certificate };
    const answer = await send(`/v1/accounts/${id}/certificates`, { body, token: administrator });
    expect(answer.json['code']).toBe('client-certificate-unfit');
    expect((await signIn(ended)).json['code']).toBe('client-certificate-missing');
  });

  it('belongs to one account, is bound by its administrator, and ends with its removal', async () => {
    const pair = await bound('first', 'person');
    const id = await account('second', 'person');
    const body = { certificate: pair.certificate };
    const bind = (token: string) => send(`/v1/accounts/${id}/certificates`, { body, token });
    expect((await bind(administrator)).json['code']).toBe('client-certificate-bound');
    const foreign = await house.token({ authority: 'AU-DAFF', roles: ['administrator'] });
    expect((await bind(foreign)).json['code']).toBe('account-not-known');
    const opened = await signIn(pair);
    const token = String(opened.json['token']);
    const elsewhere = await signIn(pair);
    const factors = await send('/v1/me/factors', { token });
    const [own] = factors.json['certificates'] as readonly { readonly id: string }[];
    const removed = await send(`/v1/me/certificates/${own?.id ?? ''}`, { method: 'DELETE', token });
    expect(removed.status).toBe(204);
    expect((await send('/v1/me', { token })).status).toBe(200);
    expect(await house.access.callerOf(String(elsewhere.json['token']))).toBeUndefined();
    expect((await signIn(pair)).json['code']).toBe('login-failed');
  });

  it('of the connection is bound by its holder, and proves them anew', async () => {
    await account('self', 'person');
    const opened = await send('/v1/sessions', { body: { login: 'self', password: 'seven grey herons' } });
    const token = String(opened.json['token']);
    const pair = await authority.issue('self', 'client');
    expect((await send('/v1/me/certificates', { method: 'POST', token })).json['code']).toBe(
      'client-certificate-missing',
    );
    expect((await send('/v1/me/certificates', { method: 'POST', token, pair })).status).toBe(201);
    const proved = await send('/v1/sessions/step-up', { body: { certificate: true }, token, pair });
    expect(proved.status).toBe(200);
    const other = await authority.issue('other', 'client');
    const wrong = await send('/v1/sessions/step-up', { body: { certificate: true }, token, pair: other });
    expect(wrong.json['code']).toBe('proof-wrong');
  });
});

describe('a machine’s token by mutual TLS', () => {
  const grant = (pair: TlsPair, more: object = {}) =>
    send('/v1/token', { body: { grant_type: 'client_credentials', ...more }, pair });

  it('works on connections with its certificate only, and only for what it was narrowed to', async () => {
    const pair = await bound('gateway', 'machine');
    const { status, json } = await grant(pair, { client_id: 'gateway', scope: 'certificate.read' });
    expect(status, JSON.stringify(json)).toBe(200);
    expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'certificate.read' });
    const token = String(json['access_token']);
    expect((await send('/v1/me', { token, pair })).json['permissions']).toEqual(['certificate.read']);
    expect((await send('/v1/me', { token })).status).toBe(401);
    const other = await bound('neighbour', 'machine');
    expect((await send('/v1/me', { token, pair: other })).status).toBe(401);
    expect((await send('/v1/certificates', { token, pair })).status).toBe(200);
  });

  it('is bound on a connection whose TLS session was taken up again, too', async () => {
    const pair = await bound('resumed', 'machine');
    const agent = new Agent({
      cert: pair.certificate,
      key: pair.key,
      ca: authority.certificate,
      maxCachedSessions: 10,
    });
    const { json } = await send('/v1/token', {
      body: { grant_type: 'client_credentials', client_id: 'resumed' },
      agent,
    });
    const token = String(json['access_token']);
    for (let time = 0; time < 3; time += 1) {
      expect((await send('/v1/me', { token, agent, headers: { connection: 'close' } })).status).toBe(200);
    }
    agent.destroy();
  });

  it('is not given for another’s login, for more than the account may, or to a person', async () => {
    const pair = await bound('poor', 'machine');
    expect((await grant(pair, { client_id: 'gateway' })).json['code']).toBe('assertion-refused');
    expect((await grant(pair)).json['code']).toBe('assertion-refused');
    expect((await grant(pair, { client_id: 'poor', scope: 'administration' })).json['code']).toBe(
      'token-scope-unfit',
    );
    const person = await bound('person', 'person');
    expect((await grant(person, { client_id: 'person' })).json['code']).toBe('assertion-refused');
  });
});
