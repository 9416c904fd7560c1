import type { Transaction } from '../../../database/index.ts';

const last = new Map<string, Promise<unknown>>();
const served = new WeakSet<Transaction>();

/**
 * Takes the locks of an account once those of this process that came for it before have theirs. Of many that wait in the database each
 * holds a connection, and each hand-over wakes a process that has grown cold; so only the next waits there, and the others have not
 * even begun. It orders and no more: the locks of the database keep the sums. Whoever had a turn does not wait again: its transaction
 * holds locks that those before it may be waiting for.
 */
export async function inTurn<Result>(
  transaction: Transaction,
  place: string,
  take: () => Promise<Result>,
): Promise<Result> {
  if (served.has(transaction)) return take();
  served.add(transaction);
  const before = last.get(place);
  const mine = Promise.resolve(before).then(take);
  const over = mine.then(
    () => undefined,
    () => undefined,
  );
  last.set(place, over);
  try {
    return await mine;
  } finally {
    if (last.get(place) === over) last.delete(place);
  }
}
