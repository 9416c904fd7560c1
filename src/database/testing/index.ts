export type { TestServer } from './provided.ts';
export { emptyDatabase, testDatabase, type TestDatabase } from './test-database.ts';
export { throwAwayFolder } from './throw-away.ts';
