import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { ParameterTables, type ParameterOwner } from '../../../ledger/parameters/index.ts';
import { joinedModels, modelsInForce, SHIPPED_MODELS, shippedModels } from '../models/index.ts';
import { ecertParameters } from '../parameters/index.ts';
import { NOW, official } from '../testing/setting.ts';
import { loadedModels, rulesOf } from './index.ts';

let held: TestDatabase;
let parameters: ParameterTables;
const NZ = { country: 'NZ', authority: 'NZ-MPI' };
const proposer = { ...official('NZ', 'NZ-MPI'), actor: 'account/proposer' };
const approver = { ...official('NZ', 'NZ-MPI'), actor: 'account/approver' };

beforeAll(async () => {
  held = await testDatabase();
  parameters = await ParameterTables.open({
    database: held.database,
    clock: () => NOW,
    random: newRandom,
    definitions: ecertParameters,
  });
});
afterAll(() => held.drop());

async function changed(
  parameter: string,
  { key, value, owner }: { readonly key: object; readonly value: object; readonly owner: ParameterOwner },
): Promise<void> {
  const rows = [{ key, value, from: '2026-01-01' }];
  const { id } = await parameters.propose(proposer, { parameter, owner, reason: 'Agreed in May.', rows });
  await parameters.act(approver, { id, action: 'approve', input: {} });
}

describe('the rule of an office', () => {
  test('asks for three acts until two of its authority say otherwise, each office for itself', async () => {
    const rules = rulesOf(parameters);
    expect(rules(NZ)).toEqual({ threeActs: true });
    await changed('issuing-practice', {
      key: {},
      value: { threeActs: true, reviewerMaySign: true, numberPattern: 'NZ{yy}-{serial:5}' },
      owner: { authority: 'NZ-MPI' },
    });
    await changed('issuing-practice', {
      key: {},
      value: { threeActs: false },
      owner: { authority: 'NZ-MPI', office: 'NZ-MPI/AKL' },
    });
    expect(rules({ ...NZ, office: 'NZ-MPI/WLG' })).toMatchObject({ reviewerMaySign: true });
    expect(rules({ ...NZ, office: 'NZ-MPI/AKL' })).toEqual({ threeActs: false });
    expect(rules({ country: 'CN', authority: 'CN-GACC' })).toEqual({ threeActs: true });
  });

  test('takes no pattern of numbers without a serial', async () => {
    for (const numberPattern of ['NZ-{year}', 'NZ {serial:5}', '{serial:0}-X', "{serial}'; --"])
      await expect(
        changed('issuing-practice', {
          key: {},
          value: { threeActs: true, numberPattern },
          owner: { authority: 'NZ-MPI' },
        }),
        numberPattern,
      ).rejects.toMatchObject({ code: 'parameter-change-invalid' });
  });
});

describe('a model that an authority loads', () => {
  const [meat] = SHIPPED_MODELS;

  test('is offered beside those of the release, and to nobody else', async () => {
    const own = { ...structuredClone(meat), key: 'venison', exporting: 'NZ' };
    await changed('certificate-model', {
      key: { id: 'venison.1' },
      value: { model: own },
      owner: { authority: 'NZ-MPI' },
    });
    const source = joinedModels(shippedModels, loadedModels(parameters));
    const keys = async (authority: string, country: string) =>
      modelsInForce(await source.models({ authority }), { country, day: '2026-06-01' }).map(({ key }) => key);
    expect(await keys('NZ-MPI', 'NZ')).toEqual([...SHIPPED_MODELS.map(({ key }) => key), 'venison']);
    expect(await keys('CN-GACC', 'CN')).not.toContain('venison');
  });

  test('with a place that no certificate has, or an expression that could run for ever, is not proposed', async () => {
    const model = structuredClone(meat);
    const [field] = model?.sections[0]?.fields ?? [];
    if (field?.kind !== 'text') throw new Error('no text');
    field.place = 'consignment.nowhere';
    field.pattern = '(a+)+$';
    const attempt = changed('certificate-model', {
      key: { id: 'bad.1' },
      value: { model: model ?? {} },
      owner: { authority: 'NZ-MPI' },
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'parameter-change-invalid',
      faults: [{ code: 'model-pattern-unfit' }, { code: 'model-place-unknown' }],
    });
  });
});
