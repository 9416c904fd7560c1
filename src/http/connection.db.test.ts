import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { issueAuthority } from '../crypto/index.ts';
import { createServer } from './server.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
let port: number;
let officer: string;
const sockets = new Set<Socket>();

beforeAll(async () => {
  house = await testHouse({
    headersTimeoutMilliseconds: 400,
    requestTimeoutMilliseconds: 900,
    connectionsCheckMilliseconds: 100,
    bodyLimitBytes: 65_536,
  });
  officer = await house.token({ authority: 'NZ-MPI', roles: ['supervisor'] });
  await house.server.listen({ port: 0, host: '127.0.0.1' });
  port = portOf(house.server.server.address());
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
});
afterAll(() => house.close());

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('the server listens nowhere');
  return address.port;
}

/** Sends pieces with pauses between and gives everything that came back until the server closed, or the time was up. */
async function converse(pieces: readonly (string | number)[], to = port, patience = 3_000): Promise<string> {
  const socket = connect({ port: to, host: '127.0.0.1' });
  sockets.add(socket);
  let answer = '';
  socket.on('data', (data) => (answer += data.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  for (const piece of pieces) {
    if (typeof piece === 'number') await sleep(piece);
    else if (socket.writable) socket.write(piece);
  }
  await Promise.race([closed, sleep(patience)]);
  return answer;
}

const statusesOf = (answer: string): string[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = '']) => status);
const codeIn = (answer: string): string | undefined => /"code":"([a-z-]+)"/.exec(answer)?.[1];

describe('connections', () => {
  it('a client that sends its headers drop by drop is told 408 and cut off', async () => {
    const answer = await converse([
      'GET /health HTTP/1.1\r\n',
      150,
      'Host: x\r\n',
      150,
      'A: b\r\n',
      150,
      'C: d\r\n',
      150,
      'E: f\r\n',
    ]);
    expect([statusesOf(answer), codeIn(answer)]).toEqual([['408'], 'request-timeout']);
  });

  it('a client that sends its body drop by drop is cut off', async () => {
    const head = `POST /v1/certificates HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${officer}\r\nContent-Type: application/xml\r\nContent-Length: 5000\r\n\r\n`;
    const drops = Array.from({ length: 20 }, () => ['x', 100]).flat();
    const answer = await converse([head, ...drops]);
    expect(statusesOf(answer).every((status) => status === '408')).toBe(true);
  });

  it('headers beyond the bound are 431', async () => {
    const answer = await converse([`GET /health HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(40_000)}\r\n\r\n`]);
    expect([statusesOf(answer), codeIn(answer)]).toEqual([['431'], 'request-headers-too-large']);
  });

  it('bytes that are no HTTP are 400, and nothing of them comes back', async () => {
    const answer = await converse(['SECRET SECRET SECRET\r\n\r\n']);
    expect([statusesOf(answer), codeIn(answer)]).toEqual([['400'], 'request-malformed']);
    expect(answer).not.toContain('SECRET');
  });

  it.each([
    [
      'Content-Length and Transfer-Encoding together',
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\n\r\n',
    ],
    [
      'two lengths',
      'Content-Length: 0\r\nContent-Length: 44\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\n\r\n',
    ],
    [
      'an unknown transfer coding',
      'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\n\r\n',
    ],
    ['a chunk size that overflows', 'Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nx\r\n0\r\n\r\n'],
    [
      'a bare line feed in the headers',
      'A: b\nContent-Length: 0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\n\r\n',
    ],
  ])('%s does not smuggle a second request', async (_, rest) => {
    const answer = await converse(
      [`POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${rest}`],
      port,
      600,
    );
    expect(statusesOf(answer)).toEqual(['400']);
    expect(answer).not.toContain('process_cpu');
  });

  it('a request without Host is refused', async () => {
    expect(statusesOf(await converse(['GET /health HTTP/1.1\r\n\r\n'], port, 600))).toEqual(['400']);
  });

  it('a declared body beyond the bound is 413 before it is sent', async () => {
    const answer = await converse(
      [
        `POST /v1/certificates HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${officer}\r\nContent-Type: application/xml\r\nContent-Length: 9999999999\r\n\r\n`,
      ],
      port,
      600,
    );
    expect([statusesOf(answer), codeIn(answer)]).toEqual([['413'], 'request-too-large']);
  });

  it('a body without a declared length is cut off at the bound', async () => {
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const answer = await converse(
      [
        `POST /v1/certificates HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${officer}\r\nContent-Type: application/xml\r\nTransfer-Encoding: chunked\r\n\r\n`,
        ...Array.from({ length: 12 }, () => chunk),
      ],
      port,
      600,
    );
    expect([statusesOf(answer), codeIn(answer)]).toEqual([['413'], 'request-too-large']);
  });

  it('a stack trace never leaves, whatever breaks inside', async () => {
    const broken = await createServer(
      {
        ...house.services,
        certificates: {
          ...house.services.certificates,
          get: () => Promise.reject(new TypeError('SECRET of the house')),
          search: () => {
            throw new RangeError('SECRET of the house');
          },
        },
        readiness: () => Promise.reject(new Error('SECRET of the house')),
        measures: () => Promise.reject(new Error('SECRET of the house')),
      },
      {},
    );
    for (const url of [
      '/v1/certificates/01a20292-101d-756c-abab-8dafb5742d6c',
      '/v1/certificates',
      '/ready',
    ]) {
      const answer = await broken.inject({ url, headers: { authorization: `Bearer ${officer}` } });
      expect(answer.statusCode).toBeGreaterThanOrEqual(500);
      expect(answer.body).not.toMatch(/SECRET|\.ts|\bat /);
    }
    expect((await broken.inject({ url: '/metrics' })).statusCode).toBe(200);
    await broken.close();
    expect(house.logged()).toContain('TypeError');
    expect(house.logged()).not.toContain('SECRET');
  });
});

describe('an export', () => {
  it('that breaks off in the middle never looks complete', async () => {
    const entry = { id: 'x'.repeat(40_000) };
    const breaking = await createServer({
      ...house.services,
      certificates: {
        ...house.services.certificates,
        // What a certificate looks like does not matter to the stream.
        async *export() {
          for (let line = 0; line < 20; line += 1) yield entry as never;
          await sleep(50);
          throw new Error('SECRET of the house');
        },
      },
    });
    await breaking.listen({ port: 0, host: '127.0.0.1' });
    const url = `http://127.0.0.1:${String(portOf(breaking.server.address()))}/v1/certificates/export`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${officer}` } });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    await breaking.close();
  });

  it('is read no faster than the client takes it, and ends when the client goes', async () => {
    let read = 0;
    let ended = false;
    const endless = await createServer({
      ...house.services,
      certificates: {
        ...house.services.certificates,
        async *export() {
          try {
            for (;;) {
              read += 1;
              await sleep(0);
              yield { id: 'x'.repeat(100_000) } as never;
            }
          } finally {
            ended = true;
          }
        },
      },
    });
    await endless.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect({ port: portOf(endless.server.address()), host: '127.0.0.1' });
    sockets.add(socket);
    socket.pause();
    socket.write(
      `GET /v1/certificates/export HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${officer}\r\n\r\n`,
    );
    const readMeanwhile = async (): Promise<number> => {
      const before = read;
      await sleep(300);
      return read - before;
    };
    await expect.poll(() => read).toBeGreaterThan(0);
    await expect.poll(readMeanwhile).toBe(0);
    expect(read).toBeLessThan(500);
    socket.destroy();
    await expect.poll(() => ended).toBe(true);
    await endless.close();
  });
});

describe('HTTPS', () => {
  it('is spoken where a certificate and its key are given, and asks browsers to stay with it', async () => {
    const { certificate, privateKey } = await issueAuthority({
      commonName: 'localhost',
      organisation: 'Test',
      country: 'NZ',
      from: '2026-01-01T00:00:00Z',
      until: '2036-01-01T00:00:00Z',
    });
    const secure = await createServer(house.services, { tls: { certificate, key: privateKey } });
    await secure.listen({ port: 0, host: '127.0.0.1' });
    const options = { port: portOf(secure.server.address()), path: '/health', rejectUnauthorized: false };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(options, resolve).on('error', reject);
    });
    answer.resume();
    expect([answer.statusCode, answer.headers['strict-transport-security']]).toEqual([
      200,
      'max-age=31536000; includeSubDomains',
    ]);
    await secure.close();
  });
});

describe('closing', () => {
  it('finishes the requests it has accepted, takes no new one, and does not wait for idle connections', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const closing = await createServer({
      ...house.services,
      readiness: async () => {
        await held;
        return [{ name: 'database', ready: true }];
      },
    });
    await closing.listen({ port: 0, host: '127.0.0.1' });
    const itsPort = portOf(closing.server.address());
    const idle = connect({ port: itsPort, host: '127.0.0.1' });
    sockets.add(idle);
    idle.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
    const answer = converse(['GET /ready HTTP/1.1\r\nHost: x\r\n\r\n'], itsPort);
    await sleep(100);
    const closed = closing.close();
    await sleep(50);
    await expect(fetch(`http://127.0.0.1:${String(itsPort)}/health`)).rejects.toThrow();
    release();
    await closed;
    expect(statusesOf(await answer)).toEqual(['200']);
  });
});
