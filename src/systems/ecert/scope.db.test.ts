import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../../database/index.ts';
import type { TestDatabase } from '../../database/testing/index.ts';
import { testDatabase } from '../../database/testing/index.ts';
import { readHistory, systemCaller } from '../../ledger/index.ts';
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
    ['an office of the importing country', authority('CN', 'CN-GACC', 'CN-GACC/2200')],
    ['the public', { kind: 'public' }],
  ])('%s sees nothing of it', async (_, scope) => {
    expect(shows(await shown(scope, receipt))).toEqual([]);
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
