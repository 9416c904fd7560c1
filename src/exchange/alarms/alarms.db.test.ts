import { afterAll, beforeAll, expect, test } from 'vitest';
import { newRandom } from '../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import { agreement, exchangeKey, StandingParameters, standingPartners } from '../testing/index.ts';
import { alarmsOf, sweepAlarms } from './alarms.ts';

let its: TestDatabase;
beforeAll(async () => {
  its = await testDatabase();
});
afterAll(() => its.drop());

test('an alarm is raised once whoever sweeps, told once, and cleared, each with its evidence', async () => {
  const { database } = its;
  let now = new Date('2036-01-01T00:00:00Z');
  now = new Date(now.getTime() - 20 * 86_400_000);
  const clock = (): Date => now;
  const parameters = new StandingParameters();
  const { certificate } = await exchangeKey('AU');
  parameters.partner('NZ-MPI', 'AU-DAFF', agreement('rest'));
  parameters.certificate('AU-DAFF', 'seal', certificate);
  parameters.set({
    name: 'exchange-alarm',
    key: { rule: 'certificate-expiring', partner: '' },
    value: { watched: true, threshold: 30, mail: true },
  });
  const partners = standingPartners(parameters, clock);
  const told: number[] = [];
  const options = {
    database,
    clock,
    random: newRandom,
    parameters: parameters as never,
    partners,
    tell: (_: unknown, raised: readonly unknown[]) => {
      told.push(raised.length);
      return Promise.resolve();
    },
  };
  const changes = await Promise.all([1, 2, 3].map(() => sweepAlarms(options)));
  expect(changes.toSorted()).toEqual([0, 0, 1]);
  expect(told).toEqual([1]);
  const [alarm] = await alarmsOf(database, ['AU-DAFF', 'AU-DAFF']);
  expect(alarm).toMatchObject({ rule: 'certificate-expiring', allowed: 30, cleared: null });
  expect(alarm?.measured).toBeCloseTo(20);
  expect(await alarmsOf(database, ['CL-SAG'])).toEqual([]);
  parameters.set({
    name: 'exchange-alarm',
    key: { rule: 'certificate-expiring', partner: 'AU-DAFF' },
    value: { watched: true, threshold: 10, mail: true },
  });
  now = new Date(now.getTime() + 60_000);
  expect(await sweepAlarms(options)).toBe(1);
  expect(await sweepAlarms(options)).toBe(0);
  expect(await alarmsOf(database, ['AU-DAFF'])).toMatchObject([{ id: alarm?.id, cleared: now }]);
  const leaves = await database.read<{ count: string }>(
    { kind: 'system' },
    {
      name: 'test-alarm-leaves',
      text: `select count(*) from exchange_alarm a join evidence_leaf l on l.id in (a.leaf, a.cleared_leaf)`,
    },
  );
  expect(Number(leaves[0]?.count)).toBe(2);
  expect(told).toEqual([1]);
  // Silent since it last took something, whatever waits for it.
  await database.transaction({ kind: 'system' }, (transaction) =>
    transaction.query(
      {
        name: 'test-alarm-taken',
        text: `insert into exchange_road (partner, channel, taken) values ('AU-DAFF', 'rest', $1)`,
      },
      [new Date(now.getTime() - 80 * 3_600_000)],
    ),
  );
  parameters.set({
    name: 'exchange-alarm',
    key: { rule: 'partner-silent', partner: '' },
    value: { watched: true, threshold: 72, mail: false },
  });
  expect(await sweepAlarms(options)).toBe(1);
  expect(await alarmsOf(database, ['AU-DAFF'])).toMatchObject([
    { rule: 'partner-silent', measured: 80, cleared: null },
    { rule: 'certificate-expiring' },
  ]);
  expect(told).toEqual([1]);
});
