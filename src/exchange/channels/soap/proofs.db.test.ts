import { afterAll, beforeAll, expect, test } from 'vitest';
import { newRandom } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { databaseProofs } from './proofs.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const LATER = new Date('2026-11-22T09:10:00Z');
let held: TestDatabase;

beforeAll(async () => {
  held = await testDatabase();
});
afterAll(() => held.drop());

test('a proof is taken once, though many processes are offered it at once', async () => {
  const digest = newRandom(32);
  const taken = await Promise.all(
    Array.from({ length: 12 }, () => databaseProofs(held.database).take(digest, LATER, NOW)),
  );
  expect(taken.filter(Boolean)).toHaveLength(1);
  expect(await databaseProofs(held.database).take(digest, LATER, NOW)).toBe(false);
});

test('what is over is swept by whoever comes next, and what is not stays', async () => {
  const proofs = databaseProofs(held.database);
  const [old, fresh] = [newRandom(32), newRandom(32)];
  await proofs.take(old, NOW, new Date(NOW.getTime() - 1));
  await proofs.take(fresh, new Date(LATER.getTime() + 60_000), NOW);
  await proofs.take(newRandom(32), LATER, new Date(LATER.getTime() + 1));
  expect(await proofs.take(old, LATER, NOW)).toBe(true);
  expect(await proofs.take(fresh, LATER, NOW)).toBe(false);
});
