import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeSchema } from './index.ts';
import { testDatabase, type TestDatabase } from './testing/index.ts';

let its: TestDatabase;
beforeAll(async () => {
  its = await testDatabase();
});
afterAll(() => its.drop());

test('the committed picture of the schema is what the migrations make, on every server version', async () => {
  const committed = await readFile(new URL('./schema.snapshot.txt', import.meta.url), 'utf8');
  expect(await describeSchema(its.migrationUrl), 'run npm run generate').toBe(committed);
});
