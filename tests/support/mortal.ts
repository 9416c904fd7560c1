import type { Database } from '../../src/database/index.ts';

/** A database that ends the process at a statement of a transaction, with no chance to tidy up. */
export function mortal(database: Database, statements: number): Database {
  let left = statements;
  return {
    ...database,
    transaction: (scope, act) =>
      database.transaction(scope, (transaction) =>
        act({
          scope: transaction.scope,
          over: transaction.over,
          query: (statement, values) => {
            left -= 1;
            if (left === 0) process.kill(process.pid, 'SIGKILL');
            return transaction.query(statement, values);
          },
          copyIn: (target, rows) => transaction.copyIn(target, rows),
        }),
      ),
  };
}
