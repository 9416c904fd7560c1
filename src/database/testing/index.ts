export type { TestServer } from './provided.ts';
export { emptyDatabase, testDatabase, type TestDatabase } from './test-database.ts';
