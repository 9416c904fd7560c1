import type { Database, Transaction } from '../../../database/index.ts';

/** What a statement of a transaction that crashes throws. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** A database of which some transactions end at a random statement, as if the process had died there. */
export function crashing(database: Database, chance: () => number): Database {
  return {
    ...database,
    transaction: (scope, act) =>
      database.transaction(scope, (transaction) => {
        let left = chance();
        const query: Transaction['query'] = (statement, values) => {
          left -= 1;
          return left < 0 ? Promise.reject(new Crash(statement.name)) : transaction.query(statement, values);
        };
        return act({
          scope: transaction.scope,
          over: transaction.over,
          query,
          copyIn: (target, rows) => transaction.copyIn(target, rows),
        });
      }),
  };
}
