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
  type PartnerValue,
  type Posting,
} from './index.ts';
import { agreement, exchangeKey, standingPartners, StandingParameters } from './testing/index.ts';

const OURS = 'CN-GACC';
const THEIRS = 'NZ-MPI';
const SYSTEM = { kind: 'system' } as const;
let held: TestDatabase;
let key: SealKey;
let now = new Date('2026-11-22T08:00:00Z');
let sent: { readonly at: number; readonly delivery: Delivery }[] = [];
const TAKEN: Dispatch = { outcome: 'taken', receipts: [] };
let answer = (): Dispatch => TAKEN;

const clock = (): Date => now;
const rest: Channel = {
  name: 'rest',
  faultsOf: () => [],
  async send(delivery) {
    sent.push({ at: now.getTime(), delivery });
    return answer();
  },
};

function exchange(terms: Partial<PartnerValue> = {}): Exchange {
  const parameters = new StandingParameters();
  parameters.partner(OURS, THEIRS, agreement('rest', terms));
  parameters.address(THEIRS, 'rest', {});
  const channels = new Map<ChannelName, Channel>([['rest', rest]]);
  return openExchange({
    database: held.database,
    clock,
    random: newRandom,
    jitter: () => 0.5,
    partners: standingPartners(parameters, clock, channels),
    channels,
    handlers: [],
    keyOf: () => key,
    onFault: (error) => {
      throw error;
    },
  });
}

const say = (house: Exchange, subject: string, render: Posting['render']) =>
  held.database.transaction(SYSTEM, (transaction) =>
    house.post(transaction, { authority: OURS, to: THEIRS, type: 'certificate', subject, render }),
  );

beforeAll(async () => {
  held = await testDatabase({ connections: 8 });
  key = await exchangeKey('CN');
});
afterAll(() => held.drop());
beforeEach(() => {
  sent = [];
  answer = () => TAKEN;
});

describe('what is sent to a partner', () => {
  it('is no more in any minute than the agreement allows, by all processes together', async () => {
    const [one, other] = [exchange({ perMinute: 30 }), exchange({ perMinute: 30 })];
    for (let index = 0; index < 80; index += 1)
      await say(one, `CN/CN-GACC/P${String(index)}`, () => ({ mediaType: 'text/plain', content: utf8('x') }));
    for (let second = 0; second < 240; second += 1) {
      await Promise.all([one.sender.drain(), other.sender.drain()]);
      now = new Date(now.getTime() + 1_000);
    }
    expect(sent).toHaveLength(80);
    const most = Math.max(
      ...sent.map(({ at: from }) => sent.filter(({ at }) => at >= from && at < from + 60_000).length),
    );
    expect(most).toBeLessThanOrEqual(30);
    expect(most).toBeGreaterThan(24);
  });

  it.each([
    // Three unanswered ones in a row and what was under way beside them: at the end of an answered batch, and in the next.
    { shut: 'falls silent', most: 2 * (3 + 1), refusal: undefined },
    // A batch that is under way ends: what a quick partner is sent with one look into the table.
    { shut: 'asks for a pause', most: 2 * 16, refusal: 60 },
  ])('ends where the partner $shut: what was taken ahead is given back unsent', async ({ most, refusal }) => {
    const house = exchange({ atOnce: 2 });
    const subjects = Array.from({ length: 150 }, (_, index) => `CN/CN-GACC/${String(most)}/${String(index)}`);
    for (const subject of subjects)
      await say(house, subject, () => ({ mediaType: 'text/plain', content: utf8('x') }));
    answer = () => {
      if (sent.length <= 50) return TAKEN;
      if (refusal === undefined) throw new Error('nobody there');
      const notBefore = new Date(now.getTime() + refusal * 1000);
      return {
        outcome: 'refused',
        permanent: false,
        code: 'exchange-too-many',
        values: { most: 1 },
        notBefore,
      };
    };
    await house.sender.drain();
    expect(sent.length).toBeGreaterThan(50);
    expect(sent.length).toBeLessThanOrEqual(50 + most);
    const first = new Set(sent.slice(0, 50).map(({ delivery }) => delivery.envelope.id));
    sent = [];
    answer = () => TAKEN;
    now = new Date(now.getTime() + 3_600_000);
    await house.sender.drain();
    const rest = sent.map(({ delivery }) => delivery.envelope);
    expect(rest.filter(({ id }) => first.has(id))).toEqual([]);
    expect(new Set(rest.map(({ subject }) => subject)).size).toBe(100);
    expect(rest).toHaveLength(100);
  });

  it('brings with a translation the name of its original, which is kept with the report of what is not said', async () => {
    const house = exchange();
    const translated = {
      original: utf8('the sealed document'),
      source: 'sps-certificate:17',
      target: 'test:1',
      losses: [{ code: 'loss-seal', path: '/Signature', value: '' }],
      defaulted: [],
      omitted: 0,
    };
    const [posted] = await say(house, 's/4', async () => ({
      mediaType: 'text/plain',
      content: utf8('said otherwise'),
      translated,
    }));
    await house.sender.drain();
    const digest = sha256Hex(translated.original);
    const { translation } = await house.traffic.life(posted?.id ?? '');
    expect(translation).toEqual({ ...translated, original: digest });
    expect(await house.traffic.content(digest)).toEqual(Buffer.from(translated.original));
    const envelope = sent[0]?.delivery.envelope;
    expect(envelope).toMatchObject({ translatedFrom: 'sps-certificate:17', originalDigest: digest });
    if (envelope === undefined) return;
    expect(await sealHolds(envelope, [key.certificate])).toBe(true);
    const other = { ...envelope, originalDigest: sha256Hex(utf8('')) };
    expect(await sealHolds(other, [key.certificate])).toBe(false);
  });
});
