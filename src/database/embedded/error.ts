import { CounterfoilError } from '../../base/index.ts';

/** Why the embedded database does not run. */
export const EMBEDDED_ERRORS = [
  // Another process serves this folder.
  'database-folder-in-use',
  // The folder's files belong to another user of the machine.
  'database-folder-foreign',
  // Written by another major version of PostgreSQL.
  'database-folder-version',
  // We run as root and found no lesser user to run the server as.
  'database-needs-lesser-user',
  // No PostgreSQL binaries for this platform are installed.
  'database-binaries-missing',
  'database-initialisation-failed',
  'database-start-failed',
  // The remains of a killed server would not go away.
  'database-remains',
] as const;
export type EmbeddedErrorCode = (typeof EMBEDDED_ERRORS)[number];

export class EmbeddedError extends CounterfoilError<EmbeddedErrorCode> {
  override readonly name = 'EmbeddedError';
}
