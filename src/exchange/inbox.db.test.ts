import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { utf8, uuidV7 } from '../base/index.ts';
import { newRandom, sha256Hex, type SealKey } from '../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../database/testing/index.ts';
import {
  openExchange,
  openReceipt,
  sealEnvelope,
  sealReceipt,
  type Arrival,
  type Envelope,
  type Exchange,
  type Handler,
  type Settled,
} from './index.ts';
import { agreement, exchangeKey, standingPartners, StandingParameters } from './testing/party.ts';

const OURS = 'CN-GACC';
const SYSTEM = { kind: 'system' } as const;
let held: TestDatabase;
let ourKey: SealKey;
let theirKey: SealKey;
let now: Date;
let parameters: StandingParameters;
let read: string[];
let answer: (text: string) => Settled;
let count = 0;

const clock = (): Date => now;
const pass = (milliseconds: number): void => {
  now = new Date(now.getTime() + milliseconds);
};
const handler: Handler = {
  types: ['certificate', 'inquiry'],
  handle: ({ content }) => {
    const text = Buffer.from(content).toString();
    return Promise.resolve(() => {
      read.push(text);
      return Promise.resolve(answer(text));
    });
  },
};

function exchange(): Exchange {
  return openExchange({
    database: held.database,
    clock,
    random: newRandom,
    jitter: () => 0.5,
    partners: standingPartners(parameters, clock),
    channels: new Map(),
    handlers: [handler],
    keyOf: () => ourKey,
  });
}

function partner(more: Parameters<typeof agreement>[1] = {}): string {
  // The picture of the parameters is taken anew after a second.
  pass(1_500);
  count += 1;
  const name = `NZ-I${String(count)}`;
  parameters.partner(OURS, name, agreement('rest', more));
  parameters.certificate(name, 'seal', theirKey.certificate);
  return name;
}

async function message(
  from: string,
  text: string,
  more: Partial<Envelope> = {},
  key = theirKey,
): Promise<Arrival> {
  pass(1);
  const content = utf8(text);
  const envelope: Envelope = {
    id: uuidV7(now.getTime(), newRandom),
    from,
    to: OURS,
    type: 'certificate',
    dialect: 'test:1',
    mediaType: 'text/plain',
    digest: sha256Hex(content),
    subject: 'NZ/NZ-MPI/1',
    sent: now.toISOString(),
    expires: new Date(now.getTime() + 86_400_000).toISOString(),
    ...more,
  };
  return {
    partner: from,
    channel: 'rest',
    transportId: envelope.id,
    envelope: await sealEnvelope(envelope, key),
    mediaType: 'text/plain',
    content,
  };
}
const arrivals = async (house: Exchange, name: string) =>
  (await house.traffic.arrivals(SYSTEM, { partner: name }, {})).items;

beforeAll(async () => {
  held = await testDatabase({ connections: 8 });
  [ourKey, theirKey] = await Promise.all([exchangeKey('CN'), exchangeKey('NZ')]);
});
afterAll(() => held.drop());
beforeEach(() => {
  now = new Date('2026-11-22T08:00:00Z');
  parameters = new StandingParameters();
  read = [];
  answer = () => ({ outcome: 'accepted', findings: [] });
});

describe('the door', () => {
  it('keeps a message and answers with a sealed receipt; its repetition gets the same for ever, also many at once', async () => {
    const name = partner();
    const house = exchange();
    const one = await message(name, 'one');
    const kept = await Promise.all([one, one, one].map((each) => house.reception.receive(each)));
    expect(kept.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(kept.map(({ receipt }) => receipt)).size).toBe(1);
    const receipt = await openReceipt(kept[0]?.receipt ?? '', OURS, [ourKey.certificate]);
    expect(receipt).toMatchObject({ message: one.envelope?.id, level: 'transport', outcome: 'accepted' });
    await house.reader.drain();
    pass(86_400_000);
    const other = exchange();
    expect(await other.reception.receive(one)).toEqual({ ...kept[0], isNew: false });
    await other.reader.drain();
    expect(read).toEqual(['one']);
  });

  it('gives the same bytes under another name no second effect, from several processes at once', async () => {
    const name = partner();
    const [one, two] = [exchange(), exchange()];
    const messages = await Promise.all(Array.from({ length: 20 }, () => message(name, 'same')));
    const kept = await Promise.all(
      messages.map((each, index) => (index % 2 === 0 ? one : two).reception.receive(each)),
    );
    expect(new Set(kept.map(({ receipt }) => receipt)).size).toBe(1);
    expect(kept.filter(({ isNew }) => isNew)).toHaveLength(1);
    await Promise.all([one.reader.drain(), two.reader.drain()]);
    expect(read).toEqual(['same']);
    expect(await arrivals(one, name)).toHaveLength(1);
  });

  it('names a conflict where an id comes again with other bytes: kept, shown, without effect', async () => {
    const name = partner();
    const house = exchange();
    const first = await message(name, 'first');
    await house.reception.receive(first);
    const id = first.envelope?.id ?? '';
    for (let round = 0; round < 2; round += 1)
      await expect(house.reception.receive(await message(name, 'second', { id }))).rejects.toMatchObject({
        code: 'exchange-message-conflict',
        values: { id },
      });
    await house.reader.drain();
    expect(read).toEqual(['first']);
    expect((await arrivals(house, name)).map(({ state }) => state).toSorted()).toEqual(['conflict', 'read']);
  });

  it('lets nothing in that was not agreed, or whose envelope does not hold', async () => {
    const name = partner({ types: ['certificate'], largestBytes: 1_024 });
    const house = exchange();
    const refused = async (arrival: Arrival | Promise<Arrival>, code: string) =>
      expect(house.reception.receive(await arrival)).rejects.toMatchObject({ code });
    const good = await message(name, 'good');
    const { seal: _, ...bare } = good.envelope ?? ({} as Envelope);
    await refused({ ...good, partner: 'NZ-NOBODY' }, 'exchange-partner-unknown');
    await refused(message(partner({ state: 'suspended' }), 'x'), 'exchange-partner-not-live');
    await refused(message(partner({ state: 'applied' }), 'x'), 'exchange-partner-not-live');
    await refused(message(name, 'x', { type: 'inquiry' }), 'exchange-type-not-agreed');
    await refused({ ...good, channel: 'smtp' }, 'exchange-channel-not-agreed');
    await refused(message(name, 'x'.repeat(1_025)), 'exchange-message-too-large');
    await refused({ ...good, content: new Uint8Array() }, 'exchange-message-empty');
    await refused({ ...good, content: utf8('other') }, 'exchange-digest-differs');
    await refused({ ...good, envelope: bare }, 'exchange-seal-missing');
    await refused(
      { ...good, envelope: { ...bare, seal: good.envelope?.seal ?? '', subject: 'NZ/NZ-MPI/2' } },
      'exchange-seal-wrong',
    );
    await refused(message(name, 'x', {}, ourKey), 'exchange-seal-wrong');
    await refused(message(name, 'x', { to: 'AU-DAFF' }), 'exchange-envelope-not-for-us');
    await refused({ ...(await message(partner(), 'x')), partner: name }, 'exchange-envelope-differs');
    await refused({ ...good, envelope: { ...bare, id: 'x' } }, 'exchange-envelope-malformed');
    const halved = { ...bare, subject: `${bare.subject}\uD83C` };
    await refused({ ...good, envelope: halved }, 'exchange-envelope-malformed');
    const known = (await house.traffic.refusals()).filter((one) => one.partner === name);
    expect(known.find(({ code }) => code === 'exchange-seal-wrong')?.amount).toBe(2);
    expect(await arrivals(house, name)).toEqual([]);
  });

  it('takes no more in a minute than was agreed', async () => {
    const name = partner({ perMinute: 3 });
    const house = exchange();
    for (const text of ['1', '2', '3']) await house.reception.receive(await message(name, text));
    await expect(house.reception.receive(await message(name, '4'))).rejects.toThrow('exchange-too-many');
    pass(61_000);
    await house.reception.receive(await message(name, '5'));
  });

  it('verifies seals by the certificates in force: an overlap admits both, an ended one none', async () => {
    const name = partner();
    const next = await exchangeKey('NZ');
    parameters.certificate(name, 'seal', theirKey.certificate, { until: '2026-12-01T00:00:00Z' });
    parameters.certificate(name, 'seal', next.certificate, { from: '2026-11-25T00:00:00Z' });
    const house = exchange();
    await expect(house.reception.receive(await message(name, 'early', {}, next))).rejects.toThrow(
      'exchange-seal-wrong',
    );
    pass(4 * 86_400_000);
    await house.reception.receive(await message(name, 'old'));
    await house.reception.receive(await message(name, 'new', {}, next));
    expect(house.partners.expiring(30)).toMatchObject([{ partner: name, use: 'seal', isCovered: true }]);
    pass(6 * 86_400_000);
    await expect(house.reception.receive(await message(name, 'late'))).rejects.toThrow('exchange-seal-wrong');
  });
});

describe('reading', () => {
  it('answers what cannot be read, keeps it and shows it', async () => {
    const name = partner();
    const house = exchange();
    answer = () => ({
      outcome: 'not-readable',
      findings: [{ area: 'Schema', level: 'SEVERE', code: 'exchange-type-unknown', path: '/', values: {} }],
    });
    const one = await message(name, 'rubbish');
    const { id } = await house.reception.receive(one);
    await house.reader.drain();
    const [shown] = (await house.traffic.arrivals(SYSTEM, { partner: name, dead: true }, {})).items;
    expect(shown).toMatchObject({ id, state: 'not-readable', findings: [{ code: 'exchange-type-unknown' }] });
    expect(Buffer.from((await house.traffic.content(shown?.digest ?? '')) ?? []).toString()).toBe('rubbish');
    const { receipts } = await house.traffic.life(id);
    expect(receipts.map(({ level, outcome }) => `${level} ${outcome}`)).toEqual([
      'transport accepted',
      'technical not-readable',
    ]);
    // The answer goes out as a message of its own, once.
    const { items } = await house.traffic.deliveries(SYSTEM, { partner: name }, {});
    expect(items).toMatchObject([{ type: 'receipt', envelope: { answers: one.envelope?.id } }]);
  });

  it('waits for the message before, for a while, and reads a late one with a finding', async () => {
    const name = partner();
    const house = exchange();
    const first = await message(name, 'first');
    const second = await message(name, 'second', { previous: first.envelope?.id ?? '' });
    await house.reception.receive(second);
    await house.reader.drain();
    expect(read).toEqual([]);
    pass(10_000);
    await house.reception.receive(first);
    await house.reader.drain();
    expect(read).toEqual(['first', 'second']);
    await house.reception.receive(await message(name, 'orphan', { previous: uuidV7(1, newRandom) }));
    await house.reader.drain();
    pass(601_000);
    await house.reader.drain();
    expect(read.at(-1)).toBe('orphan');
    const [orphan] = await arrivals(house, name);
    expect(orphan).toMatchObject({
      state: 'read-with-warnings',
      findings: [{ code: 'exchange-previous-missing' }],
    });
  });

  it('survives what no table holds, in names, answers and findings', async () => {
    const name = partner();
    const house = exchange();
    const values = { found: 'a\u0000b\ud800' };
    answer = () => ({
      outcome: 'rejected',
      findings: [{ area: 'Schema', level: 'SEVERE', code: 'exchange-type-unknown', path: '/\u0000', values }],
    });
    const content = utf8('strange');
    const strange = { partner: name, channel: 'rest', mediaType: 'text/plain', content } as const;
    const kept = await house.reception.receive({
      ...strange,
      type: 'certificate',
      transportId: 'x\u0000\ud800',
    });
    await house.reader.drain();
    expect(await house.traffic.arrival(SYSTEM, kept.id)).toMatchObject({
      state: 'rejected',
      findings: [{ path: '/\uFFFD', values: { found: 'a\uFFFDb\uFFFD' } }],
    });
  });

  it('tries again what stumbled, with no effect of the failed attempt', async () => {
    const name = partner();
    const house = exchange();
    let stumbles = 2;
    answer = () => {
      stumbles -= 1;
      if (stumbles >= 0) throw new Error('not now');
      return { outcome: 'accepted', findings: [] };
    };
    const { id } = await house.reception.receive(await message(name, 'x'));
    await house.reader.drain();
    expect(await house.traffic.arrival(SYSTEM, id)).toMatchObject({
      state: 'kept',
      code: 'exchange-reading-failed',
    });
    for (let round = 0; round < 3; round += 1) {
      pass(20_000);
      await house.reader.drain();
    }
    expect(await house.traffic.arrival(SYSTEM, id)).toMatchObject({ state: 'read', code: null });
  });

  it('reads what a partner under test sends without effect, and says so', async () => {
    const name = partner({ state: 'testing' });
    const house = exchange();
    const { id } = await house.reception.receive(await message(name, 'trial'));
    await house.reader.drain();
    expect(read).toEqual([]);
    expect(await house.traffic.arrival(SYSTEM, id)).toMatchObject({
      state: 'read',
      trial: true,
      findings: [{ code: 'exchange-trial' }],
    });
  });

  it('lists reports of conformance runs by themselves', async () => {
    const name = partner({ state: 'testing' });
    const house = exchange();
    await house.reception.receive(await message(name, 'a certificate'));
    const run = { type: 'inquiry', dialect: 'conformance-report:1', mediaType: 'application/jose' } as const;
    const { id } = await house.reception.receive(await message(name, 'a report', run));
    const { items } = await house.traffic.arrivals(SYSTEM, { partner: name, conformance: true }, {});
    expect(items.map((one) => one.id)).toEqual([id]);
  });

  it('takes a partner’s technical receipt as a message, and ours go back the same way', async () => {
    const [here, there] = [partner(), 'NZ-MPI'];
    parameters.partner(OURS, there, agreement('rest'));
    const house = exchange();
    const [posted] = await held.database.transaction(SYSTEM, (transaction) =>
      house.post(transaction, {
        authority: OURS,
        to: here,
        type: 'inquiry',
        subject: 'CN/CN-GACC/7',
        render: () => ({ mediaType: 'text/plain', content: utf8('why?') }),
      }),
    );
    const text = await sealReceipt(
      {
        form: 'receipt:1',
        message: posted?.id ?? '',
        receipt: 'r',
        from: here,
        to: OURS,
        level: 'technical',
        outcome: 'rejected',
        digest: sha256Hex(utf8('why?')),
        findings: [],
        at: now.toISOString(),
      },
      theirKey,
    );
    await house.reception.receive(await message(here, text, { type: 'receipt', subject: 'CN/CN-GACC/7' }));
    await house.reader.drain();
    expect(await house.traffic.delivery(SYSTEM, posted?.id ?? '')).toMatchObject({ state: 'rejected' });
  });
});
