import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadAuthorities } from '../../../access/index.ts';
import { generateKeyPair, newRandom, readSigningKey } from '../../../crypto/index.ts';
import type { Scope } from '../../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { noteSigner, openEvidence, type Evidence } from '../../../evidence/index.ts';
import { Inquiries, type Writer } from '../inquiry/index.ts';
import { createIssuing } from '../issuing.ts';
import { giveResult } from '../results/index.ts';
import { sampleBytes, sampleDocument } from '../testing/certificates.ts';
import { CODE_KEY, NOW, official, testIntake, trustOf } from '../testing/setting.ts';
import { changeSize, readChanges, seesChange, type LedgerChange } from './index.ts';

let held: TestDatabase;
let evidence: Evidence;
let changes: readonly LedgerChange[];

const shared = () => ({ database: held.database, clock: () => NOW, random: newRandom });
const person = (country: string, authority: string, office?: string): Writer => ({
  ...official(country, authority, office === undefined ? {} : { office }),
  name: authority,
});

/** Certificates of two offices for two countries and a draft; results, an inquiry both ways, and the work they leave. */
beforeAll(async () => {
  held = await testDatabase();
  await loadAuthorities(shared());
  const key = readSigningKey(generateKeyPair('ed25519').privateKey);
  const signer = noteSigner('test.example/log', 'ed25519', key);
  evidence = openEvidence({ database: held.database, signer, clock: () => NOW });
  const sequencing = await evidence.sequence();
  const intake = testIntake(held.database);
  const ids = new Map<string, string>();
  for (const [number, place, importing] of [
    ['A', 'Wellington', 'CN'],
    ['B', 'Auckland', 'NO'],
    ['C', 'Auckland', 'CN'],
  ] as const) {
    const bytes = sampleBytes({ number, place, importing, issuer: 'NZ-MPI' });
    const [outcome] = await intake.accept(
      [{ bytes, mediaType: 'application/xml' }],
      official('NZ', 'NZ-MPI'),
    );
    if (outcome?.kind === 'stored') ids.set(number, outcome.receipt.id);
  }
  await intake.close();
  const issuing = createIssuing({
    ...shared(),
    trust: trustOf(),
    codeKey: CODE_KEY,
    sealKeyOf: () => undefined,
  });
  await issuing.draft(
    sampleDocument({ number: 'D', status: '47', importing: 'CN' }),
    official('NZ', 'NZ-MPI', { office: 'NZ-MPI/WLG' }),
  );
  const china = person('CN', 'CN-GACC');
  const { inquiry = '' } = await giveResult(
    shared(),
    ids.get('A') ?? '',
    { verdict: 'request', remark: '?' },
    china,
  );
  await new Inquiries(shared()).write(
    { id: inquiry, kind: 'response', content: '!' },
    person('NZ', 'NZ-MPI', 'NZ-MPI/WLG'),
  );
  await giveResult(
    shared(),
    ids.get('B') ?? '',
    { verdict: 'refuse', reasons: ['goods-differ'] },
    person('NO', 'NO-MT'),
  );
  await new Inquiries(shared()).open(
    ids.get('C') ?? '',
    { content: '?' },
    person('NZ', 'NZ-MPI', 'NZ-MPI/AKL'),
  );
  sequencing.wake();
  const expected = await acts();
  do {
    await new Promise((resolve) => setTimeout(resolve, 20));
    ({ changes } = await readChanges(held.database, 0, 1000));
  } while (changes.length < expected);
});
afterAll(async () => {
  await evidence.close();
  await held.drop();
});

const TABLES = ['certificate', 'verification_result', 'inquiry', 'task'];

async function acts(): Promise<number> {
  const counted = TABLES.map((table) => `(select count(*) from ${table}_history)`).join(' + ');
  const [row] = await held.database.transaction({ kind: 'system' }, (session) =>
    session.query<{ acts: string }>({ name: '', text: `select ${counted} as acts` }),
  );
  return Number(row?.acts);
}

test('every act of the ledger is one change, in the order of the log, in portions of any size', async () => {
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(TABLES));
  const size = await changeSize(held.database);
  for (const limit of [1, 3, 1000]) {
    const found: LedgerChange[] = [];
    for (let from = 0; from < size;) {
      const portion = await readChanges(held.database, from, limit);
      found.push(...portion.changes);
      from = portion.next;
    }
    expect(found).toEqual(changes);
  }
  expect(await readChanges(held.database, size, 10)).toEqual({ changes: [], next: size });
});

const SCOPES: readonly Scope[] = [
  { kind: 'system' },
  { kind: 'public' },
  ...['CN-GACC', 'CN-MARA', 'NZ-MPI', 'NZ-OTHER', 'NO-MT', 'AR-SENASA'].map((authority) => ({
    kind: 'authority' as const,
    country: authority.slice(0, 2),
    authority,
  })),
  ...['NZ-MPI/WLG', 'NZ-MPI/AKL', 'NZ-MPI/CHC'].map((office) => ({
    kind: 'authority' as const,
    country: 'NZ',
    authority: 'NZ-MPI',
    office,
    below: [office],
  })),
  { kind: 'authority', country: 'CN', authority: 'CN-GACC', office: 'CN-GACC/4200', below: ['CN-GACC/4200'] },
];

test.each(SCOPES.map((scope) => [JSON.stringify(scope), scope] as const))(
  'the scope %s is told of exactly what the database shows it, of work only its own',
  async (_, scope) => {
    const told = new Set(changes.filter((change) => seesChange(scope, change)).map(({ record }) => record));
    for (const table of TABLES) {
      const rows = await held.database.transaction(scope, (session) =>
        session.query<{ id: string; country: string }>({
          name: '',
          text: `select id, country from ${table}`,
        }),
      );
      const shown = rows.filter(
        ({ country }) => table !== 'task' || scope.kind !== 'authority' || country === scope.country,
      );
      const here = changes.filter(({ kind }) => kind === table).map(({ record }) => record);
      expect(new Set(here.filter((record) => told.has(record))), table).toEqual(
        new Set(shown.map(({ id }) => id)),
      );
    }
  },
);

test('what changed is read by the platform alone', async () => {
  for (const scope of SCOPES.slice(1)) {
    const rows = await held.database.transaction(scope, (session) =>
      session.query({ name: '', text: 'select * from ledger_change' }),
    );
    expect(rows).toEqual([]);
  }
});

test('a look goes by the leaf, however many acts there are', async () => {
  const rows = await held.database.transaction({ kind: 'system' }, async (session) => {
    await session.query({ name: '', text: 'set local enable_seqscan = off' });
    return session.query<{ 'QUERY PLAN': string }>({
      name: '',
      text: `explain select * from ledger_change where leaf = any(array['01936b3a-0000-7000-8000-000000000000']::uuid[])`,
    });
  });
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  for (const table of TABLES) expect(plan).toContain(`${table}_history_leaf`);
});
