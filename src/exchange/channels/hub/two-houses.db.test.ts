import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRandom, sha256Hex, type SealKey } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { callIdentified, openExchange, type Exchange, type Handler, type Working } from '../../index.ts';
import { agreement, exchangeKey, standingPartners, StandingParameters } from '../../testing/party.ts';
import { databaseSentDeliveries, hubChannel } from './index.ts';
import { certificateXml, hubTestWords, openHub, type HubWorld } from './testing/world.ts';

const SYSTEM = { kind: 'system' } as const;
let shift = 0;
const clock = (): Date => new Date(Date.now() + shift);

/** A whole exchange of a country, with a database of its own, that knows nobody but a Hub. */
interface House {
  readonly authority: string;
  readonly held: TestDatabase;
  readonly key: SealKey;
  readonly parameters: StandingParameters;
  readonly read: string[];
  readonly faults: unknown[];
  exchange: Exchange;
  working: Working;
}

async function openHouse(hub: HubWorld, authority: string): Promise<House> {
  const held = await testDatabase({ connections: 4 });
  const [key, parameters] = [await exchangeKey(authority.slice(0, 2)), new StandingParameters()];
  const base = { authority, held, key, parameters, read: [], faults: [] };
  return { ...base, ...start(hub, base) };
}

/** The exchange of a process that has just started. */
function start(
  hub: HubWorld,
  { authority, held, key, parameters, read, faults }: Omit<House, 'exchange' | 'working'>,
): Pick<House, 'exchange' | 'working'> {
  const channel = hubChannel({
    call: callIdentified(() => hub.pairs.get(authority)),
    clock,
    sent: databaseSentDeliveries(held.database),
    words: hubTestWords,
  });
  const channels = new Map([[channel.name, channel]]);
  const handler: Handler = {
    types: ['certificate'],
    handle: ({ content }) =>
      Promise.resolve(() => {
        read.push(sha256Hex(content));
        return Promise.resolve({ outcome: 'accepted' as const, findings: [] });
      }),
  };
  const exchange = openExchange({
    database: held.database,
    clock,
    random: newRandom,
    jitter: () => 0.5,
    partners: standingPartners(parameters, clock, channels),
    channels,
    handlers: [handler],
    keyOf: (own) => (own === authority ? key : undefined),
    onFault: (error) => faults.push(error),
  });
  return { exchange, working: exchange.work({ interval: 50, poll: 50 }) };
}

function agree(hub: HubWorld, house: House, other: House): void {
  const { parameters } = house;
  parameters.partner(house.authority, other.authority, agreement('hub', { types: ['certificate'] }));
  parameters.address(other.authority, 'hub', { url: hub.url, authorities: hub.authority.certificate });
  parameters.certificate(other.authority, 'seal', other.key.certificate);
  house.exchange.partners.renew();
}

async function issue(house: House, to: House, number: string): Promise<string> {
  const content = certificateXml(number);
  await house.held.database.transaction(SYSTEM, (transaction) =>
    house.exchange.post(transaction, {
      authority: house.authority,
      to: to.authority,
      type: 'certificate',
      subject: `${house.authority.slice(0, 2)}/${house.authority}/${number}`,
      render: () => ({ mediaType: 'application/xml', content }),
    }),
  );
  house.working.wake();
  return sha256Hex(content);
}

async function states(house: House): Promise<readonly string[]> {
  const { items } = await house.exchange.traffic.deliveries(SYSTEM, {}, {});
  return items.map(({ state }) => state).toReversed();
}

describe('two exchanges that have nothing between them but a Hub', () => {
  let base: TestDatabase;
  let hub: HubWorld;
  let nz: House;
  let cn: House;

  beforeAll(async () => {
    base = await testDatabase({ connections: 4 });
    hub = await openHub(base.database, [{ partner: 'NZ-MPI' }, { partner: 'CN-GACC' }]);
    [nz, cn] = [await openHouse(hub, 'NZ-MPI'), await openHouse(hub, 'CN-GACC')];
    agree(hub, nz, cn);
    agree(hub, cn, nz);
  });
  afterAll(async () => {
    await Promise.all([nz.working.stop(), cn.working.stop()]);
    await hub.close();
    for (const { drop } of [nz.held, cn.held, base]) await drop();
  });

  it('a certificate goes each way, is read once, and its sender learns that it was delivered', async () => {
    const there = await issue(nz, cn, 'NZ-1');
    const back = await issue(cn, nz, 'CN-1');
    await expect.poll(() => [cn.read, nz.read]).toEqual([[there], [back]]);
    // When the Hub is asked again is the sender's own affair: time passes until it has been.
    await expect.poll(() => ((shift += 60_000), states(nz))).toEqual(['delivered']);
    await expect.poll(() => ((shift += 60_000), states(cn))).toEqual(['delivered']);
  });

  it('what is sent while the other house is away waits at the Hub, and arrives once', async () => {
    await cn.working.stop();
    const sent = await issue(nz, cn, 'NZ-2');
    await expect.poll(async () => (await states(nz)).at(-1)).toBe('sent');
    const { exchange, working } = start(hub, cn);
    [cn.exchange, cn.working] = [exchange, working];
    await expect.poll(() => cn.read.filter((digest) => digest === sent)).toEqual([sent]);
    await expect.poll(() => ((shift += 60_000), states(nz))).toEqual(['delivered', 'delivered']);
    expect(cn.read).toHaveLength(2);
    expect([nz.faults, cn.faults, hub.faults]).toEqual([[], [], []]);
  });
});
