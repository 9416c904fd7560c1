import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateKeyPair, readSigningKey } from '../../crypto/index.ts';
import type { Scope } from '../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import { noteSigner, openEvidence, type Evidence } from '../../evidence/index.ts';
import {
  beef,
  beefDeclaration,
  issuePaper,
  openSetting,
  prepareSetting,
  type Setting,
} from '../cases/testing/index.ts';
import { shadowReport, VerificationFigures, verificationFigures, type FigureQuestion } from './index.ts';

let held: TestDatabase;
let setting: Setting;
let evidence: Evidence;
let figures: VerificationFigures;
/** Cases that officials acted on, as the keeper of declarations would tell them by their leaves. */
const overruled = new Set<string>();

beforeAll(async () => {
  held = await testDatabase();
  await prepareSetting(held.administrator);
  setting = openSetting(held.database);
  const signer = noteSigner(
    'test.example/verification',
    'ed25519',
    readSigningKey(generateKeyPair('ed25519').privateKey),
  );
  evidence = openEvidence({ database: held.database, signer, clock: () => setting.now.value });
  await evidence.sequencer.establish();
  figures = new VerificationFigures({
    database: held.database,
    touched: () => Promise.resolve([...overruled]),
    baseline: () => Promise.resolve(30),
  });
});
afterAll(async () => {
  await figures.close();
  await evidence.close();
  await held.drop();
});

const SYSTEM: Scope = { kind: 'system' };
const ask = (question: Partial<FigureQuestion> = {}, scope: Scope = SYSTEM) =>
  verificationFigures(held.database, scope, {
    measures: ['cases', 'automatic', 'manual', 'refused', 'hours-saved'],
    by: 'month',
    ...question,
  });
const sums = () =>
  held.superuser.query({
    name: '',
    text: `select dimension, key, measure, month::text, office, trim_scale(amount)::text as amount
           from counterfoil.verification_figure order by 1, 2, 3, 4, 5`,
  });
async function followed(): Promise<void> {
  while ((await evidence.sequencer.round()).taken > 0);
  await figures.follow();
}
const declare = (number: string, version: number, certificate: string, kilograms: string) =>
  setting.declare(beefDeclaration(number, version, [{ certificate, kilograms }]));

test('a case counts as it stands after its last decision, by itself or by an official, and once', async () => {
  await setting.act((transaction) => issuePaper(transaction, beef('NZL000001', '1000')));
  await declare('F1', 1, 'NZL000001', '400');
  const over = await declare('F2', 1, 'NZL000001', '900');
  await declare('F3', 1, 'NZL000001', '2000');
  await followed();
  expect((await ask()).total).toEqual([3, 1, 0, 2, 0.5]);
  // An amendment moves a case from refused to passed.
  await declare('F3', 2, 'NZL000001', '100');
  await followed();
  expect((await ask()).total).toEqual([3, 2, 0, 1, 1]);
  const claimant = over?.claimant ?? '';
  await setting.act((transaction) => setting.cases.overrule(transaction, claimant, 'pass'));
  overruled.add(claimant);
  await declare('F4', 1, 'NZL000001', '100');
  await followed();
  expect((await ask()).total).toEqual([4, 3, 1, 0, 1.5]);
  expect((await ask({ measures: ['automatic-rate', 'manual-rate'] })).total).toEqual([75, 25]);
  const before = await sums();
  await Promise.all([figures.follow(), figures.follow()]);
  await figures.rebuild();
  expect(await sums()).toEqual(before);
});

test('they are told by month, origin, commodity, reason and rule, and of one of these by month', async () => {
  const keys = async (question: Partial<FigureQuestion>) =>
    (await ask({ measures: ['cases'], ...question })).rows.map(({ key, amounts }) => [key, amounts[0]]);
  expect(await keys({ by: 'country' })).toEqual([['NZ', 4]]);
  expect(await keys({ by: 'chapter' })).toEqual([['02', 4]]);
  expect(await keys({ by: 'heading', of: { dimension: 'chapter', key: '02' } })).toEqual([['0202', 4]]);
  expect(await keys({ by: 'port' })).toEqual([['', 4]]);
  expect(await keys({ by: 'reason' })).toContainEqual(['right', 3]);
  expect(await keys({ by: 'rule' })).toContainEqual(['judgement/too-much', 1]);
  const [month] = (await keys({ by: 'month' }))[0] ?? [];
  expect(await keys({ by: 'month', of: { dimension: 'country', key: 'NZ' } })).toEqual([[month, 4]]);
  expect(await keys({ by: 'month', of: { dimension: 'country', key: 'AR' } })).toEqual([]);
});

test('each authority sees its own, and nobody sees what is none of theirs', async () => {
  const of = (country: string, authority: string): Scope => ({ kind: 'authority', country, authority });
  expect((await ask({}, of('CN', 'CN-GACC'))).total[0]).toBe(4);
  expect((await ask({}, of('CN', 'CN-OTHER'))).total[0]).toBe(0);
  expect((await ask({}, of('NZ', 'NZ-MPI'))).total[0]).toBe(0);
  expect((await ask({}, { kind: 'public' })).total[0]).toBe(0);
  const district: Scope = {
    kind: 'authority',
    country: 'CN',
    authority: 'CN-GACC',
    office: 'CN-GACC/2200',
    below: ['CN-GACC/2200'],
  };
  expect((await ask({}, district)).total[0]).toBe(0);
  await setting.declare({
    ...beefDeclaration('F5', 1, [{ certificate: 'NZL000001', kilograms: '1' }]),
    office: 'CN-GACC/2200',
  });
  await followed();
  expect((await ask({}, district)).total[0]).toBe(1);
  expect((await ask({ by: 'office' }, district)).rows.map(({ key }) => key)).toEqual(['CN-GACC/2200']);
  const whole: Scope = { kind: 'system' };
  expect((await ask({ by: 'authority' }, whole)).rows.map(({ key }) => key)).toEqual(['CN-GACC']);
  expect((await ask({ authority: 'CN-OTHER' }, whole)).total[0]).toBe(0);
  const report = await shadowReport(held.database, of('NZ', 'NZ-MPI'), {
    from: '2026-01-01',
    until: '2026-12-31',
  });
  expect(report.rows).toEqual([]);
});
