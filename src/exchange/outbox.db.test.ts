import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '../base/index.ts';
import { newRandom, sha256Hex, type SealKey } from '../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../database/testing/index.ts';
import {
  openExchange,
  sealHolds,
  type Channel,
  type ChannelName,
  type Delivery,
  type Dispatch,
  type Exchange,
  type MessageType,
} from './index.ts';
import { agreement, exchangeKey, standingPartners, StandingParameters } from './testing/party.ts';

const OURS = 'CN-GACC';
const SYSTEM = { kind: 'system' } as const;
let held: TestDatabase;
let key: SealKey;
let now: Date;
let parameters: StandingParameters;
let answers: Map<string, (delivery: Delivery) => Promise<Dispatch>>;
let sent: Delivery[];
let count = 0;

const clock = (): Date => now;
const pass = (milliseconds: number): void => {
  now = new Date(now.getTime() + milliseconds);
};
const rest: Channel = {
  name: 'rest',
  faultsOf: () => [],
  async send(delivery) {
    sent.push(delivery);
    const answer = answers.get(delivery.partner.partner);
    return answer === undefined ? { outcome: 'taken', receipts: [] } : answer(delivery);
  },
};
const soap: Channel = { name: 'soap', faultsOf: () => [] };
const channels = new Map<ChannelName, Channel>([
  ['rest', rest],
  ['soap', soap],
]);

function exchange(attemptTime = 2_000): Exchange {
  return openExchange({
    database: held.database,
    clock,
    random: newRandom,
    jitter: () => 0.5,
    partners: standingPartners(parameters, clock, channels),
    channels,
    handlers: [],
    keyOf: (authority) => (authority === OURS ? key : undefined),
    attemptTime,
    onFault: (error) => {
      throw error;
    },
  });
}

/** A partner of its own for each test. */
function partner(more: Parameters<typeof agreement>[1] = {}, channel: ChannelName = 'rest'): string {
  count += 1;
  const name = `NZ-T${String(count)}`;
  parameters.partner(OURS, name, agreement(channel, more));
  if (channel === 'rest') parameters.address(name, 'rest', { url: 'https://partner.example' });
  return name;
}

const say = (
  house: Exchange,
  to: string,
  subject: string,
  text: string,
  type: MessageType = 'certificate',
) => {
  // Ids tell the order of milliseconds only.
  pass(1);
  return held.database.transaction(SYSTEM, (transaction) =>
    house.post(transaction, {
      authority: OURS,
      to,
      type,
      subject,
      render: () => ({ mediaType: 'application/xml', content: utf8(text) }),
    }),
  );
};
const states = async (house: Exchange, name: string) =>
  (await house.traffic.deliveries(SYSTEM, { partner: name }, {})).items
    .map(({ state }) => state)
    .toReversed();
const texts = (name: string) =>
  sent
    .filter(({ partner: road }) => road.partner === name)
    .map(({ content }) => Buffer.from(content).toString());

beforeAll(async () => {
  held = await testDatabase({ connections: 8 });
  key = await exchangeKey('CN');
});
afterAll(() => held.drop());
beforeEach(() => {
  now = new Date('2026-11-22T08:00:00Z');
  parameters = new StandingParameters();
  answers = new Map();
  sent = [];
});

describe('posting', () => {
  it('sends what an act says, sealed under the authority’s exchange key, if and only if the act takes place', async () => {
    const name = partner();
    const house = exchange();
    const failing = held.database.transaction(SYSTEM, async (transaction) => {
      await house.post(transaction, {
        authority: OURS,
        to: name,
        type: 'certificate',
        subject: 'CN/CN-GACC/0',
        render: () => ({ mediaType: 'text/plain', content: utf8('never') }),
      });
      throw new Error('the act fails');
    });
    await expect(failing).rejects.toThrow('the act fails');
    const [posted] = await say(house, name, 'CN/CN-GACC/1', 'one');
    await house.sender.drain();
    expect(texts(name)).toEqual(['one']);
    const [delivery] = sent;
    expect(delivery?.envelope).toMatchObject({
      id: posted?.id,
      from: OURS,
      to: name,
      digest: sha256Hex(utf8('one')),
      expires: '2026-12-06T08:00:00.001Z',
    });
    expect(delivery === undefined ? false : await sealHolds(delivery.envelope, [key.certificate])).toBe(true);
    expect(await states(house, name)).toEqual(['sent']);
  });

  it('is denied to whom nothing was agreed with, and for types that were not agreed', async () => {
    const house = exchange();
    const silent = partner({ types: ['inquiry'] });
    const suspended = partner({ state: 'suspended' });
    for (const to of ['NZ-NONE', silent, suspended]) expect(await say(house, to, 's/1', 'x')).toEqual([]);
  });

  it('goes to every live partner whose agreed scope covers the consignment, and to no other', async () => {
    const house = exchange();
    const scope = [{ from: 'CN', to: 'NZ', commodity: '02', paperless: true }];
    const meat = partner({ scope });
    partner({ scope, state: 'testing' });
    partner({ scope: [{ from: 'CN', to: 'AU', commodity: '', paperless: false }] });
    const post = (commodities: readonly string[]) =>
      held.database.transaction(SYSTEM, (transaction) =>
        house.post(transaction, {
          authority: OURS,
          to: { from: 'CN', to: 'NZ', commodities },
          type: 'certificate',
          subject: 'CN/CN-GACC/2',
          render: () => ({ mediaType: 'text/plain', content: utf8('x') }),
        }),
      );
    expect((await post(['02023000'])).map(({ partner: to }) => to)).toEqual([meat]);
    expect(await post(['04051000'])).toEqual([]);
  });

  it('makes a dead letter of what cannot be said in the partner’s dialect', async () => {
    const house = exchange();
    const name = partner();
    await held.database.transaction(SYSTEM, (transaction) =>
      house.post(transaction, {
        authority: OURS,
        to: name,
        type: 'inquiry',
        subject: 's/3',
        render: () => undefined,
      }),
    );
    const { items } = await house.traffic.deliveries(SYSTEM, { partner: name, dead: true }, {});
    expect(items).toMatchObject([{ state: 'failed', code: 'exchange-dialect-unfit' }]);
  });
});

describe('order and failure', () => {
  it('keeps the order of a subject: nothing overtakes a message that is not decided', async () => {
    const name = partner();
    const house = exchange();
    let isAway = true;
    answers.set(name, async () => {
      if (isAway) throw new Error('no answer');
      return { outcome: 'taken', receipts: [] };
    });
    for (const text of ['a1', 'a2', 'a3']) await say(house, name, 'CN/CN-GACC/A', text);
    await say(house, name, 'CN/CN-GACC/B', 'b1');
    await house.sender.drain();
    expect(texts(name).filter((text) => text !== 'b1')).toEqual(['a1']);
    isAway = false;
    for (let minute = 0; minute < 10; minute += 1) {
      pass(60_000);
      await house.sender.drain();
    }
    expect(texts(name).filter((text) => text.startsWith('a') && text !== 'a1')).toEqual(['a2', 'a3']);
    expect(await states(house, name)).toEqual(['sent', 'sent', 'sent', 'sent']);
    const ids = new Set(
      sent.filter((one) => one.partner.partner === name).map(({ envelope }) => envelope.id),
    );
    expect(ids.size).toBe(4);
    const { items } = await house.traffic.deliveries(SYSTEM, { subject: 'CN/CN-GACC/A' }, {});
    expect(items.filter(({ envelope }) => envelope.previous !== undefined)).toHaveLength(2);
  });

  it('tries a dead road with one message at a time, and nobody else waits for it', async () => {
    const away = partner();
    const near = partner();
    const house = exchange();
    answers.set(away, () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })));
    for (let index = 0; index < 40; index += 1) await say(house, away, `x/${String(index)}`, String(index));
    for (let index = 0; index < 40; index += 1)
      await say(house, near, `y/${String(index)}`, `n${String(index)}`);
    await house.sender.drain();
    expect(texts(near)).toHaveLength(40);
    const first = texts(away).length;
    expect(first).toBeLessThan(40);
    const [queue] = await house.traffic.queues([{ partner: away, channel: 'rest' }]);
    expect(queue).toMatchObject({ waiting: 40, code: 'exchange-no-answer' });
    pass(5_000);
    await house.sender.drain();
    expect(texts(away).length - first).toBeLessThanOrEqual(2);
    answers.delete(away);
    pass(900_000);
    await house.sender.drain();
    pass(21_600_000);
    await house.sender.drain();
    expect(new Set(await states(house, away))).toEqual(new Set(['sent']));
  });

  it('ends what is refused for good at once, and what has no answer when the agreement’s time is over', async () => {
    const name = partner({ days: 2 });
    const house = exchange();
    answers.set(name, async ({ content }) =>
      Buffer.from(content).toString() === 'bad'
        ? { outcome: 'refused', permanent: true, code: 'exchange-digest-differs', values: {} }
        : Promise.reject(new Error('silence')),
    );
    await say(house, name, 'r/1', 'bad');
    await say(house, name, 'r/2', 'good');
    await house.sender.drain();
    for (let hour = 0; hour < 50; hour += 1) {
      pass(3_600_000);
      await house.sender.drain();
    }
    expect(await states(house, name)).toEqual(['failed', 'expired']);
    const { items } = await house.traffic.deliveries(SYSTEM, { partner: name, dead: true }, {});
    const lives = await Promise.all(items.map(({ id }) => house.traffic.life(id)));
    expect(lives.map(({ events }) => events.at(-1)?.event)).toEqual(['expired', 'refused']);
  });

  it('waits as long as the partner asks', async () => {
    const name = partner();
    const house = exchange();
    answers.set(name, async () => ({
      outcome: 'refused',
      permanent: false,
      code: 'exchange-too-many',
      values: { most: 1 },
      notBefore: new Date(now.getTime() + 3_600_000),
    }));
    await say(house, name, 'w/1', 'x');
    await house.sender.drain();
    pass(1_800_000);
    await house.sender.drain();
    expect(texts(name)).toHaveLength(1);
    answers.delete(name);
    pass(1_900_000);
    await house.sender.drain();
    expect(await states(house, name)).toEqual(['sent']);
  });

  it('leaves behind a channel that never answers, and takes what another process left', async () => {
    const name = partner();
    answers.set(name, () => new Promise(() => undefined));
    const hanging = exchange(60_000);
    await say(hanging, name, 'h/1', 'x');
    await hanging.sender.look();
    // Killed: its lease must end before anybody else may take the message.
    await expect.poll(() => texts(name).length).toBe(1);
    answers.delete(name);
    const other = exchange();
    await other.sender.drain();
    expect(texts(name)).toHaveLength(1);
    pass(140_000);
    await other.sender.drain();
    expect(texts(name)).toHaveLength(2);
    expect(await states(other, name)).toEqual(['sent']);
    await hanging.sender.stop(0);
  });
});

describe('receipts', () => {
  const statement = (message: string, level: 'transport' | 'technical' | 'business', outcome: string) => ({
    message,
    level,
    outcome: outcome as 'accepted',
    findings: [],
    at: now.toISOString(),
    bytes: utf8(`${message} ${level} ${outcome}`),
  });

  it('change the state by their level, are evidence, and change nothing when repeated', async () => {
    const name = partner();
    const house = exchange();
    answers.set(name, async ({ envelope }) => ({
      outcome: 'taken',
      receipts: [statement(envelope.id, 'transport', 'accepted')],
    }));
    const [posted] = await say(house, name, 'q/1', 'x');
    const id = posted?.id ?? '';
    await house.sender.drain();
    expect(await states(house, name)).toEqual(['delivered']);
    for (let round = 0; round < 3; round += 1)
      await house.reception.acknowledge(name, statement(id, 'technical', 'rejected'));
    expect(await states(house, name)).toEqual(['rejected']);
    await house.reception.acknowledge(name, statement(id, 'transport', 'accepted-with-warnings'));
    await house.reception.acknowledge(name, statement(id, 'business', 'accepted'));
    expect(await states(house, name)).toEqual(['rejected']);
    const { receipts } = await house.traffic.life(id);
    expect(receipts).toHaveLength(4);
    const leaves = await held.database.read<{ count: string }>(
      SYSTEM,
      { name: '', text: 'select count(*) from evidence_leaf where id = any($1)' },
      [receipts.map(({ leaf }) => leaf)],
    );
    expect(leaves[0]?.count).toBe('4');
    await expect(
      house.reception.acknowledge('NZ-OTHER', statement(id, 'technical', 'accepted')),
    ).rejects.toThrow('exchange-message-unknown');
  });

  it('are waited for where the agreement says so: what was taken and not confirmed is sent again', async () => {
    const name = partner({ confirmation: { level: 'technical', hours: 2 } });
    const house = exchange();
    const [posted] = await say(house, name, 'q/2', 'x');
    await house.sender.drain();
    pass(3_600_000);
    await house.sender.drain();
    expect(texts(name)).toHaveLength(1);
    pass(3_600_001);
    await house.sender.drain();
    expect(texts(name)).toHaveLength(2);
    await house.reception.acknowledge(name, statement(posted?.id ?? '', 'technical', 'accepted'));
    pass(36_000_000);
    await house.sender.drain();
    expect(texts(name)).toHaveLength(2);
    expect(await states(house, name)).toEqual(['delivered']);
  });
});

describe('officials', () => {
  const caller = (permissions: readonly string[], authority = OURS) => ({
    actor: 'account/ada',
    scope: { kind: 'authority', country: authority.slice(0, 2), authority } as const,
    may: (permission: string) => permissions.includes(permission),
  });

  it('retry, redirect and discard what did not arrive, with a reason in the evidence', async () => {
    const name = partner();
    const house = exchange();
    answers.set(name, async () => ({
      outcome: 'refused',
      permanent: true,
      code: 'exchange-seal-wrong',
      values: {},
    }));
    const [posted] = await say(house, name, 'o/1', 'x');
    const id = posted?.id ?? '';
    await house.sender.drain();
    const manager = caller(['exchange.manage']);
    await expect(house.act(caller([]), id, { action: 'retry', reason: 'r' })).rejects.toThrow(
      'exchange-not-allowed',
    );
    await expect(
      house.act(caller(['exchange.manage'], 'NZ-MPI'), id, { action: 'retry', reason: 'r' }),
    ).rejects.toThrow('exchange-message-unknown');
    answers.delete(name);
    pass(1_000);
    await house.act(manager, id, { action: 'retry', reason: 'their key is mended' });
    await house.sender.drain();
    expect(await states(house, name)).toEqual(['sent']);
    pass(1_000);
    await house.act(manager, id, { action: 'redirect', channel: 'soap', reason: 'they have moved' });
    expect((await house.box.list(name, { limit: 10 })).map(({ envelope }) => envelope.id)).toEqual([id]);
    pass(1_000);
    await house.act(manager, id, { action: 'discard', reason: 'sent on paper' });
    expect(await house.box.list(name, { limit: 10 })).toEqual([]);
    await expect(
      house.act(manager, id, { action: 'redirect', channel: 'smtp', reason: 'r' }),
    ).rejects.toThrow('exchange-channel-absent');
    const { events } = await house.traffic.life(id);
    expect(events.map(({ event }) => event)).toEqual(['refused', 'retry', 'redirect', 'discard']);
    expect(events.filter(({ leaf }) => leaf !== null)).toHaveLength(3);
    expect((await house.traffic.deliveries(SYSTEM, { partner: name, dead: true }, {})).items).toEqual([]);
  });
});

describe('a box', () => {
  it('never misses a message that commits late, keeps the order of a subject, and forgets what was acknowledged', async () => {
    const name = partner({}, 'soap');
    const house = exchange();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const late = held.database.transaction(SYSTEM, async (transaction) => {
      await house.post(transaction, {
        authority: OURS,
        to: name,
        type: 'certificate',
        subject: 'b/late',
        render: () => ({ mediaType: 'text/plain', content: utf8('late') }),
      });
      await gate;
    });
    for (let index = 0; index < 5; index += 1) await say(house, name, 'b/early', `early ${String(index)}`);
    const before = await house.box.list(name, { limit: 3 });
    const more = await house.box.list(name, { after: before.at(-1)?.position ?? 0, limit: 10 });
    expect(before.length + more.length).toBe(5);
    release();
    await late;
    const after = await house.box.list(name, { after: more.at(-1)?.position ?? 0, limit: 10 });
    expect(after).toHaveLength(1);
    const all = await house.box.list(name, { limit: 10 });
    expect(all.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
    const [first] = all;
    const id = first?.envelope.id ?? '';
    pass(2_000);
    const got = await house.box.get(name, id);
    expect(got === undefined ? '' : Buffer.from(got.content).toString()).toBe('early 0');
    expect(got === undefined ? false : await sealHolds(got.envelope, [key.certificate])).toBe(true);
    expect(await exchange().box.get(partner(), id)).toBeUndefined();
    await house.reception.acknowledge(name, {
      message: id,
      level: 'transport',
      outcome: 'accepted',
      findings: [],
      at: now.toISOString(),
      bytes: utf8('receipt'),
    });
    expect(await house.box.list(name, { limit: 10 })).toHaveLength(5);
    parameters.partner(OURS, name, agreement('soap', { state: 'suspended' }));
    pass(2_000);
    await expect(house.box.list(name, { limit: 10 })).rejects.toThrow('exchange-partner-not-live');
  });
});
