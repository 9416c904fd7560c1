export type { Database, Scope, Session, Statement, Transaction } from './contract.ts';
export { connect, type ConnectOptions } from './connect.ts';
export { copyLine, type CopyValue } from './copy-line.ts';
export { DATABASE_ERRORS, DatabaseError, type DatabaseErrorCode } from './error.ts';
export {
  APPLICATION_ROLE,
  listMigrations,
  migrate,
  MIGRATOR_ROLE,
  type Migration,
  type MigrationOptions,
} from './migrations.ts';
export { describeSchema, snapshotSchema } from './schema.ts';
export { scopeText } from './scope.ts';
export { databaseWords } from './words.ts';
export * from './embedded/index.ts';
