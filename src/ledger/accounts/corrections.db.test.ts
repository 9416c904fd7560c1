import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDecimal, type Decimal } from '../../base/index.ts';
import { newRandom } from '../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import type { LedgerCaller } from '../caller.ts';
import { tableFaults } from '../table-faults.ts';
import { correctionRecord } from './correction-record.ts';
import { holdQuantities, openBalances, openBook, plainDecimal, type Balances } from './index.ts';

let store: TestDatabase;
let balances: Balances;
const now = new Date('2026-06-01T09:00:00Z');
const decimal = (text: string): Decimal => {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(text);
  return value;
};
const official = (
  actor: string,
  country = 'CN',
  permissions: readonly string[] = ['balance.correct', 'balance.approve'],
): LedgerCaller => ({
  actor,
  scope: { kind: 'authority', country, authority: `${country}-GACC` },
  may: (permission) => permissions.includes(permission),
});
const ada = official('account/ada');
const bo = official('account/bo');
const account = { kind: 'certificate', subject: 'certificate/NZ/NZ-MPI/C1' };
const wanted = {
  claimant: 'paper/D7',
  item: 1,
  line: 1,
  code: '020230',
  quantity: '40',
  reason: 'Released on paper while the line was down.',
};

beforeAll(async () => {
  store = await testDatabase();
  balances = openBalances({ database: store.database, clock: () => now, random: newRandom });
  await store.database.transaction({ kind: 'system' }, async (transaction) => {
    const by = { caller: ada, now, random: newRandom };
    const name = { ...account, country: 'CN' };
    const line = { line: 1, code: '', unit: 'KGM', limit: decimal('100') };
    await openBook(transaction, { ...name, lines: [line] }, by);
    const allocations = [{ item: 1, line: 1, code: '020230', quantity: decimal('50'), unit: 'KGM' }];
    await holdQuantities(transaction, name, { claimant: 'declaration/1', allocations }, (value) => value, by);
  });
});
afterAll(() => store.drop());

const sums = async () => {
  const [line] = (await balances.read(ada, account))?.book.lines ?? [];
  return line === undefined ? [] : [line.held, line.consumed].map(plainDecimal);
};
const act = (caller: LedgerCaller, id: string, action: string, input: unknown = {}) =>
  balances.act(caller, { id, action, input });

test('the table of corrections is as its record type says', async () => {
  const faults = await store.database.transaction({ kind: 'system' }, (transaction) =>
    tableFaults(transaction, correctionRecord),
  );
  expect(faults).toEqual([]);
});

test('an account is corrected when another official approves, with its reason in the history', async () => {
  const proposed = await balances.propose(ada, account, wanted);
  expect(await sums()).toEqual(['50', '0']);
  expect(proposed.body).toMatchObject({ before: '0', unit: 'KGM', proposedBy: 'account/ada' });
  const behalf = { ...official('account/cy'), behalf: 'account/ada' };
  for (const same of [ada, behalf])
    await expect(act(same, proposed.id, 'approve')).rejects.toMatchObject({
      faults: [{ code: 'correction-own-proposal' }],
    });
  expect((await act(bo, proposed.id, 'approve')).state).toBe('approved');
  expect(await sums()).toEqual(['50', '40']);
  const movements = await balances.movements(bo, account, 2, 10);
  expect(movements).toMatchObject([
    { action: 'correct', claimant: 'paper/D7', actor: 'account/bo', body: { reason: wanted.reason } },
  ]);
  const read = await balances.correction(bo, proposed.id);
  expect(read?.history.map(({ action }) => action)).toEqual(['proposed', 'approve']);
  expect(read?.actions).toEqual([]);
  const back = await balances.propose(bo, account, {
    ...wanted,
    quantity: '0',
    reason: 'It was counted twice.',
  });
  expect((await balances.corrections(ada, { filters: { state: 'proposed' }, limit: 10 })).items).toHaveLength(
    1,
  );
  await act(ada, back.id, 'approve');
  expect(await sums()).toEqual(['50', '0']);
});

test('nothing is corrected that the account does not allow, then or by the time of the approval', async () => {
  const refused = async (more: Partial<typeof wanted>) =>
    balances.propose(ada, account, { ...wanted, ...more }).then(
      () => undefined,
      (error: unknown) => error,
    );
  for (const [more, code] of [
    [{ line: 2 }, 'correction-line-unknown'],
    [{ quantity: '-1' }, 'correction-quantity-unfit'],
    [{ quantity: 'much' }, 'correction-quantity-unfit'],
    [{ quantity: '0' }, 'correction-changes-nothing'],
  ] as const)
    expect(await refused(more)).toMatchObject({ code: 'correction-not-possible', faults: [{ code }] });
  for (const [more, code] of [
    [{ quantity: '50.001' }, 'correction-quantity-insufficient'],
    [{ claimant: 'declaration/1', quantity: '10' }, 'correction-claimant-holds'],
  ] as const) {
    const { id } = await balances.propose(ada, account, { ...wanted, ...more });
    await expect(act(bo, id, 'approve')).rejects.toMatchObject({ faults: [{ code }] });
    expect((await balances.correction(bo, id))?.correction.state).toBe('proposed');
    await act(bo, id, 'refuse', { reason: 'Not so.' });
  }
  expect(await sums()).toEqual(['50', '0']);
});

test('only officials of the country that keeps the account see and correct it', async () => {
  const abroad = official('account/nils', 'NZ');
  expect(await balances.read(abroad, account)).toBeUndefined();
  expect(await balances.movements(abroad, account, 0, 10)).toEqual([]);
  await expect(balances.propose(abroad, account, wanted)).rejects.toMatchObject({
    code: 'account-not-found',
  });
  const trader = { actor: 'account/t', scope: { kind: 'public' }, may: () => true } as const;
  await expect(balances.propose(trader, account, wanted)).rejects.toMatchObject({ code: 'action-forbidden' });
  const { id } = await balances.propose(ada, account, wanted);
  const reader = official('account/r', 'CN', []);
  await expect(act(reader, id, 'approve')).rejects.toMatchObject({ code: 'action-forbidden' });
  await act(ada, id, 'withdraw');
});

test('what an official of an office proposes is decided by another of that office, and by none of another', async () => {
  const at = (actor: string, office: string): LedgerCaller => ({
    ...official(actor),
    scope: { kind: 'authority', country: 'CN', authority: 'CN-GACC', office, below: [office] },
  });
  const { id } = await balances.propose(at('account/di', 'CN-GACC/2200'), account, wanted);
  const actionsOf = async (caller: LedgerCaller) => (await balances.correction(caller, id))?.actions ?? [];
  expect(await actionsOf(at('account/ed', 'CN-GACC/2200'))).toContain('approve');
  expect(await actionsOf(at('account/fo', 'CN-GACC/5301'))).toEqual([]);
  expect((await act(at('account/ed', 'CN-GACC/2200'), id, 'refuse', { reason: 'Not weighed.' })).state).toBe(
    'refused',
  );
});
