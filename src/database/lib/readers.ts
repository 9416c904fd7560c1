import pg from 'pg';
import type { Scope, Statement } from '../contract.ts';
import { databaseError, isConnectionFault } from '../error.ts';
import { scopeText } from '../scope.ts';
import { clientSettings, sessionPreparation, type ConnectionOptions } from './connection.ts';

/** Reads in flight on a connection at which a second one is opened beside it. */
const CROWDED = 16;
const CONNECTIONS_PER_SCOPE = 2;

/**
 * Pipelined connections for single reads, each opened for one scope that it can never change, read-only, and kept
 * while among the most recently used scopes.
 */
export class Readers {
  readonly #options: ConnectionOptions;
  readonly #maximumScopes: number;
  readonly #connections = new Map<string, ReadConnection[]>();
  #closed = false;

  constructor(options: ConnectionOptions, maximumScopes: number) {
    this.#options = options;
    this.#maximumScopes = maximumScopes;
  }

  /** A read that meets a broken connection, or a plan from before a migration, is made once more on a new connection. */
  async read<Row>(scope: Scope, statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    const key = scopeText(scope);
    for (let attempt = 1; ; attempt += 1) {
      const connection = this.#connection(key, scope);
      try {
        return await connection.read<Row>(statement, values);
      } catch (error) {
        if (!isConnectionFault(error) && !isStalePlan(error)) throw databaseError(error);
        this.#discard(key, connection);
        if (attempt === 2) throw databaseError(error);
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const all = [...this.#connections.values()].flat();
    this.#connections.clear();
    await Promise.all(all.map((connection) => connection.close()));
  }

  #connection(key: string, scope: Scope): ReadConnection {
    if (this.#closed) throw new Error('the database was closed');
    const group = this.#connections.get(key) ?? [];
    // Re-insertion keeps the map in order of use.
    this.#connections.delete(key);
    this.#connections.set(key, group);
    const [least] = group.toSorted((left, right) => left.inFlight - right.inFlight);
    if (least !== undefined && (least.inFlight < CROWDED || group.length >= CONNECTIONS_PER_SCOPE))
      return least;
    const fresh = new ReadConnection(this.#options, scope);
    group.push(fresh);
    this.#evict();
    return fresh;
  }

  #evict(): void {
    while (this.#connections.size > this.#maximumScopes) {
      const [oldest] = this.#connections.keys();
      if (oldest === undefined) return;
      const group = this.#connections.get(oldest) ?? [];
      this.#connections.delete(oldest);
      for (const connection of group) void connection.close();
    }
  }

  #discard(key: string, connection: ReadConnection): void {
    const group = this.#connections.get(key);
    const index = group?.indexOf(connection) ?? -1;
    if (index >= 0) group?.splice(index, 1);
    void connection.close();
  }
}

class ReadConnection {
  readonly #client: pg.Client;
  readonly #ready: Promise<unknown>;
  #isReady = false;
  inFlight = 0;

  constructor(options: ConnectionOptions, scope: Scope) {
    const limit = options.statementTimeout ?? 30_000;
    this.#client = new pg.Client({
      ...clientSettings(options),
      pipeline: true,
      // The server ends a slow statement itself; this is for a server that went silent.
      ...(limit > 0 ? { query_timeout: limit + 5000 } : {}),
    });
    // A break is told to the reads in flight and to the next one; unheard, the event would end the process.
    this.#client.on('error', () => undefined);
    this.#ready = this.#client
      .connect()
      .then(() => this.#client.query(sessionPreparation(options, scope)))
      .then(() => {
        this.#isReady = true;
      });
    this.#ready.catch(() => undefined);
  }

  async read<Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    this.inFlight += 1;
    try {
      if (!this.#isReady) await this.#ready;
      // pg's types ask for a mutable array and rows that are records; it changes neither.
      const result = await this.#client.query({
        name: statement.name,
        text: statement.text,
        values: values as unknown[],
      });
      return result.rows as Row[];
    } finally {
      this.inFlight -= 1;
    }
  }

  async close(): Promise<void> {
    await this.#ready.catch(() => undefined);
    await this.#client.end().catch(() => undefined);
  }
}

/** A prepared statement whose result changed with the schema (0A000), or that a pooler forgot (26000). */
function isStalePlan(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError &&
    (error.code === '26000' || (error.code === '0A000' && /cached plan/.test(error.message)))
  );
}
