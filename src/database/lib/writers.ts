import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Scope, Statement, Transaction } from '../contract.ts';
import { DatabaseError, databaseError, isConnectionFault } from '../error.ts';
import { scopeText } from '../scope.ts';
import { OpenTransaction } from './open-transaction.ts';

/** When an act is run again, and for how long. */
export interface RetryPolicy {
  /** Times an act is run where others keep getting in its way. */
  readonly contentionAttempts: number;
  /** Milliseconds for which a server that does not answer is tried again. */
  readonly patience: number;
  /** 0 to 1, spreads the retries of competitors. */
  readonly jitter: () => number;
}

const PORTION = 500;

/**
 * Connections that write. They are pipelined: BEGIN and the scope go out with the act's first statement, and
 * statements that the act does not await one by one share round trips.
 */
export class Writers {
  readonly #pool: pg.Pool;
  readonly #policy: RetryPolicy;

  constructor(pool: pg.Pool, policy: RetryPolicy) {
    this.#pool = pool;
    this.#policy = policy;
  }

  /**
   * Runs the act until it commits. Contention (40001, 40P01) and a connection lost before COMMIT was sent leave
   * nothing behind, so the act is run again; whatever it does outside the transaction must bear repetition.
   */
  async transaction<Result>(
    scope: Scope,
    act: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    const beginning = `begin; set local counterfoil.scope = ${pg.escapeLiteral(scopeText(scope))}`;
    const started = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(beginning, scope, act);
      } catch (error) {
        if (!this.#mayRepeat(error, attempt, performance.now() - started)) throw error;
        await sleep(2 ** Math.min(attempt, 7) * (2 + 6 * this.#policy.jitter()));
      }
    }
  }

  /** Rows by cursor, the next portion fetched while the caller works on this one. */
  async *stream<Row>(scope: Scope, statement: Statement, values: readonly unknown[]): AsyncGenerator<Row> {
    const client = await this.#checkOut();
    let condemned = true;
    try {
      await client.query(
        `begin read only; set local counterfoil.scope = ${pg.escapeLiteral(scopeText(scope))};
         set local idle_in_transaction_session_timeout = '10min'`,
      );
      await client.query(`declare portion no scroll cursor for ${statement.text}`, [...values]);
      // The caller names the row's type together with the statement.
      const fetch = async () => (await client.query(`fetch forward ${PORTION} from portion`)).rows as Row[];
      let next = fetch();
      for (let rows = await next; rows.length > 0; rows = await next) {
        next = rows.length < PORTION ? Promise.resolve([]) : fetch();
        // Awaited by the loop; a caller that stops early never looks at it.
        next.catch(() => undefined);
        yield* rows;
      }
      condemned = false;
    } catch (error) {
      throw databaseError(error);
    } finally {
      const quiet = await client.query('rollback').then(
        () => true,
        () => false,
      );
      client.release(condemned && !quiet);
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #attempt<Result>(
    beginning: string,
    scope: Scope,
    act: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    let begun: Promise<unknown> = Promise.resolve();
    const transaction = new OpenTransaction(async () => {
      const client = await this.#checkOut();
      begun = client.query(beginning);
      // Awaited after the act; until then its failure must not count as unhandled.
      begun.catch(() => undefined);
      return client;
    }, scope);
    let condemned = false;
    try {
      const result = await act(transaction);
      transaction.end();
      const client = await transaction.client;
      await begun;
      if (client !== undefined) await commit(client);
      return result;
    } catch (error) {
      transaction.end();
      condemned = isConnectionFault(error) || !(await transaction.client?.then(rollBack, () => true));
      throw error instanceof pg.DatabaseError || isConnectionFault(error) ? databaseError(error) : error;
    } finally {
      transaction.leave();
      const client = await transaction.client?.catch(() => undefined);
      client?.release(condemned);
    }
  }

  async #checkOut(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw databaseError(error);
    }
  }

  #mayRepeat(error: unknown, attempt: number, elapsed: number): boolean {
    if (!(error instanceof DatabaseError)) return false;
    if (error.code === 'database-contention') return attempt < this.#policy.contentionAttempts;
    return error.code === 'database-unavailable' && elapsed < this.#policy.patience;
  }
}

async function commit(client: pg.PoolClient): Promise<void> {
  try {
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new DatabaseError('database-transaction-aborted');
  } catch (error) {
    if (isConnectionFault(error)) throw new DatabaseError('database-outcome-unknown', {}, { cause: error });
    throw databaseError(error);
  }
}

function rollBack(client: pg.PoolClient): Promise<boolean> {
  return client.query('rollback').then(
    () => true,
    () => false,
  );
}
