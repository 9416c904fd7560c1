import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  keepOffice,
  loadAuthorities,
  openJoining,
  openOffices,
  openOrganisations,
  OPERATOR,
} from '../access/index.ts';
import { newRandom } from '../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../database/testing/index.ts';
import { lodgeApplication } from './applicant.ts';
import { buildOrganisations } from './offices.ts';

let its: TestDatabase;
let house: Parameters<typeof buildOrganisations>[0];
beforeAll(async () => {
  its = await testDatabase();
  house = { database: its.database, clock: () => new Date('2026-11-22T08:00:00Z'), random: newRandom };
  await loadAuthorities(house);
  await keepOffice(house, OPERATOR, {
    key: 'CN-GACC/2200',
    authority: 'CN-GACC',
    names: ['Shanghai Customs'],
  });
  await buildOrganisations(house, 'CN-GACC');
});
afterAll(() => its.drop());

test('the demonstration has a believable part of China’s tree, and partners’ offices', async () => {
  const offices = openOffices(house);
  const { items } = await offices.list(OPERATOR, { authority: 'CN-GACC', limit: 200 });
  const kinds = (kind: string) => items.filter((office) => office.kind === kind).length;
  expect([kinds('administration'), kinds('bureau')]).toEqual([1, 13]);
  expect(kinds('branch') + kinds('local')).toBeGreaterThanOrEqual(40);
  for (const { title, kind, parent, key } of items) {
    expect([title.en !== undefined, title.zh !== undefined], key).toEqual([true, true]);
    expect(parent === undefined, key).toBe(kind === 'administration');
  }
  for (const authority of ['NZ-MPI', 'NL-NVWA']) {
    expect((await offices.list(OPERATOR, { authority })).items.length, authority).toBeGreaterThanOrEqual(6);
  }
});

test('an office that certificates mention already keeps its names and gets its place', async () => {
  expect(await openOffices(house).get(OPERATOR, 'CN-GACC/2200')).toMatchObject({
    names: ['Shanghai Customs'],
    title: { zh: '上海海关' },
    kind: 'bureau',
    parent: 'CN-GACC/0000',
  });
});

test('a second start changes nothing and lodges no second application', async () => {
  await lodgeApplication(house);
  const evidence = async () => {
    const [row] = await its.superuser.query<{ count: number }>({
      name: '',
      text: 'select count(*)::integer as count from counterfoil.evidence_leaf',
    });
    return row?.count;
  };
  const before = await evidence();
  await buildOrganisations(house, 'CN-GACC');
  await lodgeApplication(house);
  expect(await evidence()).toBe(before);
  expect((await openJoining(house).search(OPERATOR, { filters: {} })).items).toHaveLength(1);
  expect((await openOrganisations(house).get(OPERATOR, 'CN-GACC')).host).toBe(true);
});
