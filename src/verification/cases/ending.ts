import type { Transaction } from '../../database/index.ts';
import { claimedBooks, LockedBooks } from '../../ledger/accounts/index.ts';
import type { Performance } from '../../ledger/index.ts';
import type { CaseState, Finalised } from './contract.ts';
import { CaseError } from './error.ts';
import { leftOf, markFreed } from './freeing.ts';
import type { CaseRow } from './lib/rows.ts';
import { STATEMENTS } from './lib/statements.ts';
import { decideLocked, type RoundParts } from './round.ts';

/** The case of a claimant, locked, in a state that an act may leave. */
async function lockedFor(transaction: Transaction, claimant: string, from: CaseState): Promise<CaseRow> {
  const [row] = await transaction.query<CaseRow>(STATEMENTS.lockNamed, [claimant]);
  if (row === undefined) throw new CaseError('case-unknown', { claimant });
  if (row.state !== from) throw new CaseError('case-finished', { claimant, state: row.state });
  return row;
}

/** Uses what is held, if it passes by what the ledger says at this moment. */
export async function finalise(
  parts: RoundParts,
  transaction: Transaction,
  claimant: string,
  by: Performance,
  decider: Performance,
): Promise<Finalised> {
  const row = await lockedFor(transaction, claimant, 'open');
  const [decided] = await decideLocked(parts, transaction, [row], decider);
  if (decided === undefined) throw new RangeError('a locked case is decided');
  if ((row.overruled ?? decided.decision.outcome) !== 'pass') return { outcome: 'not-passed', decided };
  await move(transaction, row, 'finalised', by, (books, name) => books.consume(name, claimant));
  return { outcome: 'finalised' };
}

export async function withdraw(transaction: Transaction, claimant: string, by: Performance): Promise<void> {
  const row = await lockedFor(transaction, claimant, 'open');
  await move(transaction, row, 'withdrawn', by, (books, name) => books.release(name, claimant));
}

export async function reverse(
  transaction: Transaction,
  claimant: string,
  reason: string,
  by: Performance,
): Promise<void> {
  const row = await lockedFor(transaction, claimant, 'finalised');
  await move(transaction, row, 'reversed', by, (books, name) => books.reverse(name, claimant, reason));
}

type Movement = (books: LockedBooks, name: Parameters<LockedBooks['book']>[0]) => unknown;

async function move(
  transaction: Transaction,
  row: CaseRow,
  to: CaseState,
  by: Performance,
  movement: Movement,
): Promise<void> {
  const names = (await claimedBooks(transaction, [row.claimant])).get(row.claimant) ?? [];
  const books = await LockedBooks.lock(transaction, names, [row.claimant], by);
  const before = leftOf(
    books,
    names.map((name) => ({ name })),
  );
  for (const name of names) movement(books, name);
  await books.store();
  await transaction.query(STATEMENTS.end, [row.id, to, by.now]);
  await transaction.query(STATEMENTS.unmarkCase, [row.id]);
  await markFreed(transaction, books, before, by);
}
