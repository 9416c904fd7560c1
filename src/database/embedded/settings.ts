import { totalmem } from 'node:os';

export interface ServerSettings {
  readonly maximumConnections: number;
  /** Off only for databases that are thrown away. */
  readonly durable: boolean;
}

const MIB = 1_048_576;

/** Server settings for a machine that also runs everything else. */
export function serverSettings({
  maximumConnections,
  durable,
}: ServerSettings): Readonly<Record<string, string>> {
  const memory = totalmem() / MIB;
  const sharedBuffers = Math.round(Math.min(512, Math.max(64, memory / 16)));
  return {
    max_connections: String(maximumConnections),
    shared_buffers: `${sharedBuffers}MB`,
    effective_cache_size: `${Math.round(Math.max(256, memory / 4))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${Math.round(Math.min(256, Math.max(32, memory / 32)))}MB`,
    max_wal_size: '2GB',
    min_wal_size: '128MB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    // Statements and the details of a violated constraint hold what documents hold; the log must not.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_line_prefix: '%m [%p] ',
    ...(durable
      ? // A plan made while a table was empty is made anew after its next analysis; a register that is moved in grows within the minute.
        { autovacuum_naptime: '10s' }
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
}
