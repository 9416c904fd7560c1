import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../crypto/index.ts';
import type { Scope } from '../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import { ParameterTables } from '../../ledger/parameters/index.ts';
import { RuleShelf, VERIFICATION_PARAMETERS } from '../parameters/index.ts';
import { proposalsOf, readPack, readPackFolder, shippedPackFolder, type RulePack } from './index.ts';

const owner = { authority: 'CN-GACC' };
const scope: Scope = { kind: 'authority', country: 'CN', authority: 'CN-GACC' };
const steward: LedgerCaller = { actor: 'operator', behalf: 'account/ada', scope, may: () => true };
const person = (actor: string): LedgerCaller => ({ actor, scope, may: () => true });
const from = '2026-11-23';

let held: TestDatabase;
let parameters: ParameterTables;
let pack: RulePack;

beforeAll(async () => {
  held = await testDatabase();
  parameters = await ParameterTables.open({
    database: held.database,
    clock: () => new Date('2026-11-22T00:00:00Z'),
    random: newRandom,
    definitions: VERIFICATION_PARAMETERS,
  });
  const reading = readPack(await readPackFolder(await shippedPackFolder('china-import')));
  if (!('pack' in reading)) throw new Error('the shipped pack has no faults');
  pack = reading.pack;
});
afterAll(() => held.drop());

describe('a pack that is loaded', () => {
  test('is proposed by parameter, counts once another official has approved, and then has nothing left to propose', async () => {
    const proposals = proposalsOf(parameters, pack, { owner, from });
    expect(proposals.map(({ parameter, rows }) => [parameter, rows.length])).toEqual([
      ['rule-table', pack.tables.length],
      ['reference-pattern', pack.references.length],
      ['commodity-mapping', pack.mappings.length],
      ['verification-practice', 1],
    ]);
    for (const proposal of proposals) {
      const { id } = await parameters.propose(steward, { ...proposal, owner, reason: 'the pack of China' });
      const approval = { id, action: 'approve', input: {} };
      await expect(parameters.act(person('account/ada'), approval)).rejects.toMatchObject({
        code: 'action-not-allowed',
      });
      await parameters.act(person('account/bo'), approval);
    }
    const book = await new RuleShelf(parameters).inForce(owner, from);
    expect(book.tables.map(({ name }) => name).toSorted()).toEqual(
      pack.tables.map(({ table }) => table.name).toSorted(),
    );
    expect(book.patterns).toHaveLength(pack.references.length);
    expect(book.mappings).toEqual(expect.arrayContaining([...pack.mappings]));
    expect(book.practice).toEqual(pack.practice);
    expect(proposalsOf(parameters, pack, { owner, from })).toEqual([]);
    const [changed] = pack.tables;
    const other =
      changed === undefined ? [] : [{ ...changed, table: { ...changed.table, title: { en: 'X', zh: 'X' } } }];
    const rows = proposalsOf(parameters, { ...pack, tables: other }, { owner, from });
    expect(rows.map((each) => [each.parameter, each.rows.length])).toEqual([['rule-table', 1]]);
  });
});
