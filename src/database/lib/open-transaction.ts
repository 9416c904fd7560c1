import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Scope, Statement, Transaction } from '../contract.ts';
import { databaseError, type DatabaseError } from '../error.ts';

const COPY_PORTION = 65_536;

/** A transaction while its act runs. */
export class OpenTransaction implements Transaction {
  readonly scope: Scope;
  readonly over: Promise<void>;
  /** Says that the database has ended it. */
  readonly leave: () => void;
  readonly #begin: () => Promise<pg.PoolClient>;
  #client: Promise<pg.PoolClient> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #ended = false;
  #fault: DatabaseError | undefined;

  /** @param begin checks a connection out and begins; asked with the first statement. */
  constructor(begin: () => Promise<pg.PoolClient>, scope: Scope) {
    this.#begin = begin;
    this.scope = scope;
    let leave = (): void => undefined;
    this.over = new Promise((resolve) => {
      leave = resolve;
    });
    this.leave = leave;
  }

  /** The connection; absent where nothing was asked of the database. */
  get client(): Promise<pg.PoolClient> | undefined {
    return this.#client;
  }

  async query<Row>(statement: Statement, values: readonly unknown[] = []): Promise<readonly Row[]> {
    this.#assertOpen();
    // pg's types ask for a mutable array and rows that are records; it changes neither.
    const { name, text } = statement;
    const sent = this.#connection().then((client) =>
      client.query({ name, text, values: values as unknown[] }),
    );
    this.#last = sent;
    try {
      const { rows } = await sent;
      return rows as Row[];
    } catch (error) {
      throw this.#told(databaseError(error));
    }
  }

  /** What statements that were sent together failed of: all after the first fail because of it, and whoever is heard first must say it. */
  #told(fault: DatabaseError): DatabaseError {
    if (fault.code === 'database-transaction-aborted') return this.#fault ?? fault;
    this.#fault = fault;
    return fault;
  }

  async copyIn(target: string, rows: AsyncIterable<string> | Iterable<string>): Promise<number> {
    this.#assertOpen();
    // Replies come in order, so after the last statement's reply the connection is quiet.
    await this.#last.catch(() => undefined);
    const client = await this.#connection();
    const stream = copyFrom(`copy ${target} from stdin`);
    const setPipelining = (on: boolean) => Reflect.set(client, 'pipeline', on);
    // COPY takes over the connection; pg refuses it while pipelining is on.
    setPipelining(false);
    try {
      client.query(stream);
      await pipeline(Readable.from(portions(rows)), stream);
      return stream.rowCount;
    } catch (error) {
      throw databaseError(error);
    } finally {
      setPipelining(true);
    }
  }

  /** From here on statements are refused: they would fall into another caller's transaction. */
  end(): void {
    this.#ended = true;
  }

  #connection(): Promise<pg.PoolClient> {
    return (this.#client ??= this.#begin());
  }

  #assertOpen(): void {
    if (this.#ended) throw new Error('the transaction has ended; await every statement inside the act');
  }
}

async function* portions(rows: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let portion = '';
  for await (const row of rows) {
    portion += row;
    if (portion.length >= COPY_PORTION) {
      yield portion;
      portion = '';
    }
  }
  if (portion !== '') yield portion;
}
