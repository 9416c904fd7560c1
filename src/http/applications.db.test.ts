import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meatForm } from '../systems/ecert/models/testing/specimen-forms.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
let author: string;
let reviewer: string;
let signatory: string;
let foreigner: string;

beforeAll(async () => {
  house = await testHouse();
  const office = { authority: 'NZ-MPI', office: 'NZ-MPI/WLG' };
  author = await house.token({ ...office, roles: ['officer'] });
  reviewer = await house.token({ ...office, roles: ['officer'] });
  signatory = await house.token({ ...office, roles: ['supervisor'] });
  foreigner = await house.token({ authority: 'CN-GACC', roles: ['supervisor'] });
});
afterAll(() => house.close());

function send(
  method: 'GET' | 'POST',
  url: string,
  options: {
    readonly body?: unknown;
    readonly headers?: Record<string, string>;
    readonly token?: string;
  } = {},
): Promise<LightMyRequestResponse> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${options.token ?? author}`,
    ...options.headers,
  };
  if (options.body === undefined) return house.server.inject({ method, url, headers });
  return house.server.inject({
    method,
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    payload: JSON.stringify(options.body),
  });
}

interface Shown {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const today = (): string => new Date().toISOString().slice(0, 10);

async function begun(changes: Record<string, unknown> = {}): Promise<Shown> {
  const form = { ...meatForm(today()), ...changes };
  const answer = await send('POST', '/v1/applications', { body: { model: 'meat', form } });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<Shown>();
}

async function act(application: Shown, action: string, token: string, body: unknown = {}) {
  return send('POST', `/v1/applications/${application.id}/actions/${action}`, {
    body,
    token,
    headers: { 'if-match': `"${String(application.version)}"` },
  });
}

async function acted(application: Shown, action: string, token: string, body: unknown = {}): Promise<Shown> {
  const answer = await act(application, action, token, body);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Shown>();
}

async function signed(application: Shown, token = signatory) {
  const answer = await act(application, 'sign', token);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ application: Shown; certificate: Shown }>();
}

describe('an application', () => {
  it('becomes a sealed certificate by the acts of three persons, numbered by its office', async () => {
    const submitted = await acted(await begun(), 'submit', author);
    const reviewed = await acted(submitted, 'review', reviewer, {
      remark: 'Compared with the laboratory report.',
    });
    const { application, certificate } = await signed(reviewed);
    expect(application).toMatchObject({ state: 'issued', body: { certificate: { id: certificate.id } } });
    expect(certificate.number).toMatch(/^NZWLG\d{10}$/);
    const xml = await send('GET', `/v1/certificates/${certificate.id}/xml`);
    expect(xml.body).toContain(certificate.number);
    expect(xml.body).toContain('Signature');
    const verdict = await house.server.inject({
      method: 'POST',
      url: '/v1/verify',
      headers: { 'content-type': 'application/xml' },
      payload: xml.body,
    });
    expect(verdict.json()).toMatchObject({ seal: { indication: 'TOTAL-PASSED', authority: 'NZ-MPI' } });
    const next = await signed(await acted(await acted(await begun(), 'submit', author), 'review', reviewer));
    expect(Number(next.certificate.number.slice(-5))).toBe(Number(certificate.number.slice(-5)) + 1);
  });

  it('is not reviewed or signed by its author, nor signed by its reviewer, nor signed without review', async () => {
    const submitted = await acted(await begun(), 'submit', author);
    const refusal = (answer: LightMyRequestResponse) => ({
      status: answer.statusCode,
      codes: answer.json<{ errors?: readonly { code: string }[] }>().errors?.map(({ code }) => code),
    });
    expect(refusal(await act(submitted, 'review', author))).toEqual({
      status: 409,
      codes: ['author-cannot-review'],
    });
    expect(refusal(await act(submitted, 'sign', signatory))).toEqual({
      status: 409,
      codes: ['review-missing'],
    });
    const reviewed = await acted(submitted, 'review', reviewer);
    expect(refusal(await act(reviewed, 'sign', author))).toEqual({
      status: 409,
      codes: ['author-cannot-sign'],
    });
    expect(refusal(await act(reviewed, 'sign', reviewer))).toEqual({
      status: 409,
      codes: ['reviewer-cannot-sign'],
    });
    const read = async (token: string) =>
      (await send('GET', `/v1/applications/${reviewed.id}`, { token })).json<{ actions: readonly string[] }>()
        .actions;
    expect(await read(author)).not.toContain('sign');
    expect(await read(signatory)).toContain('sign');
  });

  it('goes back to its author with remarks, and whoever mends it is an author too', async () => {
    const submitted = await acted(await begun(), 'submit', author);
    const returned = await acted(submitted, 'return', reviewer, { remark: 'The lot number is missing.' });
    expect(returned).toMatchObject({
      state: 'draft',
      body: { remarks: [{ text: 'The lot number is missing.' }] },
    });
    const saved = await send('POST', `/v1/applications/${returned.id}/form`, {
      body: meatForm(today()),
      token: reviewer,
      headers: { 'if-match': `"${String(returned.version)}"` },
    });
    const again = await acted(saved.json<Shown>(), 'submit', author);
    expect((await act(again, 'review', reviewer)).statusCode).toBe(409);
    expect((await act(again, 'review', signatory)).statusCode).toBe(200);
  });

  it('keeps what is unfinished, says everything that is missing, and is not submitted so', async () => {
    const begunEmpty = await send('POST', '/v1/applications', { body: { model: 'meat' } });
    const draft = begunEmpty.json<Shown>();
    const read = (await send('GET', `/v1/applications/${draft.id}`)).json<{
      complete: boolean;
      findings: readonly { path: string; level: string }[];
    }>();
    expect(read.complete).toBe(false);
    expect(read.findings.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/consignor', '/consignee', '/importCountry', '/lines', '/inspectionDate']),
    );
    const refused = await act(draft, 'submit', author);
    expect(refused.statusCode).toBe(422);
    expect(refused.json<{ code: string; errors: readonly unknown[] }>()).toMatchObject({
      code: 'application-incomplete',
    });
  });

  it('is not overwritten by who has not seen the latest, and takes no shapeless form', async () => {
    const draft = await begun();
    const save = (body: unknown, version: number) =>
      send('POST', `/v1/applications/${draft.id}/form`, {
        body,
        headers: { 'if-match': `"${String(version)}"` },
      });
    expect((await save({ ...meatForm(today()), consignee: 'First' }, 1)).statusCode).toBe(200);
    expect((await save({ ...meatForm(today()), consignee: 'Second' }, 1)).statusCode).toBe(412);
    const shapeless = await save({ consignor: 7, colour: 'red', lines: 'none' }, 2);
    expect(shapeless.statusCode).toBe(422);
    expect(shapeless.json<{ errors: readonly { path: string }[] }>().errors.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/consignor', '/colour', '/lines']),
    );
  });

  it('and its number series are nobody else’s: other authorities and offices see none of it', async () => {
    const draft = await begun();
    const auckland = await house.token({ authority: 'NZ-MPI', office: 'NZ-MPI/AKL', roles: ['supervisor'] });
    for (const token of [foreigner, auckland]) {
      expect((await send('GET', `/v1/applications/${draft.id}`, { token })).statusCode).toBe(404);
      expect((await act(draft, 'submit', token)).statusCode).toBe(404);
      const list = await send('GET', '/v1/applications', { token });
      expect(list.json<{ items: readonly unknown[] }>().items).toEqual([]);
    }
  });

  it('refuses what no table can keep, wherever it stands', async () => {
    const draft = await begun();
    const [line] = meatForm(today())['lines'] as readonly object[];
    for (const bad of ['\u0000', '\ud83d', `${'x'.repeat(59)}\ud83d\ude00`]) {
      for (const changes of [
        { inspectionDate: bad },
        { importCountry: bad },
        { transportMode: bad },
        { attestations: [bad] },
        { lines: [{ ...line, netWeight: { value: bad, unit: bad } }] },
        { [bad]: 'x' },
        { consignee: `${'x'.repeat(199)}\ud83d\ude00` },
      ]) {
        const body = { ...meatForm(today()), ...changes };
        const saved = await send('POST', `/v1/applications/${draft.id}/form`, {
          body,
          headers: { 'if-match': '*' },
        });
        expect([200, 400, 422], saved.body).toContain(saved.statusCode);
        const checked = await send('POST', '/v1/models/meat/check', { body: { form: body } });
        expect([200, 400], checked.body).toContain(checked.statusCode);
      }
      if (bad.length > 1) continue;
      const returned = await act({ ...draft, version: 99 }, 'return', reviewer, { remark: `a${bad}` });
      expect([400, 412, 422], returned.body).toContain(returned.statusCode);
      const begunWith = await send('POST', '/v1/applications', { body: { model: 'meat', reason: bad } });
      expect([400, 422], begunWith.body).toContain(begunWith.statusCode);
    }
  });
});
