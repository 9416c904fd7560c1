import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../access/index.ts';
import { utf8 } from '../base/index.ts';
import { certificatePem, sha256Hex } from '../crypto/index.ts';
import type { Exchange } from '../exchange/index.ts';
import { agreement, exchangeKey } from '../exchange/testing/index.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
let exchange: Exchange;
const tokens = new Map<string, string>();
const hand = (actor: string) => ({ actor, scope: { kind: 'system' } as const, may: () => true });

beforeAll(async () => {
  house = await testHouse();
  // The test house gives the server a whole exchange.
  exchange = house.services.exchange as Exchange;
  for (const [name, authority, role] of [
    ['steward', 'NZ-MPI', 'steward'],
    ['auditor', 'NZ-MPI', 'auditor'],
    ['official', 'NZ-MPI', 'official'],
    ['stranger', 'CN-GACC', 'steward'],
  ] as const)
    tokens.set(name, await house.token({ authority, roles: [role] }));
});
afterAll(() => house.close());

async function ask(who: string, url: string, payload?: unknown, once?: string) {
  const answer = await house.server.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url,
    headers: {
      authorization: `Bearer ${tokens.get(who) ?? ''}`,
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...(once === undefined ? {} : { 'idempotency-key': once }),
    },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });
  return { status: answer.statusCode, body: answer };
}

/** A person who signed in so long ago; answers with their password. */
async function personSince(interval: string): Promise<string> {
  const [login, password] = ['rua', 'seven grey herons'];
  const person = { login, name: 'Rua', kind: 'person', password, authority: 'NZ-MPI' } as const;
  await house.access.addAccount(OPERATOR, { ...person, roles: ['steward'] });
  const session = await house.services.signingIn.signIn({ login, password }, { address: '192.0.2.1' });
  tokens.set('person', session?.token ?? '');
  await house.its.administrator.query(
    { name: '', text: `update session set proved = proved - $1::interval where proved is not null` },
    [interval],
  );
  return password;
}

async function approved(parameter: string, key: object, value: unknown): Promise<void> {
  const { parameters } = house.services.administration;
  const rows = [{ key, value, from: '2026-01-01' }];
  const { id } = await parameters.propose(hand('account/ada'), {
    parameter,
    owner: {},
    reason: 'agreed',
    rows,
  });
  await expect(
    parameters.act(hand('account/ada'), { id, action: 'approve', input: {} }),
  ).rejects.toMatchObject({
    code: 'action-not-allowed',
  });
  await parameters.act(hand('account/bo'), { id, action: 'approve', input: {} });
}

describe('partners as parameters', () => {
  it('count when a second official has approved them, and their faults are named before', async () => {
    const key = { authority: 'NZ-MPI', partner: 'AU-DAFF' };
    const { certificate } = await exchangeKey('AU');
    await approved('exchange-partner', key, agreement('soap'));
    const fingerprint = sha256Hex(certificate);
    const named = { partner: 'AU-DAFF', use: 'seal', fingerprint };
    await approved('exchange-certificate', named, { certificate: certificatePem(certificate) });
    exchange.partners.renew();
    expect(exchange.partners.find('NZ-MPI', 'AU-DAFF')).toMatchObject({ state: 'live', days: 14 });
    expect(exchange.partners.certificates('AU-DAFF', 'seal')).toEqual([certificate]);
    const { parameters } = house.services.administration;
    const propose = (parameter: string, of: object, value: unknown) =>
      parameters.propose(hand('account/ada'), {
        parameter,
        owner: {},
        reason: 'x',
        rows: [{ key: of, value, from: '2026-01-01' }],
      });
    const fault = (code: string) => ({ faults: [expect.objectContaining({ code })] });
    await expect(
      propose('exchange-partner', { authority: 'NZ-MPI', partner: 'NZ-MPI' }, agreement('soap')),
    ).rejects.toMatchObject(fault('exchange-partner-is-self'));
    await expect(
      propose(
        'exchange-certificate',
        { ...named, fingerprint: '0'.repeat(64) },
        { certificate: certificatePem(certificate) },
      ),
    ).rejects.toMatchObject(fault('exchange-fingerprint-differs'));
    await expect(
      propose('exchange-certificate', named, { certificate: 'x'.repeat(200) }),
    ).rejects.toMatchObject(fault('exchange-certificate-unreadable'));
  });
});

describe('traffic', () => {
  it('is shown to those who may see it, each their own authority’s, with its whole life and its bytes', async () => {
    const [posted] = await house.its.database.transaction({ kind: 'system' }, (transaction) =>
      exchange.post(transaction, {
        authority: 'NZ-MPI',
        to: 'AU-DAFF',
        type: 'inquiry',
        subject: 'NZ/NZ-MPI/1',
        render: () => ({ mediaType: 'application/json', content: utf8('{"a":1}') }),
      }),
    );
    const path = `/v1/exchange/deliveries/${posted?.id ?? ''}`;
    const list = await ask('auditor', '/v1/exchange/deliveries?partner=AU-DAFF&type=inquiry');
    expect(list.body.json()).toMatchObject({
      items: [{ id: posted?.id, state: 'pending', channel: 'soap' }],
    });
    expect((await ask('stranger', '/v1/exchange/deliveries')).body.json()).toEqual({ items: [] });
    expect((await ask('official', '/v1/exchange/deliveries')).status).toBe(403);
    expect((await ask('stranger', path)).status).toBe(404);
    const bytes = await ask('steward', `${path}/content`);
    expect([bytes.status, bytes.body.headers['content-type'], bytes.body.body]).toEqual([
      200,
      'application/octet-stream',
      '{"a":1}',
    ]);
    expect((await ask('auditor', `${path}/acts`, { action: 'discard', reason: 'x' })).status).toBe(403);
    expect((await ask('stranger', `${path}/acts`, { action: 'discard', reason: 'x' })).status).toBe(404);
    expect((await ask('steward', `${path}/acts`, { action: 'discard' })).status).toBe(422);
    const password = await personSince('6 minutes');
    const discarding = { action: 'discard', reason: 'said by telephone' };
    for (const grave of [{ action: 'redirect', channel: 'rest', reason: 'x' }, discarding])
      expect((await ask('person', `${path}/acts`, grave, `once-${grave.action}`)).body.json()).toMatchObject({
        status: 403,
        code: 'step-up-required',
      });
    const again = await ask('person', `${path}/acts`, { action: 'retry', reason: 'x' });
    expect(again.body.json()).toMatchObject({ code: 'exchange-state-unfit' });
    expect((await ask('person', '/v1/sessions/step-up', { password })).status).toBe(200);
    // The same request under the same key, now that it is known who asks.
    const ended = await ask('person', `${path}/acts`, discarding, 'once-discard');
    expect(ended.body.json()).toMatchObject({
      message: { state: 'failed', code: 'exchange-discarded', closed: true },
      events: [{ event: 'discard', reason: 'said by telephone' }],
    });
    const board = await ask('steward', '/v1/exchange/board');
    expect(board.body.json()).toMatchObject({
      roads: [{ partner: 'AU-DAFF', channel: 'soap', waiting: 0, dead: 0 }],
    });
    expect((await ask('auditor', '/v1/exchange/arrivals?dead=true')).body.json()).toEqual({ items: [] });
  });
});
