import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Figures } from '../systems/ecert/figures/index.ts';
import { csvOf } from './lib/table-files.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
const tokens = new Map<string, string>();

beforeAll(async () => {
  house = await testHouse();
  const add = async (name: string, account: Parameters<TestHouse['token']>[0]) =>
    tokens.set(name, await house.token(account));
  await add('officer', { authority: 'NZ-MPI', roles: ['supervisor'] });
  await add('official', { authority: 'CN-GACC', roles: ['official'] });
  await add('stranger', { authority: 'AR-SENASA', roles: ['official'] });
  await add('platform', { roles: ['steward', 'auditor'] });
  await add('administrator', { roles: ['administrator'] });
  for (let index = 0; index < 8; index += 1) {
    const importing = index < 6 ? 'CN' : 'NO';
    const issued = `202${String(4 + (index % 2))}-03-01T08:00:00Z`;
    await house.services.intake.accept(
      [
        {
          bytes: house.sealed({ number: `F-${String(index)}`, importing, issued }),
          mediaType: 'application/xml',
        },
      ],
      { actor: 'test', scope: { kind: 'system' }, may: () => true },
    );
  }
  // The house's own processes sequence and follow as well: whoever comes second finds nothing to do yet.
  await vi.waitFor(
    async () => {
      await house.services.evidence.sequencer.round();
      await new Figures({ database: house.its.database }).follow();
      const answer = await ask('officer', '/v1/figures?measure=certificates');
      expect(answer.json<Table>().total).toEqual([8]);
    },
    { timeout: 30_000 },
  );
});
afterAll(() => house.close());

interface Table {
  readonly rows: readonly {
    readonly labels: readonly string[];
    readonly keys: readonly string[];
    readonly amounts: readonly number[];
  }[];
  readonly total: readonly number[];
  readonly measures: readonly { readonly title: string }[];
}
async function ask(who: string | undefined, url: string, language = 'en') {
  const token = who === undefined ? undefined : tokens.get(who);
  return house.server.inject({
    url,
    headers: {
      'accept-language': language,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });
}

describe('figures', () => {
  it('answer by two dimensions, with words in the reader’s language, as far as the caller sees', async () => {
    const answer = await ask('officer', '/v1/figures?measure=certificates&by=year,destination', 'zh');
    const table = answer.json<Table>();
    expect(table.rows.map(({ labels, amounts }) => [...labels, ...amounts])).toEqual([
      ['2024', '中国', 3],
      ['2024', '挪威', 1],
      ['2025', '中国', 3],
      ['2025', '挪威', 1],
    ]);
    expect(table.total).toEqual([8]);
    expect(table.measures[0]?.title).toBe('所存证书');
    const own = (await ask('official', '/v1/figures?measure=certificates&by=destination')).json<Table>();
    expect(own.rows.map(({ keys, amounts }) => [...keys, ...amounts])).toEqual([['CN', 6]]);
    expect((await ask('stranger', '/v1/figures?measure=certificates')).json<Table>().total).toEqual([0]);
  });

  it('refuse what is no measure or dimension, and callers who may not ask', async () => {
    for (const query of [
      'measure=secrets',
      'measure=certificates&by=account',
      'measure=certificates&by=year,month,country',
      "measure=certificates&country=N'",
    ])
      expect((await ask('officer', `/v1/figures?${query}`)).statusCode, query).toBe(400);
    expect((await ask('administrator', '/v1/figures?measure=certificates')).statusCode).toBe(403);
    expect((await ask(undefined, '/v1/figures?measure=certificates')).statusCode).toBe(401);
  });

  it('come as CSV and as a spreadsheet with the same numbers', async () => {
    const url = '/v1/figures?measure=certificates,refusal-rate&by=destination&format=';
    const csv = await ask('officer', `${url}csv`);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body.split('\r\n').slice(1, 4)).toEqual(['China,6,', 'Norway,2,', 'Total,8,']);
    const xlsx = await ask('officer', `${url}xlsx`);
    const rows = await readXlsxFile(xlsx.rawPayload);
    expect(JSON.stringify(rows)).toContain('"China",6');
  });

  it('never become a formula in a spreadsheet', () => {
    const csv = csvOf({ columns: ['a'], rows: [['=HYPERLINK("x")'], ['+1'], ['@x'], [-3], ['a "b", c']] });
    expect(csv.split('\r\n').slice(1, 6)).toEqual([
      `"'=HYPERLINK(""x"")"`,
      "'+1",
      "'@x",
      '-3',
      '"a ""b"", c"',
    ]);
  });

  it('are public only where no single case can be told', async () => {
    const answer = await ask(undefined, '/v1/figures/public');
    expect(answer.headers['cache-control']).toContain('public');
    const body = answer.json<{
      totals: readonly { name: string; amount: number | null }[];
      tables: readonly {
        measure: string;
        by: string;
        rows: readonly { key: string; amount: number }[];
        others?: number | null;
      }[];
    }>();
    expect(body.totals.find(({ name }) => name === 'certificates')?.amount).toBe(8);
    const byDestination = body.tables.find(
      ({ measure, by }) => measure === 'certificates' && by === 'destination',
    );
    // Norway's two could be told by subtraction if China's six stood alone.
    expect(byDestination).toMatchObject({ rows: [], others: 8 });
  });
});

describe('the status', () => {
  it('shows each what they may know', async () => {
    interface Status {
      readonly arrived: readonly { readonly number?: string }[];
      readonly queues: readonly { readonly name: string }[];
      readonly log: { readonly size: number };
      readonly databaseBytes?: number;
    }
    const status = async (who: string) => (await ask(who, '/v1/status')).json<Status>();
    const platform = await status('platform');
    expect(platform.arrived).toHaveLength(8);
    expect(platform.log.size).toBeGreaterThanOrEqual(8);
    expect(platform.queues.map(({ name }) => name)).toContain('forgeries');
    expect(platform.databaseBytes).toBeGreaterThan(1000);
    expect((await status('official')).arrived).toHaveLength(6);
    expect((await status('stranger')).arrived).toHaveLength(0);
    const administrator = await status('administrator');
    expect(administrator.arrived.every(({ number }) => number === undefined)).toBe(true);
    expect((await status('official')).queues.map(({ name }) => name)).toEqual(['evidence', 'figures']);
    expect(await status('official')).not.toHaveProperty('databaseBytes');
    expect((await ask(undefined, '/v1/status')).statusCode).toBe(401);
  });
});
