import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../crypto/index.ts';
import type { Scope } from '../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import { ParameterTables, type ParameterOwner } from '../../ledger/parameters/index.ts';
import type { DecisionTable } from '../rules/index.ts';
import { RuleShelf, VERIFICATION_PARAMETERS } from './index.ts';

const GACC = { authority: 'CN-GACC' };
const TIANJIN = { ...GACC, office: 'CN-GACC/0200' };
const SHANGHAI = { ...GACC, office: 'CN-GACC/2200' };

let held: TestDatabase;
let parameters: ParameterTables;
let shelf: RuleShelf;
let now = new Date('2026-11-01T00:00:00Z');

const scope: Scope = { kind: 'authority', country: 'CN', authority: 'CN-GACC' };
const person = (actor: string): LedgerCaller => ({ actor, scope, may: () => true });

function table(name: string, percent: string): DecisionTable {
  return {
    name,
    title: { en: name, zh: name },
    stage: 'tolerance',
    hit: 'first',
    inputs: [],
    rows: [{ id: 'all', mode: 'live', cells: {}, outputs: { percent } }],
  };
}

function judgement(name: string): DecisionTable {
  return {
    name,
    title: { en: name, zh: name },
    stage: 'judgement',
    hit: 'worst',
    inputs: ['item.origin'],
    rows: [
      {
        id: 'r1',
        mode: 'live',
        cells: { 'item.origin': { is: 'equal', value: 'XX' } },
        outcome: 'hold',
        actor: 'officer',
        code: `${name}-held`,
        sentence: { en: 'Held.', zh: '暂扣。' },
      },
    ],
  };
}

async function approve(
  parameter: string,
  key: unknown,
  value: unknown,
  from: string,
  owner: ParameterOwner = GACC,
) {
  const rows = [{ key, value, from }];
  const { id } = await parameters.propose(person('account/ada'), { parameter, owner, reason: 'test', rows });
  await parameters.act(person('account/bo'), { id, action: 'approve', input: {} });
}

beforeAll(async () => {
  held = await testDatabase();
  parameters = await ParameterTables.open({
    database: held.database,
    clock: () => now,
    random: newRandom,
    definitions: VERIFICATION_PARAMETERS,
  });
  shelf = new RuleShelf(parameters);
  await approve('rule-table', { table: 'tolerances' }, table('tolerances', '1'), '2026-01-01');
  await approve('rule-table', { table: 'local' }, judgement('local'), '2026-01-01', TIANJIN);
});
afterAll(() => held.drop());

describe('the book of rules', () => {
  test('is one object as long as nothing changes, with the tables of the country and, beside them, the office’s', async () => {
    const book = await shelf.inForce(TIANJIN, '2026-11-01');
    expect(book.tables.map(({ name }) => name)).toEqual(['tolerances']);
    expect(book.local.map(({ name }) => name)).toEqual(['local']);
    expect(book.practice).toEqual({ waitingDays: 10, leastDigits: 6, fallback: 'hold', baselineMinutes: 30 });
    expect(await shelf.inForce(TIANJIN, '2026-11-01')).toBe(book);
    expect((await shelf.inForce(SHANGHAI, '2026-11-01')).local).toEqual([]);
  });

  test('changes tomorrow, and is for ever what it was for who asks by its versions', async () => {
    const before = await shelf.inForce(GACC, '2026-11-10');
    now = new Date('2026-11-05T00:00:00Z');
    await approve('rule-table', { table: 'tolerances' }, table('tolerances', '5'), '2026-11-10');
    const percent = (book: typeof before) => book.tables[0]?.rows[0]?.outputs?.['percent'];
    expect(percent(await shelf.inForce(GACC, '2026-11-09'))).toBe('1');
    const after = await shelf.inForce(GACC, '2026-11-10');
    expect(percent(after)).toBe('5');
    expect(after.versions['rule-table']).toBe((before.versions['rule-table'] ?? 0) + 1);
    expect(percent(await shelf.asKnown(GACC, '2026-11-10', before.versions))).toBe('1');
    expect(await shelf.asKnown(GACC, '2026-11-10', after.versions)).toBe(after);
  });

  test('asks again what another process has approved before it says what was known', async () => {
    const other = await ParameterTables.open({
      database: held.database,
      clock: () => now,
      random: newRandom,
      definitions: VERIFICATION_PARAMETERS,
    });
    const behind = new RuleShelf(other);
    await approve('commodity-mapping', { system: 'HTS', from: '0202301000', to: '020230' }, {}, '2026-01-01');
    const known = shelf.versions();
    expect((await behind.inForce(GACC, '2026-11-10')).mappings).toEqual([]);
    expect((await behind.asKnown(GACC, '2026-11-10', known)).mappings).toEqual([
      { system: 'HTS', from: '0202301000', to: '020230' },
    ]);
  });

  test('takes of an office’s practice what is stricter, and refuses what is not', async () => {
    const practice = { waitingDays: 5, leastDigits: 8, fallback: 'hold', baselineMinutes: 20 };
    await approve('verification-practice', {}, practice, '2026-01-01', TIANJIN);
    expect((await shelf.inForce(TIANJIN, '2026-11-10')).practice).toEqual(practice);
    expect((await shelf.inForce(SHANGHAI, '2026-11-10')).practice.waitingDays).toBe(10);
    const lenient = { ...practice, waitingDays: 20, fallback: 'pass-and-verify' };
    await expect(approve('verification-practice', {}, lenient, '2026-01-01', TIANJIN)).rejects.toMatchObject({
      code: 'parameter-change-invalid',
      faults: [
        { code: 'practice-widens', path: '/rows/0/value/waitingDays' },
        { code: 'practice-widens', path: '/rows/0/value/fallback' },
      ],
    });
    await approve('verification-practice', {}, { ...practice, waitingDays: 3 }, '2026-01-01');
    expect((await shelf.inForce(TIANJIN, '2026-11-10')).practice.waitingDays).toBe(3);
  });

  test('cannot be approved where its country has become stricter since it was proposed', async () => {
    const own = { waitingDays: 3, leastDigits: 8, fallback: 'hold', baselineMinutes: 20 };
    const rows = [{ key: {}, value: own, from: '2026-01-01' }];
    const { id } = await parameters.propose(person('account/ada'), {
      parameter: 'verification-practice',
      owner: SHANGHAI,
      reason: 'test',
      rows,
    });
    await approve('verification-practice', {}, { ...own, waitingDays: 1 }, '2026-01-01');
    await expect(
      parameters.act(person('account/bo'), { id, action: 'approve', input: {} }),
    ).rejects.toMatchObject({ code: 'parameter-change-invalid' });
    expect((await parameters.change(person('account/bo'), id))?.change.state).toBe('proposed');
  });

  test('refuses a table with faults when it is proposed', async () => {
    await expect(
      approve('rule-table', { table: 'x' }, { ...table('x', '1'), hit: 'collect' }, '2026-01-01'),
    ).rejects.toMatchObject({ faults: [{ code: 'rule-hit-unfit', path: '/rows/0/value/hit' }] });
  });
});
