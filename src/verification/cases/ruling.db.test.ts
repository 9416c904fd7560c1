import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../crypto/index.ts';
import type { Scope } from '../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import { ParameterTables, type ParameterOwner } from '../../ledger/parameters/index.ts';
import { RuleShelf, VERIFICATION_PARAMETERS } from '../parameters/index.ts';
import type { DecisionTable, RuleRow } from '../rules/index.ts';
import { followRules } from './ruling.ts';
import {
  beef,
  beefDeclaration,
  claimantOf,
  Crash,
  crashing,
  issuePaper,
  openSetting,
  prepareSetting,
  TEST_BOOK,
  type Setting,
} from './testing/index.ts';

const GACC: ParameterOwner = { authority: 'CN-GACC' };
const scope: Scope = { kind: 'authority', country: 'CN', authority: 'CN-GACC' };
const person = (actor: string): LedgerCaller => ({ actor, scope, may: () => true });

let held: TestDatabase;
let setting: Setting;
let parameters: ParameterTables;
let shelf: RuleShelf;
/** What another process knows, which asks the database only when it must. */
let other: RuleShelf;

const open = async () =>
  ParameterTables.open({
    database: held.database,
    clock: () => setting.now.value,
    random: newRandom,
    definitions: VERIFICATION_PARAMETERS,
  });

async function approve(parameter: string, key: unknown, value: unknown, from = '2026-01-01') {
  const rows = [{ key, value, from }];
  const asked = { parameter, owner: GACC, reason: 'test', rows };
  const { id } = await parameters.propose(person('account/ada'), asked);
  await parameters.act(person('account/bo'), { id, action: 'approve', input: {} });
}

const risky: RuleRow = {
  id: 'risky',
  mode: 'live',
  cells: { 'declaration.declarant-class': { is: 'equal', value: 'RISK' } },
  outcome: 'hold',
  code: 'risky',
  actor: 'officer',
  sentence: { en: 'Held.', zh: '暂扣。' },
};
const only = (name: string, row: RuleRow): DecisionTable => ({
  name,
  title: { en: name, zh: name },
  stage: 'judgement',
  hit: 'worst',
  inputs: [
    row.cells['declaration.declarant'] === undefined
      ? 'declaration.declarant-class'
      : 'declaration.declarant',
  ],
  rows: [row],
});

beforeAll(async () => {
  held = await testDatabase();
  await prepareSetting(held.administrator);
  setting = openSetting(held.database);
  parameters = await open();
  shelf = new RuleShelf(parameters);
  setting = openSetting(held.database, { ruleBooks: shelf });
  for (const table of [...TEST_BOOK.tables, only('classes', risky)])
    await approve(
      'rule-table',
      { table: table.name },
      { ...table, title: { en: table.name, zh: table.name } },
    );
  for (const { code, style, ...pattern } of TEST_BOOK.patterns)
    await approve('reference-pattern', { code, style }, pattern);
  other = new RuleShelf(await open());
  for (const which of [0, 1, 2])
    await setting.act((transaction) => issuePaper(transaction, beef(`NZL00${String(which)}`, '1000')));
  // The first look takes note of what is known.
  await follow();
});
afterAll(() => held.drop());

const follow = (ruleBooks = shelf) =>
  followRules({ database: held.database, clock: () => setting.now.value, ruleBooks });
const due = () =>
  setting.query<{ claimant: string; cause: string }>(
    `select c.claimant, d.cause from verification_due d join verification_case c on c.id = d.case_id where d.due <= $1
     order by c.claimant`,
    [setting.now.value],
  );
const names = async () => (await due()).map(({ claimant, cause }) => `${claimant.slice(-2)} ${cause}`);
const lodge = (number: string, declarant: string, ruled = setting) =>
  ruled.declare({
    ...beefDeclaration(number, 1, [{ certificate: 'NZL000', kilograms: '10' }]),
    declarant,
  });
const standing = (number: string) =>
  setting.act((transaction) =>
    setting.cases.read(transaction, claimantOf({ country: 'CN', authority: 'CN-GACC', number })),
  );
async function work(ruled: Setting = setting): Promise<void> {
  const working = ruled.cases.work({ interval: 5, together: 2 });
  await expect.poll(due).toEqual([]);
  await working.stop();
}

describe('open cases', () => {
  test('of a trader whose class changed are decided anew, and nobody else’s', async () => {
    for (const [number, trader] of [
      ['A1', 'CN-ONE'],
      ['A2', 'CN-TWO'],
      ['A3', 'CN-ONE'],
    ] as const)
      expect(await lodge(number, trader)).toMatchObject({ decision: { outcome: 'pass' } });
    await setting.act((transaction) =>
      setting.cases.finalise(transaction, 'declaration/CN/CN-GACC/A3', setting.by()),
    );
    await approve('trader-class', { trader: 'CN-ONE' }, { class: 'RISK' });
    expect(await follow()).toBe(false);
    expect(await names()).toEqual(['A1 rules']);
    await work();
    expect(await standing('A1')).toMatchObject({ outcome: 'hold', place: 2 });
    expect(await standing('A2')).toMatchObject({ outcome: 'pass', place: 1 });
    expect(await standing('A3')).toMatchObject({ state: 'finalised', place: 1 });
    await approve('trader-class', { trader: 'CN-ONE' }, null);
    await follow();
    await work();
    expect(await standing('A1')).toMatchObject({ outcome: 'pass', place: 3 });
  });

  test('are decided anew when the day of a class comes, and not when it is approved', async () => {
    await lodge('B1', 'CN-THREE');
    await approve('trader-class', { trader: 'CN-THREE' }, { class: 'RISK' }, '2026-06-02');
    await follow();
    expect(await names()).toEqual([]);
    setting.now.value = new Date('2026-06-02T00:00:30Z');
    await follow();
    // Some clock of the installation may still be of the day before.
    expect(await names()).toEqual([]);
    setting.now.value = new Date('2026-06-02T00:01:30Z');
    while (await follow());
    await work();
    expect(await standing('B1')).toMatchObject({ outcome: 'hold', place: 2 });
    // What the day changes nothing about is looked at and not stored again.
    expect(await standing('A2')).toMatchObject({ outcome: 'pass', place: 1 });
  });

  test('are all marked though who follows the rules dies at any statement', async () => {
    await lodge('F1', 'CN-FIVE');
    const never = Number.POSITIVE_INFINITY;
    const lives = [[0], [1], [never, 0], [never, 1], [never, 2], [never, 3]];
    for (const [place, each] of lives.entries()) {
      const left = [...each];
      await approve('trader-class', { trader: 'CN-FIVE' }, place % 2 === 0 ? { class: 'RISK' } : null);
      const database = crashing(held.database, () => left.shift() ?? never);
      const dying = followRules({ database, clock: () => setting.now.value, ruleBooks: shelf });
      await expect(dying).rejects.toThrow(Crash);
      expect(await names()).toEqual([]);
      await follow();
      expect(await names()).toEqual(['F1 rules']);
      await work();
      expect(await standing('F1')).toMatchObject({ outcome: place % 2 === 0 ? 'hold' : 'pass' });
    }
  });

  test('are decided anew under a rule that was approved, and those of its authority alone', async () => {
    await lodge('C1', 'CN-TWO');
    const strict: RuleRow = {
      ...risky,
      id: 'strict',
      code: 'strict',
      outcome: 'inquire',
      cells: { 'declaration.declarant': { is: 'equal', value: 'CN-TWO' } },
    };
    await approve('rule-table', { table: 'strict' }, only('strict', strict));
    await setting.act((transaction) =>
      transaction.query({
        name: '',
        text: `insert into verification_case (id, country, authority, keeper, claimant, version, state, entered, changed)
               select gen_random_uuid(), 'CN', 'CN-OTHER', 'declaration', 'declaration/CN/CN-OTHER/' || n, 1, 'open', now(), now()
               from generate_series(1, 3) n`,
      }),
    );
    await follow();
    expect(await names()).toEqual(expect.arrayContaining(['A2 rules', 'C1 rules']));
    expect((await due()).filter(({ claimant }) => claimant.includes('OTHER'))).toEqual([]);
    await work();
    expect(await standing('C1')).toMatchObject({ outcome: 'inquire', place: 2 });
  });

  test('are marked in portions, of which the next comes when the one before is decided', async () => {
    await setting.act((transaction) =>
      transaction.query({
        name: '',
        text: `insert into verification_case (id, country, authority, keeper, claimant, version, state, entered, changed)
               select gen_random_uuid(), 'CN', 'CN-OTHER', 'declaration', 'declaration/CN/CN-OTHER/x' || n, 1, 'open', now(), now()
               from generate_series(1, 1100) n`,
      }),
    );
    setting.now.value = new Date('2026-06-03T09:00:00Z');
    const marked: number[] = [];
    const seen = new Set<string>();
    for (;;) {
      const isMore = await follow();
      const [again, waiting] = [await follow(), await due()];
      expect(again).toBe(isMore);
      marked.push(waiting.length);
      for (const { claimant } of waiting) seen.add(claimant);
      await setting.act((transaction) =>
        transaction.query({ name: '', text: `delete from verification_due where cause = 'rules'` }),
      );
      if (!isMore) break;
    }
    expect(marked.slice(0, 2)).toEqual([500, 500]);
    expect(seen.size).toBeGreaterThan(1_100);
  });
});

test('a process that does not know yet what was approved takes it in before it decides by what was', async () => {
  const behind = openSetting(held.database, { ruleBooks: other });
  behind.now.value = setting.now.value;
  const before = other.known()['trader-class'] ?? 0;
  await approve('trader-class', { trader: 'CN-FOUR' }, { class: 'RISK' });
  expect(other.known()['trader-class']).toBe(before);
  await follow();
  expect(await lodge('E1', 'CN-FOUR', behind)).toMatchObject({ decision: { outcome: 'hold' } });
  expect(other.known()).toEqual(shelf.known());
});

test('a process that waited for a case while rules were approved decides it by them, or leaves it due', async () => {
  const late = openSetting(held.database, { ruleBooks: new RuleShelf(await open()) });
  late.now.value = setting.now.value;
  await lodge('G1', 'CN-SIX');
  const { id = '' } = (await standing('G1')) ?? {};
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let holding: Promise<void> | undefined;
  await new Promise<void>((locked) => {
    holding = setting.act(async (transaction) => {
      await setting.cases.lock(transaction, 'declaration/CN/CN-GACC/G1');
      locked();
      await released;
    });
  });
  const deciding = late.cases.decide(id);
  try {
    const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await setting.query(waiting, [])).length).toBe(1);
    await approve('trader-class', { trader: 'CN-SIX' }, { class: 'RISK' });
    await follow();
    expect(await names()).toEqual(['G1 rules']);
  } finally {
    release();
    await Promise.all([holding, deciding]);
  }
  await work(late);
  expect(await standing('G1')).toMatchObject({ outcome: 'hold', place: 2 });
});
