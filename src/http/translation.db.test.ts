import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleBytes } from '../systems/ecert/testing/certificates.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
let token: string;

beforeAll(async () => {
  house = await testHouse();
  token = await house.token({ authority: 'NZ-MPI', roles: ['supervisor'] });
});
afterAll(() => house.close());

const ask = (payload: object, headers: Readonly<Record<string, string>> = {}) =>
  house.server.inject({
    method: 'POST',
    url: '/v1/translate',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  });

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');
const certificate = () => sampleBytes({ number: 'T-1', place: 'Wellington', importing: 'CN' });

interface Answer {
  readonly from: string;
  readonly mediaType: string;
  readonly document: string;
  readonly losses: readonly { readonly code: string; readonly path: string; readonly detail: string }[];
}

describe('translating', () => {
  it('answers the document in the other form and what is lost, in the reader’s language', async () => {
    const answer = await ask(
      { to: 'older-ecert', document: base64(certificate()) },
      { 'accept-language': 'zh' },
    );
    expect(answer.statusCode).toBe(200);
    const { from, mediaType, document, losses } = answer.json<Answer>();
    expect([from, mediaType]).toEqual(['sps-certificate-17', 'application/xml']);
    expect(Buffer.from(document, 'base64').toString('utf8')).toContain('<certificate id="T-1"');
    expect(losses.find(({ code }) => code === 'loss-not-carried')?.detail).toBe('另一格式没有该值的位置。');
  });

  it.each(['sps-certificate-11', 'sps-certificate-8', 'ched', 'ecert-json', 'sancrt', 'counterfoil-json'])(
    'goes to %s and comes back as the same certificate',
    async (to) => {
      const there = (await ask({ to, document: base64(certificate()) })).json<Answer>();
      const back = await ask({ to: 'sps-certificate-17', from: to, document: there.document });
      expect(back.statusCode).toBe(200);
      expect(Buffer.from(back.json<Answer>().document, 'base64').toString('utf8')).toContain(
        '<ram:ID>T-1</ram:ID>',
      );
    },
  );

  it.each([
    [422, 'dialect-unknown', { to: 'sancrt', document: base64('hello') }],
    [422, 'dialect-not-read', { to: 'sancrt', from: 'ecert-json', document: base64('{') }],
    [422, 'dialect-other-message', { to: 'sancrt', document: base64('<SPSAcknowledgement/>') }],
    [422, 'document-not-writable', { to: 'sps-certificate-17', document: base64('<certificate id="1"/>') }],
    [422, 'request-document-not-base64', { to: 'sancrt', document: '!!!!' }],
    [422, 'request-body-invalid', { to: 'nowhere', document: base64('hello') }],
    [422, 'request-body-invalid', { to: 'sancrt', document: base64('hello'), more: 1 }],
  ])('refuses with %i %s', async (status, code, payload) => {
    const answer = await ask(payload);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
  });

  it('tells every fault of the source, and nothing is stored', async () => {
    const answer = await ask({
      to: 'sancrt',
      document: base64('<!DOCTYPE a [<!ENTITY b "c">]><certificate id="1"/>'),
    });
    expect(answer.json<{ errors: { code: string }[] }>().errors).toHaveLength(1);
  });

  it('is for who is signed in', async () => {
    const answer = await ask({ to: 'sancrt', document: base64('hello') }, { authorization: '' });
    expect(answer.statusCode).toBe(401);
  });

  it('lists the forms', async () => {
    const answer = await house.server.inject({
      url: '/v1/dialects',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.json<{ items: { name: string }[] }>().items.map(({ name }) => name)).toContain('sancrt');
  });
});
