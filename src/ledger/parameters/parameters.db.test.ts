import fc from 'fast-check';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../crypto/index.ts';
import type { Scope } from '../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import type { LedgerCaller } from '../caller.ts';
import { tableFaults } from '../table-faults.ts';
import { changeRecord } from './change-record.ts';
import { defineParameter, type ParameterOwner, type ProposedRow } from './definition.ts';
import { ParameterError } from './error.ts';
import { ParameterTables, type ParameterRow, type ReadOptions } from './parameters.ts';

const rate = defineParameter({
  name: 'rate',
  key: Type.Object({ code: Type.String({ minLength: 1, maxLength: 10 }) }, { additionalProperties: false }),
  value: Type.Object({ days: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
  levels: ['platform', 'authority', 'office'],
  readers: 'signed-in',
  standard: [{ key: { code: 'standard' }, value: { days: 1 } }],
});
const notice = defineParameter({
  name: 'notice',
  key: Type.Object({ id: Type.String() }, { additionalProperties: false }),
  value: Type.Object({ countries: Type.Array(Type.String()) }, { additionalProperties: false }),
  levels: ['platform'],
  readers: 'public',
  concerned: ({ countries }) => (countries.length === 0 ? undefined : countries),
});
const failing = defineParameter({
  name: 'failing',
  key: Type.Object({}, { additionalProperties: false }),
  value: Type.Object({}, { additionalProperties: false }),
  levels: ['platform'],
  readers: 'signed-in',
  approved: () => Promise.reject(new Error('the effect fails')),
});
const unproved = defineParameter({
  name: 'unproved',
  key: Type.Object({}, { additionalProperties: false }),
  value: Type.Object({}, { additionalProperties: false }),
  levels: ['platform'],
  readers: 'signed-in',
  refuses: () => Promise.resolve([{ code: 'parameter-instant-unfit', path: '/rows/0', values: {} }]),
});

let held: TestDatabase;
let parameters: ParameterTables;
let now = new Date('2026-11-22T10:00:00Z');

const person = (actor: string, scope: Scope = { kind: 'system' }, behalf?: string): LedgerCaller => ({
  actor,
  scope,
  may: () => true,
  ...(behalf === undefined ? {} : { behalf }),
});
const ada = person('account/ada');
const bo = person('account/bo');
const of = (authority: string, office?: string): Scope => ({
  kind: 'authority',
  country: authority.slice(0, 2),
  authority,
  ...(office === undefined ? {} : { office }),
});
const cora = person('account/cora', of('CN-GACC'));
const dai = person('account/dai', of('CN-GACC'));
const nils = person('account/nils', of('NZ-MPI'));

const row = (code: string, days: number | null, from = '2026-01-01', until?: string): ProposedRow => ({
  key: { code },
  value: days === null ? null : { days },
  from,
  ...(until === undefined ? {} : { until }),
});

async function change(
  rows: readonly ProposedRow[],
  { by = ada, approver = bo, owner = {}, parameter = 'rate' } = {} as {
    readonly by?: LedgerCaller;
    readonly approver?: LedgerCaller;
    readonly owner?: ParameterOwner;
    readonly parameter?: string;
  },
) {
  const { id } = await parameters.propose(by, { parameter, owner, reason: 'test', rows });
  return parameters.act(approver, { id, action: 'approve', input: {} });
}
/** The value in force of each code, as a caller reads it. */
const inForce = async (caller: LedgerCaller, options: ReadOptions = {}): Promise<Record<string, number>> => {
  const { rows } = await parameters.read(caller, 'rate', options);
  // What the table holds has passed the schemas of `rate`.
  const typed = rows as readonly ParameterRow<{ code: string }, { days: number }>[];
  return Object.fromEntries(typed.map(({ key, value }) => [key.code, value.days]));
};

beforeAll(async () => {
  held = await testDatabase();
  parameters = await ParameterTables.open({
    database: held.database,
    clock: () => now,
    random: newRandom,
    definitions: [rate, notice, failing, unproved],
  });
});
afterAll(() => held.drop());

describe('a change of a parameter', () => {
  test('has tables that agree with its definition', async () => {
    const faults = await held.database.transaction({ kind: 'system' }, (session) =>
      tableFaults(session, changeRecord),
    );
    expect(faults).toEqual([]);
  });

  test('counts only once another official has approved it', async () => {
    const proposed = await parameters.propose(ada, {
      parameter: 'rate',
      reason: 'first',
      rows: [row('a', 5)],
    });
    expect(await inForce(ada)).toEqual({ standard: 1 });
    const own = parameters.act(ada, { id: proposed.id, action: 'approve', input: {} });
    await expect(own).rejects.toMatchObject({
      code: 'action-not-allowed',
      faults: [{ code: 'parameter-own-proposal' }],
    });
    await parameters.act(bo, { id: proposed.id, action: 'approve', input: {} });
    expect(await inForce(ada)).toEqual({ a: 5, standard: 1 });
    expect(parameters.find(rate, { code: 'a' })).toEqual({ days: 5 });
    const found = await parameters.change(bo, proposed.id);
    expect(found?.history.map(({ action, actor }) => [action, actor])).toEqual([
      ['proposed', 'account/ada'],
      ['approve', 'account/bo'],
    ]);
    expect(found?.history.every(({ leaf }) => leaf.length === 36)).toBe(true);
  });

  test('is proposed with others that it belongs to, all of them or none', async () => {
    const together = { parameter: 'rate', reason: 'together', rows: [row('together', 5)] };
    const own = async () =>
      (await parameters.changes(ada, { filters: {}, limit: 100 })).items.filter(
        ({ body }) => body.reason === 'together',
      );
    const refused = {
      parameter: 'unproved',
      reason: 'together',
      rows: [{ key: {}, value: {}, from: '2026-01-01' }],
    };
    await expect(parameters.proposeAll(ada, [together, refused])).rejects.toMatchObject({
      code: 'parameter-change-invalid',
    });
    expect(await own()).toEqual([]);
    const other = {
      ...together,
      parameter: 'notice',
      rows: [{ key: { id: '1' }, value: { countries: [] }, from: '2030-01-01' }],
    };
    const changes = await parameters.proposeAll(ada, [together, other]);
    expect(changes.map(({ body }) => body.parameter)).toEqual(['rate', 'notice']);
    expect(await own()).toHaveLength(2);
    for (const { id } of changes) await parameters.act(ada, { id, action: 'withdraw', input: {} });
  });

  test('is not approved in the proposer’s name, nor by the proposer in another’s', async () => {
    const { id } = await parameters.propose(ada, { parameter: 'rate', reason: 'x', rows: [row('b', 1)] });
    const deputy = person('account/deputy', { kind: 'system' }, 'account/ada');
    for (const approver of [deputy, person('account/ada', { kind: 'system' }, 'account/zoe')]) {
      await expect(parameters.act(approver, { id, action: 'approve', input: {} })).rejects.toMatchObject({
        faults: [{ code: 'parameter-own-proposal' }],
      });
    }
    const delegated = await parameters.propose(deputy, {
      parameter: 'rate',
      reason: 'x',
      rows: [row('b', 1)],
    });
    await expect(
      parameters.act(ada, { id: delegated.id, action: 'approve', input: {} }),
    ).rejects.toMatchObject({ faults: [{ code: 'parameter-own-proposal' }] });
  });

  test('the table itself takes no row that one person proposed and approved', async () => {
    const write = held.superuser.query({
      name: '',
      text: `insert into counterfoil.parameter_row (parameter, version, place, key, valid_from, recorded, change, open, proposed_by, approved_by)
             values ('rate', 900, 0, '{}', now(), now(), gen_random_uuid(), true, 'one', 'one')`,
    });
    await expect(write).rejects.toThrow();
  });

  test('names every fault of a proposal at once', async () => {
    const faulty = parameters.preview(ada, {
      parameter: 'rate',
      rows: [{ key: {}, value: { days: -1 }, from: 'tomorrow' }, row('c', 1, '2026-05-01', '2026-04-01')],
    });
    await expect(faulty).rejects.toMatchObject({ code: 'parameter-change-invalid' });
    const error: unknown = await faulty.catch((each: unknown) => each);
    const paths = error instanceof ParameterError ? error.faults.map(({ path }) => path) : [];
    expect(paths).toEqual(
      expect.arrayContaining(['/rows/0/key', '/rows/0/value/days', '/rows/0/from', '/rows/1/until']),
    );
    const twice = parameters.preview(ada, {
      parameter: 'rate',
      rows: [row('c', 1), row('c', 2, '2026-06-01')],
    });
    await expect(twice).rejects.toMatchObject({ faults: [{ code: 'parameter-row-repeated' }] });
  });

  test('is shown before it counts: what is added, changed, ended and left as it is', async () => {
    await change([row('shown', 1), row('same', 7), row('over', 1)]);
    const preview = await parameters.preview(ada, {
      parameter: 'rate',
      rows: [
        row('shown', 2, '2027-01-01'),
        row('same', 7),
        row('over', null, '2027-01-01'),
        row('new', 3, '2027-01-01'),
      ],
    });
    expect(preview.counts).toEqual({ added: 1, changed: 1, ended: 1, unchanged: 1 });
    expect(preview.rows[0]).toMatchObject({ before: { days: 1 }, after: { days: 2 }, startsInPast: false });
    expect(preview.rows[1]).toMatchObject({ kind: 'unchanged', startsInPast: true });
  });

  test('is refused when what it builds on was changed meanwhile, also by two approvals at once', async () => {
    const propose = (days: number) =>
      parameters.propose(ada, { parameter: 'rate', reason: 'race', rows: [row('raced', days)] });
    const both = [await propose(1), await propose(2), await propose(3)];
    const results = await Promise.allSettled(
      both.map(({ id }) => parameters.act(bo, { id, action: 'approve', input: {} })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results.filter(({ status }) => status === 'rejected')) {
      expect(result).toMatchObject({ reason: { faults: [{ code: 'parameter-changed-meanwhile' }] } });
    }
  });

  test('whose effect fails leaves nothing behind', async () => {
    const { id } = await parameters.propose(ada, {
      parameter: 'failing',
      reason: 'x',
      rows: [{ key: {}, value: {}, from: '2026-01-01' }],
    });
    await expect(parameters.act(bo, { id, action: 'approve', input: {} })).rejects.toThrow(
      'the effect fails',
    );
    expect((await parameters.change(bo, id))?.change).toMatchObject({ state: 'proposed', version: 1 });
    expect((await parameters.read(bo, 'failing')).version).toBe(0);
  });

  test('can be refused with a reason, or withdrawn, and is decided once', async () => {
    const { id } = await parameters.propose(ada, { parameter: 'rate', reason: 'x', rows: [row('d', 1)] });
    await expect(parameters.act(bo, { id, action: 'refuse', input: {} })).rejects.toMatchObject({
      code: 'action-input-invalid',
    });
    const refused = await parameters.act(bo, { id, action: 'refuse', input: { reason: 'too high' } });
    expect(refused).toMatchObject({
      state: 'refused',
      body: { refusal: 'too high', decidedBy: 'account/bo' },
    });
    await expect(parameters.act(bo, { id, action: 'approve', input: {} })).rejects.toMatchObject({
      code: 'action-not-allowed',
    });
    expect(await inForce(ada)).not.toHaveProperty('d');
  });
});

describe('levels', () => {
  test('an authority’s overlay counts for itself alone, an office’s over it, and ends back into the wider level', async () => {
    const owner = { authority: 'CN-GACC' };
    await change([row('level', 10)]);
    await change([row('level', 20)], { by: cora, approver: dai, owner });
    await change([row('level', 30)], { by: cora, approver: dai, owner: { ...owner, office: 'CN-GACC/1' } });
    expect((await inForce(cora))['level']).toBe(20);
    expect((await inForce(nils))['level']).toBe(10);
    expect((await inForce(person('account/x', of('CN-GACC', 'CN-GACC/1'))))['level']).toBe(30);
    expect(parameters.find(rate, { code: 'level' }, { owner: { ...owner, office: 'CN-GACC/2' } })).toEqual({
      days: 20,
    });
    await change([row('level', null)], { by: cora, approver: dai, owner });
    expect((await inForce(cora))['level']).toBe(10);
  });

  test('nobody proposes, sees or decides for another authority', async () => {
    const owner = { authority: 'CN-GACC' };
    const stranger = parameters.propose(nils, { parameter: 'rate', owner, reason: 'x', rows: [row('e', 1)] });
    await expect(stranger).rejects.toMatchObject({ code: 'parameter-forbidden' });
    const platform = parameters.propose(nils, { parameter: 'rate', reason: 'x', rows: [row('e', 1)] });
    await expect(platform).rejects.toMatchObject({ code: 'parameter-forbidden' });
    const { id } = await parameters.propose(cora, {
      parameter: 'rate',
      owner,
      reason: 'x',
      rows: [row('e', 1)],
    });
    expect(await parameters.change(nils, id)).toBeUndefined();
    await expect(parameters.act(nils, { id, action: 'approve', input: {} })).rejects.toMatchObject({
      code: 'record-not-found',
    });
    // An authority reads what is proposed for all, and cannot decide it.
    const wide = await parameters.propose(ada, { parameter: 'rate', reason: 'x', rows: [row('e', 1)] });
    expect((await parameters.change(nils, wide.id))?.actions).toEqual([]);
    await expect(parameters.act(nils, { id: wide.id, action: 'approve', input: {} })).rejects.toMatchObject({
      code: 'action-forbidden',
    });
  });

  test('a row for some countries is seen by their officials alone, and its end by all', async () => {
    const rowFor = (countries: readonly string[]) => ({
      key: { id: 'n' },
      value: { countries },
      from: '2026-01-01',
    });
    const seen = async (caller: LedgerCaller) =>
      (await parameters.read(caller, 'notice')).rows.map(({ value }): unknown => value);
    await change([rowFor(['NZ'])], { parameter: 'notice' });
    expect(await seen(nils)).toEqual([{ countries: ['NZ'] }]);
    expect(await seen(cora)).toEqual([]);
    expect(await seen({ actor: 'anyone', scope: { kind: 'public' }, may: () => false })).toEqual([]);
    await change([rowFor(['CN'])], { parameter: 'notice' });
    expect(await seen(nils)).toEqual([]);
    expect(await seen(cora)).toEqual([{ countries: ['CN'] }]);
  });
});

test('a question about any moment and version is answered the same for ever', async () => {
  const asked: { readonly at: Date; readonly version: number; readonly rows: unknown }[] = [];
  const days = fc.date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        code: fc.constantFrom('p', 'q'),
        days: fc.option(fc.nat(9)),
        from: days,
        length: fc.option(fc.integer({ min: 1, max: 400 })),
      }),
      days,
      async ({ code, days: value, from, length }, at) => {
        now = new Date(now.getTime() + 1000);
        const until =
          length === null ? undefined : new Date(from.getTime() + length * 86_400_000).toISOString();
        await change([row(code, value, from.toISOString(), until)]);
        const { version, rows } = await parameters.read(ada, 'rate', { at });
        asked.push({ at, version, rows });
        for (const question of asked) {
          const again = await parameters.read(ada, 'rate', { at: question.at, version: question.version });
          expect(again.rows).toEqual(question.rows);
        }
        // What was just approved counts in its own period, whatever came before.
        const inside = await inForce(ada, { at: from });
        expect(inside[code]).toBe(value ?? undefined);
      },
    ),
    { numRuns: 15 },
  );
});
