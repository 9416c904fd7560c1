import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, utf8 } from '../../../base/index.ts';
import { newRandom, sha256Hex } from '../../../crypto/index.ts';
import {
  callDirectly,
  type Channel,
  type Delivery,
  type MessageType,
  type PartnerRoad,
} from '../../index.ts';
import type { SoapAddress } from './address.ts';
import { soapChannel } from './channel.ts';
import { requestWith } from './contents.ts';
import type { SoapEndpoint } from './endpoint.ts';
import { MemoryExchange } from './testing/memory-exchange.ts';
import {
  BOX,
  endpointOver,
  envelopeFor,
  newSigner,
  partnersOf,
  PASSWORD,
  roadOf,
  sealed,
  serve,
  type Signer,
} from './testing/setting.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const clock = () => NOW;
let zealand: Signer;
let china: Signer;
let theirs: MemoryExchange;
let theirEndpoint: SoapEndpoint;
let service: Awaited<ReturnType<typeof serve>>;
/** What New Zealand sees of China, by the way it proves itself. */
let byDigest: PartnerRoad;
let bySignature: PartnerRoad;
let channel: Channel;

beforeAll(async () => {
  zealand = await newSigner('Zealand');
  china = await newSigner('China');
  service = await serve(() => theirEndpoint);
  const road = (service: SoapAddress['service']) =>
    roadOf('CN-GACC', { ways: [], ...(service === undefined ? {} : { service }) }, [china.key.certificate]);
  byDigest = road({ url: service.url, ways: ['digest'], user: 'mpi', password: sealed(PASSWORD, 'CN-GACC') });
  bySignature = road({ url: service.url, ways: ['signature'] });
  channel = soapChannel({
    clock,
    random: newRandom,
    passwords: BOX,
    keyFor: () => zealand.key,
    call: callDirectly,
    page: 2,
  });
});
afterAll(() => service.close());

/** China's side, fresh. */
function begin(): void {
  theirs = new MemoryExchange('CN-GACC', china.key);
  const partners = partnersOf(
    roadOf('NZ-MPI', { ways: ['digest', 'signature'], user: 'mpi', password: sealed(PASSWORD, 'NZ-MPI') }, [
      zealand.key.certificate,
    ]),
  );
  theirEndpoint = endpointOver(theirs, partners, clock, { keyFor: () => china.key });
}

function delivery(
  type: MessageType,
  content: Uint8Array,
  partner: PartnerRoad,
  signal = AbortSignal.timeout(10_000),
): Delivery {
  const envelope = envelopeFor(content, {
    from: 'NZ-MPI',
    to: 'CN-GACC',
    type,
    dialect: `${type}:1`,
    mediaType: 'application/json',
  });
  return { envelope, content, attempt: 1, partner, signal };
}

const result = utf8(
  canonicalJson({
    form: 'correspondence:1',
    id: '0193e2a0-3333-7000-8000-000000000001',
    certificate: { country: 'CN', authority: 'CN-GACC', number: '42' },
    at: '2026-11-22T08:00:00.000Z',
    operator: 'Mere  Tamatea ',
    result: { verdict: 'pass', remark: 'fine\r\n& <well>' },
  }),
);

describe('messages that go out', () => {
  test('arrive with their envelope and their very bytes, by either way, and once however often they are sent', async () => {
    for (const road of [byDigest, bySignature]) {
      begin();
      const sent = delivery('verification-result', result, road);
      const first = await channel.send?.(sent);
      expect(first).toMatchObject({
        outcome: 'taken',
        receipts: [{ message: sent.envelope.id, level: 'transport', outcome: 'accepted' }],
      });
      const again = await channel.send?.({ ...sent, attempt: 2 });
      expect(again).toEqual(first);
      expect(theirs.arrived).toHaveLength(1);
      expect(theirs.arrived[0]).toMatchObject({ partner: 'NZ-MPI', envelope: sent.envelope });
      expect(sha256Hex(theirs.arrived[0]?.content ?? new Uint8Array())).toBe(sent.envelope.digest);
    }
  });

  test('go typed where the typed form gives the same bytes back, and as bytes else', async () => {
    begin();
    const { envelope } = delivery('verification-result', result, byDigest);
    expect(requestWith('SubmitVerificationResult', { id: envelope.id, envelope }, result)).toContain(
      '<x:Verdict>pass',
    );
    const other = utf8('{ "free": "form" }');
    const sent = delivery('inquiry', other, byDigest);
    expect(await channel.send?.(sent)).toMatchObject({ outcome: 'taken' });
    expect(theirs.arrived[0]?.content).toEqual(other);
  });

  test('are refused for good or for now, as the partner says, and what the partner fetches is not sent', async () => {
    begin();
    const sent = delivery('verification-result', result, byDigest);
    await channel.send?.(sent);
    const changed = {
      ...sent,
      content: utf8('{}'),
      envelope: { ...sent.envelope, digest: sha256Hex(utf8('{}')) },
    };
    expect(await channel.send?.(changed)).toMatchObject({
      outcome: 'refused',
      permanent: true,
      code: 'soap-partner-refused',
    });
    const wrong = roadOf('CN-GACC', {
      ways: [],
      service: { url: service.url, ways: ['digest'], user: 'mpi', password: sealed('no', 'CN-GACC') },
    });
    expect(await channel.send?.(delivery('verification-result', result, wrong))).toMatchObject({
      outcome: 'refused',
      permanent: false,
    });
    expect(await channel.send?.(delivery('certificate', result, byDigest))).toMatchObject({
      permanent: true,
      code: 'soap-type-fetched',
    });
  });

  test('are of unknown outcome where the answer is not the partner’s', async () => {
    begin();
    const stranger = await newSigner('China');
    const partners = partnersOf(roadOf('NZ-MPI', { ways: ['signature'] }, [zealand.key.certificate]));
    theirEndpoint = endpointOver(theirs, partners, clock, { keyFor: () => stranger.key });
    await expect(channel.send?.(delivery('verification-result', result, bySignature))).rejects.toMatchObject({
      code: 'soap-answer-unfit',
    });
    theirEndpoint = endpointOver(theirs, partners, clock);
    await expect(channel.send?.(delivery('verification-result', result, bySignature))).rejects.toMatchObject({
      code: 'soap-answer-unfit',
      values: { reason: 'ws-signature-incomplete' },
    });
    const nobody = roadOf('CN-GACC', {
      ways: [],
      service: { url: 'http://127.0.0.1:1/', ways: ['digest'], user: 'a', password: sealed('b', 'CN-GACC') },
    });
    await expect(channel.send?.(delivery('verification-result', result, nobody))).rejects.toThrow(
      /ECONNREFUSED/,
    );
  });
});

describe('messages that wait at the partner', () => {
  test('are fetched page by page, kept, and then confirmed; what was not kept is not confirmed', async () => {
    for (const road of [byDigest, bySignature]) {
      begin();
      const contents = Array.from({ length: 5 }, (_, index) => utf8(`<a>${String(index)}</a>`));
      for (const content of contents)
        theirs.put('NZ-MPI', envelopeFor(content, { from: 'CN-GACC', to: 'NZ-MPI' }), content);
      const ours = new MemoryExchange('NZ-MPI', zealand.key);
      expect(await channel.poll?.(road, ours, AbortSignal.timeout(10_000))).toBe(5);
      expect(ours.arrived.map(({ content }) => new TextDecoder().decode(content))).toEqual(
        contents.map((content) => new TextDecoder().decode(content)),
      );
      expect(theirs.stated.map(({ level, outcome }) => `${level} ${outcome}`)).toEqual(
        Array(5).fill('transport accepted'),
      );
      expect(await channel.poll?.(road, ours, AbortSignal.timeout(10_000))).toBe(0);
      theirs.put('NZ-MPI', envelopeFor(utf8('<b/>')), utf8('<b/>'));
      const broken = {
        receive: () => Promise.reject(new Error('the disk is full')),
        acknowledge: () => Promise.resolve(),
      };
      await expect(channel.poll?.(road, broken, AbortSignal.timeout(10_000))).rejects.toThrow(
        'the disk is full',
      );
      expect(await theirs.list('NZ-MPI', { limit: 9 })).toHaveLength(1);
    }
  });
});

test('faults of an address are told together', () => {
  expect(channel.faultsOf({ ways: ['digest'], service: { url: 'http://example.org/', ways: [] } })).toEqual([
    { code: 'soap-address-password', path: '', values: {} },
    { code: 'soap-address-ways', path: '/service/ways', values: {} },
    { code: 'soap-address-url', path: '/service/url', values: {} },
  ]);
  expect(channel.faultsOf({ ways: ['other'], more: 1 }).map(({ path }) => path)).toContain('/ways/0');
  expect(
    channel.faultsOf({
      ways: ['signature'],
      service: { url: 'https://example.org/s', ways: ['mutual-tls'] },
    }),
  ).toEqual([]);
});
