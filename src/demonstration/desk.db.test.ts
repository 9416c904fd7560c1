import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addAnchor,
  keepOffice,
  loadAuthorities,
  openAccess,
  OPERATOR,
  TrustRegister,
} from '../access/index.ts';
import { newRandom } from '../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../database/testing/index.ts';
import { createApplications, type Applications } from '../systems/ecert/application/index.ts';
import { SHIPPED_MODELS, checkForm, shippedModels } from '../systems/ecert/models/index.ts';
import { testSeal } from '../systems/ecert/testing/sealing.ts';
import { APPLICATIONS } from './applications.ts';
import { fillDesks } from './desk.ts';

const NOW = new Date('2026-11-22T08:00:00Z');
const TODAY = '2026-11-22';
let its: TestDatabase;
let trust: TrustRegister;
let applications: Applications;
const clock = (): Date => NOW;

beforeAll(async () => {
  its = await testDatabase();
  const { database } = its;
  const shared = { database, clock, random: newRandom };
  await loadAuthorities(shared);
  for (const [key, name] of [
    ['CN-GACC/2200', 'Shanghai Customs'],
    ['CN-GACC/4200', 'Qingdao Customs'],
  ] as const)
    await keepOffice(shared, OPERATOR, { key, authority: 'CN-GACC', names: [name] });
  const access = openAccess(shared);
  for (const login of ['issuer', 'reviewer', 'issuer-shanghai', 'reviewer-shanghai', 'supervisor'])
    await access.addAccount(OPERATOR, {
      login,
      name: login,
      kind: 'machine',
      authority: 'CN-GACC',
      roles: ['supervisor'],
    });
  const seal = await testSeal('CN-GACC');
  await addAnchor(shared, OPERATOR, { authority: 'CN-GACC', certificate: seal.anchor.certificate });
  trust = await TrustRegister.open(database);
  applications = createApplications({
    ...shared,
    models: shippedModels,
    rules: () => ({ threeActs: true }),
    trust,
    codeKey: new Uint8Array(32).fill(7),
    sealKeyOf: () => seal.key,
  });
});
afterAll(async () => {
  trust.close();
  await its.drop();
});

describe('the desks of the demonstration', () => {
  test('hold applications at every stage in two offices, and a second start adds none', async () => {
    const house = { database: its.database, clock, applications };
    await fillDesks(house);
    const all = async () => (await applications.search(OPERATOR, { filters: {}, limit: 200 })).items;
    const first = await all();
    const stages = (office: string) =>
      first
        .filter((one) => one.office === office)
        .map(({ state }) => state)
        .toSorted();
    expect(stages('CN-GACC/4200')).toEqual(['draft', 'draft', 'issued', 'reviewed', 'submitted']);
    expect(stages('CN-GACC/2200')).toEqual(['draft', 'reviewed', 'submitted']);
    await fillDesks(house);
    expect((await all()).map(({ id, version }) => [id, version])).toEqual(
      first.map(({ id, version }) => [id, version]),
    );
  });

  test('show nothing odd in what was handed on', () => {
    for (const { model: key, stage, form } of APPLICATIONS) {
      const model = SHIPPED_MODELS.find((one) => one.key === key);
      if (model === undefined) throw new Error(`no model ${key}`);
      const findings = checkForm(model, form(TODAY), { today: TODAY, country: 'CN' });
      if (stage !== 'draft') expect(findings, key).toEqual([]);
    }
  });
});
