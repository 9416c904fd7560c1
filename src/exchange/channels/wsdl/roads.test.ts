import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { fromUtf8 } from '../../../base/index.ts';
import { generateKeyPair, newRandom, readSigningKey } from '../../../crypto/index.ts';
import { tlsAuthority, type TlsPair } from '../../../crypto/testing/tls-certificates.ts';
import { callThrough, Link, performCall, Spool } from '../../gateway/index.ts';
import { callIdentified, callUnidentified, type Arrival, type Caller } from '../../index.ts';
import { addressOf, serveThirdCountry } from './testing/third-country.ts';
import { channelWith, deliveryOf, memoryCursors, roadOf, sealedPassword } from './testing/setting.ts';

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

/** The third country's service, which lets nobody in without a certificate of its own authority. */
async function serveGuarded() {
  const [authority, stranger] = [await tlsAuthority('Vernalia'), await tlsAuthority('Nobody')];
  const { certificate: cert, key } = await authority.issue('localhost', 'server');
  const served = await serveThirdCountry(
    'CN-GACC',
    { receive: ({ transportId: id }) => Promise.resolve({ id, isNew: true, receipt: '' }) },
    '1.1',
    {
      tls: { cert, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true },
      items: [{ Ident: 'doc-1', Posicao: '1', Especie: 'CF', Documento: btoa('<Certificado/>') }],
    },
  );
  closings.push(served.close);
  const address = addressOf(served.url, { mutualTls: true, authorities: authority.certificate });
  return { served, authority, stranger, address };
}

const by = (pair: TlsPair | undefined) =>
  channelWith(memoryCursors(), { identified: callIdentified(() => pair) });

describe('a partner who asks for a client certificate', () => {
  test('is delivered to and fetched from by whoever has one', async () => {
    const { served, authority, address } = await serveGuarded();
    const channel = by(await authority.issue('CN-GACC', 'client'));
    const delivery = deliveryOf('<Doc>中</Doc>', address);
    expect(await channel.send?.(delivery)).toMatchObject({
      outcome: 'taken',
      reference: delivery.envelope.id,
    });
    expect(served.entregas).toHaveLength(1);
    const came: Arrival[] = [];
    const reception = {
      receive: (arrival: Arrival) => {
        came.push(arrival);
        return Promise.resolve({ id: arrival.transportId, isNew: true, receipt: '' });
      },
      acknowledge: () => Promise.resolve(),
    };
    expect(await channel.poll?.(roadOf(address), reception, AbortSignal.timeout(20_000))).toBe(1);
    expect(came.map(({ transportId, content }) => [transportId, fromUtf8(content)])).toEqual([
      ['doc-1', '<Certificado/>'],
    ]);
  });

  test('hears nothing from who has none, has another authority’s or one that has ended, or does not know the server', async () => {
    const { served, authority, stranger, address } = await serveGuarded();
    const delivery = deliveryOf('<Doc/>', address);
    await expect(by(undefined).send?.(delivery)).rejects.toMatchObject({
      code: 'exchange-transport-key-missing',
      values: { host: new URL(served.url).host },
    });
    for (const pair of [
      await stranger.issue('CN-GACC', 'client'),
      await authority.issue('CN-GACC', 'client', -1),
    ])
      await expect(by(pair).send?.(delivery)).rejects.toThrow();
    const { authorities: _, ...unknown } = address;
    const own = by(await authority.issue('CN-GACC', 'client'));
    await expect(own.send?.(deliveryOf('<Doc/>', unknown))).rejects.toThrow();
    expect(served.entregas).toEqual([]);
  });
});

/** Both zones over two folders: what the inner one's calls become. */
async function acrossZones(): Promise<{ readonly call: Caller; readonly crossed: string[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'counterfoil-zones-'));
  const [inward, outward] = [path.join(folder, 'in'), path.join(folder, 'out')];
  const [inSpool, outSpool] = [await Spool.make(inward, 1_000_000), await Spool.make(outward, 1_000_000)];
  const [innerKey, outerKey] = [1, 2].map(() => readSigningKey(generateKeyPair('ed25519').privateKey));
  if (innerKey === undefined || outerKey === undefined) throw new Error('two keys were made');
  const common = { clock: () => new Date(), random: newRandom };
  const crossed: string[] = [];
  const inner = new Link({
    ...common,
    asks: 'call',
    incoming: { spool: inSpool, folder: inward },
    outgoing: outSpool,
    key: innerKey,
    otherKey: outerKey.rawPublicKey,
    serve: () => Promise.reject(new Error('nobody asks')),
    onCrossed: async ({ direction, header, refusal }) =>
      void crossed.push(`${direction} ${refusal ?? header?.kind ?? ''}`),
  });
  const outer = new Link({
    ...common,
    asks: 'request',
    incoming: { spool: outSpool, folder: outward },
    outgoing: inSpool,
    key: outerKey,
    otherKey: innerKey.rawPublicKey,
    serve: (call) => performCall(call, AbortSignal.timeout(20_000)),
    onCrossed: async () => undefined,
  });
  inner.start();
  outer.start();
  closings.push(
    () => rm(folder, { recursive: true, force: true }),
    () => inner.close(),
    () => outer.close(),
  );
  return { call: callThrough(inner), crossed };
}

describe('behind a gateway', () => {
  test('a partner’s own service is called across, with a password that never crosses', async () => {
    const { call, crossed } = await acrossZones();
    const served = await serveThirdCountry('CN-GACC', {
      receive: ({ transportId: id }) => Promise.resolve({ id, isNew: true, receipt: '' }),
    });
    closings.push(served.close);
    const password = 'senha – 密';
    const address = addressOf(served.url, { user: 'china', password: sealedPassword(password) });
    const bodies: string[] = [];
    const channel = channelWith(memoryCursors(), {
      call: (one) => {
        bodies.push(fromUtf8(one.body) ?? '');
        return call(one);
      },
      identified: callUnidentified,
    });
    expect(await channel.send?.(deliveryOf('<Doc>中</Doc>', address))).toMatchObject({ outcome: 'taken' });
    expect(served.entregas).toHaveLength(1);
    expect(crossed).toEqual(['out call', 'in result']);
    expect(bodies).toEqual([expect.stringContaining('PasswordDigest')]);
    expect(bodies[0]).not.toContain(password);
  });

  test('one who asks for a client certificate is refused by name, and nothing crosses', async () => {
    const { call, crossed } = await acrossZones();
    const { served, address } = await serveGuarded();
    const channel = channelWith(memoryCursors(), { call, identified: callUnidentified });
    await expect(channel.send?.(deliveryOf('<Doc/>', address))).rejects.toMatchObject({
      code: 'exchange-transport-key-inside',
      values: { host: new URL(served.url).host },
    });
    expect(served.entregas).toEqual([]);
    expect(crossed).toEqual([]);
  });
});
