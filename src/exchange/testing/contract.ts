import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8, uuidV7 } from '../../base/index.ts';
import { newRandom, sha256Hex, type SealKey } from '../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import type { Arrival, Channel, Dispatch, Kept, PartnerRoad, Reception } from '../channel.ts';
import { sealEnvelope } from '../envelope.ts';
import { openExchange, type Exchange } from '../exchange.ts';
import type { ChannelName, Envelope } from '../message.ts';
import { agreement, exchangeKey, standingPartners, StandingParameters } from './party.ts';

const OURS = 'CN-GACC';
const THEIRS = 'NZ-MPI';
const SYSTEM = { kind: 'system' } as const;
const MOST = 20_000;

/** What a channel's own test gives the suite: a real peer in front of a reception, and the road to it. */
export interface ChannelSubject {
  readonly channel: Channel;
  /** Address and certificates of the peer; the suite adds the peer's seal certificate. */
  readonly address: Readonly<Record<string, unknown>>;
  readonly certificates?: Partial<PartnerRoad['certificates']>;
  close(): Promise<void>;
}

/** The peer's side: what it gives its arrivals to, and the keys of both. */
export interface PeerSide {
  readonly reception: Reception;
  readonly exchange: Exchange;
  /** Who sends, and who the peer is. */
  readonly sender: string;
  readonly peer: string;
  readonly senderKey: SealKey;
  readonly peerKey: SealKey;
}

/** How the peer's reception behaves. */
type Mood = 'well' | 'fails-before' | 'fails-after' | 'hangs';

/**
 * What every channel that sends must do, against a real peer with a real exchange behind it. Call at the top of a
 * `*.db.test.ts`.
 */
export function channelContract(
  name: ChannelName,
  open: (side: PeerSide) => Promise<ChannelSubject>,
  options: { readonly mediaType?: string; readonly contentOf?: (text: string) => Uint8Array } = {},
): void {
  const contentOf = options.contentOf ?? utf8;
  let held: TestDatabase;
  let keys: { readonly ours: SealKey; readonly theirs: SealKey };
  let exchange: Exchange;
  let subject: ChannelSubject;
  let mood: Mood = 'well';
  const parameters = new StandingParameters();
  let now = new Date();
  const agree = (more: Parameters<typeof agreement>[1] = {}): void => {
    // The picture of the parameters is taken anew after a second.
    now = new Date(now.getTime() + 2_000);
    parameters.partner(THEIRS, OURS, agreement(name, { largestBytes: MOST, ...more }));
  };
  const receive = async (arrival: Arrival): Promise<Kept> => {
    if (mood === 'hangs') return new Promise(() => undefined);
    if (mood === 'fails-before') throw new Error('the house of the peer stumbles');
    const kept = await exchange.reception.receive(arrival);
    if (mood === 'fails-after') throw new Error('the answer is lost');
    return kept;
  };

  const message = async (text: string, more: Partial<Envelope> = {}) => {
    const content = contentOf(text);
    const bare: Envelope = {
      id: uuidV7(now.getTime(), newRandom),
      from: OURS,
      to: THEIRS,
      type: 'certificate',
      dialect: 'test:1',
      mediaType: options.mediaType ?? 'application/xml',
      digest: sha256Hex(content),
      subject: `CN/CN-GACC/${text.slice(0, 40)}`,
      sent: now.toISOString(),
      expires: new Date(now.getTime() + 86_400_000).toISOString(),
      ...more,
    };
    return { envelope: await sealEnvelope(bare, keys.ours), content };
  };
  type Message = Awaited<ReturnType<typeof message>>;
  const send = (one: Message, signal: AbortSignal = AbortSignal.timeout(10_000)): Promise<Dispatch> => {
    const certificates = {
      seal: [keys.theirs.certificate],
      transport: [],
      encryption: [],
      ...subject.certificates,
    };
    const road = { partner: THEIRS, channel: name, address: subject.address, certificates };
    const sending = subject.channel.send?.({ ...one, attempt: 1, partner: road, signal });
    if (sending === undefined) throw new Error('this suite is for channels that send');
    return sending;
  };
  const arrived = async ({ envelope: { subject: about } }: Message) =>
    (await exchange.traffic.arrivals(SYSTEM, { subject: about }, {})).items;

  describe(`the ${name} channel keeps the contract of every channel`, () => {
    beforeAll(async () => {
      held = await testDatabase({ connections: 6 });
      const [ours, theirs] = await Promise.all([exchangeKey('CN'), exchangeKey('NZ')]);
      keys = { ours, theirs };
      agree();
      parameters.certificate(OURS, 'seal', ours.certificate);
      exchange = openExchange({
        database: held.database,
        clock: () => now,
        random: newRandom,
        jitter: () => 0.5,
        partners: standingPartners(parameters, () => now),
        channels: new Map(),
        handlers: [],
        keyOf: (authority) => (authority === THEIRS ? theirs : undefined),
      });
      const reception: Reception = {
        receive,
        acknowledge: (partner, statement) => exchange.reception.acknowledge(partner, statement),
      };
      subject = await open({
        reception,
        exchange,
        sender: OURS,
        peer: THEIRS,
        senderKey: ours,
        peerKey: theirs,
      });
    });
    afterAll(async () => {
      mood = 'well';
      await subject.close();
      await held.drop();
    });

    it('knows a good address from a bad one', () => {
      expect(subject.channel.name).toBe(name);
      expect(subject.channel.faultsOf(subject.address)).toEqual([]);
      for (const bad of [undefined, null, 'x', {}, []])
        expect(subject.channel.faultsOf(bad).length).toBeGreaterThan(0);
    });

    it('brings envelope and content unchanged, and the receipts that came with the answer', async () => {
      const one = await message('brings');
      const dispatch = await send(one);
      expect(dispatch.outcome).toBe('taken');
      const [arrival, another] = await arrived(one);
      expect(another).toBeUndefined();
      expect(arrival).toMatchObject({
        partner: OURS,
        channel: name,
        digest: one.envelope.digest,
        envelope: one.envelope,
      });
      if (dispatch.outcome === 'taken')
        for (const receipt of dispatch.receipts) expect(receipt.message).toBe(one.envelope.id);
    });

    it('has no second effect when a message is sent again under its id', async () => {
      const one = await message('again');
      const answers = [await send(one), await send(one), ...(await Promise.all([send(one), send(one)]))];
      expect(answers.map(({ outcome }) => outcome)).toEqual(['taken', 'taken', 'taken', 'taken']);
      expect(await arrived(one)).toHaveLength(1);
    });

    it('says when a message will never be taken, and why', async () => {
      agree({ types: ['inquiry'] });
      const one = await message('never');
      expect(await send(one)).toMatchObject({ outcome: 'refused', permanent: true });
      expect(await arrived(one)).toEqual([]);
      agree();
    });

    it('brings nothing to a partner that has suspended us, and does not say that it did', async () => {
      agree({ state: 'suspended' });
      const one = await message('suspended');
      const dispatch = await send(one).catch(() => undefined);
      expect(dispatch?.outcome).not.toBe('taken');
      expect(await arrived(one)).toEqual([]);
      agree();
    });

    it('brings nothing larger than was agreed', async () => {
      const one = await message('large'.padEnd(MOST * 2, 'x'));
      expect(await send(one)).toMatchObject({ outcome: 'refused', permanent: true });
      expect(await arrived(one)).toEqual([]);
    });

    it('never passes an unknown outcome off as an answer: the same message is sent again, and arrives once', async () => {
      const one = await message('unknown');
      for (const each of ['fails-before', 'fails-after'] as const) {
        mood = each;
        const ended = await send(one).catch((error: unknown) => error);
        if (!(ended instanceof Error)) expect(ended).toMatchObject({ outcome: 'refused', permanent: false });
      }
      mood = 'well';
      expect((await send(one)).outcome).toBe('taken');
      expect(await arrived(one)).toHaveLength(1);
    });

    it('heeds the end of an attempt’s time', async () => {
      mood = 'hangs';
      const one = await message('hangs');
      const controller = new AbortController();
      const ended = send(one, controller.signal);
      const rejected = expect(ended).rejects.toThrow();
      controller.abort();
      await rejected;
      mood = 'well';
    });
  });
}
