import { afterAll, beforeAll, expect, test } from 'vitest';
import { newRandom } from '../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../database/testing/index.ts';
import { ParameterTables } from '../ledger/parameters/index.ts';
import { agreementOn } from '../systems/ecert/agreements/index.ts';
import { announcementsFor } from '../systems/ecert/announcements/index.ts';
import { Forgeries } from '../systems/ecert/forgeries/index.ts';
import { ecertParameters } from '../systems/ecert/parameters/index.ts';
import { AUTHORITIES } from '../systems/ecert/testing/setting.ts';
import { fillAdministration } from './administration.ts';

let its: TestDatabase;
beforeAll(async () => {
  its = await testDatabase();
});
afterAll(() => its.drop());

test('the demonstration’s parameters and forgeries go in once, by two officials, however often it starts', async () => {
  const { database } = its;
  const clock = () => new Date('2026-11-22T08:00:00Z');
  const shared = { database, clock, random: newRandom };
  const parameters = await ParameterTables.open({ ...shared, definitions: ecertParameters });
  const forgeries = await Forgeries.open({ ...shared, authorities: () => AUTHORITIES });
  const house = { clock, database, parameters, forgeries };
  await fillAdministration(house);
  await fillAdministration(house);
  const system = { actor: 'test', scope: { kind: 'system' }, may: () => true } as const;
  const beef = { country: 'AU', commodity: '020230', day: '2026-11-22' };
  expect(agreementOn(parameters, beef)).toMatchObject({ paperless: true });
  const states = (items: readonly { readonly state: string }[]) => items.map(({ state }) => state).toSorted();
  const changes = await parameters.changes(system, { filters: {} });
  expect(states(changes.items)).toEqual(['approved', 'approved', 'proposed']);
  expect(states((await forgeries.search(system, { filters: {} })).items)).toEqual([
    'confirmed',
    'reported',
    'reported',
  ]);
  expect(forgeries.warningsOf({ number: 'NZL2026/AKL/777042' })).toHaveLength(1);
  const anyone = { actor: 'anyone', scope: { kind: 'public' }, may: () => false } as const;
  const seen = await announcementsFor({ parameters, database }, anyone, undefined);
  expect(seen.map(({ id }) => id)).toEqual(['welcome']);
});
