import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { parseDecimal, type Decimal } from '../../base/index.ts';
import { newRandom } from '../../crypto/index.ts';
import type { Transaction } from '../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import type { LedgerCaller } from '../caller.ts';
import {
  availableOf,
  consumeQuantities,
  holdQuantities,
  LockedBooks,
  openBook,
  plainDecimal,
  readBook,
  releaseQuantities,
  reverseQuantities,
  setBookState,
  type BookName,
} from './index.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.drop());

const customs: LedgerCaller = {
  actor: 'account/customs',
  scope: { kind: 'authority', country: 'CN', authority: 'CN-GACC' },
  may: () => true,
};
const by = { caller: customs, now: new Date('2026-06-01T09:00:00Z'), random: newRandom };
const decimal = (text: string): Decimal => {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(text);
  return value;
};
const same = (value: Decimal, from: string, to: string) => (from === to ? value : undefined);

let count = 0;
async function opened(limit: string): Promise<BookName> {
  count += 1;
  const name = { country: 'CN', kind: 'certificate', subject: `NZ/NZ-MPI/${String(count)}` };
  await open(name, limit);
  return name;
}
const open = (name: BookName, limit: string) =>
  act((transaction) =>
    openBook(
      transaction,
      { ...name, lines: [{ line: 1, code: '0202', unit: 'KGM', limit: decimal(limit) }] },
      by,
    ),
  );
const act = <Result>(
  work: Parameters<typeof store.database.transaction<Result>>[1],
  scope = customs.scope,
): Promise<Result> => store.database.transaction(scope, work);
const hold = (name: BookName, claimant: string, quantity: string) =>
  act((transaction) =>
    holdQuantities(
      transaction,
      name,
      {
        claimant,
        allocations: [{ item: 1, line: 1, code: '020230', quantity: decimal(quantity), unit: 'KGM' }],
      },
      same,
      by,
    ),
  );
const consume = (name: BookName, claimant: string) =>
  act((transaction) => consumeQuantities(transaction, name, claimant, by));
const release = (name: BookName, claimant: string) =>
  act((transaction) => releaseQuantities(transaction, name, claimant, by));
const found = async (name: BookName) => {
  const read = await act((transaction) => readBook(transaction, name));
  if (read === undefined) throw new Error('no book');
  return read;
};
const sums = async (name: BookName) => {
  const [line] = (await found(name)).book.lines;
  if (line === undefined) throw new Error('no line');
  return [line.held, line.consumed, availableOf(line)].map(plainDecimal);
};

async function isSomebodyWaiting(): Promise<boolean> {
  const waiting = await store.superuser.query({
    name: '',
    text: `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  });
  return waiting.length > 0;
}

describe('an account in the database', () => {
  test('is opened once, held, replaced, consumed, reversed and closed, each step with its evidence', async () => {
    const name = await opened('1000');
    const again = { ...name, lines: [{ line: 1, code: '', unit: 'KGM', limit: decimal('5') }] };
    expect(await act((transaction) => openBook(transaction, again, by))).toBe(false);
    expect(await hold(name, 'D1', '400.001')).toEqual({ outcome: 'held' });
    expect(await hold(name, 'D1', '300')).toEqual({ outcome: 'held' });
    expect(await sums(name)).toEqual(['300', '0', '700']);
    expect(await consume(name, 'D1')).toBe('executed');
    expect(await consume(name, 'D1')).toBe('already-consumed');
    expect(await release(name, 'D1')).toBe('already-consumed');
    expect(await hold(name, 'D2', '700.001')).toMatchObject({ outcome: 'refused' });
    expect(await sums(name)).toEqual(['0', '300', '700']);
    expect(
      await act((transaction) =>
        reverseQuantities(transaction, name, { claimant: 'D1', reason: 'annulled' }, by),
      ),
    ).toBe('executed');
    expect(await act((transaction) => setBookState(transaction, name, 'closed', by))).toBe(true);
    expect(await hold(name, 'D3', '1')).toMatchObject({ failures: [{ refusal: 'account-closed' }] });
    const rows = await act((transaction) =>
      transaction.query<{ action: string; version: number; linked: boolean; act: { kind: string } }>(
        {
          name: 'test-balance-history',
          text: `select m.action, m.version, m.opening -> 'act' as act,
                   m.previous is not distinct from lag(m.digest) over (order by m.version) as linked
                 from balance_movement m join balance_book b on b.id = m.book join evidence_leaf l on l.id = m.leaf
                 where b.subject = $1 order by m.version`,
        },
        [name.subject],
      ),
    );
    const actions = ['open', 'hold', 'hold', 'consume', 'reverse', 'close'];
    expect(rows.map(({ action }) => action)).toEqual(actions);
    expect(rows.map(({ act: told }) => told.kind)).toEqual(actions.map((action) => `balance.${action}`));
    expect(rows.every(({ linked }, index) => linked && rows[index]?.version === index + 1)).toBe(true);
    expect((await found(name)).book.version).toBe(actions.length);
  });

  test('is never oversold by callers who race, and what does not commit moves nothing', async () => {
    const name = await opened('100');
    const results = await Promise.all(Array.from({ length: 24 }, (_, n) => hold(name, `R${String(n)}`, '7')));
    expect(results.filter((result) => result?.outcome === 'held')).toHaveLength(14);
    expect(await sums(name)).toEqual(['98', '0', '2']);
    await expect(
      act(async (transaction) => {
        await releaseQuantities(transaction, name, 'R0', by);
        throw new Error('the act fails');
      }),
    ).rejects.toThrow('the act fails');
    expect(await sums(name)).toEqual(['98', '0', '2']);
  });

  test('is locked too for who looked for it in the moment in which it was opened', async () => {
    const name = { country: 'CN', kind: 'certificate', subject: 'NZ/NZ-MPI/opened-meanwhile' };
    let rival: Promise<unknown> | undefined;
    let isThrough = false;
    await act(async (transaction) => {
      let locked: Promise<unknown> | undefined;
      const slow: Transaction = {
        ...transaction,
        query: async (statement, values) => {
          if (statement.name === 'balance-books' && rival === undefined) {
            await locked;
            rival = open(name, '100');
            await rival;
          }
          const answer = transaction.query<never>(statement, values);
          if (statement.name === 'balance-lock') locked = answer;
          return answer;
        },
      };
      const books = await LockedBooks.lock(slow, [name], ['A'], by);
      rival = hold(name, 'B', '20').finally(() => {
        isThrough = true;
      });
      await expect.poll(async () => isThrough || (await isSomebodyWaiting())).toBe(true);
      const allocations = [{ item: 1, line: 1, code: '0202', quantity: decimal('10'), unit: 'KGM' }];
      books.hold(name, { claimant: 'A', allocations }, same);
      await books.store();
    });
    await rival;
    expect(await sums(name)).toEqual(['30', '0', '70']);
  });

  test('ends alike whatever the order in which racing steps take place', async () => {
    const step = fc.record({
      claimant: fc.constantFrom('A', 'B', 'C'),
      action: fc.constantFrom('hold', 'consume', 'release'),
      quantity: fc.constantFrom('3', '5.5', '8'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const name = await opened('10');
        await Promise.all(
          steps.map(({ claimant, action, quantity }) =>
            action === 'hold'
              ? hold(name, claimant, quantity)
              : action === 'consume'
                ? consume(name, claimant)
                : release(name, claimant),
          ),
        );
        const { book, shares } = await found(name);
        const sum = (state: string) =>
          shares
            .filter((share) => share.state === state)
            .reduce((total, { quantity }) => total + Number(plainDecimal(quantity)), 0);
        const [held, consumed] = await sums(name);
        expect([Number(held), Number(consumed)]).toEqual([sum('held'), sum('consumed')]);
        expect(sum('held') + sum('consumed')).toBeLessThanOrEqual(10);
        expect(book.version).toBeLessThanOrEqual(1 + steps.length);
      }),
      { numRuns: 15 },
    );
  });

  test('is seen and moved by the country that keeps it only, and by the public not at all', async () => {
    const name = await opened('10');
    const abroad = { kind: 'authority', country: 'NZ', authority: 'NZ-MPI' } as const;
    for (const scope of [abroad, { kind: 'public' } as const]) {
      expect(await act((transaction) => readBook(transaction, name), scope)).toBeUndefined();
      expect(
        await act((transaction) => consumeQuantities(transaction, name, 'A', by), scope),
      ).toBeUndefined();
    }
    await expect(
      act((transaction) => openBook(transaction, { ...name, subject: 'x', lines: [] }, by), abroad),
    ).rejects.toThrow();
  });
});
