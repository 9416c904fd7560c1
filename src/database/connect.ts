import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Database } from './contract.ts';
import { databaseError, isConnectionFault } from './error.ts';
import { clientSettings, openClient, sessionPreparation, type ConnectionOptions } from './lib/connection.ts';
import { Readers } from './lib/readers.ts';
import { APPLICATION_ROLE, refusal } from './lib/roles.ts';
import { Writers } from './lib/writers.ts';
import { assertServerVersion } from './migrations.ts';

export type { ConnectionOptions };

export interface ConnectOptions extends ConnectionOptions {
  /** Connections for transactions (default 10). */
  readonly connections?: number;
  /** Scopes whose read connections are kept (default 16). */
  readonly readScopes?: number;
  /** Milliseconds for which a server that does not answer is tried again (default 5000). */
  readonly patience?: number;
  /** Times an act is run where others keep getting in its way (default 8). */
  readonly contentionAttempts?: number;
  /** 0 to 1; spreads retries of competing processes. */
  readonly jitter?: () => number;
}

/**
 * Opens the database for serving. Every connection has the rights of the application role, whoever the URL names,
 * so that row-level security and the grants hold. Fails when the server is too old, cannot be reached within the
 * patience, or does not let the user take the role.
 */
export async function connect(options: ConnectOptions): Promise<Database> {
  const settings: ConnectOptions = { role: APPLICATION_ROLE, ...options };
  const patience = options.patience ?? 5000;
  await probe(settings, patience);
  const pool = new pg.Pool({
    ...clientSettings(settings),
    max: options.connections ?? 10,
    pipeline: true,
    idleTimeoutMillis: 60_000,
    verify: (client, done) => {
      client.query(sessionPreparation(settings)).then(() => done(), done);
    },
  });
  // Breaks are told to whoever uses the connection; unheard, the events would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const writers = new Writers(pool, {
    patience,
    contentionAttempts: options.contentionAttempts ?? 8,
    jitter: options.jitter ?? (() => 0.5),
  });
  const readers = new Readers(settings, options.readScopes ?? 16);
  return {
    transaction: (scope, act) => writers.transaction(scope, act),
    read: (scope, statement, values = []) => readers.read(scope, statement, values),
    stream: (scope, statement, values = []) => writers.stream(scope, statement, values),
    async close() {
      await Promise.all([writers.close(), readers.close()]);
    },
  };
}

async function probe(options: ConnectionOptions, patience: number): Promise<void> {
  const started = performance.now();
  for (;;) {
    try {
      const client = await openClient(options);
      try {
        await client.query(sessionPreparation(options)).catch(async (error: unknown) => {
          throw await refusal(client, error);
        });
        await assertServerVersion(client);
      } finally {
        await client.end();
      }
      return;
    } catch (error) {
      if (!isConnectionFault(error) || performance.now() - started > patience) throw databaseError(error);
      await sleep(100);
    }
  }
}
