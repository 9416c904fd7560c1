import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forgetOldKeys } from './idempotency.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
let supervisor: string;
let id: string;
let count = 0;

beforeAll(async () => {
  house = await testHouse();
  supervisor = await house.token({ authority: 'NZ-MPI', roles: ['supervisor'] });
});
afterAll(() => house.close());
beforeEach(async () => {
  count += 1;
  const answer = await ask('POST', '/v1/certificates', {
    payload: Buffer.from(house.sealed({ number: `C-${String(count)}` })),
    type: 'application/xml',
    headers: { prefer: 'respond-async' },
  });
  ({ id } = answer.json<{ id: string }>());
});

interface Asking {
  readonly payload?: Buffer | string;
  readonly type?: string;
  readonly headers?: Record<string, string>;
  readonly token?: string;
}

function ask(
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  { payload, type = 'application/json', headers = {}, token = supervisor }: Asking = {},
): Promise<LightMyRequestResponse> {
  return house.server.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${token}`,
      ...(payload === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload }),
  });
}

const withdraw = (headers: Record<string, string>, payload = '{"reason":"test"}') =>
  ask('POST', `/v1/certificates/${id}/actions/withdraw`, { payload, headers });
const codeOf = (answer: { json<T>(): T }): string => answer.json<{ code: string }>().code;

describe('entity tags', () => {
  it('a reading has a strong tag, and 304 with it until something happens', async () => {
    const first = await ask('GET', `/v1/certificates/${id}`);
    const tag = String(first.headers['etag']);
    expect(tag).toBe('"1"');
    const again = await ask('GET', `/v1/certificates/${id}`, { headers: { 'if-none-match': tag } });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', tag]);
    expect((await withdraw({ 'if-match': tag })).statusCode).toBe(200);
    const changed = await ask('GET', `/v1/certificates/${id}`, { headers: { 'if-none-match': tag } });
    expect([changed.statusCode, changed.headers['etag']]).toEqual([200, '"2"']);
  });

  it('a HEAD answers as GET does, without the body', async () => {
    const answer = await house.server.inject({
      method: 'HEAD',
      url: `/v1/certificates/${id}`,
      headers: { authorization: `Bearer ${supervisor}` },
    });
    expect([answer.statusCode, answer.body, answer.headers['etag']]).toEqual([200, '', '"1"']);
  });

  it('an action without If-Match is 428, with a stale or weak one 412, and nothing changes', async () => {
    expect(codeOf(await withdraw({}))).toBe('precondition-required');
    for (const stale of ['"7"', 'W/"1"', '"x"', '1', '"2", "3"']) {
      const answer = await withdraw({ 'if-match': stale });
      expect([answer.statusCode, stale]).toEqual([412, stale]);
    }
    expect((await ask('GET', `/v1/certificates/${id}`)).json<{ state: string }>().state).toBe('issued');
  });

  it.each(['"1"', '*', '"9", "1"'])('an action with If-Match: %s is taken', async (tag) => {
    const answer = await withdraw({ 'if-match': tag });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['etag']).toBe('"2"');
    expect(answer.json()).toMatchObject({ state: 'withdrawn', version: 2 });
  });

  it('of many who act on one state, one wins and the others learn that it has moved on', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => withdraw({ 'if-match': '"1"' })));
    const statuses = answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, 412, 412, 412, 412, 412, 412, 412]);
  });

  it('the actions on offer carry what their taking needs', async () => {
    const { items } = (await ask('GET', `/v1/certificates/${id}/actions`)).json<{
      items: { action: string; href: string; ifMatch: string; input: object }[];
    }>();
    expect(items.map(({ action }) => action).toSorted()).toEqual(['cancel', 'print', 'replace', 'withdraw']);
    const [offer] = items.filter(({ action }) => action === 'cancel');
    const taken = await ask('POST', offer?.href ?? '', {
      payload: '{}',
      headers: { 'if-match': offer?.ifMatch ?? '' },
    });
    expect(taken.json()).toMatchObject({ state: 'cancelled' });
    expect((await ask('GET', `/v1/certificates/${id}/actions`)).json()).toEqual({ items: [] });
  });

  it('an input that the action does not take is refused with its path, an unknown action is not found', async () => {
    const wrong = await withdraw({ 'if-match': '"1"' }, '{"reason":1,"more":2}');
    expect([wrong.statusCode, codeOf(wrong)]).toEqual([422, 'action-input-invalid']);
    expect(wrong.json<{ errors: { path: string }[] }>().errors.map(({ path }) => path)).toContain('/reason');
    const unknown = await ask('POST', `/v1/certificates/${id}/actions/explode`, {
      payload: '{}',
      headers: { 'if-match': '"1"' },
    });
    expect([unknown.statusCode, codeOf(unknown)]).toEqual([404, 'action-unknown']);
  });
});

describe('idempotency keys', () => {
  const key = () => ({ 'idempotency-key': `key-${String(count)}` });

  it('the same request under the same key gets the first answer, and is not carried out again', async () => {
    const first = await withdraw({ 'if-match': '"1"', ...key() });
    const again = await withdraw({ 'if-match': '"1"', ...key() });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([200, first.body, '"2"']);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    const { items } = (await ask('GET', `/v1/certificates/${id}/history`)).json<{ items: object[] }>();
    expect(items).toHaveLength(2);
  });

  it('a refusal is repeated too, so that a retry tells what the first attempt told', async () => {
    const first = await withdraw({ 'if-match': '"9"', ...key() });
    expect(first.statusCode).toBe(412);
    const again = await withdraw({ 'if-match': '"9"', ...key() });
    expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([412, codeOf(first)]);
    expect(again.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('another request under the same key is refused, whether body, target or precondition differ', async () => {
    await withdraw({ 'if-match': '"9"', ...key() });
    for (const other of [
      withdraw({ 'if-match': '"1"', ...key() }),
      withdraw({ 'if-match': '"9"', ...key() }, '{"reason":"other"}'),
      ask('POST', `/v1/certificates/${id}/actions/cancel`, {
        payload: '{}',
        headers: { 'if-match': '"9"', ...key() },
      }),
    ]) {
      const answer = await other;
      expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'idempotency-key-reused']);
    }
    expect((await ask('GET', `/v1/certificates/${id}`)).json<{ state: string }>().state).toBe('issued');
  });

  it('of many at once under one key, one acts; the others get its answer or learn that it is under way', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => withdraw({ 'if-match': '"1"', ...key() })),
    );
    for (const answer of answers) expect([200, 409]).toContain(answer.statusCode);
    expect(answers.some(({ statusCode }) => statusCode === 200)).toBe(true);
    const { items } = (await ask('GET', `/v1/certificates/${id}/history`)).json<{ items: object[] }>();
    expect(items).toHaveLength(2);
  });

  it('one caller’s key is not another’s', async () => {
    const other = await house.token({ authority: 'NZ-MPI', roles: ['supervisor'] });
    await withdraw({ 'if-match': '"9"', ...key() });
    const answer = await ask('POST', `/v1/certificates/${id}/actions/withdraw`, {
      payload: '{}',
      headers: { 'if-match': '"1"', ...key() },
      token: other,
    });
    expect(answer.statusCode).toBe(200);
  });

  it('a request that was never carried out does not use its key up', async () => {
    expect((await withdraw({ 'if-match': '"1"', ...key() }, '{"reason":')).statusCode).toBe(400);
    expect((await withdraw({ 'if-match': '"1"', ...key() })).statusCode).toBe(200);
  });

  it('a key that is none is refused', async () => {
    for (const wrong of ['', 'with space', 'x'.repeat(256), 'ключ', '""']) {
      const answer = await withdraw({
        'if-match': '"1"',
        'idempotency-key': Buffer.from(wrong).toString('latin1'),
      });
      expect([answer.statusCode, wrong]).toEqual([400, wrong]);
      expect(codeOf(answer)).toBe('idempotency-key-malformed');
    }
  });

  it('lodging under a key: a retry gets the first receipt, another document 422', async () => {
    const bytes = Buffer.from(house.sealed({ number: `CI-${String(count)}` }));
    const send = (payload: Buffer) =>
      ask('POST', '/v1/certificates', {
        payload,
        type: 'application/xml',
        headers: { prefer: 'wait=5', ...key() },
      });
    const first = await send(bytes);
    expect(first.statusCode).toBe(201);
    const again = await send(bytes);
    expect([again.statusCode, again.body, again.headers['location']]).toEqual([
      201,
      first.body,
      first.headers['location'],
    ]);
    expect((await send(Buffer.from(house.sealed({ number: 'CI-other' })))).statusCode).toBe(422);
  });

  it('answers are forgotten after the promised days, not before', async () => {
    await withdraw({ 'if-match': '"9"', ...key() });
    const days = (number: number) => new Date(Date.now() + number * 86_400_000);
    await forgetOldKeys(house.its.database, days(29));
    expect(codeOf(await withdraw({ 'if-match': '"1"', ...key() }))).toBe('idempotency-key-reused');
    await forgetOldKeys(house.its.database, days(31));
    expect((await withdraw({ 'if-match': '"1"', ...key() })).statusCode).toBe(200);
  });
});
