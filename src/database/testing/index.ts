export { emptyDatabase, testDatabase, type TestDatabase } from './test-database.ts';
export type { TestServer } from './provided.ts';
