import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { readStirrings } from '../changes/index.ts';
import { shippedModels } from '../models/index.ts';
import { meatForm } from '../models/testing/specimen-forms.ts';
import { testSeal } from '../testing/sealing.ts';
import { CODE_KEY, NOW, official, trustOf } from '../testing/setting.ts';
import { createApplications, type ApplicationEntry, type Applications, type OfficeCaller } from './index.ts';

let held: TestDatabase;
let desk: Applications;
const FORM = meatForm(NOW.toISOString().slice(0, 10));

const person = (name: string, office = 'NZ-MPI/WLG'): OfficeCaller => ({
  ...official('NZ', 'NZ-MPI', { office }),
  actor: `account/${name}`,
  name,
});
const [ana, ben] = [person('ana'), person('ben')];
const auckland = person('dora', 'NZ-MPI/AKL');

beforeAll(async () => {
  held = await testDatabase();
  const seal = await testSeal('NZ-MPI');
  desk = createApplications({
    database: held.database,
    clock: () => NOW,
    random: newRandom,
    models: shippedModels,
    rules: () => ({ threeActs: false }),
    trust: trustOf([seal.anchor]),
    codeKey: CODE_KEY,
    sealKeyOf: () => seal.key,
  });
});
afterAll(() => held.drop());

const begin = () => desk.begin(ana, { model: 'meat', form: FORM });
const typed = (consignor: string) => ({ ...FORM, consignor });
const keep = (
  { id }: ApplicationEntry,
  caller: OfficeCaller,
  consignor: string,
  { base = 1, revision = 0 } = {},
) => desk.keep(caller, { id, form: typed(consignor), base, revision });
const copiesFor = async (caller: OfficeCaller, { id }: ApplicationEntry) =>
  (await desk.read(caller, id)).copies.map(({ actor, form, revision }) => ({ actor, form, revision }));
const leaves = async (): Promise<number> => {
  const [row] = await held.database.read<{ count: string }>(
    { kind: 'system' },
    { name: 'test-leaves', text: 'select count(*)::text as count from evidence_leaf' },
  );
  return Number(row?.count);
};

describe('what an author types', () => {
  test('is kept for them without an act, and becomes one when they save', async () => {
    const entry = await begin();
    const before = await leaves();
    expect(await keep(entry, ana, 'A')).toMatchObject({ revision: 1, current: 1 });
    expect(await keep(entry, ana, 'AB', { revision: 1 })).toMatchObject({ revision: 2 });
    expect(await leaves()).toBe(before);
    expect(await desk.get(ana, entry.id)).toMatchObject({ version: 1, body: { form: FORM } });
    expect(await copiesFor(ana, entry)).toEqual([{ actor: ana.actor, form: typed('AB'), revision: 2 }]);
    const saved = await desk.save(ana, { id: entry.id, form: typed('AB'), version: 1 });
    expect(saved.version).toBe(2);
    expect(await leaves()).toBe(before + 1);
    // Nothing is unsaved; what another window of theirs knew is stale.
    expect(await copiesFor(ana, entry)).toEqual([{ actor: ana.actor, form: null, revision: 3 }]);
    await expect(keep(entry, ana, 'ABC', { base: 2, revision: 2 })).rejects.toMatchObject({
      code: 'working-copy-stale',
      values: { expected: 2, current: 3 },
    });
  });

  test('is shown to colleagues of the office before it is saved, and to nobody else', async () => {
    const entry = await begin();
    await keep(entry, ben, 'Ben');
    expect(await copiesFor(ana, entry)).toEqual([{ actor: ben.actor, form: typed('Ben'), revision: 1 }]);
    await expect(desk.read(auckland, entry.id)).rejects.toThrow('record-not-found');
    await expect(keep(entry, auckland, 'x')).rejects.toThrow('record-not-found');
    const rows = await held.database.transaction(auckland.scope, (transaction) =>
      transaction.query({ name: '', text: 'select * from application_working_copy' }),
    );
    expect(rows).toEqual([]);
    // Who only types has written nothing yet.
    expect((await desk.get(ana, entry.id)).body.authors).toEqual([ana.actor]);
    const stirring = (await readStirrings(held.database)).filter(({ record }) => record === entry.id);
    expect(stirring).toMatchObject([{ kind: 'draft', actor: ben.actor, office: 'NZ-MPI/WLG' }]);
  });

  test('outlives what colleagues save meanwhile, with the ground that it can be joined upon', async () => {
    const entry = await begin();
    await keep(entry, ana, 'Ana');
    await desk.save(ben, { id: entry.id, form: typed('Ben'), version: 1 });
    // Still upon the version it began with, and told that another stands.
    expect(await keep(entry, ana, 'Ana 2', { revision: 1 })).toMatchObject({ revision: 2, current: 2 });
    const [own] = (await desk.read(ana, entry.id)).copies;
    expect(own).toMatchObject({ base: 1, ground: FORM, form: typed('Ana 2') });
    // Joined, it stands upon the new one.
    await keep(entry, ana, 'Ana 3', { base: 2, revision: 2 });
    expect((await desk.read(ana, entry.id)).copies[0]).toMatchObject({ base: 2, ground: typed('Ben') });
    // Who has kept nothing yet cannot begin upon an old version.
    await expect(keep(entry, ben, 'Late', { base: 1 })).rejects.toMatchObject({
      code: 'record-version-stale',
      values: { expected: 1, current: 2 },
    });
    await desk.act(ben, { id: entry.id, action: 'submit', input: {} });
    expect(await keep(entry, ana, 'Ana 4', { base: 2, revision: 3 })).toMatchObject({ current: 3 });
  });

  test('is taken back by who typed it, and ends with the application', async () => {
    const entry = await begin();
    await keep(entry, ana, 'Ana');
    await keep(entry, ben, 'Ben');
    await expect(desk.discard(ana, { id: entry.id, revision: 7 })).rejects.toThrow('working-copy-stale');
    expect(await desk.discard(ana, { id: entry.id, revision: 1 })).toBe(2);
    expect((await copiesFor(ana, entry)).map(({ form }) => form)).toEqual([null, typed('Ben')]);
    await desk.act(ana, { id: entry.id, action: 'abandon', input: {} });
    const rows = await held.database.transaction({ kind: 'system' }, (transaction) =>
      transaction.query(
        {
          name: '',
          text: 'select * from application_working_copy where application = $1',
        },
        [entry.id],
      ),
    );
    expect(rows).toEqual([]);
    await expect(keep(entry, ana, 'x')).rejects.toThrow('action-not-allowed');
  });

  test('is bounded and shaped as what is saved', async () => {
    const entry = await begin();
    await expect(
      desk.keep(ana, { id: entry.id, form: { weather: 'fine' }, base: 1, revision: 0 }),
    ).rejects.toThrow('application-form-invalid');
  });
});
