import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../../database/index.ts';
import type { TestDatabase } from '../../database/testing/index.ts';
import { testDatabase } from '../../database/testing/index.ts';
import { newRandom } from '../../crypto/index.ts';
import { readHistory, systemCaller, type LedgerCaller } from '../../ledger/index.ts';
import { ParameterTables } from '../../ledger/parameters/index.ts';
import { certificateRecord } from './certificate-record.ts';
import {
  certificatesByNumber,
  exportCertificates,
  getCertificate,
  getDocument,
  getReceipt,
  receiptOfDigest,
  searchCertificates,
} from './certificates.ts';
import { fromHex } from '../../base/index.ts';
import { seesChange } from './changes/index.ts';
import { ecertParameters } from './parameters/index.ts';
import type { Receipt } from './receipt.ts';
import { registerTotals } from './statistics.ts';
import { sampleBytes } from './testing/certificates.ts';
import { testIntake } from './testing/setting.ts';

let held: TestDatabase;
let receipt: Receipt;
let draft: Receipt;

beforeAll(async () => {
  held = await testDatabase();
  const intake = testIntake(held.database);
  const outcomes = await intake.accept(
    [
      { bytes: sampleBytes({ number: 'NZ-1' }), mediaType: 'application/xml' },
      { bytes: sampleBytes({ number: 'NZ-2', status: '47' }), mediaType: 'application/xml' },
    ],
    systemCaller('system/operator'),
  );
  await intake.close();
  const [first, second] = outcomes.map((outcome) =>
    outcome.kind === 'stored' ? outcome.receipt : undefined,
  );
  if (first === undefined || second === undefined) throw new Error(JSON.stringify(outcomes));
  [receipt, draft] = [first, second];
});
afterAll(() => held.drop());

const authority = (country: string, key: string, office?: string): Scope => ({
  kind: 'authority',
  country,
  authority: key,
  ...(office === undefined ? {} : { office }),
});

/** Every function that shows a certificate, and whether it showed this one. */
async function shown(scope: Scope, { id, number, digest }: Receipt): Promise<Record<string, boolean>> {
  const { database } = held;
  const exported: string[] = [];
  for await (const entry of exportCertificates(database, scope, {})) exported.push(entry.id);
  const page = await searchCertificates(database, scope, { filters: { number } });
  const totals = await registerTotals(database, scope);
  const bytes = fromHex(digest) ?? new Uint8Array();
  const codes = await database
    .transaction(scope, (session) => session.query({ name: '', text: 'select * from certificate_code' }))
    .catch(() => []);
  return {
    getCertificate: (await getCertificate(database, scope, id)) !== undefined,
    certificatesByNumber: (await certificatesByNumber(database, scope, number)).length > 0,
    searchCertificates: page.items.length > 0,
    exportCertificates: exported.includes(id),
    getDocument: (await getDocument(database, scope, id)) !== undefined,
    getReceipt: (await getReceipt(database, scope, id)) !== undefined,
    receiptOfDigest: (await receiptOfDigest(database, scope, bytes)) !== undefined,
    readHistory: (await readHistory({ database, scope }, certificateRecord, id)).length > 0,
    registerTotals: totals.length > 0,
    codes: codes.length > 0,
  };
}

const shows = (seen: Record<string, boolean>) =>
  Object.entries(seen)
    .filter(([, yes]) => yes)
    .map(([name]) => name);
const ALL = [
  'getCertificate',
  'certificatesByNumber',
  'searchCertificates',
  'exportCertificates',
  'getDocument',
  'getReceipt',
  'receiptOfDigest',
  'readHistory',
  'registerTotals',
];

describe('who sees a certificate of New Zealand for China, by any function', () => {
  test.each<[string, Scope]>([
    ['the platform', { kind: 'system' }],
    ['its authority', authority('NZ', 'NZ-MPI')],
    ['its office', authority('NZ', 'NZ-MPI', 'NZ-MPI/WLG')],
    ['another authority of its country', authority('NZ', 'NZ-OTHER')],
    ['an authority of the importing country', authority('CN', 'CN-GACC')],
  ])('%s sees all of it, but never the security codes', async (_, scope) => {
    expect(shows(await shown(scope, receipt))).toEqual(ALL);
  });
  test.each<[string, Scope]>([
    ['another country', authority('AU', 'AU-DAFF')],
    ['another office', authority('NZ', 'NZ-MPI', 'NZ-MPI/AKL')],
    ['an office of a third country', authority('AU', 'AU-DAFF', 'AU-DAFF/SYD')],
    ['the public', { kind: 'public' }],
  ])('%s sees nothing of it', async (_, scope) => {
    expect(shows(await shown(scope, receipt))).toEqual([]);
  });
});

describe('an office of the importing country', () => {
  const shanghai = authority('CN', 'CN-GACC', 'CN-GACC/2200');
  const other = authority('CN', 'CN-GACC', 'CN-GACC/3100');
  const elsewhere = authority('CN', 'CN-OTHER', 'CN-OTHER/1');
  const steward = (name: string): LedgerCaller => ({
    actor: `account/${name}`,
    scope: authority('CN', 'CN-GACC'),
    may: () => true,
  });
  let parameters: ParameterTables;
  beforeAll(async () => {
    const shared = { database: held.database, clock: () => new Date(), random: newRandom };
    parameters = await ParameterTables.open({ ...shared, definitions: ecertParameters });
  });
  afterAll(() => parameters.close());

  const give = async (place: string, offices: readonly string[] | null): Promise<void> => {
    const { id } = await parameters.propose(steward('proposer'), {
      parameter: 'entry-office',
      owner: { authority: 'CN-GACC' },
      reason: 'Order of June.',
      rows: [{ key: { place }, value: offices === null ? null : { offices }, from: '2026-01-01' }],
    });
    await parameters.act(steward('approver'), { id, action: 'approve', input: {} });
  };
  const seen = async (scope: Scope) =>
    shows(await shown(scope, receipt)).filter((name) => name !== 'registerTotals');
  const all = ALL.filter((name) => name !== 'registerTotals');
  /** What it is told live, and finds on its desk. */
  const told = async (scope: Scope): Promise<readonly boolean[]> => {
    const waiting = await held.database.transaction(scope, (session) =>
      session.query<{ id: string }>({ name: '', text: 'select id from certificate_arrival' }),
    );
    const [row] = await held.database.read<{ offices: string[]; certificate: string }>(
      { kind: 'system' },
      {
        name: 'test-entry',
        text: 'select id as certificate, counterfoil.entry_offices(entry_places, destination) as offices from certificate where id = $1',
      },
      [receipt.id],
    );
    const change = {
      position: 1,
      kind: 'certificate',
      record: receipt.id,
      version: 1,
      action: 'received',
      state: 'issued',
      actor: 'x',
      at: '',
      country: 'NZ',
      authority: 'NZ-MPI',
      concerned: ['NZ', 'CN'],
      destination: 'CN',
      entry: row?.offices ?? [],
    } as const;
    return [waiting.some(({ id }) => id === receipt.id), seesChange(scope, change)];
  };

  test('sees what enters its country by a place that is given to nobody, but no draft', async () => {
    for (const scope of [shanghai, other, elsewhere]) {
      expect(await seen(scope)).toEqual(all);
      expect(await told(scope)).toEqual([true, true]);
      expect(await seen(authority('CN', 'CN-GACC'))).not.toEqual([]);
      expect((await getCertificate(held.database, scope, draft.id))?.id).toBeUndefined();
    }
  });

  test('sees what enters by a place that is given to it, by code or by name, and nothing of what is given to others', async () => {
    await give('cnshg', ['CN-GACC/2200']);
    expect([await seen(shanghai), await told(shanghai)]).toEqual([all, [true, true]]);
    expect([await seen(other), await told(other)]).toEqual([[], [false, false]]);
    // Another authority of the country gives its own; the whole authority sees all.
    expect(await seen(elsewhere)).toEqual(all);
    expect(await seen(authority('CN', 'CN-GACC'))).toEqual(all);
    await give('Shanghai', ['CN-GACC/3100']);
    expect(await seen(other)).toEqual(all);
    await give('CNSHG', null);
    expect([await seen(shanghai), await told(shanghai)]).toEqual([[], [false, false]]);
    await give('Shanghai', null);
    expect([await seen(shanghai), await told(shanghai)]).toEqual([all, [true, true]]);
  });

  test('writes nothing of another country, and no assignment of another authority', async () => {
    const write = (scope: Scope, text: string) =>
      held.database.transaction(scope, (session) => session.query({ name: '', text }));
    const text = `update certificate set state = 'withdrawn' where id = '${receipt.id}' returning id`;
    expect(await write(shanghai, text)).toEqual([]);
    const forged = `insert into entry_assignment (country, authority, place, offices, valid_from)
      values ('CN', 'CN-GACC', 'CNSHG', '{CN-OTHER/1}', now())`;
    await expect(write(elsewhere, forged)).rejects.toThrow('database-permission-denied');
  });
});

describe('a draft', () => {
  test('is seen by its own authority only', async () => {
    const all = ALL.filter((name) => name !== 'registerTotals');
    const seen = async (scope: Scope) =>
      shows(await shown(scope, draft)).filter((name) => name !== 'registerTotals');
    expect(await seen(authority('NZ', 'NZ-MPI'))).toEqual(all);
    expect(await seen(authority('CN', 'CN-GACC'))).toEqual([]);
    expect(await seen(authority('NZ', 'NZ-OTHER'))).toEqual([]);
  });
});

describe('row-level security', () => {
  const write = (scope: Scope, text: string) =>
    held.database.transaction(scope, (session) => session.query({ name: '', text }));
  test('lets no other country change a certificate', async () => {
    const text = `update certificate set state = 'withdrawn' where id = '${receipt.id}' returning id`;
    for (const scope of [authority('CN', 'CN-GACC'), authority('NZ', 'NZ-OTHER')])
      await expect(write(scope, text)).rejects.toThrow('database-permission-denied');
    expect(await write(authority('AU', 'AU-DAFF'), text)).toEqual([]);
  });
  test('lets nobody delete, rename or rewrite history', async () => {
    for (const text of [
      'delete from certificate',
      'delete from certificate_history',
      "update certificate_history set actor = 'x'",
      "update certificate_document set bytes = ''",
      "update certificate set number = 'x'",
      'truncate certificate',
    ]) {
      await expect(write({ kind: 'system' }, text)).rejects.toThrow('database-permission-denied');
    }
  });
  test('lets nobody enter a certificate that does not concern them', async () => {
    const copy = `insert into certificate select gen_random_uuid(), country, authority, number || '-x', version, state, office,
      body, created, updated, terms, plain_number, destination, concerned, type_code, issued, expires, net_kilograms
      from jsonb_populate_record(null::certificate, $1) returning id`;
    const [row] = await held.administrator.query<{ row: unknown }>({
      name: '',
      text: `select to_jsonb(c) as row from certificate c where id = '${receipt.id}'`,
    });
    const enter = (scope: Scope) =>
      held.database.transaction(scope, (session) => session.query({ name: '', text: copy }, [row?.row]));
    await expect(enter(authority('AU', 'AU-DAFF'))).rejects.toThrow('database-permission-denied');
    await expect(enter({ kind: 'public' })).rejects.toThrow('database-permission-denied');
  });
});
