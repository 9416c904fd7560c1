import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '../../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';

let held: TestDatabase;
beforeAll(async () => {
  held = await testDatabase();
});
afterAll(() => held.drop());

const china: Scope = { kind: 'authority', country: 'CN', authority: 'CN-GACC' };

test.each([
  ['certificate_arrival', 'certificate_arrivals'],
  ['result_received', 'verification_result_received'],
  ['inquiry_waiting', 'inquiry_waits_importing'],
  ['inquiry_waiting', 'inquiry_waits_issuing'],
])('%s goes by the index %s and sorts nothing', async (view, index) => {
  const rows = await held.database.transaction(china, async (session) => {
    await session.query({ name: '', text: 'set local enable_seqscan = off' });
    await session.query({ name: '', text: 'set local enable_bitmapscan = off' });
    return session.query<{ 'QUERY PLAN': string }>({ name: '', text: `explain select * from ${view}` });
  });
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain(index);
  expect(plan).not.toContain('Sort');
});

test.each(['certificate_arrival', 'result_received', 'inquiry_waiting'])(
  '%s shows nothing to who is no authority',
  async (view) => {
    for (const scope of [{ kind: 'system' }, { kind: 'public' }] as const)
      expect(
        await held.database.read(scope, { name: `test-${view}`, text: `select * from ${view}` }),
      ).toEqual([]);
  },
);
