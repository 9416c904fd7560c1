import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromUtf8, uuidV7, utf8 } from '../../base/index.ts';
import { generateKeyPair, newRandom, readSigningKey } from '../../crypto/index.ts';
import { contentText, type CrossingAnswer, type CrossingRequest } from './crossing.ts';
import { writeFrame } from './frame.ts';
import {
  callThrough,
  Link,
  performCall,
  serveCrossing,
  Spool,
  startGatewayServer,
  type Crossed,
  type InnerRequest,
} from './index.ts';

const LARGEST = 2_000_000;
const clock = () => new Date();
const innerKey = readSigningKey(generateKeyPair('ed25519').privateKey);
const outerKey = readSigningKey(generateKeyPair('ed25519').privateKey);

let folder = '';
let inner: Link<'call'>;
let outer: Link<'request'>;
let server: Server;
let gateway = '';
let asked: InnerRequest[] = [];
let crossed: Crossed[] = [];
const told = (...codes: (string | undefined)[]) =>
  expect
    .poll(() => crossed.filter(({ direction }) => direction === 'in').map(({ refusal }) => refusal))
    .toEqual(codes);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'counterfoil-zones-'));
  asked = [];
  crossed = [];
  const [inward, outward] = [path.join(folder, 'in'), path.join(folder, 'out')];
  const [inSpool, outSpool] = [await Spool.make(inward, LARGEST), await Spool.make(outward, LARGEST)];
  const common = { clock, random: newRandom, patience: 2_000 };
  inner = new Link({
    ...common,
    asks: 'call',
    incoming: { spool: inSpool, folder: inward },
    outgoing: outSpool,
    key: innerKey,
    otherKey: outerKey.rawPublicKey,
    serve: (request) =>
      serveCrossing(request, async (one) => {
        asked.push(one);
        const headers = { 'content-type': 'application/json', 'set-cookie': 'secret', server: 'inner' };
        return { status: 201, headers, body: utf8('{"id":"1"}') };
      }),
    onCrossed: async (one) => void crossed.push(one),
  });
  outer = new Link({
    ...common,
    asks: 'request',
    incoming: { spool: outSpool, folder: outward },
    outgoing: inSpool,
    key: outerKey,
    otherKey: innerKey.rawPublicKey,
    serve: (call) => performCall(call, AbortSignal.timeout(2_000)),
    onCrossed: async () => undefined,
  });
  inner.start();
  outer.start();
  server = await startGatewayServer({
    link: outer,
    host: '127.0.0.1',
    port: 0,
    largest: 100_000,
    say: (code) => code,
  });
  gateway = originOf(server);
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await Promise.all([inner.close(), outer.close()]);
  await rm(folder, { recursive: true, force: true });
});

function originOf(one: Server): string {
  const address = one.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${String(address.port)}`;
}
const post = (where: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${gateway}${where}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
const request: CrossingRequest = {
  method: 'POST',
  path: '/exchange/v1/messages',
  query: '',
  headers: { 'content-type': 'application/json' },
  content: contentText(utf8('{}')),
};

describe('across two zones', () => {
  it('a partner’s request and its answer pass, with the headers that they need and no others', async () => {
    const answer = await post('/exchange/v1/messages?a=b', '{"envelope":1}', {
      signature: 'sig=:AA==:',
      cookie: 'session=1',
      authorization: 'Bearer stolen',
      'x-forwarded-for': '10.0.0.1',
    });
    expect([answer.status, await answer.text()]).toEqual([201, '{"id":"1"}']);
    expect(answer.headers.get('set-cookie')).toBeNull();
    const [one] = asked;
    expect(one).toMatchObject({ method: 'POST', url: '/exchange/v1/messages?a=b' });
    expect(fromUtf8(one?.body ?? utf8(''))).toBe('{"envelope":1}');
    expect(Object.keys(one?.headers ?? {}).toSorted()).toEqual([
      'accept',
      'accept-language',
      'content-type',
      'signature',
    ]);
    await expect
      .poll(() => crossed.map(({ direction, header }) => `${direction} ${header?.kind ?? ''}`))
      .toEqual(['in request', 'out answer']);
  });

  it('a call of ours reaches a partner outside, and what came of it comes back', async () => {
    const partner = createServer((came, response) => {
      response.writeHead(200, { 'x-said': came.headers['webhook-id'] ?? '' }).end('taken');
    });
    await new Promise<void>((resolve) => partner.listen(0, '127.0.0.1', resolve));
    const call = {
      method: 'POST',
      url: `${originOf(partner)}/x`,
      headers: { 'webhook-id': '7' },
      body: utf8('{}'),
    } as const;
    const rest = { authorities: [], maximumAnswer: 100, signal: AbortSignal.timeout(5_000) };
    const answer = await callThrough(inner)({ ...call, ...rest });
    expect([answer.status, answer.headers['x-said'], fromUtf8(answer.body)]).toEqual([200, '7', 'taken']);
    await expect(callThrough(inner)({ ...call, ...rest, maximumAnswer: 3 })).rejects.toMatchObject({
      code: 'gateway-call-failed',
    });
    await new Promise((resolve) => partner.close(resolve));
    await expect(callThrough(inner)({ ...call, ...rest })).rejects.toMatchObject({
      code: 'gateway-call-failed',
    });
  });

  it('no answer is told as unknown', async () => {
    await inner.close();
    const answer = await post('/exchange/v1/messages', '{}');
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({ code: 'gateway-no-answer' });
  });
});

describe('the outer server refuses', () => {
  it.each<[string, number, string, string, Record<string, string>?]>([
    ['what is no partner’s door', 404, '/v1/certificates', '{}'],
    ['a door reached by dots', 404, '/exchange/v1/messages/../../../v1/accounts', '{}'],
    ['a door reached by encoded dots', 404, '/exchange/v1/messages/%2e%2e/%2e%2e/accounts', '{}'],
    ['a query of strange signs', 400, '/exchange/v1/messages?a=b;c', '{}'],
    ['what is no JSON', 400, '/exchange/v1/messages', '{'],
    [
      'a DOCTYPE',
      400,
      '/soap/ledger',
      '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
      { 'content-type': 'text/xml' },
    ],
    ['active content', 400, '/exchange/v1/messages', '<script>', { 'content-type': 'text/html' }],
    ['more than fits', 413, '/exchange/v1/messages', `"${'x'.repeat(200_000)}"`],
  ])('%s', async (_, status, where, body, headers) => {
    expect((await post(where, body, headers)).status).toBe(status);
    expect(asked).toEqual([]);
  });
});

/** What an outer zone that was taken over can put into the folder. */
describe('the inner zone is not moved by', () => {
  const put = async (bytes: Uint8Array, id = uuidV7(Date.now(), newRandom)) => {
    const name = `${String(Date.now())}-${id}.frame`;
    await writeFile(path.join(folder, `.${name}`), bytes);
    await rename(path.join(folder, `.${name}`), path.join(folder, 'in', name));
  };
  const frame = (changes: Partial<Parameters<typeof writeFrame>[0]> = {}, key = outerKey) => {
    const at = Date.now();
    const body = utf8(JSON.stringify(request));
    return writeFrame(
      { kind: 'request', id: uuidV7(at, newRandom), at, until: at + 2_000, body, ...changes },
      key,
    );
  };
  const crossing = (changes: Record<string, unknown>) =>
    frame({ body: utf8(JSON.stringify({ ...request, ...changes })) });

  it('a frame that somebody else signed, or nobody', async () => {
    await put(frame({}, readSigningKey(generateKeyPair('ed25519').privateKey)));
    await told('gateway-frame-unsigned');
    await put(frame({}, innerKey));
    await put(utf8('{}\n\n'));
    await put(utf8('no frame'));
    await expect.poll(() => crossed.length).toBe(4);
    expect(asked).toEqual([]);
  });

  it('a frame with another body, or one that no longer counts', async () => {
    const bytes = frame();
    bytes.set([bytes.at(-1) === 0x7d ? 0x20 : 0x7d], bytes.length - 1);
    await put(bytes);
    await told('gateway-frame-differs');
    await put(frame({ at: Date.now() - 60_000, until: Date.now() - 50_000 }));
    await told('gateway-frame-differs', 'gateway-frame-late');
    expect(asked).toEqual([]);
  });

  it('the same frame again', async () => {
    const bytes = frame();
    await put(bytes);
    await told(undefined);
    await put(bytes);
    await told(undefined, 'gateway-frame-repeated');
    await expect.poll(() => asked.length).toBe(1);
  });

  it('a request at another door, with other headers, or with active content, however well signed', async () => {
    await put(crossing({ path: '/v1/accounts' }));
    await put(crossing({ headers: { authorization: 'Bearer stolen' } }));
    await put(crossing({ headers: { 'content-type': 'text/html' } }));
    await put(crossing({ method: 'DELETE' }));
    await put(crossing({ query: 'a=b#c' }));
    await put(crossing({ more: 1 }));
    await told(...Array.from({ length: 6 }, () => 'gateway-content-unfit'));
    expect(asked).toEqual([]);
  });

  it('a call, which only the inner zone makes', async () => {
    const call = {
      method: 'GET',
      url: 'http://127.0.0.1:1/',
      headers: {},
      authorities: [],
      maximumAnswer: 1,
      content: '',
    };
    await put(frame({ kind: 'call', body: utf8(JSON.stringify(call)) }));
    await told('gateway-kind-unfit');
  });

  it('an answer to what was not asked', async () => {
    const answer: CrossingAnswer = { status: 200, headers: {}, content: '' };
    await put(
      frame({ kind: 'result', answers: uuidV7(Date.now(), newRandom), body: utf8(JSON.stringify(answer)) }),
    );
    await told(undefined);
    expect(asked).toEqual([]);
  });

  it('links to its own files, folders in place of files, and files of any size', async () => {
    const secret = path.join(folder, 'secret');
    await writeFile(secret, frame());
    const names = Array.from(
      { length: 3 },
      () => `${String(Date.now())}-${uuidV7(Date.now(), newRandom)}.frame`,
    );
    await symlink(secret, path.join(folder, 'in', names[0] ?? ''));
    await mkdir(path.join(folder, 'in', names[1] ?? ''));
    await put(new Uint8Array(LARGEST + 1));
    await expect
      .poll(() => crossed.filter(({ refusal }) => refusal === 'gateway-frame-unreadable').length)
      .toBeGreaterThanOrEqual(3);
    expect(asked).toEqual([]);
    expect(await readdir(folder)).toContain('secret');
  });

  it('any bytes', async () => {
    for (let n = 0; n < 40; n += 1) {
      const bytes = frame();
      bytes.set(newRandom(1), (n * 37) % bytes.length);
      await put(bytes);
    }
    await expect.poll(() => crossed.filter(({ direction }) => direction === 'in').length).toBe(40);
    expect(asked.every(({ body }) => fromUtf8(body) === '{}')).toBe(true);
  });
});
