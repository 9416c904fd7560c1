import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64 } from '../base/index.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
const tokens = new Map<string, string>();
let certificate = '';

beforeAll(async () => {
  house = await testHouse({
    guessesPerMinute: 1000,
    anonymousDocumentsPerMinute: 1000,
    wrongAnswerMilliseconds: 1,
  });
  const add = async (name: string, account: Parameters<TestHouse['token']>[0]) =>
    tokens.set(name, await house.token(account));
  await add('officer', { authority: 'NZ-MPI', roles: ['supervisor'] });
  await add('stranger', { authority: 'CN-GACC', roles: ['supervisor'] });
  await add('official', { authority: 'CN-GACC', roles: ['official'] });
  const lodged = await house.server.inject({
    method: 'POST',
    url: '/v1/certificates',
    headers: {
      authorization: `Bearer ${tokens.get('officer') ?? ''}`,
      'content-type': 'application/xml',
      prefer: 'wait=10',
    },
    payload: Buffer.from(house.sealed({ number: 'NZ-GENUINE-1', importing: 'CN' })),
  });
  certificate = lodged.json<{ id: string }>().id;
});
afterAll(() => house.close());

async function ask<Body = Record<string, unknown>>(
  who: string | undefined,
  method: 'GET' | 'POST',
  url: string,
  payload?: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  const token = who === undefined ? undefined : tokens.get(who);
  const answer = await house.server.inject({
    method,
    url,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });
  const isJson = String(answer.headers['content-type']).includes('json') && answer.body !== '';
  return {
    status: answer.statusCode,
    body: (isJson ? answer.json<Body>() : {}) as Body,
    etag: String(answer.headers['etag'] ?? ''),
    headers: answer.headers,
    raw: answer.rawPayload,
  };
}

/** The smallest PNG: one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const report = {
  number: 'NZ/GENUINE/1',
  country: 'NZ',
  seenCountry: 'CN',
  seenPlace: 'Shanghai',
  seenOn: '2026-11-01',
  commodity: '0202',
  signs: ['content-differs'],
  description: 'Weight was changed.',
  contact: 'broker@example.com',
};
interface Receipt {
  readonly reference: string;
  readonly code: string;
}
interface Found {
  readonly forgery: { readonly id: string; readonly state: string; readonly version: number };
  readonly actions: readonly string[];
}

async function reported(changes: Readonly<Record<string, unknown>> = {}): Promise<Receipt & { id: string }> {
  const { status, body } = await ask<Receipt>(undefined, 'POST', '/v1/forgeries', { ...report, ...changes });
  expect(status, JSON.stringify(body)).toBe(201);
  const list = await ask<{ items: readonly { id: string; number: string }[] }>(
    'officer',
    'GET',
    '/v1/forgeries',
  );
  return { ...body, id: list.body.items.find(({ number }) => number === body.reference)?.id ?? '' };
}
async function act(id: string, action: string, input: unknown, who = 'officer') {
  const { etag } = await ask('officer', 'GET', `/v1/forgeries/${id}`);
  return ask<{ state: string; errors?: readonly { code: string }[] }>(
    who,
    'POST',
    `/v1/forgeries/${id}/actions/${action}`,
    input,
    { 'if-match': etag },
  );
}

describe('a suspected forgery', () => {
  it('is reported by anybody and followed with reference and code, and with nothing less', async () => {
    const { reference, code } = await reported();
    expect(reference).toMatch(/^F-[0-9A-Z]{8}$/);
    const follow = (given: Receipt) =>
      ask<{ state: string; code: string }>(undefined, 'POST', '/v1/forgeries/follow', given);
    expect((await follow({ reference, code })).body).toMatchObject({ state: 'reported' });
    expect(
      (await follow({ reference: reference.toLowerCase(), code: code.replaceAll('-', ' ') })).status,
    ).toBe(200);
    const wrongCode = await follow({ reference, code: '0000-0000-0000-0000' });
    const wrongReference = await follow({ reference: 'F-00000000', code });
    for (const { status, body } of [wrongCode, wrongReference])
      expect([status, body.code]).toEqual([404, 'check-failed']);
  });

  it('is seen by the triage of the authority it names, with its photograph, and by nobody else', async () => {
    const { id, reference } = await reported({ photographs: [toBase64(PNG)] });
    const seen = await ask<Found & { forgery: { body: { contact: string } } }>(
      'officer',
      'GET',
      `/v1/forgeries/${id}`,
    );
    expect(seen.body).toMatchObject({
      actions: ['examine', 'dismiss'],
      forgery: { body: { contact: report.contact } },
    });
    const picture = await ask('officer', 'GET', `/v1/forgeries/${id}/photographs/1`);
    expect(picture.headers['content-type']).toBe('image/png');
    expect(picture.raw.equals(PNG)).toBe(true);
    for (const url of [`/v1/forgeries/${id}`, `/v1/forgeries/${id}/photographs/1`])
      expect((await ask('stranger', 'GET', url)).status).toBe(404);
    expect(JSON.stringify((await ask('stranger', 'GET', '/v1/forgeries')).body)).not.toContain(reference);
    expect((await ask('official', 'GET', '/v1/forgeries')).status).toBe(403);
    expect((await act(id, 'examine', {}, 'stranger')).status).toBe(404);
  });

  it('of another country’s or an unknown authority’s name reaches the platform alone', async () => {
    const { id } = await reported({ country: 'AU' });
    expect(id).toBe('');
  });

  it('with a photograph that is none is refused, with the place of every fault', async () => {
    const { status, body } = await ask<{ errors: readonly { path: string; code: string }[] }>(
      undefined,
      'POST',
      '/v1/forgeries',
      {
        ...report,
        seenOn: '2026-02-30',
        photographs: [toBase64(PNG), toBase64(Buffer.from('<script>alert(1)</script>'))],
      },
    );
    expect(status).toBe(422);
    expect(body.errors.map(({ path, code }) => [path, code])).toEqual([
      ['/photographs/1', 'forgery-photograph-unfit'],
      ['/seenOn', 'forgery-day-unfit'],
    ]);
  });

  it('warns nobody until it is confirmed, and then every look-up of its number and pattern', async () => {
    const warnings = async (number: string) =>
      (
        await ask<{ warnings: readonly { code: string; reference: string }[] }>(
          undefined,
          'GET',
          `/v1/forgeries/warnings?number=${number}`,
        )
      ).body.warnings;
    const { id, reference } = await reported();
    const before = await ask('official', 'GET', `/v1/certificates/${certificate}`);
    expect(before.body).not.toHaveProperty('warnings');
    expect(await warnings('NZ-GENUINE-1')).toEqual([]);
    expect((await act(id, 'confirm', { finding: 'x' })).status).toBe(409);
    expect((await act(id, 'examine', {})).body).toMatchObject({ state: 'examined' });
    const wide = await act(id, 'confirm', { finding: 'Copied.', patterns: [{ mask: '*' }] });
    expect([wide.status, wide.body.errors?.[0]?.code]).toEqual([409, 'forgery-pattern-too-wide']);
    const confirmed = await act(id, 'confirm', { finding: 'Copied.', patterns: [{ mask: 'NZ-FAKE-####' }] });
    expect(confirmed.body, JSON.stringify(confirmed.body)).toMatchObject({ state: 'confirmed' });

    expect(await warnings('nz genuine 1')).toMatchObject([{ code: 'forgery-warning-number', reference }]);
    expect(await warnings('NZFAKE1234')).toMatchObject([{ code: 'forgery-warning-pattern', reference }]);
    expect(await warnings('NZ-OTHER-1')).toEqual([]);
    const cached = await ask('official', 'GET', `/v1/certificates/${certificate}`, undefined, {
      'if-none-match': before.etag,
    });
    expect(cached.status).toBe(200);
    expect(cached.body).toMatchObject({ warnings: [{ reference }] });
    const again = await ask('official', 'GET', `/v1/certificates/${certificate}`, undefined, {
      'if-none-match': cached.etag,
    });
    expect(again.status).toBe(304);
    const search = await ask<{ items: readonly object[] }>(
      'official',
      'GET',
      '/v1/certificates?number=GENUINE',
    );
    expect(search.body.items[0]).toMatchObject({ warnings: [{ reference }] });
    const face = await ask('official', 'GET', `/v1/certificates/${certificate}/face`);
    expect(face.body).toMatchObject({ warnings: [{ reference }] });
    const code = await ask<{ securityCode: string }>(
      'officer',
      'GET',
      `/v1/certificates/${certificate}/security-code`,
    );
    const right = { number: 'NZ-GENUINE-1', securityCode: code.body.securityCode };
    expect((await ask(undefined, 'POST', '/v1/public/certificates', right)).body).toMatchObject({
      warnings: [{ reference }],
    });
    const wrong = await ask<{ errors: readonly { code: string; detail: string }[] }>(
      undefined,
      'POST',
      '/v1/public/certificates',
      {
        number: 'NZ-FAKE-0001',
        securityCode: '0000-0000-0000',
      },
    );
    expect(wrong.status).toBe(404);
    expect(wrong.body.errors.map(({ code }) => code)).toEqual(['forgery-warning-pattern']);
    expect(wrong.body.errors[0]?.detail).toContain(reference);

    expect((await act(id, 'retract', { finding: 'Our error.' })).body).toMatchObject({ state: 'dismissed' });
    expect(await warnings('NZ-GENUINE-1')).toEqual([]);
  });

  it('a change of the certificate is still held to the version seen beside a warning', async () => {
    const { id } = await reported();
    await act(id, 'examine', {});
    await act(id, 'confirm', { finding: 'Copied.' });
    const { etag } = await ask('officer', 'GET', `/v1/certificates/${certificate}`);
    expect(etag).toMatch(/^"1\.w1/);
    const withdrawn = await ask(
      'officer',
      'POST',
      `/v1/certificates/${certificate}/actions/withdraw`,
      {},
      { 'if-match': etag },
    );
    expect(withdrawn.status).toBe(200);
    const stale = await ask(
      'officer',
      'POST',
      `/v1/certificates/${certificate}/actions/replace`,
      { successor: 'X' },
      { 'if-match': etag },
    );
    expect(stale.status).toBe(412);
  });

  it('trends are counted as far as one sees', async () => {
    const trend = async (who: string) =>
      (
        await ask<{ items: readonly { key: string; reported: number }[] }>(
          who,
          'GET',
          '/v1/forgeries/trends?by=seen',
        )
      ).body.items;
    expect((await trend('officer'))[0]).toMatchObject({ key: 'CN' });
    expect(await trend('official')).toEqual([]);
  });
});
