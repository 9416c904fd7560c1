import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../../base/index.ts';
import { newRandom, type SealKey } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { openMailTransport, writeEntity, writeMessage } from '../../../mail/index.ts';
import {
  openExchange,
  type ChannelName,
  type Channel,
  type Exchange,
  type Handler,
  type MessageType,
  type Working,
} from '../../index.ts';
import { agreement, exchangeKey, standingPartners, StandingParameters } from '../../testing/party.ts';
import type { SmtpListener } from './index.ts';
import { secured } from './securing.ts';
import { newSide, SIDE_CLOCK, type Side } from './testing/world.ts';

const SYSTEM = { kind: 'system' } as const;
let shift = 0;
const clock = (): Date => new Date(Date.now() + shift);

/** What of a side outlives its processes. */
interface Base {
  readonly side: Side;
  readonly held: TestDatabase;
  readonly key: SealKey;
  readonly parameters: StandingParameters;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly handler: Handler;
  readonly read: { readonly type: MessageType; readonly text: string }[];
}

/** A whole exchange of one side: its own database, keys, mail server and workers. */
interface House extends Base {
  exchange: Exchange;
  listener: SmtpListener;
  working: Working;
}

const TYPES: readonly MessageType[] = ['certificate', 'verification-result', 'inquiry', 'inquiry-answer'];

async function openHouse(authority: string): Promise<House> {
  const side = await newSide(authority);
  const held = await testDatabase({ connections: 4 });
  const key = await exchangeKey(authority.slice(0, 2));
  const parameters = new StandingParameters();
  const channels = new Map<ChannelName, Channel>([['smtp', side.channel]]);
  const read: { readonly type: MessageType; readonly text: string }[] = [];
  const handler: Handler = {
    types: TYPES,
    handle: ({ type, content }) =>
      Promise.resolve(() => {
        read.push({ type, text: Buffer.from(content).toString() });
        return Promise.resolve({ outcome: 'accepted' as const, findings: [] });
      }),
  };
  const base = { side, held, key, parameters, read, channels, handler };
  const exchange = exchangeOf(base);
  const listener = await listen({ side, exchange });
  return { ...base, exchange, listener, working: exchange.work({ interval: 50 }) };
}

/** The exchange of a process that has just started. */
function exchangeOf({ side, held, key, parameters, channels, handler }: Base): Exchange {
  return openExchange({
    database: held.database,
    clock,
    random: newRandom,
    jitter: () => 0.5,
    partners: standingPartners(parameters, clock, channels),
    channels,
    handlers: [handler],
    keyOf: (own) => (own === side.authority ? key : undefined),
    onFault: (error) => side.faults.push(error),
  });
}

function listen({ side, exchange }: Pick<House, 'side' | 'exchange'>, port = 0): Promise<SmtpListener> {
  return side.listen({
    port,
    reception: exchange.reception,
    roads: () =>
      exchange.partners.reachedBy('smtp').map((partner) => exchange.partners.road(partner, 'smtp')),
  });
}

/** What is agreed under four eyes: who the other is, where, and by which keys. */
function agree(house: House, other: House): void {
  const { authority, mailbox, key, tls } = other.side;
  house.parameters.partner(house.side.authority, authority, agreement('smtp'));
  house.parameters.address(authority, 'smtp', { mailbox, host: 'localhost', port: other.listener.port });
  const issuer = tls.authority.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  house.parameters.certificate(authority, 'seal', other.key.certificate);
  house.parameters.certificate(authority, 'seal', key.certificate);
  house.parameters.certificate(authority, 'encryption', key.certificate);
  house.parameters.certificate(authority, 'transport', new Uint8Array(Buffer.from(issuer, 'base64')));
  house.exchange.partners.renew();
}

function say(house: House, to: House, type: MessageType, text: string) {
  return house.held.database.transaction(SYSTEM, (transaction) =>
    house.exchange.post(transaction, {
      authority: house.side.authority,
      to: to.side.authority,
      type,
      subject: 'NZ/NZ-MPI/1',
      render: () => ({ mediaType: 'application/xml', content: utf8(text) }),
    }),
  );
}

async function states(house: House): Promise<readonly string[]> {
  const { items } = await house.exchange.traffic.deliveries(SYSTEM, {}, {});
  return items.map(({ type, state }) => `${type} ${state}`).toReversed();
}

describe('two exchanges that have nothing between them but mail', () => {
  let nz: House;
  let cn: House;

  beforeAll(async () => {
    [nz, cn] = [await openHouse('NZ-MPI'), await openHouse('CN-GACC')];
    agree(nz, cn);
    agree(cn, nz);
  });
  afterAll(async () => {
    for (const house of [nz, cn]) {
      await house.working.stop();
      await house.listener.close();
    }
    for (const house of [nz, cn]) await house.held.drop();
  });

  it('a certificate goes, is read once, and its receipts come back; an inquiry returns the other way and is answered', async () => {
    await say(nz, cn, 'certificate', '<certificate/>');
    nz.working.wake();
    await expect.poll(() => states(nz)).toEqual(['certificate delivered']);
    await say(cn, nz, 'inquiry', '<inquiry/>');
    cn.working.wake();
    await expect.poll(() => nz.read.map(({ text }) => text)).toEqual(['<inquiry/>']);
    await say(nz, cn, 'inquiry-answer', '<answer/>');
    nz.working.wake();
    await expect.poll(() => cn.read.map(({ text }) => text)).toEqual(['<certificate/>', '<answer/>']);
    await expect
      .poll(async () => (await states(cn)).filter((each) => each.startsWith('inquiry')))
      .toEqual(['inquiry delivered']);
  });

  it('what is sent while the other side is away arrives, once, when it is back', async () => {
    const { port } = cn.listener;
    await cn.working.stop();
    await cn.listener.close();
    await say(nz, cn, 'verification-result', '<result/>');
    nz.working.wake();
    await expect
      .poll(async () => {
        const { items } = await nz.exchange.traffic.deliveries(SYSTEM, {}, {});
        return items[0]?.attempts ?? 0;
      })
      .toBeGreaterThan(0);
    cn.exchange = exchangeOf(cn);
    cn.listener = await listen(cn, port);
    cn.working = cn.exchange.work({ interval: 50 });
    // When the sender looks again is its own affair: time passes until it has.
    shift += 3_600_000;
    nz.working.wake();
    await expect
      .poll(() => cn.read.map(({ text }) => text).filter((text) => text === '<result/>'))
      .toEqual(['<result/>']);
    await expect.poll(async () => (await states(nz)).at(-1)).toBe('verification-result delivered');
  });

  it('a partner’s mail that nobody can read is kept and politely answered: signed, once, and not to anybody else', async () => {
    const { side } = nz;
    const content = writeEntity([{ name: 'Content-Type', value: 'text/plain' }], utf8('Please see below.'));
    const now = SIDE_CLOCK();
    const sealed = secured(content, {
      key: side.key,
      receiver: cn.side.key.certificate,
      now,
      random: newRandom,
    });
    const raw = writeMessage(
      [
        { name: 'From', value: side.mailbox },
        { name: 'Message-ID', value: '<a@b.c>' },
      ],
      sealed,
    );
    const transport = openMailTransport({
      host: 'localhost',
      port: cn.listener.port,
      security: 'starttls',
      authorities: [cn.side.tls.authority],
    });
    const mail = { sender: side.mailbox, receiver: cn.side.mailbox, content: { raw } };
    // Receipts of the messages before are still on their way.
    const waiting = async () => {
      const { items } = await cn.exchange.traffic.deliveries(SYSTEM, {}, {});
      return items.filter(({ state }) => state === 'pending');
    };
    await expect.poll(waiting).toEqual([]);
    const before = (await receiptsAt(nz)).length;
    expect(await transport.send(mail)).toMatchObject({ taken: true });
    expect(await transport.send(mail)).toMatchObject({ taken: true });
    cn.working.wake();
    const unread = async () => {
      const { items } = await cn.exchange.traffic.arrivals(SYSTEM, {}, {});
      return items.filter(({ media_type: type }) => type === 'message/rfc822').map(({ state }) => state);
    };
    await expect.poll(unread).toEqual(['not-readable']);
    await expect.poll(async () => (await receiptsAt(nz)).length).toBe(before + 1);
    expect((await receiptsAt(nz))[0]).toMatchObject({ partner: 'CN-GACC', channel: 'smtp' });
  });

  async function receiptsAt(house: House) {
    const { items } = await house.exchange.traffic.arrivals(SYSTEM, {}, {});
    return items.filter(({ type }) => type === 'receipt');
  }
});
