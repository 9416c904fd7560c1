import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import type pg from 'pg';
import { DatabaseError, databaseError } from './error.ts';
import { openClient } from './lib/connection.ts';
import { MIGRATOR_ROLE, prepareRoles, prepareSchema } from './lib/roles.ts';

/** Oldest server whose SQL we speak. */
export const MINIMUM_SERVER_VERSION = 150_000;

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
}

export interface MigrationOptions {
  /** A user that may create roles and a schema, or one for whom both were prepared. */
  readonly url: string;
  /** Folder of `NNNN-name.sql` files; ours where absent. */
  readonly folder?: string;
}

const FILE_NAME = /^(\d{4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/;

/** SQL for the SHA-256 of a text, hex: the server computes it, so that this room needs no cryptography. */
const DIGEST_OF = (text: string) => `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;

const OUR_FOLDER = fileURLToPath(new URL('./sql/', import.meta.url));

/** The migrations of a folder in the order of their numbers. Two files of one number are an error. */
export async function listMigrations(folder: string = OUR_FOLDER): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).toSorted();
  const migrations: Migration[] = [];
  for (const file of files) {
    const [, digits = '', name = ''] = FILE_NAME.exec(file) ?? [];
    const number = Number(digits);
    if (name === '' || number === 0 || migrations.at(-1)?.number === number) {
      throw new DatabaseError('database-migration-misnamed', { file });
    }
    const text = (await readFile(path.join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
    migrations.push({ number, name, text });
  }
  return migrations;
}

/**
 * Brings the schema up to date. Any number of processes may do so at once: the first statement of each migration's
 * transaction inserts its row, so that the others wait for it and find it done. Returns the numbers applied here.
 */
export async function migrate(options: MigrationOptions): Promise<readonly number[]> {
  const migrations = await listMigrations(options.folder);
  const client = await openClient({ url: options.url, name: 'counterfoil-migration' }).catch(
    (error: unknown) => {
      throw databaseError(error);
    },
  );
  try {
    await client.query("set client_min_messages = warning; set time zone 'UTC'; set statement_timeout = 0");
    await assertServerVersion(client);
    await prepareRoles(client);
    await prepareSchema(client);
    await assertHistory(client, migrations);
    const applied: number[] = [];
    for (const migration of migrations) {
      if (await apply(client, migration)) applied.push(migration.number);
    }
    return applied;
  } catch (error) {
    throw databaseError(error);
  } finally {
    await client.end();
  }
}

export async function assertServerVersion(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ number: string; version: string }>(
    "select current_setting('server_version_num') as number, current_setting('server_version') as version",
  );
  if (Number(rows[0]?.number) < MINIMUM_SERVER_VERSION) {
    throw new DatabaseError('database-version', {
      version: rows[0]?.version ?? '',
      minimum: Math.trunc(MINIMUM_SERVER_VERSION / 10_000),
    });
  }
}

/** An applied migration never changes, and a database never runs under code that is older than it. */
async function assertHistory(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string; same: boolean | null }>(
    `select m.number, m.name, m.digest = ${DIGEST_OF('ours.text')} as same
     from counterfoil.migration m
     left join unnest($1::integer[], $2::text[]) as ours (number, text) using (number)
     order by m.number`,
    [migrations.map(({ number }) => number), migrations.map(({ text }) => text)],
  );
  for (const { number, name, same } of rows) {
    if (same === null) throw new DatabaseError('database-migration-unknown', { number, name });
    if (!same) throw new DatabaseError('database-migration-changed', { number, name });
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<boolean> {
  await client.query(`begin; set local role ${MIGRATOR_ROLE}; set local search_path = counterfoil, public`);
  try {
    const { rowCount } = await client.query(
      `insert into counterfoil.migration (number, name, digest) values ($1, $2, ${DIGEST_OF('$3')})
       on conflict (number) do nothing`,
      [migration.number, migration.name, migration.text],
    );
    if (rowCount !== 0) await client.query(migration.text);
    await client.query('commit');
    return rowCount !== 0;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    const cause = databaseError(error);
    if (cause.sqlState === '0A000' && /extension/.test(String(Reflect.get(Object(error), 'message')))) {
      throw new DatabaseError('database-extension-missing', { name: migration.name }, { cause: error });
    }
    throw new DatabaseError(
      cause.code,
      { ...cause.values, number: migration.number, name: migration.name },
      { cause: error, sqlState: cause.sqlState },
    );
  }
}
