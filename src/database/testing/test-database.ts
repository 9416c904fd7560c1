import { inject } from 'vitest';
import { connect, type ConnectOptions } from '../connect.ts';
import type { Database, Session } from '../contract.ts';
import { databaseError } from '../error.ts';
import { openClient } from '../lib/connection.ts';
import { APPLICATION_ROLE, MIGRATOR_ROLE } from '../lib/roles.ts';
import type { TestServer } from './provided.ts';

/** A database of one test's own, migrated, empty. */
export interface TestDatabase {
  /** Connected as the application. */
  readonly database: Database;
  /** For child processes: what a program is given as DATABASE_URL to serve from. */
  readonly url: string;
  /** For child processes: what a program is given to migrate with. */
  readonly migrationUrl: string;
  /** The owner of the schema, whom row-level security does not bind. Opened at first use. */
  readonly administrator: Session;
  /** The server's superuser. Opened at first use. */
  readonly superuser: Session;
  /** `18.4` and the like. */
  readonly serverVersion: string;
  drop(): Promise<void>;
}

let count = 0;

/**
 * Copies the migrated template, file by file: what is not kept safe is copied sooner than it is logged. Call in `beforeAll`, and
 * `drop` in `afterAll`.
 */
export async function testDatabase(options: Partial<ConnectOptions> = {}): Promise<TestDatabase> {
  const server = inject('counterfoilTestServer');
  count += 1;
  const name = `counterfoil_test_${process.pid}_${performance.now().toFixed(0)}_${count}`;
  await asAdministrator(server, `create database ${name} template ${server.template} strategy file_copy`);
  const url = server.applicationUrl.replace('{database}', name);
  const migrationUrl = server.migrationUrl.replace('{database}', name);
  const database = await connect({ url, role: APPLICATION_ROLE, connections: 4, ...options });
  const administrator = new LazySession(migrationUrl, MIGRATOR_ROLE);
  const superuser = new LazySession(server.administratorUrl.replace('{database}', name));
  return {
    database,
    url,
    migrationUrl,
    administrator,
    superuser,
    serverVersion: server.version,
    async drop() {
      await Promise.all([database.close(), administrator.close(), superuser.close()]);
      await asAdministrator(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** A database that no migration has touched, for tests of migrations. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject('counterfoilTestServer');
  count += 1;
  const name = `counterfoil_empty_${process.pid}_${performance.now().toFixed(0)}_${count}`;
  await asAdministrator(server, `create database ${name}`);
  return {
    url: server.administratorUrl.replace('{database}', name),
    drop: () => asAdministrator(server, `drop database if exists ${name} with (force)`),
  };
}

class LazySession implements Session {
  readonly #url: string;
  readonly #role: string | undefined;
  #client: ReturnType<typeof openClient> | undefined;

  constructor(url: string, role?: string) {
    this.#url = url;
    this.#role = role;
  }

  async query<Row>(
    statement: { name: string; text: string },
    values: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    this.#client ??= this.#open();
    const client = await this.#client;
    try {
      const { rows } = await client.query(statement.text, [...values]);
      // The caller names the row's type together with the statement.
      return rows as Row[];
    } catch (error) {
      throw databaseError(error);
    }
  }

  async close(): Promise<void> {
    const client = await this.#client;
    await client?.end();
  }

  async #open(): ReturnType<typeof openClient> {
    const client = await openClient({ url: this.#url });
    await client.query("set search_path = counterfoil, public; set time zone 'UTC'");
    if (this.#role !== undefined) await client.query(`set role ${this.#role}`);
    return client;
  }
}

async function asAdministrator(server: TestServer, statement: string): Promise<void> {
  const client = await openClient({ url: server.administratorUrl.replace('{database}', 'postgres') });
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
