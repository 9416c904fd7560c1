import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, utf8 } from '../../../base/index.ts';
import { newRandom, sha256Hex, type SealKey } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import {
  callDirectly,
  openExchange,
  type Channel,
  type Exchange,
  type ReceivedMessage,
} from '../../index.ts';
import { agreement, exchangeKey, standingPartners, StandingParameters } from '../../testing/party.ts';
import { soapChannel } from './channel.ts';
import { SoapEndpoint } from './endpoint.ts';
import { SoapPartners } from './partners.ts';
import { databaseProofs } from './proofs.ts';
import { BOX, sealed, serve, testWords } from './testing/setting.ts';

const clock = (): Date => new Date();

/** One authority's installation: database, switch centre, web service, and what it received. */
interface Side {
  readonly authority: string;
  readonly held: TestDatabase;
  readonly key: SealKey;
  readonly parameters: StandingParameters;
  readonly exchange: Exchange;
  readonly channel: Channel;
  readonly service: Awaited<ReturnType<typeof serve>>;
  readonly received: ReceivedMessage[];
}

async function side(authority: string): Promise<Side> {
  const held = await testDatabase();
  const { database } = held;
  const key = await exchangeKey(authority.slice(0, 2));
  const parameters = new StandingParameters();
  const channel = soapChannel({
    clock,
    random: newRandom,
    passwords: BOX,
    keyFor: () => key,
    call: callDirectly,
  });
  const channels = new Map([['soap' as const, channel]]);
  const partners = standingPartners(parameters, clock, channels);
  const received: ReceivedMessage[] = [];
  const exchange = openExchange({
    database,
    clock,
    random: newRandom,
    jitter: () => 0,
    partners,
    channels,
    keyOf: () => key,
    handlers: [
      {
        types: ['certificate', 'verification-result', 'inquiry', 'inquiry-answer'],
        handle: (message) =>
          Promise.resolve(() => {
            received.push(message);
            return Promise.resolve({ outcome: 'accepted', findings: [] });
          }),
      },
    ],
  });
  const endpoint = new SoapEndpoint({
    box: exchange.box,
    reception: exchange.reception,
    standings: { standingOf: () => Promise.resolve(undefined) },
    words: testWords,
    partners: new SoapPartners(partners),
    proofs: databaseProofs(database),
    passwords: BOX,
    keyFor: () => key,
    clock,
    report: (error) => {
      throw error instanceof Error ? error : new Error(String(error));
    },
  });
  return {
    authority,
    held,
    key,
    parameters,
    exchange,
    channel,
    service: await serve(() => endpoint),
    received,
  };
}

/** What one side has agreed with the other. */
function agree(own: Side, other: Side, way: 'digest' | 'signature'): void {
  const password = sealed('the same on both sides', other.authority);
  const account = way === 'digest' ? { user: other.authority, password } : {};
  const ours = way === 'digest' ? { user: own.authority, password } : {};
  own.parameters.partner(own.authority, other.authority, agreement('soap', { sealRequired: true }));
  own.parameters.address(other.authority, 'soap', {
    ways: [way],
    ...account,
    service: { url: other.service.url, ways: [way], ...ours },
  });
  own.parameters.certificate(other.authority, 'seal', other.key.certificate);
  own.exchange.partners.renew();
}

let zealand: Side;
let china: Side;

beforeAll(async () => {
  [zealand, china] = await Promise.all([side('NZ-MPI'), side('CN-GACC')]);
});
afterAll(async () => {
  await Promise.all([zealand.service.close(), china.service.close()]);
  await Promise.all([zealand.held.drop(), china.held.drop()]);
});

async function post(
  from: Side,
  to: Side,
  type: 'certificate' | 'verification-result' | 'inquiry',
  content: Uint8Array,
) {
  const mediaType = type === 'certificate' ? 'application/xml' : 'application/json';
  const [posted] = await from.held.database.transaction({ kind: 'system' }, (transaction) =>
    from.exchange.post(transaction, {
      authority: from.authority,
      to: to.authority,
      type,
      subject: 'NZ/NZ-MPI/NZL2026/1',
      render: () => ({ mediaType, content }),
    }),
  );
  return posted?.id ?? '';
}

async function poll(own: Side, other: Side): Promise<number> {
  const road = own.exchange.partners.road(other.authority, 'soap');
  return (await own.channel.poll?.(road, own.exchange.reception, AbortSignal.timeout(30_000))) ?? 0;
}

/** How a message of this side fares. */
async function stateOf(from: Side, id: string): Promise<string | undefined> {
  return (await from.exchange.traffic.delivery({ kind: 'system' }, id))?.state;
}

describe('two installations with a database each', () => {
  test.each(['digest', 'signature'] as const)(
    'exchange a certificate, its result and an inquiry by %s: each once, sealed, and receipted at both levels',
    async (way) => {
      agree(zealand, china, way);
      agree(china, zealand, way);
      zealand.received.length = 0;
      china.received.length = 0;
      const certificate = utf8(`<certificate way="${way}">证书</certificate>`);
      const id = await post(zealand, china, 'certificate', certificate);
      expect(await poll(china, zealand)).toBe(1);
      await china.exchange.reader.drain();
      expect(china.received.map(({ content }) => sha256Hex(content))).toEqual([sha256Hex(certificate)]);
      // The technical receipt is a message of its own, and goes back by the same road.
      await china.exchange.sender.drain();
      await expect.poll(() => stateOf(zealand, id)).toBe('delivered');
      expect(await poll(china, zealand)).toBe(0);

      const result = utf8(
        canonicalJson({
          form: 'correspondence:1',
          id: '0193e2a0-3333-7000-8000-000000000001',
          certificate: { country: 'NZ', authority: 'NZ-MPI', number: 'NZL2026/1' },
          at: '2026-11-22T09:00:00.000Z',
          operator: '',
          result: { verdict: 'pass', remark: way },
        }),
      );
      const answers = [
        await post(china, zealand, 'verification-result', result),
        await post(china, zealand, 'inquiry', utf8(`{"form":"another","way":"${way}"}`)),
      ];
      await china.exchange.sender.drain();
      await zealand.exchange.reader.drain();
      expect(zealand.received.map(({ type }) => type).toSorted()).toEqual(['inquiry', 'verification-result']);
      expect(zealand.received.every(({ envelope }) => envelope?.seal !== undefined)).toBe(true);
      await zealand.exchange.sender.drain();
      for (const answer of answers) await expect.poll(() => stateOf(china, answer)).toBe('delivered');
    },
  );
});
