import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
let officer: string;
let official: string;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

beforeAll(async () => {
  house = await testHouse();
  officer = await house.token({ authority: 'NZ-MPI', office: 'NZ-MPI/WLG', roles: ['officer'] });
  official = await house.token({ authority: 'NZ-MPI', roles: ['reader'] });
});
afterAll(() => house.close());

const get = (url: string, token = officer, language = 'en') =>
  house.server.inject({
    method: 'GET',
    url,
    headers: { authorization: `Bearer ${token}`, 'accept-language': language },
  });

const send = (url: string, payload: Buffer | string, type: string, token = officer) =>
  house.server.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    payload,
  });

describe('the models', () => {
  it('are listed and drawn in the language of who asks', async () => {
    const list = (await get('/v1/models', officer, 'zh')).json<{ items: { key: string; label: string }[] }>();
    expect(list.items.find(({ key }) => key === 'meat')?.label).toBe('肉类及制品');
    const model = (await get('/v1/models/aquatic-nz', officer, 'fr')).json<{
      importing: string[];
      sections: { fields: { key: string; label: string; kind: string }[] }[];
    }>();
    expect(model.importing).toEqual(['NZ']);
    expect(model.sections[0]?.fields[0]).toMatchObject({
      key: 'consignor',
      kind: 'text',
      label: 'Expéditeur',
    });
    expect((await get('/v1/models/nothing')).statusCode).toBe(404);
    expect((await get('/v1/models', official)).statusCode).toBe(403);
  });

  it('check a form as it is typed, storing nothing', async () => {
    const body = JSON.stringify({
      form: { importCountry: 'NZ', consignor: 'A\u0007B', lines: [{ hsCode: 'x' }] },
    });
    const answer = await send('/v1/models/meat/check', body, 'application/json');
    expect(answer.statusCode).toBe(200);
    const { complete, findings } = answer.json<{
      complete: boolean;
      findings: { path: string; detail: string }[];
    }>();
    expect(complete).toBe(false);
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'form-country-own', path: '/importCountry', level: 'SEVERE' }),
        expect.objectContaining({ code: 'form-unclean', path: '/consignor' }),
        expect.objectContaining({ code: 'form-pattern', path: '/lines/0/hsCode' }),
        expect.objectContaining({ code: 'form-required', path: '/consignee', detail: 'Fill in this field.' }),
      ]),
    );
    expect((await get('/v1/applications')).json<{ items: unknown[] }>().items).toEqual([]);
  });
});

describe('a batch', () => {
  it('begins with a template, which filled in goes through preview and entry', async () => {
    const template = await get('/v1/models/wood-packaging/template?format=csv');
    expect(template.headers['content-disposition']).toContain('wood-packaging.csv');
    const [heading = ''] = template.body.replace(/^\uFEFF/, '').split('\r\n');
    const row: Readonly<Record<string, string>> = {
      reference: 'W-1',
      consignor: 'Waikato Dairy Exports Limited',
      consignorAddress: '14 Kahikatea Drive, Hamilton',
      consignee: 'Kauri Import',
      consigneeAddress: '1 Harbour Street, Sydney',
      importCountry: 'AU',
      transportMode: '1',
      conveyance: 'MV Jade Horizon',
      loadingPort: 'Tauranga',
      entryPort: 'Sydney',
      'lines.description.zh': '木托盘',
      'lines.description.en': 'Wooden pallets',
      'lines.hsCode': '441520',
      'lines.origin': 'NZ',
      'lines.packages': '40',
      'lines.packageType': 'PX',
      'lines.mark': 'NZ-0001 HT',
      'treatments.treatment': 'Heat treatment',
      'treatments.date': '2026-03-01',
      'treatments.duration': '30 MIN',
      'treatments.temperature': '56',
      inspectionDate: '2026-03-02',
    };
    const line = (values: Readonly<Record<string, string>>) =>
      heading
        .split(',')
        .map((name) => `"${values[name] ?? ''}"`)
        .join(',');
    const sheet = [heading, line(row), line({ ...row, reference: 'W-2', 'lines.mark': 'none' })].join('\r\n');
    const preview = await send('/v1/models/wood-packaging/batches/preview', sheet, 'text/csv');
    expect(preview.json()).toMatchObject({
      rows: 2,
      good: 1,
      faulty: 1,
      certificates: [
        { reference: 'W-1', good: true },
        { reference: 'W-2', good: false, findings: [{ code: 'form-pattern', row: 3, column: 'lines.mark' }] },
      ],
    });
    const entered = await send('/v1/models/wood-packaging/batches', sheet, 'text/csv');
    expect(entered.statusCode, entered.body).toBe(201);
    const batch = entered.json<{ id: string; made: { id: string }[] }>();
    const application = (await get(`/v1/applications/${batch.made[0]?.id ?? ''}`)).json<object>();
    expect(application).toMatchObject({
      complete: true,
      application: { state: 'draft', body: { batch: { row: 2 } } },
    });
    expect((await send('/v1/models/wood-packaging/batches', sheet, 'text/csv')).statusCode).toBe(200);
    const { items } = (await get('/v1/batches/running')).json<{ items: Record<string, unknown>[] }>();
    const [progress] = items.filter(({ purpose }) => purpose === 'enter');
    expect(progress).toMatchObject({ state: 'done', model: 'wood-packaging', batch: batch.id });
    expect(progress?.['done']).toBe(progress?.['total']);
    const others = await house.token({ authority: 'NZ-MPI', office: 'NZ-MPI/WLG', roles: ['officer'] });
    expect((await get('/v1/batches/running', others)).json()).toEqual({ items: [] });
    expect((await get(`/v1/batches/${batch.id}`)).json()).toMatchObject({ leftOut: [{ reference: 'W-2' }] });
    const preview2 = await get(`/v1/applications/${batch.made[0]?.id ?? ''}/preview`, officer, 'zh');
    expect(preview2.body).toContain('木托盘');
  });

  it('of what is no sheet, too large, or from who may not draft is refused', async () => {
    const url = '/v1/models/meat/batches/preview';
    expect((await send(url, Buffer.from('PK\u0003\u0004 nothing'), XLSX)).statusCode).toBe(422);
    expect((await send(url, Buffer.alloc(5_300_000), XLSX)).statusCode).toBe(413);
    expect((await send(url, 'a,b', 'text/csv', official)).statusCode).toBe(403);
    expect((await send(url, '{}', 'application/json')).statusCode).toBe(415);
  });

  it('comes as a workbook too', async () => {
    const template = await get('/v1/models/fruit-cl/template', officer, 'es');
    expect(template.headers['content-type']).toContain(XLSX);
    const refused = await send('/v1/models/fruit-cl/batches', template.rawPayload, XLSX);
    const { items } = (await get('/v1/batches/running', officer, 'fr')).json<{
      items: { state: string; fault?: object }[];
    }>();
    expect(items[0]).toMatchObject({
      state: 'failed',
      fault: { code: refused.json<{ code: string }>().code },
    });
    expect(refused.json()).toMatchObject({ code: 'sheet-empty' });
  });
});
