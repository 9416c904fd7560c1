import { CounterfoilError, type ErrorValues } from '../base/index.ts';

/** What can go wrong between us and PostgreSQL, by what the caller can do about it. */
export const DATABASE_ERRORS = [
  // No answer from the server, or it is starting, stopping or full: try again later.
  'database-unavailable',
  // The connection broke after COMMIT was sent: whether the act took place is not known.
  'database-outcome-unknown',
  // Concurrent acts got in each other's way more often than the retries allow.
  'database-contention',
  // A statement or a lock took longer than its limit.
  'database-timeout',
  'database-unique-violation',
  'database-foreign-key-violation',
  'database-check-violation',
  'database-missing-value',
  // A value does not fit its type (class 22).
  'database-bad-value',
  // A grant or a row-level policy forbids the act.
  'database-permission-denied',
  // A statement failed earlier and the act went on as if it had not; nothing was written.
  'database-transaction-aborted',
  // The server takes no writes (a standby).
  'database-read-only',
  // Anything else: a fault of ours.
  'database-fault',
  'database-version',
  'database-roles-refused',
  'database-extension-missing',
  'database-migration-changed',
  'database-migration-unknown',
  'database-migration-misnamed',
] as const;
export type DatabaseErrorCode = (typeof DATABASE_ERRORS)[number];

/** A fault of the database. `constraint` names the constraint or index that a row would have broken. */
export class DatabaseError extends CounterfoilError<DatabaseErrorCode> {
  override readonly name = 'DatabaseError';
  readonly sqlState: string | undefined;
  readonly constraint: string | undefined;

  constructor(
    code: DatabaseErrorCode,
    values: ErrorValues = {},
    options: { cause?: unknown; sqlState?: string | undefined; constraint?: string | undefined } = {},
  ) {
    super(code, values, 'cause' in options ? { cause: options.cause } : {});
    this.sqlState = options.sqlState;
    this.constraint = options.constraint;
  }
}

/** SQLSTATE -> code (PostgreSQL, appendix A); a two-character key stands for its whole class. */
const BY_SQL_STATE: Readonly<Record<string, DatabaseErrorCode>> = {
  '08': 'database-unavailable',
  '22': 'database-bad-value',
  '23502': 'database-missing-value',
  '23503': 'database-foreign-key-violation',
  '23505': 'database-unique-violation',
  '23514': 'database-check-violation',
  '23P01': 'database-unique-violation',
  '25006': 'database-read-only',
  '25P02': 'database-transaction-aborted',
  '25P03': 'database-unavailable',
  '40001': 'database-contention',
  '40P01': 'database-contention',
  '42501': 'database-permission-denied',
  '53': 'database-unavailable',
  '55P03': 'database-timeout',
  '57014': 'database-timeout',
  '57P': 'database-unavailable',
};

/** Messages by which the client says, without a SQLSTATE, that the connection is gone. */
const BROKEN_CONNECTION =
  /connection (terminated|error|ended|timeout)|terminated unexpectedly|not queryable|timeout exceeded|query read timeout/i;

function textOf(error: unknown, key: string): string | undefined {
  if (typeof error !== 'object' || error === null || !(key in error)) return undefined;
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : undefined;
}

/** Whether the connection that raised the error is of no further use. */
export function isConnectionFault(error: unknown): boolean {
  if (error instanceof DatabaseError) return isConnectionFault(error.cause);
  const code = textOf(error, 'code');
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code) && textOf(error, 'severity') !== undefined) {
    return code.startsWith('08') || code.startsWith('57P') || textOf(error, 'severity') === 'FATAL';
  }
  if (code !== undefined && /^(E[A-Z]+|ERR_SOCKET\w*)$/.test(code)) return true;
  return BROKEN_CONNECTION.test(textOf(error, 'message') ?? '');
}

/** The typed form of whatever the client threw. Never carries the statement's values. */
export function databaseError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const state = textOf(error, 'severity') === undefined ? undefined : textOf(error, 'code');
  const known =
    state === undefined
      ? undefined
      : (BY_SQL_STATE[state] ?? BY_SQL_STATE[state.slice(0, 3)] ?? BY_SQL_STATE[state.slice(0, 2)]);
  const code = known ?? (isConnectionFault(error) ? 'database-unavailable' : 'database-fault');
  const constraint = textOf(error, 'constraint');
  const values: Record<string, string> = {};
  if (state !== undefined) values['state'] = state;
  if (constraint !== undefined) values['constraint'] = constraint;
  return new DatabaseError(code, values, { cause: error, sqlState: state, constraint });
}
