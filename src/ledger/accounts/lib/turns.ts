import type { Transaction } from '../../../database/index.ts';

/** Milliseconds after which the next goes to the database, where whoever is first has the locks and does not end. */
const PATIENCE = 250;

const last = new Map<string, Promise<void>>();
const served = new WeakSet<Transaction>();

/**
 * Takes the locks of an account when the transactions of this process that came for it before have ended. Of many that wait in the
 * database each holds a connection, and each hand-over wakes a process that has grown cold; of those that wait here none has begun.
 * It orders and no more: the locks of the database keep the sums, and nobody waits here for long, since only the database sees who
 * waits for whom. Whoever had a turn does not wait again: its transaction holds locks that those before it may be waiting for.
 */
export async function inTurn<Result>(
  transaction: Transaction,
  place: string,
  take: () => Promise<Result>,
): Promise<Result> {
  if (served.has(transaction)) return take();
  served.add(transaction);
  const mine = Promise.resolve(last.get(place)).then(take);
  const over = mine.then(
    () => endOf(transaction),
    () => undefined,
  );
  last.set(place, over);
  void over.then(() => {
    if (last.get(place) === over) last.delete(place);
  });
  return mine;
}

function endOf({ over }: Transaction): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE);
    void over.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
