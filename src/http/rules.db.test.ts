import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
const tokens = new Map<string, string>();

beforeAll(async () => {
  house = await testHouse();
  const add = async (name: string, account: Parameters<TestHouse['token']>[0]) =>
    tokens.set(name, await house.token(account));
  await add('steward', { roles: ['steward'] });
  await add('second', { roles: ['steward'] });
  await add('inspector', { authority: 'CN-GACC', roles: ['inspector'] });
  await add('abroad', { authority: 'NZ-MPI', roles: ['steward'] });
  await add('office', { authority: 'NZ-MPI', office: 'NZ-MPI/WLG', roles: ['steward'] });
});
afterAll(() => house.close());

async function ask(
  who: string | undefined,
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  payload?: object,
) {
  const token = who === undefined ? undefined : tokens.get(who);
  return house.server.inject({
    method,
    url,
    headers: {
      'accept-language': 'en',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(payload === undefined ? {} : { payload }),
  });
}

interface Check {
  readonly faults: readonly { readonly path: string; readonly code: string; readonly detail: string }[];
  readonly warnings: readonly object[];
  readonly cases: readonly { readonly pack: string; readonly passed: boolean }[];
}
interface Pack {
  readonly name: string;
  readonly rows: number;
  readonly changes: readonly { readonly parameter: string; readonly kind: string }[];
}

const owner = { authority: 'CN-GACC' };
const tolerance = {
  name: 'china-tolerances',
  title: { en: 'Tolerances', zh: '允差' },
  stage: 'tolerance',
  hit: 'first',
  inputs: ['item.commodity'],
  rows: [{ id: 'all', mode: 'live', cells: {}, outputs: { percent: '0' } }],
};

describe('a table that is being written', () => {
  it('is told every fault with its place and a sentence, and never refused for them', async () => {
    const rows = [{ ...tolerance.rows[0], id: '?', outputs: { percent: '-1' } }];
    const answer = await ask('steward', 'POST', '/v1/rule-tables/check', {
      table: { ...tolerance, rows },
      owner,
    });
    expect(answer.statusCode).toBe(200);
    const { faults } = answer.json<Check>();
    expect(faults.map(({ path }) => path)).toContain('/rows/0/id');
    for (const { code, detail } of faults) {
      expect(detail).not.toBe(code);
      expect(detail).not.toMatch(/\{/);
    }
    for (const table of [{}, { rows: 5 }, { rows: [[[]]], inputs: {} }])
      expect((await ask('steward', 'POST', '/v1/rule-tables/check', { table })).statusCode).toBe(200);
  });

  it('is decided in its table’s place by the test cases of the pack: a tolerance of nothing fails those on tolerances', async () => {
    const answer = await ask('steward', 'POST', '/v1/rule-tables/check', { table: tolerance, owner });
    const { faults, cases } = answer.json<Check>();
    expect(faults).toEqual([]);
    expect(cases.length).toBeGreaterThan(50);
    expect(new Set(cases.map(({ pack }) => pack))).toEqual(new Set(['china-import']));
    expect(cases.some(({ passed }) => passed)).toBe(true);
    expect(cases.some(({ passed }) => !passed)).toBe(true);
  });

  it('is nobody’s business who may not read parameters', async () => {
    const table = tolerance;
    expect((await ask('inspector', 'POST', '/v1/rule-tables/check', { table })).statusCode).toBe(403);
    expect((await ask('inspector', 'POST', '/v1/simulations', { table })).statusCode).toBe(403);
    expect((await ask('inspector', 'GET', '/v1/rule-packs')).statusCode).toBe(403);
    expect((await ask('inspector', 'GET', '/v1/shadow-rules')).statusCode).toBe(403);
    expect((await ask(undefined, 'GET', '/v1/verification-figures?measure=cases')).statusCode).toBe(401);
  });

  it('is held against no tables but those that bind who writes it', async () => {
    const check = (who: string, of?: object) =>
      ask(who, 'POST', '/v1/rule-tables/check', { table: tolerance, ...(of && { owner: of }) });
    for (const who of ['abroad', 'office'])
      expect((await check(who, owner)).json()).toMatchObject({ status: 403, code: 'parameter-forbidden' });
    const elsewhere = { authority: 'NZ-MPI', office: 'NZ-MPI/AKL' };
    expect((await check('office', elsewhere)).statusCode).toBe(403);
    for (const of of [undefined, { authority: 'NZ-MPI' }])
      expect((await check('office', of)).statusCode).toBe(200);
    expect((await check('abroad', elsewhere)).statusCode).toBe(200);
  });
});

describe('test cases that stand beside a table', () => {
  const alone = {
    ...tolerance,
    name: 'china-extra-tolerances',
    stage: 'judgement',
    hit: 'worst',
    inputs: ['item.origin'],
    rows: [
      {
        id: 'from-nowhere',
        mode: 'live',
        basis: 'Notice 7',
        cells: { 'item.origin': { is: 'equal', value: 'XX' } },
        outcome: 'refuse',
        code: 'cn-from-nowhere',
        actor: 'trader',
        sentence: { en: 'State where it comes from.', zh: '请注明原产地。' },
      },
    ],
  };
  const given = {
    day: '2026-11-22',
    declaration: { direction: 'export', items: [{ commodity: '0202300090', origin: 'XX' }] },
  };
  const oneCase = (outcome: string, reasons: readonly string[]) => ({
    name: 'from-nowhere',
    why: { fr: 'Sans origine connue.' },
    given,
    expect: { outcome, items: { '1': { outcome, reasons } } },
  });
  const right = oneCase('refuse', ['cn-from-nowhere']);
  const wrong = oneCase('pass', []);
  const propose = (table: object) =>
    ask('steward', 'POST', '/v1/parameters/rule-table/changes', {
      owner,
      rows: [{ key: { table: alone.name }, value: table, from: '2026-12-01' }],
      reason: 'To begin with.',
    });
  interface Own {
    readonly pack?: string;
    readonly passed: boolean;
    readonly rows: readonly string[];
    readonly comesTo?: object;
    readonly title: string;
  }

  it('are decided with the draft while it is written: what each comes to, and which row it meets', async () => {
    const answer = await ask('steward', 'POST', '/v1/rule-tables/check', {
      table: { ...alone, cases: [right, { ...wrong, name: 'other' }] },
      owner,
    });
    const { faults, cases } = answer.json<{ faults: readonly object[]; cases: readonly Own[] }>();
    expect(faults).toEqual([]);
    const own = cases.filter(({ pack }) => pack === undefined);
    expect(own.map(({ passed, rows, title }) => [passed, rows, title])).toEqual([
      [true, ['from-nowhere'], 'Sans origine connue.'],
      [false, ['from-nowhere'], 'Sans origine connue.'],
    ]);
    expect(own[1]?.comesTo).toEqual(right.expect);
  });

  it('keep a table that fails one from being proposed, until the case is changed with it', async () => {
    const refused = await propose({ ...alone, cases: [right, { ...wrong, name: 'other' }] });
    expect(refused.statusCode, refused.body).toBe(422);
    expect(refused.body).toContain('rule-case-fails');
    expect(refused.body).toContain('/rows/0/value/cases/1');
    const proposed = await propose({ ...alone, cases: [right] });
    expect(proposed.statusCode, proposed.body).toBe(201);
    const { id } = proposed.json<{ id: string }>();
    const change = await ask('second', 'GET', `/v1/parameter-changes/${id}`);
    expect(change.body).toContain('Sans origine connue.');
  });

  it('are told every fault with its place: of a name that two have, of what is no case, and of one that is too large', async () => {
    const many = Array.from({ length: 50 }, () => ({
      commodity: '1',
      documents: ['853 A', '853 B', '853 C'],
    }));
    const large = { ...right, name: 'large', given: { ...given, declaration: { items: many } } };
    const faultsOf = async (cases: readonly object[]) => {
      const answer = await ask('steward', 'POST', '/v1/rule-tables/check', {
        table: { ...alone, cases },
        owner,
      });
      return answer.json<Check>().faults.map(({ code, path }) => [code, path]);
    };
    expect(await faultsOf([right, wrong, large])).toEqual([
      ['rule-case-repeated', '/cases/1/name'],
      ['rule-case-large', '/cases/2/given'],
    ]);
    const unread = { ...right, given: { ...given, day: 'tomorrow' } };
    expect(await faultsOf([unread])).toEqual([['rule-table-shape', '/cases/0/given/day']]);
    expect((await faultsOf(Array.from({ length: 41 }, () => right))).length).toBeGreaterThan(0);
  });

  it('are not made of a case that nobody of theirs has, nor by who may not propose', async () => {
    const url = '/v1/rule-tables/written-case?authority=CN-GACC&number=220120261000000001';
    expect((await ask('steward', 'GET', url)).statusCode).toBe(404);
    expect((await ask('inspector', 'GET', url)).statusCode).toBe(403);
  });
});

describe('a pack', () => {
  it('says what loading it would change, is proposed whole, and changes nothing more once it is approved', async () => {
    const china = async () =>
      (await ask('steward', 'GET', '/v1/rule-packs'))
        .json<{ items: readonly Pack[] }>()
        .items.find(({ name }) => name === 'china-import');
    const before = await china();
    expect(before?.changes.length).toBe(before?.rows);
    const from = '2026-01-01';
    const proposed = await ask('steward', 'POST', '/v1/rule-packs/china-import/proposals', {
      from,
      reason: 'To begin with.',
    });
    expect(proposed.statusCode, proposed.body).toBe(201);
    const { items } = proposed.json<{ items: readonly { id: string; parameter: string }[] }>();
    expect(items.map(({ parameter }) => parameter)).toContain('rule-table');
    const { parameters } = house.services.administration;
    for (const { id } of items)
      await parameters.act(
        { actor: 'second', scope: { kind: 'system' }, may: () => true },
        { id, action: 'approve', input: {} },
      );
    expect((await china())?.changes).toEqual([]);
    const unknown = { from, reason: 'None.' };
    expect((await ask('steward', 'POST', '/v1/rule-packs/none/proposals', unknown)).statusCode).toBe(404);
  });
});

describe('figures of verification', () => {
  it('are refused where two things are asked that are not counted together, and told as a file', async () => {
    const url = '/v1/verification-figures?measure=cases,automatic-rate';
    expect((await ask('inspector', 'GET', `${url}&by=month`)).statusCode).toBe(200);
    const apart = await ask('inspector', 'GET', `${url}&by=chapter&of=country&key=NZ`);
    expect(apart.statusCode).toBe(400);
    expect(apart.body).toContain('verification-figures-apart');
    expect((await ask('inspector', 'GET', `${url}&of=country`)).statusCode).toBe(400);
    const csv = await ask('inspector', 'GET', `${url}&by=heading&of=chapter&key=02&format=csv`);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body).toContain('Declarations decided');
  });
});
