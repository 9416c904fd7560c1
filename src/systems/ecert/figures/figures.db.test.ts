import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSigningKey, generateKeyPair, newRandom } from '../../../crypto/index.ts';
import type { Scope } from '../../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { noteSigner, openEvidence, type Evidence } from '../../../evidence/index.ts';
import { Inquiries } from '../inquiry/index.ts';
import { createIssuing, type Issuing } from '../issuing.ts';
import { giveResult } from '../results/index.ts';
import { sampleDocument } from '../testing/certificates.ts';
import { testSeal } from '../testing/sealing.ts';
import { CODE_KEY, official, testIntake, trustOf } from '../testing/setting.ts';
import { sampleBytes } from '../testing/certificates.ts';
import { Figures } from './figures.ts';
import { figuresOf, type FigureQuestion } from './question.ts';

let held: TestDatabase;
let evidence: Evidence;
let issuing: Issuing;
let figures: Figures;
let now = new Date('2026-06-01T12:00:00Z');
const clock = () => now;
const wellington = official('NZ', 'NZ-MPI', { office: 'NZ-MPI/WLG' });
const SYSTEM = { kind: 'system' } as const;

beforeAll(async () => {
  held = await testDatabase();
  const { database } = held;
  const signer = noteSigner(
    'test.example/figures',
    'ed25519',
    readSigningKey(generateKeyPair('ed25519').privateKey),
  );
  evidence = openEvidence({ database, signer, clock });
  await evidence.sequencer.establish();
  const seal = await testSeal('NZ-MPI');
  issuing = createIssuing({
    database,
    trust: trustOf([seal.anchor]),
    clock,
    random: newRandom,
    codeKey: CODE_KEY,
    sealKeyOf: () => seal.key,
  });
  figures = new Figures({ database });
});
afterAll(async () => {
  await figures.close();
  await evidence.close();
  await held.drop();
});

const sums = () =>
  held.superuser.query<Record<string, unknown>>({
    name: '',
    text: `select measure, grain, level, month::text, country, destination, authority, office, commodity,
             trim_scale(amount)::text as amount
           from counterfoil.figure_total order by 1, 2, 3, 4, 5, 6, 7, 8, 9`,
  });
const count = async (question: Partial<FigureQuestion> = {}, scope: Scope = SYSTEM) =>
  figuresOf(held.database, scope, { measures: ['certificates'], by: [], ...question });
async function sequenced(): Promise<void> {
  while ((await evidence.sequencer.round()).taken > 0);
}

let serial = 0;
const step = fc.record({
  importing: fc.constantFrom('CN', 'NO', 'AU'),
  hs: fc.uniqueArray(fc.constantFrom('020230', '020329', '0406', '08'), { minLength: 1, maxLength: 3 }),
  month: fc.integer({ min: 0, max: 30 }),
  acts: fc.constantFrom(
    [] as const,
    ['revise'] as const,
    ['issue'] as const,
    ['revise', 'issue'] as const,
    ['issue', 'withdraw'] as const,
    ['cancel'] as const,
    ['issue', 'cancel'] as const,
  ),
});

test('figures that were followed line by line equal those rebuilt from nothing, and a count of the ledger', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      for (const { importing, hs, month, acts } of steps) {
        serial += 1;
        now = new Date(Date.UTC(2024, month, 3, 10));
        const products = hs.map((code) => ({ name: 'Goods', hs: code, kilograms: '10.5' }));
        const document = sampleDocument({
          number: `FIG-${String(serial)}`,
          status: '47',
          importing,
          products,
        });
        let { entry } = await issuing.draft(document, wellington);
        for (const action of acts) {
          if (action === 'revise') {
            const other = sampleDocument({ number: entry.number, status: '47', importing: 'CN', products });
            ({ entry } = await issuing.revise(entry.id, other, wellington, entry.version));
          } else {
            ({ entry } = await issuing.act({ id: entry.id, action, input: {} }, wellington));
          }
        }
        await sequenced();
        if (serial % 2 === 0) await figures.follow();
      }
      await figures.follow();
      // Two at once count nothing twice.
      await Promise.all([figures.follow(), new Figures({ database: held.database }).follow()]);
      const followed = await sums();
      const [counted] = await held.superuser.query<{ count: string; net: string }>({
        name: '',
        text: `select count(*)::text as count, coalesce(sum(net_kilograms), 0)::text as net
               from counterfoil.certificate where state <> 'draft'`,
      });
      const { total } = await count({ measures: ['certificates', 'kilograms'] });
      expect(total).toEqual([Number(counted?.count), Number(counted?.net)]);
      await figures.rebuild();
      expect(await sums()).toEqual(followed);
    }),
    { numRuns: 8 },
  );
});

test('a certificate of several commodities counts once under each, and once in the total', async () => {
  const before = await count({ by: ['chapter'], from: '2031-01' });
  expect(before.rows).toEqual([]);
  now = new Date('2031-02-03T10:00:00Z');
  const products = ['020230', '020329', '040610'].map((hs) => ({ name: 'Goods', hs, kilograms: '1' }));
  const { entry } = await issuing.draft(
    sampleDocument({ number: 'FIG-SEVERAL', status: '47', products }),
    wellington,
  );
  await issuing.act({ id: entry.id, action: 'issue', input: {} }, wellington);
  await sequenced();
  await figures.follow();
  const chapters = await count({ by: ['chapter'], from: '2031-01' });
  expect(chapters.rows.map(({ keys, amounts }) => [keys[0], amounts[0]])).toEqual([
    ['02', 1],
    ['04', 1],
  ]);
  expect(
    (await count({ by: ['heading'], commodity: '02', from: '2031-01' })).rows.map(({ keys }) => keys[0]),
  ).toEqual(['0202', '0203']);
  expect((await count({ commodity: '02', from: '2031-01' })).total).toEqual([1]);
  expect((await count({ from: '2031-01' })).total).toEqual([1]);
  expect((await count({ by: ['year', 'office'], from: '2031-01' })).rows).toEqual([
    { keys: ['2031', 'NZ-MPI/WLG'], amounts: [1] },
  ]);
});

test('each sees the figures of what concerns them: a country its own both ways, an office its own, a stranger none', async () => {
  const intake = testIntake(held.database, { clock });
  now = new Date('2032-05-01T00:00:00Z');
  const lodge = (number: string, place: string, importing: string) =>
    intake.accept(
      [
        {
          bytes: sampleBytes({ number, place, importing, issued: '2032-03-01T00:00:00Z' }),
          mediaType: 'application/xml',
        },
      ],
      official('NZ', 'NZ-MPI'),
    );
  await lodge('SEE-1', 'Wellington', 'CN');
  await lodge('SEE-2', 'Auckland', 'CN');
  await lodge('SEE-3', 'Auckland', 'NO');
  await intake.close();
  await sequenced();
  await figures.follow();
  const of = (country: string, authority: string, office?: string): Scope => ({
    kind: 'authority',
    country,
    authority,
    ...(office === undefined ? {} : { office }),
  });
  const total = async (scope: Scope, question: Partial<FigureQuestion> = {}) =>
    (await count({ from: '2032-01', until: '2032-12', ...question }, scope)).total[0];
  expect(await total(SYSTEM)).toBe(3);
  expect(await total(of('NZ', 'NZ-MPI'))).toBe(3);
  expect(await total(of('NZ', 'NZ-MPI'), { direction: 'in' })).toBe(0);
  expect(await total(of('CN', 'CN-GACC'))).toBe(2);
  expect(await total(of('CN', 'CN-GACC'), { direction: 'in' })).toBe(2);
  expect(await total(of('CN', 'CN-GACC'), { destination: 'NO' })).toBe(0);
  expect(await total(of('NZ', 'NZ-MPI', 'NZ-MPI/AKL'))).toBe(2);
  expect(await total(of('AR', 'AR-SENASA'))).toBe(0);
  expect(await total({ kind: 'public' })).toBe(0);
  // An office's lines are its own, also when another office is asked for.
  expect(await total(of('NZ', 'NZ-MPI', 'NZ-MPI/AKL'), { office: 'NZ-MPI/WLG' })).toBe(0);
});

test('results and inquiries count in the month they were given and opened, with how fast they were answered', async () => {
  const options = { database: held.database, clock, random: newRandom };
  const china = { ...official('CN', 'CN-GACC'), name: 'Official' };
  const office = { ...wellington, name: 'Officer' };
  const hours = (count: number) => {
    now = new Date(now.getTime() + count * 3_600_000);
  };
  const question = {
    measures: [
      'verified',
      'results',
      'refusals',
      'requests',
      'result-hours',
      'inquiries',
      'answered',
      'answer-hours',
      'answered-in-1-day',
      'answered-in-3-days',
    ],
    by: ['month', 'destination'],
    from: '2033-01',
    until: '2033-12',
  } as const;
  now = new Date('2033-03-30T06:00:00Z');
  const { entry } = await issuing.draft(sampleDocument({ number: 'FIG-RESULT', status: '47' }), wellington);
  await issuing.act({ id: entry.id, action: 'issue', input: {} }, wellington);
  hours(6);
  const asked = await giveResult(options, entry.id, { verdict: 'request', remark: 'Explain.' }, china);
  hours(48);
  const inquiries = new Inquiries(options);
  await inquiries.write({ id: asked.inquiry ?? '', kind: 'response', content: 'Like this.' }, office);
  hours(24);
  await inquiries.write({ id: asked.inquiry ?? '', kind: 'request', content: 'And that?' }, china);
  await inquiries.write({ id: asked.inquiry ?? '', kind: 'response', content: 'So.' }, office);
  await giveResult(
    options,
    entry.id,
    { verdict: 'refuse', reasons: ['paper-differs'], remark: 'No.', seen: 1 },
    china,
  );
  await sequenced();
  await figures.follow();
  const told = async () => (await count(question)).rows.map(({ keys, amounts }) => [...keys, ...amounts]);
  expect(await told()).toEqual([
    ['2033-03', 'CN', 1, 1, 0, 1, 6, 1, 1, 48, 0, 100],
    ['2033-04', 'CN', 0, 1, 1, 0, null, 0, 0, null, null, null],
  ]);
  const followed = await sums();
  await figures.rebuild();
  expect(await sums()).toEqual(followed);
});
