import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64, utf8 } from '../base/index.ts';
import { sha256 } from '../crypto/index.ts';
import { sampleBytes } from '../systems/ecert/testing/certificates.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  house = await testHouse();
  tokens['china'] = await house.token({ authority: 'CN-GACC', roles: ['official'] });
  tokens['wellington'] = await house.token({ authority: 'NZ-MPI', office: 'NZ-MPI/WLG', roles: ['officer'] });
  tokens['auckland'] = await house.token({ authority: 'NZ-MPI', office: 'NZ-MPI/AKL', roles: ['officer'] });
  tokens['issuer'] = await house.token({ authority: 'NZ-MPI', roles: ['supervisor'] });
  tokens['stranger'] = await house.token({ authority: 'AR-SENASA', roles: ['official', 'supervisor'] });
  for (const role of ['administrator', 'approver', 'steward'] as const)
    tokens[role] = await house.token({ authority: 'CN-GACC', roles: [role] });
  tokens['reader'] = await house.token({ authority: 'CN-GACC', roles: ['reader'] });
});
afterAll(() => house.close());

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Readonly<Record<string, unknown>>;
}

async function ask(
  who: string,
  method: 'GET' | 'POST',
  url: string,
  payload?: object | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await house.server.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${tokens[who] ?? ''}`,
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload }),
  });
  const isJson = String(answer.headers['content-type']).includes('json');
  return {
    status: answer.statusCode,
    body: isJson ? answer.json<Record<string, unknown>>() : {},
    headers: answer.headers,
  };
}

let count = 0;
async function certificate(): Promise<string> {
  count += 1;
  const number = `COR-${String(count)}`;
  const issued = new Date(Date.now() - 3_600_000).toISOString();
  const bytes = sampleBytes({ number, issued, place: 'Wellington', importing: 'CN', issuer: 'NZ-MPI' });
  const { body } = await ask('issuer', 'POST', '/v1/certificates', Buffer.from(bytes), {
    'content-type': 'application/xml',
    prefer: 'wait=5',
  });
  return String(body['id']);
}

/** A picture of one pixel by one, as far as its size is told. */
const JPEG = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffc0000b080001000101011100ffda0008010100003f00ffd9',
  'hex',
);

describe('a certificate’s results and inquiry over HTTP', () => {
  it('tell the story of a request: asked with a photograph, answered in Chinese, passed', async () => {
    const id = await certificate();
    const photo = await ask('china', 'POST', '/v1/attachments?name=label.jpeg', JPEG, {
      'content-type': 'image/jpeg',
    });
    expect([photo.status, photo.body['name']]).toEqual([201, 'label.jpg']);
    const given = await ask('china', 'POST', `/v1/certificates/${id}/results`, {
      verdict: 'request',
      remark: 'Please provide a certificate explanation.',
      attachments: [photo.body['id']],
      due: new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10),
    });
    expect(given.status).toBe(201);
    expect(given.body).toMatchObject({ verdict: 'request', verdictText: 'Request', place: 1, country: 'CN' });
    const inquiry = String(given.body['inquiry']);
    const waiting = await ask('wellington', 'GET', '/v1/inquiries?mine=true');
    expect(waiting.body['items']).toMatchObject([{ id: inquiry, state: 'open', mine: true }]);
    const tasks = await ask('wellington', 'GET', '/v1/tasks', undefined, { 'accept-language': 'zh' });
    expect(tasks.body['items']).toMatchObject([
      { kind: 'answer-inquiry', title: '答复关于证书 COR-1 的问询', subject: { id: inquiry } },
    ]);
    const thread = await ask('wellington', 'GET', `/v1/inquiries/${inquiry}`);
    expect(thread.body).toMatchObject({ side: 'issuing', may: ['response', 'note'] });
    const stale = await ask(
      'wellington',
      'POST',
      `/v1/inquiries/${inquiry}/messages`,
      { kind: 'response', content: '已核实。' },
      { 'if-match': '"7"' },
    );
    expect([stale.status, stale.body['code']]).toEqual([412, 'record-version-stale']);
    const answered = await ask(
      'wellington',
      'POST',
      `/v1/inquiries/${inquiry}/messages`,
      { kind: 'response', content: '已核实，重量含托盘。' },
      { 'if-match': String(thread.headers['etag']) },
    );
    expect([answered.status, answered.body['state']]).toEqual([201, 'answered']);
    const read = await ask('china', 'GET', `/v1/inquiries/${inquiry}`);
    expect(read.body).toMatchObject({
      mine: true,
      may: ['request', 'note', 'close'],
      messages: [
        { kind: 'request', own: true },
        { kind: 'response', own: false, content: '已核实，重量含托盘。', authority: 'NZ-MPI' },
      ],
    });
    const passed = await ask('china', 'POST', `/v1/certificates/${id}/results`, { verdict: 'pass' });
    expect(passed.status).toBe(201);
    const results = await ask('wellington', 'GET', `/v1/certificates/${id}/results`);
    expect(results.body['items']).toMatchObject([
      { verdict: 'pass', inForce: true },
      { verdict: 'request', inForce: false, attachments: [{ name: 'label.jpg' }] },
    ]);
    expect((await ask('china', 'GET', `/v1/inquiries/${inquiry}`)).body['state']).toBe('closed');
    const file = await house.server.inject({
      url: `/v1/attachments/${String(photo.body['id'])}`,
      headers: { authorization: `Bearer ${tokens['wellington'] ?? ''}` },
    });
    expect(file.rawPayload.equals(JPEG)).toBe(true);
    expect(file.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'attachment; filename="label.jpg"',
    });
    expect(String(file.headers['content-security-policy'])).toContain('sandbox');
  });

  it('are nobody else’s business: all that is foreign is not found, all that is not permitted refused', async () => {
    const id = await certificate();
    const given = await ask('china', 'POST', `/v1/certificates/${id}/results`, {
      verdict: 'request',
      remark: 'SECRET-REMARK',
    });
    const inquiry = String(given.body['inquiry']);
    for (const who of ['auckland', 'stranger']) {
      for (const url of [
        `/v1/certificates/${id}/results`,
        `/v1/results/${String(given.body['id'])}`,
        `/v1/inquiries/${inquiry}`,
        `/v1/inquiries?certificate=${id}`,
        '/v1/inquiries',
        '/v1/tasks',
      ]) {
        const { status, body } = await ask(who, 'GET', url);
        expect([404, 200], `${who} ${url}`).toContain(status);
        expect(JSON.stringify(body), `${who} ${url}`).not.toMatch(/SECRET-REMARK|COR-/);
        if (url.includes(inquiry) || url.includes(`certificates/${id}`)) expect(status).toBe(404);
      }
      const acts = [
        [`/v1/certificates/${id}/inquiries`, { content: 'x' }],
        [`/v1/inquiries/${inquiry}/messages`, { kind: 'note', content: 'x' }],
        [`/v1/inquiries/${inquiry}/close`, {}],
      ] as const;
      for (const [url, body] of acts) expect((await ask(who, 'POST', url, body)).status, url).toBe(404);
    }
    const refused = await ask('reader', 'POST', `/v1/certificates/${id}/results`, { verdict: 'pass' });
    expect([refused.status, refused.body['code']]).toEqual([403, 'permission-refused']);
    const own = await ask('wellington', 'POST', `/v1/certificates/${id}/results`, { verdict: 'pass' });
    expect(own.status).toBe(403);
    const closing = await ask('wellington', 'POST', `/v1/inquiries/${inquiry}/close`, {});
    expect([closing.status, closing.body['code']]).toEqual([409, 'action-not-allowed']);
    expect(JSON.stringify(closing.body)).toContain('Only the side that asked');
  });

  it('take no file that is not what it says, or too large', async () => {
    const upload = (payload: Buffer, type: string) =>
      ask('china', 'POST', '/v1/attachments', payload, { 'content-type': type });
    expect((await upload(Buffer.from('<svg onload="x()"/>'), 'image/png')).body['code']).toBe(
      'attachment-media-type',
    );
    expect((await upload(JPEG, 'application/pdf')).status).toBe(415);
    expect((await upload(JPEG.subarray(0, 20), 'image/jpeg')).body['code']).toBe('attachment-damaged');
    expect((await upload(Buffer.alloc(5_300_000, 0xff), 'image/jpeg')).status).toBe(413);
    expect((await upload(Buffer.from('<html>'), 'text/html')).status).toBe(415);
  });

  it('let work be taken by one person, and finished by them', async () => {
    const id = await certificate();
    await ask('china', 'POST', `/v1/certificates/${id}/results`, {
      verdict: 'refuse',
      reasons: ['goods-differ'],
    });
    const { body } = await ask('issuer', 'GET', '/v1/tasks');
    const [task] = (body['items'] as { id: string; kind: string; certificate: { id: string } }[]).filter(
      (one) => one.certificate.id === id,
    );
    expect(task?.kind).toBe('note-refusal');
    const act = (who: string, action: string, version: number) =>
      ask(
        who,
        'POST',
        `/v1/tasks/${task?.id ?? ''}/actions/${action}`,
        {},
        { 'if-match': `"${String(version)}"` },
      );
    expect((await act('wellington', 'take', 1)).body).toMatchObject({ state: 'taken', mine: true });
    expect((await act('issuer', 'take', 1)).status).toBe(412);
    expect((await act('auckland', 'finish', 2)).status).toBe(404);
    expect((await act('wellington', 'finish', 2)).body).toMatchObject({ state: 'done' });
  });
});

describe('the desk', () => {
  it('shows what waits for each side, and what is new since the visit before', async () => {
    const id = await certificate();
    const heap = async (who: string, name: string) => {
      const { body } = await ask(who, 'GET', '/v1/desk');
      return body[name] as { count: number; more: boolean; items: Record<string, unknown>[] };
    };
    const before = await heap('china', 'unexamined');
    expect(before.items[0]).toMatchObject({ id, country: 'NZ', officeName: 'Wellington' });
    expect((await heap('china', 'arrived')).items.map((item) => item['id'])).toContain(id);
    for (const who of ['wellington', 'stranger']) expect((await heap(who, 'unexamined')).count).toBe(0);
    const given = await ask('china', 'POST', `/v1/certificates/${id}/results`, {
      verdict: 'request',
      remark: 'Why?',
    });
    const inquiry = String(given.body['inquiry']);
    expect((await heap('china', 'unexamined')).count).toBe(before.count - 1);
    expect((await heap('china', 'due')).items.map((item) => item['id'])).not.toContain(inquiry);
    expect((await heap('wellington', 'inquiries')).items.map((item) => item['id'])).toContain(inquiry);
    expect((await heap('wellington', 'results')).items[0]).toMatchObject({ verdict: 'request' });
    expect((await heap('auckland', 'results')).count).toBe(0);
    expect((await heap('wellington', 'tasks')).items.map((item) => item['kind'])).toContain('answer-inquiry');
    await ask('wellington', 'POST', `/v1/inquiries/${inquiry}/messages`, {
      kind: 'response',
      content: 'So.',
    });
    expect((await heap('china', 'due')).items.map((item) => item['id'])).toContain(inquiry);
    expect((await heap('china', 'inquiries')).items[0]).toMatchObject({ mine: true });
    const since = async () => String((await ask('china', 'GET', '/v1/desk')).body['since']);
    const first = await since();
    expect((await ask('china', 'POST', '/v1/desk/visits')).status).toBe(204);
    // The first visit goes on: a week before it still counts as new.
    expect(Math.abs(Date.parse(await since()) - Date.parse(first))).toBeLessThan(60_000);
    await house.its.database.transaction({ kind: 'system' }, (session) =>
      session.query({ name: '', text: `update desk_visit set at = at - interval '2 hours'` }),
    );
    const returned = Date.parse(await since());
    expect(Date.now() - returned).toBeGreaterThan(7_000_000);
    expect(Date.now() - returned).toBeLessThan(8_000_000);
  });
});

describe('the desk of somebody who sees no documents', () => {
  it.each(['administrator', 'approver', 'steward'])('holds none of them: %s', async (who) => {
    const id = await certificate();
    await ask('china', 'POST', `/v1/certificates/${id}/results`, { verdict: 'request', remark: 'Why?' });
    const { status, body } = await ask(who, 'GET', '/v1/desk');
    expect(status).toBe(200);
    for (const heap of ['unexamined', 'arrived', 'inquiries', 'due', 'results', 'tasks'])
      expect([heap, body[heap]]).toEqual([heap, { count: 0, more: false, items: [] }]);
    expect((await ask('reader', 'GET', '/v1/desk')).body['arrived']).not.toMatchObject({ count: 0 });
  });
});

describe('the record of an inquiry', () => {
  it('is a page that needs nothing else, and data whose acts are proven', async () => {
    const id = await certificate();
    const opened = await ask('china', 'POST', `/v1/certificates/${id}/inquiries`, {
      content: '<script>alert(1)</script> 请说明',
    });
    const inquiry = String(opened.body['id']);
    await ask('wellington', 'POST', `/v1/inquiries/${inquiry}/messages`, {
      kind: 'response',
      content: 'So.',
    });
    const page = await house.server.inject({
      url: `/v1/inquiries/${inquiry}/record`,
      headers: { authorization: `Bearer ${tokens['wellington'] ?? ''}`, 'accept-language': 'zh' },
    });
    expect(page.headers['content-disposition']).toMatch(/^attachment; filename="COR-\d+-inquiry\.html"/);
    expect(page.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; 请说明');
    expect(page.body).not.toMatch(/<script|(?:src|href)=/);
    expect(page.body).toContain('<html lang="zh" dir="ltr">');
    // The page allows its own style, by its digest, and nothing else.
    const style = /<style>([^]*)<\/style>/.exec(page.body)?.[1] ?? '';
    expect(page.body).toContain(`sha256-${toBase64(sha256(utf8(style)))}`);
    const { body } = await ask('china', 'GET', `/v1/inquiries/${inquiry}/record.json`);
    const acts = body['acts'] as { action: string; leaf: string; proof: string; opening: object }[];
    expect(acts.map(({ action }) => action)).toEqual(['opened', 'answer']);
    for (const { proof, leaf } of acts) {
      expect(proof).toContain('tlog-proof');
      expect(page.body).toContain(leaf);
    }
    const foreign = await ask('stranger', 'GET', `/v1/inquiries/${inquiry}/record.json`);
    expect([foreign.status, foreign.body['code']]).toEqual([404, 'inquiry-not-found']);
  });
});

describe('notices', () => {
  it('are chosen by each person for themselves, and never by a machine', async () => {
    expect((await ask('china', 'GET', '/v1/notices/preference')).body).toEqual({ address: '', kinds: [] });
    const machine = await ask('china', 'POST', '/v1/notices/preference', {
      address: 'wang@example.org',
      kinds: ['result'],
    });
    expect([machine.status, machine.body['code']]).toEqual([422, 'notice-not-a-person']);
    const wrong = await ask('china', 'POST', '/v1/notices/preference', {
      address: 'x',
      kinds: ['everything'],
    });
    expect(wrong.status).toBe(422);
  });
});
