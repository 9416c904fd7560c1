import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fromBase64 } from '../base/index.ts';
import { answerNow } from '../crypto/index.ts';
import { TrustRegister } from '../access/index.ts';
import { readStatusList, runNow, statusAt, verifyPaper, type PaperTrust } from '../../verify/core/index.ts';
import { inspect } from '../../verify/inspection/index.ts';
import { openXml } from '../crypto/index.ts';
import { symbolTextOf } from '../paper/testing/symbol.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
let officer: string;
let supervisor: string;
let stranger: string;
let importer: string;
let trust: PaperTrust;

beforeAll(async () => {
  house = await testHouse();
  officer = await house.token({ authority: 'NZ-MPI', roles: ['officer', 'clerk'] });
  supervisor = await house.token({ authority: 'NZ-MPI', roles: ['supervisor'] });
  stranger = await house.token({ authority: 'AU-DAFF', roles: ['official'] });
  importer = await house.token({ authority: 'CN-GACC', roles: ['official'] });
  const xml = Buffer.from(house.sealed({ number: 'SIGNER' })).toString('utf8');
  const certificate = fromBase64(/<ds:X509Certificate>([^<]+)</.exec(xml)?.[1] ?? '') ?? new Uint8Array();
  const register = await TrustRegister.open(house.its.database);
  trust = { anchors: register.anchors(), signers: [certificate] };
  register.close();
});
afterAll(() => {
  vi.useRealTimers();
  return house.close();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function lodged(number: string, sealed = house.sealed({ number })): Promise<string> {
  const answer = await house.server.inject({
    method: 'POST',
    url: '/v1/certificates',
    headers: { ...bearer(officer), 'content-type': 'application/xml' },
    payload: Buffer.from(sealed),
  });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json<{ id: string }>().id;
}

const get = (url: string, token: string, headers: Record<string, string> = {}) =>
  house.server.inject({ url, headers: { ...bearer(token), ...headers } });

const act = (id: string, action: string, input: object) =>
  house.server.inject({
    method: 'POST',
    url: `/v1/certificates/${id}/actions/${action}`,
    headers: { ...bearer(supervisor), 'content-type': 'application/json', 'if-match': '*' },
    payload: JSON.stringify(input),
  });

describe('a certificate on paper', () => {
  it('is a PDF/A-3 with the sealed document inside and a signature around it', async () => {
    const id = await lodged('P-1');
    const answer = await get(`/v1/certificates/${id}/pdf`, officer);
    expect(answer.statusCode, answer.body.slice(0, 500)).toBe(200);
    expect(answer.headers['content-type']).toBe('application/pdf');
    const text = answer.rawPayload.toString('latin1');
    expect(text).toContain('/SubFilter /ETSI.CAdES.detached');
    expect(text).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(text).toMatch(/\/AFRelationship\s*\/Source/);
    const found = runNow(
      inspect(new Uint8Array(answer.rawPayload), { openXml }, { time: new Date().toISOString() }),
      answerNow,
    );
    expect(found.read && found.certificate?.title[0]?.value).toBe('Sanitary certificate');
    const again = await get(`/v1/certificates/${id}/pdf`, officer, {
      'if-none-match': String(answer.headers['etag']),
    });
    expect(again.statusCode).toBe(304);
  });

  it('is seen by whom the certificate concerns and by nobody else', async () => {
    const id = await lodged('P-2');
    for (const part of ['pdf', 'paper.svg']) {
      expect((await get(`/v1/certificates/${id}/${part}`, importer)).statusCode).toBe(200);
      expect((await get(`/v1/certificates/${id}/${part}`, stranger)).statusCode).toBe(404);
    }
  });

  it('can be looked at page by page, as a picture that runs nothing', async () => {
    const id = await lodged('P-3');
    const first = await get(`/v1/certificates/${id}/paper.svg?page=1`, importer);
    expect(first.headers['content-type']).toBe('image/svg+xml');
    expect(first.headers['content-security-policy']).toContain("default-src 'none'");
    expect(first.body).not.toMatch(/<script|<foreignObject|\son\w+=|href="(?!#|data:image)/i);
    const pages = Number(first.headers['x-page-count']);
    const after = await get(`/v1/certificates/${id}/paper.svg?page=${String(pages + 1)}`, importer);
    expect(after.statusCode).toBe(404);
    expect(after.json()).toMatchObject({ code: 'paper-page-unknown' });
  });

  it('bears a serial number of its own for each print, which is an act in the history', async () => {
    const id = await lodged('P-4');
    const print = () =>
      house.server.inject({
        method: 'POST',
        url: `/v1/certificates/${id}/print`,
        headers: bearer(supervisor),
      });
    const [first, second] = [await print(), await print()];
    expect(first.statusCode, first.body).toBe(201);
    const papers = [first, second].map((answer) => answer.json<{ paper: string }>().paper);
    expect(papers[0]).toMatch(/^NZ\d{2}-\d{8}-\d{2}$/);
    expect(new Set(papers).size).toBe(2);
    const history = await get(`/v1/certificates/${id}/history`, supervisor);
    const acts = history.json<{ items: { action: string }[] }>().items.map(({ action }) => action);
    expect(acts.filter((action) => action === 'print')).toHaveLength(2);
    const pdf = await get(`/v1/certificates/${id}/pdf?paper=${papers[0] ?? ''}`, supervisor);
    expect(pdf.statusCode).toBe(200);
    const other = await get(`/v1/certificates/${id}/pdf?paper=NZ26-99999999-11`, supervisor);
    expect(other.json()).toMatchObject({ code: 'paper-number-unknown' });
    expect((await get(`/v1/certificates/${id}/pdf?paper=%23panic`, supervisor)).statusCode).toBe(400);
  });

  it('is printed by the office that issued it alone', async () => {
    const id = await lodged('P-5');
    const answer = await house.server.inject({
      method: 'POST',
      url: `/v1/certificates/${id}/print`,
      headers: bearer(importer),
    });
    expect(answer.statusCode).toBe(403);
  });

  it('is a reading copy without seal or signature where its seal is not trusted', async () => {
    const id = await lodged('P-6', house.sealedByStranger({ number: 'P-6' }));
    const answer = await get(`/v1/certificates/${id}/pdf`, officer);
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
    expect(answer.rawPayload.toString('latin1')).not.toContain('/ByteRange');
  });
});

describe('the status of a paper', () => {
  it('is told by a signed list that anyone may read, and turns with the certificate', async () => {
    const [old, successor, gone] = [await lodged('S-1'), await lodged('S-2'), await lodged('S-3')];
    const seals = await Promise.all([old, successor, gone].map((id) => sealOf(id)));
    const uri = seals[0]?.uri ?? '';
    expect(uri).toBe('https://ledger.example/status/NZ-MPI/0');
    const places = seals.map(({ index }) => index);
    expect(new Set(places).size).toBe(3);
    const statuses = async () => {
      const answer = await house.server.inject({ url: new URL(uri).pathname });
      expect(answer.headers['content-type']).toBe('application/statuslist+cwt');
      expect(answer.headers['cache-control']).toContain('public');
      const time = new Date(house.services.clock().getTime() + 1000).toISOString();
      const reading = runNow(
        readStatusList(new Uint8Array(answer.rawPayload), trust, { uri, authority: 'NZ-MPI', time }),
        answerNow,
      );
      if (!reading.read) throw new Error(reading.fault);
      return places.map((index) => statusAt(reading.list, index));
    };
    expect(await statuses()).toEqual(['in-force', 'in-force', 'in-force']);
    expect((await act(old, 'replace', { successor: 'S-2' })).statusCode).toBe(200);
    expect((await act(gone, 'withdraw', {})).statusCode).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    expect(await statuses()).toEqual(['replaced', 'in-force', 'withdrawn']);
    vi.useRealTimers();
  });

  it('is told to programs too, light by light, and nothing of a text that is no seal', async () => {
    const verify = (text: string) =>
      house.server.inject({
        method: 'POST',
        url: '/v1/verify/paper',
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify({ text }),
      });
    const found = await verify(await symbolText(await lodged('S-9')));
    expect(found.statusCode, found.body).toBe(200);
    const { lamps } = found.json<{ lamps: { name: string; light: string }[] }>();
    expect(lamps.map(({ name }) => name)).toEqual(['seal', 'force', 'evidence', 'paper']);
    expect((await verify('https://x.example/#12345')).json()).toEqual({ refusal: 'paper-packing' });
    expect((await verify('x'.repeat(9000))).statusCode).toBe(422);
  });

  it('has no list beyond those given away', async () => {
    for (const path of ['/status/NZ-MPI/1', '/status/NOBODY/0']) {
      expect((await house.server.inject({ url: path })).statusCode).toBe(404);
    }
  });
});

describe('the form of a paper', () => {
  const ask = (token: string, method: 'GET' | 'POST', url: string, body?: object, etag?: string) =>
    house.server.inject({
      method,
      url,
      headers: {
        ...bearer(token),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(etag === undefined ? {} : { 'if-match': etag }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });

  it('is a parameter that one proposes and another approves', async () => {
    const [steward, approver] = [
      await house.token({ roles: ['steward'] }),
      await house.token({ roles: ['approver'] }),
    ];
    const id = await lodged('F-1');
    const before = await get(`/v1/certificates/${id}/paper.svg`, importer);
    const template =
      '#set document(date: datetime(year: 2026, month: 1, day: 1))\n#json("/data.json").title.at(0)';
    const rows = [{ key: {}, value: { languages: 'fr,ru', template }, from: '2026-01-01' }];
    const proposed = await ask(steward, 'POST', '/v1/parameters/paper-form/changes', {
      reason: 'New form.',
      rows,
    });
    expect(proposed.statusCode, proposed.body).toBe(201);
    const path = `/v1/parameter-changes/${proposed.json<{ id: string }>().id}`;
    const etag = String((await ask(approver, 'GET', path)).headers['etag']);
    const approved = await ask(approver, 'POST', `${path}/actions/approve`, {}, etag);
    expect(approved.statusCode, approved.body).toBe(200);
    const after = await get(`/v1/certificates/${id}/paper.svg`, importer);
    expect(after.statusCode).toBe(200);
    expect(after.headers['etag']).not.toBe(before.headers['etag']);
    expect(after.body.length).toBeLessThan(before.body.length / 4);
    const faulty = await ask(steward, 'POST', '/v1/parameters/paper-form/changes', {
      reason: 'x',
      rows: [{ key: {}, value: { languages: 'xx,en' }, from: '2026-01-01' }],
    });
    expect(faulty.statusCode).toBe(422);
  });
});

/** What the QR seal on a paper says of its status: the symbol is read off the page's picture as a camera would. */
async function sealOf(id: string): Promise<{ readonly uri: string; readonly index: number }> {
  const report = runNow(
    verifyPaper(await symbolText(id), trust, new Date(house.services.clock().getTime() + 1000).toISOString()),
    answerNow,
  );
  if (!report.read || report.claims?.status === undefined)
    throw new Error('the seal on the paper does not verify');
  expect(report.seal.indication).toBe('TOTAL-PASSED');
  return report.claims.status;
}

async function symbolText(id: string): Promise<string> {
  return symbolTextOf((await get(`/v1/certificates/${id}/paper.svg`, importer)).body);
}
