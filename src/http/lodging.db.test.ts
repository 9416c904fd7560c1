import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../base/index.ts';
import { sampleXml } from '../systems/ecert/testing/certificates.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
let officer: string;

beforeAll(async () => {
  house = await testHouse({ bodyLimitBytes: 200_000 });
  officer = await house.token({ authority: 'NZ-MPI', roles: ['supervisor'] });
});
afterAll(() => house.close());

interface ProblemBody {
  readonly code: string;
  readonly detail: string;
  readonly title: string;
  readonly errors?: readonly { readonly code: string; readonly path: string; readonly detail: string }[];
}
interface ReceiptBody {
  readonly id: string;
  readonly digest: string;
  readonly state: string;
  readonly evidence?: { readonly index: number; readonly size: number; readonly checkpoint: string };
  readonly seal: { readonly indication: string };
  readonly securityCode?: string;
}

function lodge(
  payload: Uint8Array | string,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return house.server.inject({
    method: 'POST',
    url: '/v1/certificates',
    headers: { authorization: `Bearer ${officer}`, 'content-type': 'application/xml', ...headers },
    payload: Buffer.from(payload),
  });
}

async function storedRows(): Promise<number> {
  const [row] = await house.its.administrator.query<{ rows: string }>({
    name: '',
    text: `select (select count(*) from certificate) + (select count(*) from certificate_history)
             + (select count(*) from certificate_document) + (select count(*) from evidence_leaf where id not in (select leaf from audit_batch)) as rows`,
  });
  return Number(row?.rows);
}

describe('lodging', () => {
  it('answers 201 with the receipt: key, digest, findings, verdict, and the proof under a signed checkpoint', async () => {
    const bytes = house.sealed({ number: 'L-1' });
    const answer = await lodge(bytes, { prefer: 'wait=10' });
    expect(answer.statusCode).toBe(201);
    const receipt = answer.json<ReceiptBody>();
    expect(receipt).toMatchObject({
      number: 'L-1',
      key: 'certificate/NZ/NZ-MPI/L-1',
      state: 'issued',
      version: 1,
      seal: { indication: 'TOTAL-PASSED', authority: 'NZ-MPI' },
    });
    expect(receipt.evidence?.checkpoint).toContain('test.example/log\n');
    expect(receipt.evidence?.index).toBeLessThan(receipt.evidence?.size ?? 0);
    expect(answer.headers['location']).toBe(`/v1/certificates/${receipt.id}`);
    const proof = await house.server.inject({
      url: `/v1/certificates/${receipt.id}/proof`,
      headers: { authorization: `Bearer ${officer}` },
    });
    expect(proof.body).toMatch(/^c2sp\.org\/tlog-proof@v1\n/);
  });

  it('answers 202 with the place of the receipt when the caller does not wait for the proof', async () => {
    const answer = await lodge(house.sealed({ number: 'L-2' }), { prefer: 'respond-async' });
    expect(answer.statusCode).toBe(202);
    const place = String(answer.headers['location']);
    expect(place).toMatch(/^\/v1\/certificates\/[0-9a-f-]{36}\/receipt$/);
    const receipt = await house.server.inject({
      url: place,
      headers: { authorization: `Bearer ${officer}`, prefer: 'wait=10' },
    });
    expect(receipt.json<ReceiptBody>().evidence?.index).toBeTypeOf('number');
  });

  it('gives the same bytes the same receipt with 200', async () => {
    const bytes = house.sealed({ number: 'L-3' });
    const first = (await lodge(bytes)).json<ReceiptBody>();
    const again = await lodge(bytes);
    expect(again.statusCode).toBe(200);
    const { evidence: _first, ...kept } = first;
    expect(again.json()).toMatchObject(kept);
  });

  it('names the conflict when the number holds other content, and changes nothing', async () => {
    await lodge(house.sealed({ number: 'L-4' }));
    const before = await storedRows();
    const answer = await lodge(house.sealed({ number: 'L-4', consignor: 'Another Company' }));
    expect([answer.statusCode, answer.json<ProblemBody>().code]).toEqual([
      409,
      'certificate-number-conflict',
    ]);
    expect(answer.json<ProblemBody>().errors?.[0]?.path).toBe('/SPSCertificate/SPSExchangedDocument/ID');
    expect(await storedRows()).toBe(before);
  });

  it('keeps the bytes as they came and gives them back', async () => {
    const bytes = house.sealed({ number: 'L-5' });
    const { id } = (await lodge(bytes)).json<ReceiptBody>();
    const url = `/v1/certificates/${id}/document`;
    const answer = await house.server.inject({ url, headers: { authorization: `Bearer ${officer}` } });
    expect(Buffer.compare(answer.rawPayload, Buffer.from(bytes))).toBe(0);
    expect(answer.headers['content-disposition']).toContain('attachment');
    const tag = String(answer.headers['etag']);
    const fresh = await house.server.inject({
      url,
      headers: { authorization: `Bearer ${officer}`, 'if-none-match': tag },
    });
    expect([fresh.statusCode, fresh.body]).toEqual([304, '']);
  });
});

describe('bad input', () => {
  const far = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const deep = `${'<a>'.repeat(80)}${'</a>'.repeat(80)}`;
  const cases: readonly (readonly [
    name: string,
    body: () => Uint8Array | string,
    status: number,
    code: string,
    path?: string | undefined,
    type?: string,
  ])[] = [
    ['a body too large', () => `<a>${'x'.repeat(250_000)}</a>`, 413, 'request-too-large'],
    ['a body too deep', () => deep, 422, 'xml-too-deep'],
    ['a body that is not XML', () => 'certificate, please', 422, 'xml-not-well-formed'],
    ['an empty body', () => '', 400, 'request-body-missing'],
    ['a DOCTYPE', () => '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 422, 'xml-doctype'],
    ['a DOCTYPE in UTF-16', () => utf16('<!DOCTYPE a><a/>'), 422, 'xml-doctype'],
    [
      'a wrong encoding',
      () => Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x61, 0x3e]),
      422,
      'xml-encoding',
    ],
    [
      'a certificate for an unknown authority',
      () => sampleXml({ number: 'B-1', exporting: 'VA', issuer: 'Nobody' }),
      422,
      'authority-unknown',
      '/SPSCertificate/SPSExchangedDocument/IssuerSPSParty',
    ],
    [
      'a future date',
      () => sampleXml({ number: 'B-2', issued: far }),
      422,
      'issued-in-future',
      '/SPSCertificate/SPSExchangedDocument/IssueDateTime',
    ],
    [
      'a negative weight',
      () => sampleXml({ number: 'B-3' }).replace('>1000.5<', '>-1000.5<'),
      422,
      'negative-amount',
    ],
    ['an unknown unit', () => sampleXml({ number: 'B-4' }).replace('"KGM"', '"QQQ"'), 422, 'unknown-unit'],
    [
      'a seal of another authority',
      () =>
        house.sealed({
          number: 'B-5',
          exporting: 'AU',
          issuer: 'Department of Agriculture, Fisheries and Forestry',
        }),
      422,
      'seal-other-authority',
      '/SPSCertificate/SPSExchangedDocument/IssuerSPSParty',
    ],
    [
      'a broken seal',
      () =>
        Buffer.from(house.sealed({ number: 'B-6' }))
          .toString()
          .replace('1000.5', '9000.5'),
      422,
      'seal-broken',
    ],
    ['a media type that is none of ours', () => 'a', 415, 'request-media-type', undefined, 'text/plain'],
    ['JSON that is none', () => '{"a":', 400, 'request-not-json', undefined, 'application/json'],
    [
      'JSON with a member twice',
      () => '{"a":1,"a":2}',
      400,
      'request-duplicate-member',
      '/a',
      'application/json',
    ],
    ['JSON too deep', () => '['.repeat(99), 400, 'request-too-deep', undefined, 'application/json'],
    ['JSON that is no certificate', () => '{"a":1}', 422, 'property-unknown', undefined, 'application/json'],
  ];

  it.each(cases.map(([name, body, status, code, path, type]) => ({ name, body, status, code, path, type })))(
    '$name gets its code, a sentence in the caller’s language and the path; nothing is stored',
    async ({ body, status, code, path, type = 'application/xml' }) => {
      const before = await storedRows();
      const answers = [];
      for (const language of ['en', 'zh']) {
        answers.push(await lodge(body(), { 'content-type': type, 'accept-language': language }));
      }
      const [english, chinese] = answers.map((answer) => answer.json<ProblemBody>());
      const codes = [english?.code, ...(english?.errors ?? []).map((entry) => entry.code)];
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([status, status]);
      expect(codes).toContain(code);
      expect(answers[0]?.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answers[1]?.headers['content-language']).toBe('zh');
      if (path !== undefined) expect(english?.errors?.find((entry) => entry.code === code)?.path).toBe(path);
      for (const said of [chinese?.detail, chinese?.title]) expect(said).toMatch(/\p{Script=Han}/u);
      expect(english?.detail).not.toMatch(/\p{Script=Han}|\{\w+\}/u);
      expect(await storedRows()).toBe(before);
    },
  );

  it('a compressed body is refused before it is unpacked', async () => {
    const answer = await lodge('anything', { 'content-encoding': 'gzip' });
    expect([answer.statusCode, answer.json<ProblemBody>().code]).toEqual([415, 'request-content-encoding']);
  });

  it('nothing of any content has been logged', () => {
    const log = house.logged();
    expect(log).toContain('"route":"/v1/certificates"');
    expect(log).not.toMatch(/Southern|B-[1-6]|L-[1-5]|ENTITY|certificate, please|Bearer|cf_/);
  });
});

function utf16(text: string): Uint8Array {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
}

describe('other ways to ask', () => {
  it('validation tells what an intake would say, and stores nothing', async () => {
    const before = await storedRows();
    const answer = await house.server.inject({
      method: 'POST',
      url: '/v1/validate',
      headers: { 'content-type': 'application/xml', 'accept-language': 'zh' },
      payload: Buffer.from(house.sealed({ number: 'V-1' })),
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ accepted: true, faults: [], seal: { indication: 'TOTAL-PASSED' } });
    expect(await storedRows()).toBe(before);
  });

  it('a seal is judged for anyone: whole, broken, by a stranger, none', async () => {
    const verdict = async (bytes: Uint8Array | string): Promise<string> => {
      const answer = await house.server.inject({
        method: 'POST',
        url: '/v1/verify',
        headers: { 'content-type': 'application/xml' },
        payload: Buffer.from(bytes),
      });
      expect(answer.statusCode).toBe(200);
      return answer.json<ReceiptBody>().seal.indication;
    };
    const sealed = house.sealed({ number: 'V-2' });
    expect(await verdict(sealed)).toBe('TOTAL-PASSED');
    expect(await verdict(Buffer.from(sealed).toString().replace('1000.5', '9000.5'))).toBe('TOTAL-FAILED');
    expect(await verdict(house.sealedByStranger({ number: 'V-2' }))).toBe('INDETERMINATE');
    expect(await verdict(utf8(sampleXml({ number: 'V-2' })))).toBe('NO-SEAL');
  });
});
