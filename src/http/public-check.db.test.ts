import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from './server.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

const WRONG = 'AAAA-AAAA-AAAA-AAAA';
let house: TestHouse;
let code: string;
let address = 0;

beforeAll(async () => {
  house = await testHouse({ guessesPerMinute: 5 });
  const token = await house.token({ authority: 'NZ-MPI', roles: ['supervisor'] });
  const headers = { authorization: `Bearer ${token}` };
  const lodged = await house.server.inject({
    method: 'POST',
    url: '/v1/certificates',
    headers: { ...headers, 'content-type': 'application/xml' },
    payload: Buffer.from(house.sealed({ number: 'NZL2026/0001', consignor: '<b>Southern & Sons</b>' })),
  });
  const { id } = lodged.json<{ id: string }>();
  const shown = await house.server.inject({ url: `/v1/certificates/${id}/security-code`, headers });
  ({ securityCode: code } = shown.json<{ securityCode: string }>());
});
afterAll(() => house.close());

function check(number: string, securityCode: string, from = `192.0.2.${String((address += 1))}`) {
  return house.server.inject({
    method: 'POST',
    url: '/v1/public/certificates',
    remoteAddress: from,
    payload: { number, securityCode },
  });
}

function form(fields: Record<string, string>, lang = 'en') {
  return house.server.inject({
    method: 'POST',
    url: `/check?lang=${lang}`,
    remoteAddress: `192.0.2.${String((address += 1))}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
}

describe('the public face', () => {
  it('opens by number and code, whatever the case and spacing, and says what the document says', async () => {
    for (const [number, typed] of [
      ['NZL2026/0001', code],
      ['nzl2026 0001', code.toLowerCase().replaceAll('-', ' ')],
    ] as const) {
      const answer = await check(number, typed);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toMatchObject({
        number: 'NZL2026/0001',
        state: 'issued',
        inForce: true,
        seal: 'TOTAL-PASSED',
      });
      expect(answer.body).toContain('Frozen boneless beef');
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  it('a wrong code, a code that is none and an unknown number get one answer, at one time', async () => {
    const times: number[] = [];
    const answers = new Set<string>();
    for (const [number, typed] of [
      ['NZL2026/0001', WRONG],
      ['NZL2026/0001', '!'],
      ['NZL2026/9999', WRONG],
      ['NZL2026/9999', code],
      ['', code].map((text) => text || '-') as [string, string],
    ] as const) {
      const started = performance.now();
      const answer = await check(number, typed);
      times.push(performance.now() - started);
      const { instance: _, ...problem } = answer.json<{ instance: string }>();
      answers.add(JSON.stringify([answer.statusCode, problem]));
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('check-failed');
    expect(Math.min(...times)).toBeGreaterThanOrEqual(119);
  });

  it('guesses are limited for an address', async () => {
    const statuses = [];
    for (let guess = 0; guess < 7; guess += 1) {
      statuses.push((await check(`G-${String(guess)}`, WRONG, '198.51.100.7')).statusCode);
    }
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429]);
  });

  it.each(['NZL2026/0001', 'NZL2026/7777'])(
    'guesses are limited for a number from wherever, known or not: %s',
    async (number) => {
      const answers = [];
      for (let guess = 0; guess < 17; guess += 1) answers.push(await check(number, WRONG));
      const limited = answers.filter(({ statusCode }) => statusCode === 429);
      expect(limited.length).toBeGreaterThan(0);
      expect(Number(limited[0]?.headers['retry-after'])).toBeGreaterThan(0);
    },
  );

  it('guesses are counted by all servers of a database together, for an address and for a number', async () => {
    const options = { guessesPerMinute: 5, wrongAnswerMilliseconds: 0 };
    const servers = [
      await createServer(house.services, options),
      await createServer(house.services, options),
    ] as const;
    const guess = async (turn: number, number: string, remoteAddress: string) => {
      const answer = await servers[turn % 2 === 0 ? 0 : 1].inject({
        method: 'POST',
        url: '/v1/public/certificates',
        remoteAddress,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify({ number, securityCode: WRONG }),
      });
      return answer.statusCode;
    };
    const passed = async (attempt: (turn: number) => Promise<number>, count: number) => {
      const statuses = [];
      for (let turn = 0; turn < count; turn += 1) statuses.push(await attempt(turn));
      return statuses.filter((status) => status === 404).length;
    };
    // Each server by itself would let through twice as many.
    expect(await passed((turn) => guess(turn, `H-${String(turn)}`, '198.51.100.8'), 12)).toBe(5);
    expect(await passed((turn) => guess(turn, 'H-ONE', `198.51.101.${String(turn)}`), 24)).toBe(15);
    await Promise.all(servers.map((server) => server.close()));
  });

  it('no other public way tells whether a number exists', async () => {
    for (const url of [
      '/v1/certificates/by-number/NZ/NZL2026%2F0001',
      '/v1/certificates?number=NZL2026/0001',
    ]) {
      expect((await house.server.inject({ url })).statusCode).toBe(401);
    }
    expect((await house.server.inject({ url: '/check?number=NZL2026/0001' })).body).not.toContain('Southern');
  });
});

describe('the form', () => {
  it('works without any script, in both languages', async () => {
    for (const [lang, sentence] of [
      ['en', 'Security code'],
      ['zh', '防伪码'],
    ] as const) {
      const page = await house.server.inject({ url: `/check?lang=${lang}` });
      expect(page.body).toContain(sentence);
      expect(page.body).toMatch(/<form method="post"/);
      expect(page.body).not.toMatch(/<script|style=| on\w+=/);
    }
  });

  it('shows the face with every value escaped, and the state in words', async () => {
    const token = await house.token({ authority: 'NZ-MPI', roles: ['supervisor'] });
    const headers = { authorization: `Bearer ${token}` };
    const lodged = await house.server.inject({
      method: 'POST',
      url: '/v1/certificates',
      headers: { ...headers, 'content-type': 'application/xml' },
      payload: Buffer.from(house.sealed({ number: 'F-1', consignor: '<b>Southern & Sons</b>' })),
    });
    const { id } = lodged.json<{ id: string }>();
    const shown = await house.server.inject({ url: `/v1/certificates/${id}/security-code`, headers });
    const { securityCode } = shown.json<{ securityCode: string }>();
    const page = await form({ number: 'F-1', securityCode }, 'zh');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('&lt;b&gt;Southern &amp; Sons&lt;/b&gt;');
    expect(page.body).not.toContain('<b>Southern');
    expect(page.body).toContain('有效');
  });

  it('says what did not fit on the form itself, and repeats the number but never the code', async () => {
    const page = await form({ number: '"><script>alert(1)</script>', securityCode: 'MY-SECRET' });
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain('role="alert"');
    expect(page.body).not.toMatch(/<script>|MY-SECRET/);
  });

  it('a form with other fields, or one twice, is refused', async () => {
    expect((await form({ number: 'x', securityCode: 'y', more: 'z' })).statusCode).toBe(422);
    const twice = await house.server.inject({
      method: 'POST',
      url: '/check',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'number=1&number=2&securityCode=3',
    });
    expect(twice.statusCode).toBe(400);
    expect(twice.headers['content-type']).toContain('text/html');
  });

  it('neither number nor code is logged', () => {
    expect(house.logged()).toContain('"route":"/check"');
    expect(house.logged()).not.toMatch(/MY-SECRET|NZL2026|AAAA/);
  });
});
