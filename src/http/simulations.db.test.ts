import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
const tokens = new Map<string, string>();

interface Answer {
  readonly id: string;
  readonly code?: string;
  readonly state?: string;
  readonly faults?: readonly { readonly code: string; readonly path: string }[];
  readonly items?: readonly { readonly id: string }[];
}

async function call(who: string, method: 'GET' | 'POST' | 'DELETE', url: string, body?: unknown) {
  const answer = await house.server.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${tokens.get(who) ?? ''}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  // What each test reads of an answer it asserts itself.
  return { status: answer.statusCode, json: JSON.parse(answer.body) as Answer, body: answer.body };
}

const table = {
  name: 'tolerances',
  title: { en: 'Tolerances', zh: '允差' },
  stage: 'tolerance',
  hit: 'first',
  inputs: [],
  rows: [{ id: 'all', mode: 'live', cells: {}, outputs: { percent: '5' } }],
};

beforeAll(async () => {
  house = await testHouse({ guessesPerMinute: 1000 });
  const accounts = {
    steward: { authority: 'CN-GACC', roles: ['steward'] },
    officer: { authority: 'CN-GACC', roles: ['officer'] },
    foreign: { authority: 'NZ-MPI', roles: ['steward'] },
  } as const;
  for (const [name, account] of Object.entries(accounts)) tokens.set(name, await house.token(account));
});
afterAll(() => house.close());

describe('a drafted table tried on stored cases', () => {
  it('is begun, watched to its end, listed and left alone by who has no part in it', async () => {
    const begun = await call('steward', 'POST', '/v1/simulations', { table, days: 7 });
    expect(begun.status, begun.body).toBe(201);
    expect(begun.json).toMatchObject({ table: 'tolerances', state: 'running', done: 0, changed: 0 });
    const url = `/v1/simulations/${begun.json.id}`;
    await expect
      .poll(async () => (await call('steward', 'GET', url)).json.state, { timeout: 20_000 })
      .toBe('done');
    expect((await call('steward', 'DELETE', url)).json.state).toBe('done');
    const list = await call('steward', 'GET', '/v1/simulations');
    expect(list.json.items?.map(({ id }) => id)).toEqual([begun.json.id]);
    expect((await call('foreign', 'GET', url)).status).toBe(404);
    expect((await call('foreign', 'DELETE', url)).status).toBe(404);
    expect((await call('foreign', 'GET', '/v1/simulations')).json.items).toEqual([]);
  });

  it('is refused with every fault, for another owner, and to who may not read rules', async () => {
    const wrong = { ...table, hit: 'collect', rows: [{ ...table.rows[0], outputs: { percent: '-1' } }] };
    const refused = await call('steward', 'POST', '/v1/simulations', { table: wrong });
    expect([refused.status, refused.json.code], refused.body).toEqual([422, 'rule-table-invalid']);
    expect(refused.body).toContain('/hit');
    expect(refused.body).toContain('/rows/0/outputs/percent');
    const owner = { authority: 'CN-GACC' };
    expect((await call('foreign', 'POST', '/v1/simulations', { table, owner })).status).toBe(403);
    expect((await call('officer', 'POST', '/v1/simulations', { table })).status).toBe(403);
  });
});
