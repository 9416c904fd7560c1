import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadAuthorities } from '../../../access/index.ts';
import { generateKeyPair, newRandom, readSigningKey } from '../../../crypto/index.ts';
import type { Session } from '../../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { noteSigner, openEvidence } from '../../../evidence/index.ts';
import type { DocumentSource } from '../../../verification/cases/index.ts';
import { createIssuing } from '../issuing.ts';
import { giveResult } from '../results/index.ts';
import { sampleBytes, sampleDocument } from '../testing/certificates.ts';
import { CODE_KEY, NOW, official, testIntake, trustOf } from '../testing/setting.ts';
import { certificateSource } from './index.ts';

let held: TestDatabase;
let source: DocumentSource;
const ids = new Map<string, string>();

const key = (number: string, authority = 'NZ-MPI') => ({ country: authority.slice(0, 2), authority, number });
const reading = (number: string, more: { readonly type?: string; readonly authority?: string } = {}) => ({
  type: '852',
  country: 'NZ',
  number,
  ...more,
});
const within = <Result>(act: (session: Session) => Promise<Result>): Promise<Result> =>
  held.database.transaction({ kind: 'system' }, act);
const run = (text: string, values: readonly unknown[] = []) =>
  within((session) => session.query<Record<string, unknown>>({ name: '', text }, values));

/** Certificates of New Zealand: plain ones, one for Norway, one replaced by two, a long one, and a draft. */
beforeAll(async () => {
  held = await testDatabase();
  const shared = { database: held.database, clock: () => NOW, random: newRandom };
  await loadAuthorities(shared);
  const signer = noteSigner(
    'test.example/log',
    'ed25519',
    readSigningKey(generateKeyPair('ed25519').privateKey),
  );
  const evidence = openEvidence({ database: held.database, signer, clock: () => NOW });
  const sequencing = await evidence.sequence();
  const intake = testIntake(held.database);
  const issuer = 'NZ-MPI';
  const beef = (kilograms: string) => ({ name: 'Beef', hs: '0202.30', kilograms });
  for (const options of [
    { number: 'NZL2026/0001234' },
    { number: 'NZL2026/0001235', importing: 'NO' },
    { number: 'NZL2026/0002000' },
    { number: 'NZL2026/0002001', replaces: 'NZL2026/0002000' },
    { number: 'NZL2026/0002002', replaces: 'NZL2026/0002000' },
    { number: 'LONG', products: Array.from({ length: 130 }, (_, index) => beef(String(index + 1))) },
  ]) {
    const bytes = sampleBytes({ ...options, issuer });
    const [outcome] = await intake.accept(
      [{ bytes, mediaType: 'application/xml' }],
      official('NZ', 'NZ-MPI'),
    );
    if (outcome?.kind === 'stored') ids.set(options.number, outcome.receipt.id);
  }
  await intake.close();
  const issuing = createIssuing({
    ...shared,
    trust: trustOf(),
    codeKey: CODE_KEY,
    sealKeyOf: () => undefined,
  });
  await issuing.draft(
    sampleDocument({ number: 'NZL2026/0009999', status: '47' }),
    official('NZ', 'NZ-MPI', { office: 'NZ-MPI/WLG' }),
  );
  const result = { verdict: 'refuse', reasons: ['goods-differ'] } as const;
  const writer = { ...official('CN', 'CN-GACC'), name: 'Official' };
  await giveResult(shared, ids.get('NZL2026/0001234') ?? '', result, writer);
  sequencing.wake();
  source = certificateSource({ database: held.database, anchors: () => [] });
  await vi.waitFor(
    async () => {
      const { next } = await source.changes(0, 1000);
      if (next < 10) throw new Error(`${String(next)} acts are in order so far`);
    },
    { timeout: 30_000 },
  );
  await evidence.close();
});
afterAll(() => held.drop());

test('a reference finds the certificate however its number is parted, never one of other numbers, types or countries', async () => {
  const found = await within((session) =>
    source.find(session, 'CN', [
      reading('NZL2026/0001234'),
      reading('nzl 2026-0001234', { authority: 'NZ-MPI' }),
      reading('NZL2026/0001234', { type: '851' }),
      reading('NZL2026/0001234', { authority: 'NZ-OTHER' }),
      { ...reading('NZL2026/0001234'), country: 'AU' },
      reading('0001234'),
      reading('///'),
      reading('NZL2026/0001235'),
      reading('NZL2026/0009999'),
    ]),
  );
  const whole = [key('NZL2026/0001234')];
  // The last two: for another country, and a draft.
  expect(found).toEqual([whole, whole, [], [], [], [], [], [], []]);
});

test('a certificate is read with its goods, route and parties, and with what the country said of it', async () => {
  const read = await within((session) =>
    source.read(session, 'CN', [key('NZL2026/0001234')], { locked: true }),
  );
  const found = read.get('NZ/NZ-MPI/NZL2026/0001234');
  expect(found).toMatchObject({ standing: 'in-force', successors: [] });
  expect(found?.facts).toMatchObject({
    typeCode: '852',
    state: 'issued',
    issued: '2026-03-01T08:00:00.000Z',
    importCountry: 'CN',
    consignor: { name: 'Southern Meats Limited' },
    containers: ['MSKU1234565'],
    entryPort: 'CNSHG',
    result: 'refuse',
    transport: [{ mode: '1', means: 'MV Example' }],
    lines: [
      {
        line: 1,
        codes: [{ system: 'HS', code: '020230' }],
        netMass: { value: '1000.5', unit: 'KGM' },
        origins: ['NZ'],
        establishments: [],
      },
    ],
  });
  const elsewhere = await within((session) =>
    source.read(session, 'NO', [key('NZL2026/0001234'), key('NZL2026/0001235')], { locked: false }),
  );
  expect([...elsewhere.keys()]).toEqual(['NZ/NZ-MPI/NZL2026/0001235']);
  expect(elsewhere.get('NZ/NZ-MPI/NZL2026/0001235')?.facts.result).toBeUndefined();
});

test('of a certificate that was split, every part is named', async () => {
  const read = await within((session) =>
    source.read(session, 'CN', [key('NZL2026/0002000'), key('NZL2026/0002001')], { locked: true }),
  );
  expect(read.get('NZ/NZ-MPI/NZL2026/0002000')).toMatchObject({
    standing: 'replaced',
    successors: [key('NZL2026/0002001'), key('NZL2026/0002002')],
  });
  expect(read.get('NZ/NZ-MPI/NZL2026/0002001')).toMatchObject({
    standing: 'in-force',
    successors: [],
    facts: { replaces: 'NZL2026/0002000' },
  });
});

test('goods that the record has not all of are read from the document: of the longest, and from before they were kept', async () => {
  const [row] = await run(`select body -> 'goods' as goods from certificate where number = 'LONG'`);
  expect(row).toMatchObject({ goods: { omitted: 30 } });
  const long = await within((session) => source.read(session, 'CN', [key('LONG')], { locked: false }));
  const lines = long.get('NZ/NZ-MPI/LONG')?.facts.lines ?? [];
  expect(lines).toHaveLength(130);
  expect(lines.at(-1)).toMatchObject({ line: 130, netMass: { value: '130', unit: 'KGM' } });
  const asked = () =>
    within((session) => source.read(session, 'CN', [key('NZL2026/0001234')], { locked: false }));
  const before = await asked();
  await run(`update certificate set body = body - 'goods' where number = 'NZL2026/0001234'`);
  expect(await asked()).toEqual(before);
  expect(await asked()).toEqual(before);
});

test('a number that leads to none suggests the real ones near to it, those of the same country and type first', async () => {
  const near = (number: string) =>
    within((session) => source.near(session, 'CN', reading(number, { type: '851' }), 5));
  expect(await near('NZL2025/0001234')).toEqual([{ ...key('NZL2026/0001234'), type: '852' }]);
  expect(await near('NZL2026/0001243')).toEqual([{ ...key('NZL2026/0001234'), type: '852' }]);
  // Norway's and the draft are none of China's.
  expect(await near('NZL2026/0001236')).toEqual([{ ...key('NZL2026/0001234'), type: '852' }]);
  expect(await near('NZL2026/0009998')).toEqual([]);
  expect(await near('')).toEqual([]);
});

test('what changed is told in the order of the log, in portions of any size, drafts left out', async () => {
  const all = await source.changes(0, 1000);
  expect(all.changes.map(({ key: { number } }) => number).toSorted()).toEqual([
    'LONG',
    'NZL2026/0001234',
    'NZL2026/0001234',
    'NZL2026/0001235',
    'NZL2026/0002000',
    'NZL2026/0002000',
    'NZL2026/0002001',
    'NZL2026/0002002',
  ]);
  expect(
    all.changes.filter(({ replaces }) => replaces !== undefined).map(({ key: { number } }) => number),
  ).toEqual(expect.arrayContaining(['NZL2026/0002001', 'NZL2026/0002002']));
  for (const limit of [1, 3]) {
    const found: unknown[] = [];
    for (let from = 0; from < all.next;) {
      const portion = await source.changes(from, limit);
      found.push(...portion.changes);
      from = portion.next;
    }
    expect(found).toEqual(all.changes);
  }
  expect(await source.changes(all.next, 10)).toEqual({ changes: [], next: all.next });
});

test('while a decision reads it locked, a certificate does not change', async () => {
  const order: string[] = [];
  let withdrawn: Promise<unknown> = Promise.resolve();
  await within(async (session) => {
    await source.read(session, 'CN', [key('NZL2026/0002001')], { locked: true });
    withdrawn = run(`update certificate set updated = updated where number = 'NZL2026/0002001'`).then(() =>
      order.push('changed'),
    );
    await expect
      .poll(async () => (await run(`select 1 from pg_locks where not granted`)).length)
      .toBeGreaterThan(0);
    order.push('decided');
  });
  await withdrawn;
  expect(order).toEqual(['decided', 'changed']);
});

test('looks go by their indexes, whatever the size of the table', async () => {
  const { BY_READING, BY_NAME, BY_PLAIN_NUMBERS, CHANGES } = await import('./statements.ts');
  const plan = async (text: string, values: readonly unknown[]) => {
    const rows = await within(async (session) => {
      await session.query({ name: '', text: 'set local enable_seqscan = off' });
      return session.query<{ 'QUERY PLAN': string }>({ name: '', text: `explain ${text}` }, values);
    });
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
  expect(await plan(BY_READING.text, [['NZ'], ['A'], ['852'], [null], 'CN'])).toContain(
    'certificate_plain_number',
  );
  expect(await plan(BY_PLAIN_NUMBERS.text, [['A', 'B'], 'CN'])).toContain('certificate_plain_number');
  expect(await plan(BY_NAME.text, [['NZ'], ['NZ-MPI'], ['A'], 'CN'])).toContain('certificate_replacing');
  expect(await plan(CHANGES.text, [[0], ['01990000-0000-7000-8000-000000000000']])).toContain(
    'certificate_history_leaf',
  );
});
