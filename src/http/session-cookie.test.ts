import fc from 'fast-check';
import { fastify, type FastifyReply, type FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { isSameOrigin, ownOrigin } from './own-origin.ts';
import { clearCookie, cookieToken, setCookie } from './session-cookie.ts';

type Settings = Parameters<typeof cookieToken>[1];
const HTTPS: Settings = { publicOrigin: 'https://ledger.example' };
const HTTP: Settings = {};
const token = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => `cf_${Buffer.from(bytes).toString('base64url')}`);
const expires = '2026-11-22T20:00:00Z';

/** What a handler sees of a request with these headers, asked of a real server. */
async function seen<Answer>(
  headers: Readonly<Record<string, string>>,
  look: (request: FastifyRequest, reply: FastifyReply) => Answer,
): Promise<{ readonly answer: Answer | undefined; readonly setCookie: string }> {
  const server = fastify();
  let answer: Answer | undefined;
  server.post('/', (request, reply) => {
    answer = look(request, reply);
    return reply.send();
  });
  const { headers: sent } = await server.inject({ method: 'POST', url: '/', headers });
  await server.close();
  return { answer, setCookie: String(sent['set-cookie'] ?? '') };
}

describe('the cookie of a session', () => {
  it('comes back as the token that was set, beside whatever others there are', async () => {
    await fc.assert(
      fc.asyncProperty(token, fc.constantFrom(HTTPS, HTTP), async (its, settings) => {
        const { setCookie: line } = await seen({}, (_, reply) =>
          setCookie(reply, settings, { token: its, expires }),
        );
        const pair = line.split(';')[0] ?? '';
        const { answer } = await seen({ cookie: `theme=dark; ${pair}; other=1` }, (request) =>
          cookieToken(request, settings),
        );
        expect(answer).toBe(its);
      }),
      { numRuns: 20 },
    );
  });

  it('is taken under its own name only, once, and in its form', async () => {
    const its = `cf_${'A'.repeat(43)}`;
    const wrong = [
      `counterfoil=${its}`,
      `__Host-counterfoil=${its}; __Host-counterfoil=${its}`,
      '__Host-counterfoil=',
      `__Host-counterfoil="${its}"`,
      `__Host-counterfoil=${its}\u0000`,
      `x__Host-counterfoil=${its}`,
      `__Host-counterfoil=${'A'.repeat(9_000)}`,
    ];
    for (const cookie of wrong) {
      const { answer } = await seen({ cookie }, (request) => cookieToken(request, HTTPS));
      expect(answer, cookie).toBeUndefined();
    }
  });

  it('is taken away by the name it was set under', async () => {
    for (const settings of [HTTPS, HTTP]) {
      const set = await seen({}, (_, reply) => setCookie(reply, settings, { token: 'cf_x', expires }));
      const cleared = await seen({}, (_, reply) => clearCookie(reply, settings));
      expect(cleared.setCookie.split('=')[0]).toBe(set.setCookie.split('=')[0]);
      expect(cleared.setCookie).toContain('Max-Age=0');
      expect(cleared.setCookie.includes('Secure')).toBe(settings === HTTPS);
    }
  });
});

describe('the origin of a request', () => {
  const same = async (
    headers: Readonly<Record<string, string>>,
    settings: Settings,
  ): Promise<boolean | undefined> =>
    (await seen(headers, (request) => isSameOrigin(request, settings))).answer;

  it('is ours by what the browser says of it', async () => {
    const host = 'ledger.example';
    expect(await same({ host, origin: 'https://ledger.example' }, HTTPS)).toBe(true);
    expect(await same({ host, 'sec-fetch-site': 'same-origin' }, HTTPS)).toBe(true);
    expect(await same({ host: 'localhost:8080', origin: 'http://localhost:8080' }, HTTP)).toBe(true);
  });

  it('is not ours by anything else', async () => {
    const host = 'ledger.example';
    const foreign = [
      'https://ledger.example.evil.example',
      'https://evil.example',
      'https://ledger.example:444',
      'http://ledger.example',
      'null',
      'https://ledger.example@evil.example',
    ];
    for (const origin of foreign) expect(await same({ host, origin }, HTTPS), origin).toBe(false);
    for (const site of ['cross-site', 'same-site', 'none', '']) {
      expect(
        await same({ host, origin: 'https://ledger.example', 'sec-fetch-site': site }, HTTPS),
        site,
      ).toBe(false);
    }
    expect(await same({ host }, HTTPS)).toBe(false);
  });

  it('of this installation is the configured one, and else this machine alone', async () => {
    const own = async (host: string, settings: Settings) =>
      (await seen({ host }, (request) => ownOrigin(request, settings))).answer;
    expect(await own('evil.example', HTTPS)).toBe('https://ledger.example');
    expect(await own('localhost:8080', HTTP)).toBe('http://localhost:8080');
    for (const host of ['evil.example', 'localhost.evil.example', '10.0.0.1', 'localhost:1:2']) {
      expect(await own(host, HTTP), host).toBeUndefined();
    }
  });
});
