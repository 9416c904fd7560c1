import { afterAll, beforeAll, expect, test } from 'vitest';
import { newRandom } from '../crypto/index.ts';
import { systemCaller } from '../ledger/index.ts';
import { holdQuantities, openBook } from '../ledger/accounts/index.ts';
import { certificateAccount } from '../verification/cases/index.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
const tokens = new Map<string, string>();
const certificate = { country: 'NZ', authority: 'NZ-MPI', number: 'NZL2026/0001' };
const at = `/v1/balances/NZ/NZ-MPI/${encodeURIComponent(certificate.number)}`;
const wanted = {
  claimant: 'paper/D7',
  item: 1,
  line: 1,
  code: '020230',
  quantity: '40',
  reason: 'Released on paper while the line was down.',
};

beforeAll(async () => {
  house = await testHouse({ guessesPerMinute: 1000 });
  const add = async (name: string, account: Parameters<TestHouse['token']>[0]) =>
    tokens.set(name, await house.token(account));
  await add('inspector', { authority: 'CN-GACC', roles: ['inspector'] });
  await add('chief', { authority: 'CN-GACC', roles: ['chief-inspector'] });
  await add('reader', { authority: 'CN-GACC', roles: ['reader'] });
  await add('issuer', { authority: 'NZ-MPI', roles: ['inspector'] });
  await house.its.database.transaction({ kind: 'system' }, async (transaction) => {
    const by = { caller: systemCaller('system/test'), now: new Date(), random: newRandom };
    const name = certificateAccount('CN', certificate);
    const line = { line: 1, code: '0202', unit: 'KGM', limit: { coefficient: 1000n, scale: 1 } };
    await openBook(transaction, { ...name, lines: [line] }, by);
    const quantity = { coefficient: 25n, scale: 0 };
    const allocations = [{ item: 1, line: 1, code: '020230', quantity, unit: 'KGM' }];
    await holdQuantities(transaction, name, { claimant: 'declaration/1', allocations }, (value) => value, by);
  });
});
afterAll(() => house.close());

async function ask<Body = Record<string, unknown>>(
  who: string,
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
  headers: Readonly<Record<string, string>> = {},
) {
  const answer = await house.server.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${tokens.get(who) ?? ''}`,
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });
  return { status: answer.statusCode, body: answer.json<Body>(), etag: String(answer.headers['etag'] ?? '') };
}

test('an account is read by officials of the country that keeps it, line by line and claimant by claimant', async () => {
  const { status, body } = await ask('inspector', 'GET', at);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    certificate,
    state: 'open',
    lines: [{ line: 1, certified: '100', held: '25', consumed: '0', available: '75', claimants: 1 }],
    shares: [{ claimant: 'declaration/1', quantity: '25', state: 'held' }],
  });
  expect((await ask('reader', 'GET', at)).status).toBe(403);
  expect(await ask('issuer', 'GET', at)).toMatchObject({ status: 404, body: { code: 'account-not-found' } });
  const first = await ask<{ items: unknown[]; next?: string }>('inspector', 'GET', `${at}/movements?limit=1`);
  expect(first.body).toMatchObject({ items: [{ action: 'open', version: 1 }], next: '1' });
  const rest = await ask('inspector', 'GET', `${at}/movements?after=1`);
  expect(rest.body).toMatchObject({ items: [{ action: 'hold', claimant: 'declaration/1' }] });
  expect(rest.body).not.toHaveProperty('next');
});

test('a correction takes two officials, and the second what the first one proposed', async () => {
  const proposed = await ask<{ id: string }>('inspector', 'POST', `${at}/corrections`, wanted);
  expect(proposed).toMatchObject({ status: 201, body: { state: 'proposed' } });
  const one = `/v1/balance-corrections/${proposed.body.id}`;
  const decide = (who: string, action: string, match?: string) =>
    ask(who, 'POST', `${one}/actions/${action}`, {}, match === undefined ? {} : { 'if-match': match });
  expect((await decide('chief', 'approve')).body).toMatchObject({ code: 'precondition-required' });
  expect((await decide('inspector', 'approve', proposed.etag)).body).toMatchObject({
    code: 'action-forbidden',
  });
  expect(await decide('chief', 'approve', proposed.etag)).toMatchObject({
    status: 200,
    body: { state: 'approved' },
  });
  expect((await ask('chief', 'GET', at)).body).toMatchObject({
    lines: [{ held: '25', consumed: '40', available: '35' }],
  });
  expect((await ask('chief', 'GET', one)).body).toMatchObject({ correction: { state: 'approved' } });
  const listed = await ask<{ items: unknown[] }>('chief', 'GET', '/v1/balance-corrections?state=approved');
  expect(listed.body.items).toHaveLength(1);
  expect(await ask('inspector', 'POST', `${at}/corrections`, { ...wanted, line: 9 })).toMatchObject({
    status: 409,
    body: { code: 'correction-not-possible', errors: [{ path: '/line' }] },
  });
});
