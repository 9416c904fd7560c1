import { afterEach, describe, expect, test } from 'vitest';
import { fromUtf8 } from '../../../base/index.ts';
import type { Arrival } from '../../index.ts';
import { addressOf, description, serveThirdCountry } from './testing/third-country.ts';
import { hasPhp, servePhp } from './testing/php-service.ts';
import { channelWith, deliveryOf, memoryCursors, roadOf, sealedPassword } from './testing/setting.ts';

const PASSWORD = 'senha – 密';
const isThere = hasPhp();
if (!isThere) console.warn('PHP SoapServer is not installed (php-cli php-soap): its tests are left out.');

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

const ITEMS = ['1', '2', '3'].map((position) => ({
  Ident: `doc-${position}`,
  Posicao: position,
  Especie: 'CF',
  Documento: `<Certificado>${position}</Certificado>`,
}));

/** An address with the password, in a version. */
function addressFor(url: string, version: '1.1' | '1.2', password = PASSWORD) {
  return addressOf(url, {
    user: 'china',
    password: sealedPassword(password),
    documents: [{ name: 'fito.wsdl', text: description(url, version) }],
  });
}

describe.each(['1.1', '1.2'] as const)('other people’s servers, by SOAP %s', (version) => {
  test('the soap package takes a delivery', async () => {
    const served = await serveThirdCountry(
      'CN-GACC',
      { receive: () => Promise.resolve({ id: 'kept', isNew: true, receipt: '' }) },
      version,
    );
    ({ close } = served);
    const dispatch = await channelWith().send?.(deliveryOf('<Doc>中</Doc>', addressFor(served.url, version)));
    expect(dispatch).toMatchObject({ outcome: 'taken', reference: 'kept' });
    expect(served.entregas[0]?.Cabecalho).toMatchObject({ Remetente: 'CN-GACC', Numero: '2026/17' });
  });

  test.skipIf(!isThere)('PHP takes a delivery, refuses another, and asks who we are', async () => {
    const served = await servePhp({ version, password: PASSWORD, items: [] });
    ({ close } = served);
    const channel = channelWith();
    const address = addressFor(served.url, version);
    expect(await channel.send?.(deliveryOf('<Doc>中</Doc>', address))).toMatchObject({
      outcome: 'taken',
      reference: 'P-1',
    });
    expect(await served.log()).toMatchObject([
      {
        Cabecalho: { Remetente: 'CN-GACC', Origem: 'CN', Numero: '2026/17', versao: '3 & "mais"' },
        Especie: 'CF',
        Anexo: { Documento: '<Doc>中</Doc>' },
      },
    ]);
    const forbidden = deliveryOf('<Doc/>', address, { subject: 'CN/CN-GACC/PROIBIDO' });
    expect(await channel.send?.(forbidden)).toMatchObject({ outcome: 'refused', permanent: true });
    const wrong = deliveryOf('<Doc/>', addressFor(served.url, version, 'another'));
    expect(await channel.send?.(wrong)).toMatchObject({ outcome: 'refused', permanent: false });
  });

  test.skipIf(!isThere)('PHP is asked since a cursor, and told what was kept', async () => {
    const served = await servePhp({ version, password: PASSWORD, items: ITEMS });
    ({ close } = served);
    const came: Arrival[] = [];
    const reception = {
      receive: (arrival: Arrival) => {
        came.push(arrival);
        return Promise.resolve({ id: arrival.transportId, isNew: true, receipt: '' });
      },
      acknowledge: () => Promise.resolve(),
    };
    const cursors = memoryCursors();
    const channel = channelWith(cursors);
    const road = roadOf(addressFor(served.url, version));
    expect(await channel.poll?.(road, reception, AbortSignal.timeout(30_000))).toBe(3);
    expect(came.map(({ transportId, content, type }) => [transportId, fromUtf8(content), type])).toEqual(
      ITEMS.map(({ Ident, Documento }) => [Ident, Documento, 'certificate']),
    );
    expect(await served.log()).toEqual(ITEMS.map(({ Ident }) => ({ Ident })));
    expect([...cursors.kept.values()]).toEqual(['3']);
    expect(await channel.poll?.(road, reception, AbortSignal.timeout(30_000))).toBe(0);
  });
});
