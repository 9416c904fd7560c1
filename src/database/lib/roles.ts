import pg from 'pg';
import { DatabaseError } from '../error.ts';

/** Owns the schema; runs migrations, never serves requests. */
export const MIGRATOR_ROLE = 'counterfoil_migrator';
/** Serves requests: row-level security applies to it, and it owns nothing. */
export const APPLICATION_ROLE = 'counterfoil_application';

const ROLES = [MIGRATOR_ROLE, APPLICATION_ROLE] as const;

/** SQLSTATEs by which concurrent preparations of one cluster collide: the loser looks again. */
const COLLISIONS: ReadonlySet<unknown> = new Set([
  '23505',
  '42710',
  '42P06',
  '42P07',
  'XX000',
  '40001',
  '40P01',
]);

const ROLE_STATE = `
  select r.rolname as role, pg_has_role(current_user, r.oid, 'member') as member
  from pg_roles r where r.rolname = any($1)`;

/**
 * Makes sure that both roles exist, that the connected user may become either, and that the schema stands, owned by
 * the migrator. Does nothing where a database administrator has prepared all of it. Safe under concurrent starts.
 */
export async function prepareRoles(client: pg.Client, login = false): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ensureRoles(client, login);
      return;
    } catch (error) {
      if (error instanceof pg.DatabaseError && COLLISIONS.has(error.code) && attempt < 10) continue;
      throw await refusal(client, error);
    }
  }
}

async function ensureRoles(client: pg.Client, login: boolean): Promise<void> {
  const { rows } = await client.query<{ role: string; member: boolean }>(ROLE_STATE, [ROLES]);
  for (const role of ROLES) {
    const state = rows.find((row) => row.role === role);
    if (state === undefined) {
      await client.query(
        `create role ${role} ${login ? 'login' : 'nologin'} nosuperuser nocreatedb nocreaterole noreplication nobypassrls`,
      );
    }
    if (state?.member === true) continue;
    await client.query(`grant ${role} to current_user`).catch((error: unknown) => {
      // Who migrates need not be able to serve; `connect` says so where the same user is to do both.
      if (role === MIGRATOR_ROLE || !(error instanceof pg.DatabaseError) || error.code !== '42501')
        throw error;
    });
  }
}

/** Makes sure that the schema and the register of migrations stand. */
export async function prepareSchema(client: pg.Client): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ensureSchema(client);
      return;
    } catch (error) {
      await client.query('rollback');
      if (error instanceof pg.DatabaseError && COLLISIONS.has(error.code) && attempt < 10) continue;
      throw await refusal(client, error);
    }
  }
}

async function ensureSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ database: string; may: boolean; stands: boolean }>(
    `select current_database() as database,
            has_database_privilege('${MIGRATOR_ROLE}', current_database(), 'create') as may,
            to_regclass('counterfoil.migration') is not null as stands`,
  );
  const [state] = rows;
  if (state === undefined || state.stands) return;
  await client.query('begin');
  if (!state.may)
    await client.query(`grant create on database ${pg.escapeIdentifier(state.database)} to ${MIGRATOR_ROLE}`);
  await client.query(`
    set local role ${MIGRATOR_ROLE};
    create schema if not exists counterfoil;
    grant usage on schema counterfoil to ${APPLICATION_ROLE};
    alter default privileges revoke execute on functions from public;
    create table if not exists counterfoil.migration (
      number integer primary key check (number > 0),
      name text not null,
      digest text not null check (digest ~ '^[0-9a-f]{64}$'),
      applied timestamptz not null default now()
    );
    grant select on counterfoil.migration to ${APPLICATION_ROLE};
    commit`);
}

/** What a database administrator must be asked for, when that is the trouble; the error itself otherwise. */
export async function refusal(client: pg.ClientBase, error: unknown): Promise<unknown> {
  if (!(error instanceof pg.DatabaseError) || error.code !== '42501') return error;
  const { rows } = await client.query<{ user: string; database: string }>(
    'select current_user as user, current_database() as database',
  );
  const { user = '', database = '' } = rows[0] ?? {};
  return new DatabaseError(
    'database-roles-refused',
    { user, database, migrator: MIGRATOR_ROLE, application: APPLICATION_ROLE },
    { cause: error, sqlState: error.code },
  );
}
