import { afterAll, beforeAll, expect, test } from 'vitest';
import { newRandom } from '../../../crypto/index.ts';
import type { Scope } from '../../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import type { LedgerCaller } from '../../../ledger/index.ts';
import { ParameterTables } from '../../../ledger/parameters/index.ts';
import { nomenclatureParameter, nomenclatureRows } from './index.ts';

let held: TestDatabase;
let parameters: ParameterTables;
const owner = { authority: 'CN-GACC' };
const scope: Scope = { kind: 'authority', country: 'CN', authority: 'CN-GACC' };
const operator: LedgerCaller = { actor: 'operator', behalf: 'account/ada', scope, may: () => true };
const person = (actor: string): LedgerCaller => ({ actor, scope, may: () => true });

beforeAll(async () => {
  held = await testDatabase();
  parameters = await ParameterTables.open({
    database: held.database,
    clock: () => new Date('2026-11-22T00:00:00Z'),
    random: newRandom,
    definitions: [nomenclatureParameter],
  });
});
afterAll(() => held.drop());

/** A national tariff: ninety-seven chapters, a hundred codes each. */
const tariff = (name: string) =>
  new Map(
    Array.from({ length: 97 }, (_, chapter) => String(chapter + 1).padStart(2, '0')).map((chapter) => [
      chapter,
      Array.from({ length: 100 }, (_, index) => ({
        code: `${chapter}${String(index).padStart(8, '0')}`,
        name: chapter === '02' ? name : 'x',
      })),
    ]),
  );

test('a tariff is one change that another official approves; loaded again only what differs is proposed', async () => {
  const options = { nomenclature: 'CN-2026', owner, from: '2026-11-23' };
  const rows = nomenclatureRows(parameters, { chapters: tariff('meat') }, options);
  expect(rows).toHaveLength(97);
  const proposal = { parameter: nomenclatureParameter.name, owner, rows, reason: 'tariff.csv' };
  const { id } = await parameters.propose(operator, proposal);
  const approval = { id, action: 'approve', input: {} };
  await expect(parameters.act(person('account/ada'), approval)).rejects.toMatchObject({
    faults: [{ code: 'parameter-own-proposal' }],
  });
  await parameters.act(person('account/bo'), approval);
  expect(nomenclatureRows(parameters, { chapters: tariff('meat') }, options)).toEqual([]);
  const changed = nomenclatureRows(parameters, { chapters: tariff('meat and offal') }, options);
  expect(changed.map(({ key }) => key)).toEqual([{ nomenclature: 'CN-2026', chapter: '02' }]);
  expect(
    nomenclatureRows(parameters, { chapters: tariff('meat') }, { ...options, from: '2026-11-22' }),
  ).toHaveLength(97);
});
