import pg from 'pg';
import { scopeText } from '../scope.ts';
import type { Scope } from '../contract.ts';

/** How to reach one database and how long to wait for what. */
export interface ConnectionOptions {
  /** `postgresql://…`; a socket folder goes into `?host=/folder`. */
  readonly url: string;
  /** The role whose rights the connection has; absent: the role of the URL's user. */
  readonly role?: string;
  /** Shown in pg_stat_activity. */
  readonly name?: string;
  /** Milliseconds a statement may take (default 30 000; 0: no limit). */
  readonly statementTimeout?: number;
  /** Milliseconds a statement may wait for a lock (default 10 000). */
  readonly lockTimeout?: number;
  /** Milliseconds a transaction may sit idle (default 60 000). */
  readonly idleTimeout?: number;
}

export const DEFAULT_TIMEOUTS = {
  statementTimeout: 30_000,
  lockTimeout: 10_000,
  idleTimeout: 60_000,
} as const;

const DATE_OID = 1082;

/** A calendar date stays the text PostgreSQL sends: as a `Date` it would shift with the machine's zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
    if (oid === DATE_OID && format !== 'binary') return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  },
};

/** Client settings shared by every connection. */
export function clientSettings(options: ConnectionOptions): pg.ClientConfig {
  return {
    connectionString: options.url,
    application_name: options.name ?? 'counterfoil',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    types,
  };
}

/** The statements that make a fresh connection ours; sent as one message. */
export function sessionPreparation(options: ConnectionOptions, fixedScope?: Scope): string {
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options };
  const statements = [
    "set search_path = counterfoil, public; set time zone 'UTC'",
    // A question of the API is answered in a few milliseconds; starting processes for it takes longer, and takes their cores from others.
    'set max_parallel_workers_per_gather = 0',
    `set statement_timeout = ${Math.trunc(timeouts.statementTimeout)}`,
    `set lock_timeout = ${Math.trunc(timeouts.lockTimeout)}`,
    `set idle_in_transaction_session_timeout = ${Math.trunc(timeouts.idleTimeout)}`,
  ];
  if (fixedScope === undefined) {
    // Left to itself, the server plans a statement that takes arrays anew each time, for longer than it then runs.
    statements.push('set plan_cache_mode = force_generic_plan');
  } else {
    statements.push('set default_transaction_read_only = on');
    statements.push(`set counterfoil.scope = ${pg.escapeLiteral(scopeText(fixedScope))}`);
  }
  if (options.role !== undefined) statements.push(`set role ${pg.escapeIdentifier(options.role)}`);
  return statements.join('; ');
}

/** Opens one connection outside any pool. The caller ends it. */
export async function openClient(
  options: ConnectionOptions,
  settings: pg.ClientConfig = {},
): Promise<pg.Client> {
  const client = new pg.Client({ ...clientSettings(options), ...settings });
  // A connection that breaks while idle reports it to the next query; unheard, the event would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
