import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDocument } from '../systems/ecert/testing/certificates.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
let officer: string;
let foreigner: string;

beforeAll(async () => {
  house = await testHouse();
  officer = await house.token({ authority: 'NZ-MPI', roles: ['supervisor'] });
  foreigner = await house.token({ authority: 'CN-GACC', roles: ['supervisor'] });
});
afterAll(() => house.close());

function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
  token = officer,
): Promise<LightMyRequestResponse> {
  const payload = JSON.stringify(body);
  const sent = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers };
  return house.server.inject({ method: 'POST', url, headers: sent, payload });
}

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly version: number;
}

describe('a draft', () => {
  it('is entered, changed, issued under a seal, and told in the older dialect', async () => {
    const entered = await post('/v1/certificates/drafts', sampleDocument({ number: 'D-1' }));
    expect(entered.statusCode).toBe(201);
    const { id, state } = entered.json<Shown>();
    expect(state).toBe('draft');
    const place = `/v1/certificates/${id}`;
    const changed = sampleDocument({ number: 'D-1', consignee: 'Another Company' });
    expect((await post(`${place}/draft`, changed)).statusCode).toBe(428);
    const revised = await post(`${place}/draft`, changed, { 'if-match': String(entered.headers['etag']) });
    expect(revised.json<Shown>()).toMatchObject({ state: 'draft', version: 2 });
    const stale = await post(`${place}/actions/issue`, {}, { 'if-match': String(entered.headers['etag']) });
    expect(stale.statusCode).toBe(412);
    const issued = await post(`${place}/actions/issue`, {}, { 'if-match': String(revised.headers['etag']) });
    expect(issued.json<Shown>()).toMatchObject({ state: 'issued', version: 3 });

    const read = (url: string) =>
      house.server.inject({ method: 'GET', url, headers: { authorization: `Bearer ${officer}` } });
    expect((await read(`${place}/xml`)).body).toContain('Another Company');
    const older = (await read(`${place}/older`)).json<{ xml: string; losses: readonly { path: string }[] }>();
    expect(older.xml).toContain('<certificate id="D-1"');
    expect(older.losses.length).toBeGreaterThan(0);
  });

  it('with faults is refused with all of them, and nothing is kept', async () => {
    const document = { exchangedDocument: { id: { value: 7 }, colour: 'red' } };
    const refused = await post('/v1/certificates/drafts', document);
    expect(refused.statusCode).toBe(422);
    const problem = refused.json<{ code: string; errors: readonly { path: string }[] }>();
    expect(problem.code).toBe('certificate-draft-invalid');
    expect(problem.errors.length).toBeGreaterThan(1);
  });

  it('is invisible to every other authority, and cannot be changed by one', async () => {
    const { id } = (await post('/v1/certificates/drafts', sampleDocument({ number: 'D-2' }))).json<Shown>();
    const change = sampleDocument({ number: 'D-2', consignee: 'X' });
    const tried = await post(`/v1/certificates/${id}/draft`, change, { 'if-match': '"1"' }, foreigner);
    expect(tried.statusCode).toBe(404);
    const headers = { authorization: `Bearer ${foreigner}` };
    expect(
      (await house.server.inject({ method: 'GET', url: `/v1/certificates/${id}`, headers })).statusCode,
    ).toBe(404);
  });

  it('is not taken from who may not draft', async () => {
    const reader = await house.token({ authority: 'NZ-MPI', roles: ['reader'] });
    const refused = await post('/v1/certificates/drafts', sampleDocument({ number: 'D-3' }), {}, reader);
    expect(refused.statusCode).toBe(403);
  });
});
