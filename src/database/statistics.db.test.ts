import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from './lib/connection.ts';
import { testDatabase, type TestDatabase } from './testing/index.ts';

let its: TestDatabase;
beforeAll(async () => {
  its = await testDatabase();
});
afterAll(() => its.drop());

test('no statistics are gathered of openings, which are all different and never asked for', async () => {
  const client = await openClient({ url: its.migrationUrl });
  try {
    // Before PostgreSQL 17 the usual target is -1, since then null.
    const { rows } = await client.query<{ relation: string; target: number }>(
      `select a.attrelid::regclass::text as relation, coalesce(a.attstattarget, -1)::int as target
       from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'counterfoil'::regnamespace and c.relkind in ('r', 'p')
         and a.attname in ('opening', 'cleared_opening')`,
    );
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter(({ target }) => target !== 0).map(({ relation }) => relation)).toStrictEqual([]);
  } finally {
    await client.end();
  }
});
