import type { Database, Statement, Transaction } from '../../../database/index.ts';

/** Statements by name, and what stands in the place of each: other text, or nothing at all. */
export type Planted = Readonly<Record<string, ((text: string) => string) | 'left-out'>>;

/**
 * A database over which the same code makes a mistake: some of its statements in transactions say something else, or are not sent.
 * @throws where a statement has no longer in it what is to be changed: the mistake would not be made.
 */
export function planted(database: Database, faults: Planted): Database {
  const known = new Map<string, Statement>();
  const changed = (statement: Statement, change: (text: string) => string): Statement => {
    const made = known.get(statement.name) ?? {
      name: `${statement.name}-planted`,
      text: change(statement.text),
    };
    if (made.text === statement.text) throw new Error(`nothing was planted in ${statement.name}`);
    known.set(statement.name, made);
    return made;
  };
  return {
    ...database,
    transaction: (scope, act) =>
      database.transaction(scope, (transaction) => {
        const query: Transaction['query'] = (statement, values) => {
          const fault = faults[statement.name];
          if (fault === 'left-out') return Promise.resolve([]);
          return transaction.query(fault === undefined ? statement : changed(statement, fault), values);
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
