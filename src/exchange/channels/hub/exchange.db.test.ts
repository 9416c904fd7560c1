import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { utf8, uuidV7 } from '../../../base/index.ts';
import { newRandom, readCertificatesPem, sha256Hex } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { callDirectly, callIdentified, ExchangeError, type Envelope } from '../../index.ts';
import { callHub, type HubRoad } from './client.ts';
import { databaseSentDeliveries, hubChannel } from './index.ts';
import { certificateXml, openHub, RecordingReception, type HubWorld } from './testing/world.ts';

const SAMPLE = new URL('../../../../../shared/data/ephyto-hub/SPSCertificateContent.xml', import.meta.url);
const signal = AbortSignal.timeout(60_000);
let held: TestDatabase;
let hub: HubWorld;
const house = new RecordingReception();
let count = 0;

beforeAll(async () => {
  held = await testDatabase({ connections: 4 });
  const documents = [70, 40, 41, 63].map((status) => ({ type: 851, status }));
  const only851 = { send: true, receive: true, documents };
  hub = await openHub(
    held.database,
    [
      { partner: 'NZ-MPI', ours: ['FJ-HUB'] },
      { partner: 'CN-GACC', hosted: only851 },
      { partner: 'AU-DAFF', hosted: { send: true, receive: false } },
      { partner: 'PE-SENASA', state: 'testing' },
      { partner: 'CL-SAG' },
      { partner: 'CL-OTHER' },
    ],
    house,
  );
});
afterAll(async () => {
  await hub.close();
  await held.drop();
});

const roadOf = (who: string): HubRoad => ({
  url: hub.url,
  authorities: hub.authority.certificate,
  call: hub.pairs.has(who) ? callIdentified(() => hub.pairs.get(who)) : callDirectly,
  signal,
});

function envelopeFor(content: Uint8Array, more: Partial<Envelope> = {}): Envelope {
  const now = Date.now();
  return {
    id: uuidV7(now, newRandom),
    from: 'NZ-MPI',
    to: 'CN-GACC',
    type: 'certificate',
    dialect: 'sps-certificate:17',
    mediaType: 'application/xml',
    digest: sha256Hex(content),
    subject: 'NZ/NZ-MPI/1',
    sent: new Date(now).toISOString(),
    expires: new Date(now + 86_400_000).toISOString(),
    ...more,
  };
}

/** Sends from New Zealand's house. */
async function send(content: Uint8Array, more: object = {}, to = 'CN-GACC', said: Partial<Envelope> = {}) {
  const envelope = envelopeFor(content, { to, ...said });
  const partner = hub.road('NZ-MPI', to, more);
  const channel = hub.channelOf('NZ-MPI');
  const dispatch = await channel.send?.({ envelope, content, attempt: 1, partner, signal });
  return { envelope, dispatch, channel, partner };
}

/** A response in canonical form, as a house writes it. */
function responseXml(number: string, status: string): string {
  const family = 'urn:un:unece:uncefact:data:standard';
  const library = `xmlns="${family}:ReusableAggregateBusinessInformationEntity:21"`;
  const named = number === '' ? '' : `<TypeCode>851</TypeCode><ID>${number}</ID>`;
  const said = `<StatusCode ${library}>${status}</StatusCode><ReferenceSPSReferencedDocument ${library}>${named}</ReferenceSPSReferencedDocument>`;
  return `<SPSAcknowledgement xmlns="${family}:SPSAcknowledgement:17"><SPSAcknowledgementDocument>${said}</SPSAcknowledgementDocument></SPSAcknowledgement>`;
}

/** One poll of China's house. */
const fetchInto = (reception: RecordingReception) =>
  hub.channelOf('CN-GACC').poll?.(hub.road('CN-GACC', 'NZ-MPI'), reception, signal);

const next = (): Uint8Array => certificateXml(`NZ-${String((count += 1))}`);
const headerFor = (number: string, From = 'NZ', To = 'CN') => ({
  From,
  To,
  CertificateType: 851,
  CertificateStatus: 70,
  NPPOCertificateNumber: number,
});

async function stateOf(number: string | undefined): Promise<string | undefined> {
  const request = { hubTrackingNumber: number ?? '' };
  const { value } = await callHub(roadOf('NZ-MPI'), 'GetEnvelopeTrackingInfo', request);
  return value.GetEnvelopeTrackingInfoResult?.HUBTrackingInfo;
}

/** A message as it stands, from New Zealand's program. */
async function post(text: string, type = 'text/xml'): Promise<string> {
  const answer = await callIdentified(() => hub.pairs.get('NZ-MPI'))({
    method: 'POST',
    url: hub.url,
    headers: { 'content-type': type, soapaction: '"http://ephyto.ippc.int/IDeliveryService/GetProfile"' },
    body: utf8(text),
    authorities: readCertificatesPem(hub.authority.certificate),
    maximumAnswer: 1_000_000,
    signal,
  });
  return `${String(answer.status)} ${new TextDecoder().decode(answer.body)}`;
}

const soap = (body: string, before = ''): string =>
  `${before}<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`;

describe('two countries at a Hub', () => {
  it('brings a certificate with its sealed envelope, acknowledges it after it was kept, and its sender hears of it', async () => {
    const content = next();
    const { envelope, dispatch, channel, partner } = await send(content);
    expect(dispatch).toMatchObject({ outcome: 'taken', receipts: [] });
    const china = new RecordingReception();
    expect(await fetchInto(china)).toBe(1);
    expect(china.arrivals).toMatchObject([{ partner: 'NZ-MPI', channel: 'hub', envelope, content }]);
    expect(await fetchInto(china)).toBe(0);
    const newZealand = new RecordingReception();
    await channel.poll?.(partner, newZealand, signal);
    await channel.poll?.(partner, newZealand, signal);
    expect(newZealand.statements).toMatchObject([
      { message: envelope.id, level: 'technical', outcome: 'accepted', findings: [] },
    ]);
  });

  it.each([
    ['verification-result', '41'],
    ['certificate-status', '40'],
  ] as const)(
    'brings a country’s response (%s) by the operation for it, byte for byte',
    async (type, status) => {
      const content = utf8(responseXml('NZ-answered', status));
      const { envelope, dispatch } = await send(content, {}, 'CN-GACC', {
        type,
        dialect: 'sps-acknowledgement:17',
      });
      expect(dispatch).toMatchObject({ outcome: 'taken' });
      const china = new RecordingReception();
      expect(await fetchInto(china)).toBe(1);
      expect(china.arrivals).toMatchObject([{ envelope, content }]);
      expect(await stateOf(dispatch?.outcome === 'taken' ? dispatch.reference : '')).toBe('Delivered');
    },
  );

  it('tells a response that comes without an envelope by what it says', async () => {
    const SPSAcknowledgement = utf8(responseXml('NZ-plain', '63'));
    const header = { ...headerFor('NZ-plain'), CertificateStatus: 63 };
    await callHub(roadOf('NZ-MPI'), 'DeliverCountryResponseEnvelope', {
      CountryResponseEnvelope: { ...header, SPSAcknowledgement },
    });
    const china = new RecordingReception();
    await fetchInto(china);
    expect(china.arrivals).toMatchObject([{ type: 'verification-result', content: SPSAcknowledgement }]);
  });

  it('carries nothing that is no document of UN/CEFACT, and no response that names no certificate', async () => {
    const form = await send(utf8('{"form":"correspondence:1"}'), {}, 'CN-GACC', { type: 'inquiry' });
    expect(form.dispatch).toMatchObject({ outcome: 'refused', permanent: true, code: 'hub-type-unfit' });
    const nameless = utf8(responseXml('', '41'));
    const bare = await send(nameless, {}, 'CN-GACC', { type: 'verification-result' });
    expect(bare.dispatch).toMatchObject({ outcome: 'refused', permanent: true, code: 'hub-content-unfit' });
  });

  it('acknowledges nothing while our own part fails, and brings it again', async () => {
    const { dispatch } = await send(next());
    const china = new RecordingReception();
    china.stumble = new Error('the database is away');
    await expect(fetchInto(china)).rejects.toThrow('the database is away');
    china.stumble = new ExchangeError('exchange-too-many', { most: 1 });
    expect(await fetchInto(china)).toBe(0);
    const reference = dispatch?.outcome === 'taken' ? dispatch.reference : undefined;
    expect(await stateOf(reference)).toBe('PendingDelivery');
    china.stumble = undefined;
    expect(await fetchInto(china)).toBe(1);
    expect(await stateOf(reference)).toBe('Delivered');
  });

  it('says of what we may never take that it was not readable, and why, so that the queue goes on', async () => {
    const { dispatch, channel, partner, envelope } = await send(next());
    const china = new RecordingReception();
    china.stumble = new ExchangeError('exchange-seal-wrong', { partner: 'NZ-MPI' });
    expect(await fetchInto(china)).toBe(1);
    expect(await stateOf(dispatch?.outcome === 'taken' ? dispatch.reference : '')).toBe(
      'DeliveredNotReadable',
    );
    const newZealand = new RecordingReception();
    await channel.poll?.(partner, newZealand, signal);
    expect(newZealand.statements.filter(({ message }) => message === envelope.id)).toMatchObject([
      { outcome: 'not-readable', findings: [{ code: 'hub-receiver-said' }] },
    ]);
  });

  it('is one delivery however often it is sent', async () => {
    const content = next();
    const numbers = await Promise.all([send(content), send(content), send(content)]);
    const references = numbers.map(({ dispatch }) =>
      dispatch?.outcome === 'taken' ? dispatch.reference : '',
    );
    expect(new Set(references).size).toBe(1);
    const china = new RecordingReception();
    expect(await fetchInto(china)).toBe(1);
    expect((await send(content)).dispatch).toMatchObject({
      outcome: 'taken',
      receipts: [{ outcome: 'accepted' }],
    });
    expect(await fetchInto(china)).toBe(0);
  });

  it('validates before it delivers, and a document with grave findings goes only unvalidated, with warnings', async () => {
    const faulty = utf8(
      new TextDecoder()
        .decode(next())
        .replace(/<(\w+:)?IssuerSPSParty>[\s\S]*?<\/(\w+:)?IssuerSPSParty>/, ''),
    );
    expect((await send(faulty)).dispatch).toMatchObject({
      outcome: 'refused',
      permanent: true,
      code: 'hub-delivery-failed',
      values: { said: expect.stringContaining('SEVERE') as unknown },
    });
    const { dispatch } = await send(faulty, { validate: false });
    const china = new RecordingReception();
    expect(await fetchInto(china)).toBe(1);
    expect(china.arrivals).toHaveLength(1);
    expect(await stateOf(dispatch?.outcome === 'taken' ? dispatch.reference : '')).toBe(
      'DeliveredWithWarnings',
    );
  });

  it('keeps what cannot be read and says so; content comes as text or as base64', async () => {
    const deliver = async (number: string, Content: string) => {
      const env = { ...headerFor(number), Content };
      const { value } = await callHub(roadOf('NZ-MPI'), 'DeliverEnvelope', { env });
      return value.DeliverEnvelopeResult?.hubDeliveryNumber;
    };
    const packed = certificateXml('NZ-base64');
    const [broken, base64] = [
      await deliver('NZ-broken', '<SPSCertificate>'),
      await deliver('NZ-base64', Buffer.from(packed).toString('base64')),
    ];
    const china = new RecordingReception();
    expect(await fetchInto(china)).toBe(2);
    expect(china.arrivals.map(({ content, type }) => [type, content])).toEqual([
      ['certificate', utf8('<SPSCertificate>')],
      ['certificate', packed],
    ]);
    expect([await stateOf(broken), await stateOf(base64)]).toEqual(['DeliveredNotReadable', 'Delivered']);
  });

  it('forwards to others whom the header names, and says under which number', async () => {
    const Content = new TextDecoder().decode(certificateXml('NZ-forward'));
    const EnvelopeForwarding = [{ Code: 'NZ' }, { Code: 'CN' }];
    const env = { ...headerFor('NZ-forward', 'NZ', 'FJ'), Content, Forwardings: { EnvelopeForwarding } };
    const { value } = await callHub(roadOf('NZ-MPI'), 'DeliverEnvelope', { env });
    expect(value.DeliverEnvelopeResult).toMatchObject({
      HUBTrackingInfo: 'Delivered',
      Forwardings: {
        EnvelopeForwarding: [
          { Code: 'NZ' },
          { Code: 'CN', HubDeliveryNumber: expect.any(String) as unknown },
        ],
      },
    });
    const china = new RecordingReception();
    expect(await fetchInto(china)).toBe(1);
  });

  it('reads CDATA, the misspelt forwarding, and elements qualified in whichever way; only the body says what is asked', async () => {
    const text = new TextDecoder().decode(certificateXml('NZ-raw')).replace(/^<\?xml[^>]*>\s*/, '');
    const fields =
      '<From>NZ</From><To>CN</To><CertificateType>851</CertificateType><CertificateStatus>70</CertificateStatus>' +
      '<NPPOCertificateNumber>NZ-raw</NPPOCertificateNumber><hubDeliveryNumber xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>' +
      '<Forwardings><EnvelopeFrowarding><Code>FJ</Code></EnvelopeFrowarding></Forwardings>';
    const answer = await post(
      soap(
        `<ValidateAndDeliverEnvelope xmlns="http://ephyto.ippc.int/"><envelope xmlns="">${fields}<Content><![CDATA[${text}]]></Content></envelope></ValidateAndDeliverEnvelope>`,
      ),
    );
    expect(answer).toMatch(
      /^200 .*PendingDelivery.*<e:EnvelopeForwarding><e:Code>FJ<.*<e:HubDeliveryNumber>/s,
    );
    const china = new RecordingReception();
    expect(await fetchInto(china)).toBe(1);
    expect(china.arrivals[0]?.content).toEqual(utf8(text));
  });

  test.runIf(existsSync(SAMPLE))('the real sample certificate goes through with its findings', async () => {
    const sample = new Uint8Array(readFileSync(SAMPLE));
    const ePhytoXML = new TextDecoder().decode(sample);
    const { value } = await callHub(roadOf('NZ-MPI'), 'ValidatePhytoXML', { ePhytoXML });
    expect(value.ValidationResult.length).toBeGreaterThan(0);
    expect(value.ValidationResult[0]).toMatchObject({
      level: expect.stringMatching(/^(SEVERE|WARNING|INFO)$/) as unknown,
    });
    const { dispatch } = await send(sample, { validate: false });
    expect(dispatch).toMatchObject({ outcome: 'taken' });
    const china = new RecordingReception();
    expect(await fetchInto(china)).toBe(1);
    expect(china.arrivals[0]?.content).toEqual(sample);
    const severe = value.ValidationResult.some(({ level }) => level === 'SEVERE');
    expect(await stateOf(dispatch?.outcome === 'taken' ? dispatch.reference : '')).toBe(
      severe ? 'DeliveredWithWarnings' : 'Delivered',
    );
  });
});

describe('the house that runs the Hub', () => {
  it('receives what is for its own country at once', async () => {
    const Content = new TextDecoder().decode(certificateXml('NZ-house'));
    const envelope = { ...headerFor('NZ-house', 'NZ', 'FJ'), Content };
    const { value } = await callHub(roadOf('NZ-MPI'), 'ValidateAndDeliverEnvelope', { envelope });
    expect(value.ValidateAndDeliverEnvelopeResult).toMatchObject({ HUBTrackingInfo: 'Delivered' });
    expect(house.arrivals.at(-1)).toMatchObject({ partner: 'NZ-MPI', channel: 'hub', type: 'certificate' });
  });

  it('sends to a member by its queue, and hears what became of it', async () => {
    const content = certificateXml('FJ-1');
    const channel = hubChannel({
      call: () => Promise.reject(new Error('there is nobody to call')),
      clock: () => new Date(),
      sent: databaseSentDeliveries(held.database),
      words: {},
      own: hub.service,
    });
    const partner = { ...hub.road('FJ-HUB', 'NZ-MPI'), address: { hosted: { send: true, receive: true } } };
    const envelope = envelopeFor(content, { from: 'FJ-HUB', to: 'NZ-MPI' });
    const dispatch = await channel.send?.({ envelope, content, attempt: 1, partner, signal });
    expect(dispatch).toMatchObject({ outcome: 'taken', receipts: [] });
    const { value } = await callHub(roadOf('NZ-MPI'), 'PULLImportEnvelope', {});
    const [waiting] = value.PULLImportEnvelopesResult?.Envelope ?? [];
    expect(waiting).toMatchObject({ From: 'FJ', To: 'NZ', NPPOCertificateNumber: 'FJ-1' });
    const hubTrackingNumber = waiting?.hubDeliveryNumber ?? '';
    const ending = { ...headerFor('FJ-1', 'FJ', 'NZ'), hubDeliveryNumber: hubTrackingNumber };
    const header = { ...ending, HUBTrackingInfo: 'DeliveredWithWarnings', hubDeliveryErrorMessage: 'odd' };
    await callHub(roadOf('NZ-MPI'), 'SetTrackingInfoUpdate', { header });
    const told = new RecordingReception();
    await channel.poll?.(partner, told, signal);
    expect(told.statements).toMatchObject([
      { message: envelope.id, outcome: 'accepted-with-warnings', findings: [{ values: { text: 'odd' } }] },
    ]);
  });
});

describe('what the Hub does not do', () => {
  const refusalOf = async (who: string, header: ReturnType<typeof headerFor>) => {
    const env = { ...header, Content: '<SPSCertificate/>' };
    const { value } = await callHub(roadOf(who), 'DeliverEnvelope', { env });
    const { HUBTrackingInfo: state, hubDeliveryErrorMessage: said } = value.DeliverEnvelopeResult ?? {};
    return `${state ?? ''}: ${said ?? ''}`;
  };

  it('delivers for nobody else, to nobody who does not receive, and no document that was not agreed', async () => {
    expect(await refusalOf('NZ-MPI', headerFor('x', 'CN', 'NZ'))).toMatch(
      /^FailedDelivery: .*certificate of NZ/,
    );
    for (const to of ['AU', 'PE', 'CL', 'ZZ'])
      expect(await refusalOf('NZ-MPI', headerFor('x', 'NZ', to))).toMatch(
        `FailedDelivery: ${to} receives nothing`,
      );
    expect(await refusalOf('NZ-MPI', headerFor('x', 'NZ', 'NZ'))).toMatch(/^FailedDelivery: Sender/);
    expect(await refusalOf('NZ-MPI', { ...headerFor('x'), CertificateType: 657 })).toMatch(
      /^FailedDelivery: .*657/,
    );
  });

  it('shows and settles nobody else’s deliveries', async () => {
    const { dispatch } = await send(next());
    const hubTrackingNumber = dispatch?.outcome === 'taken' ? (dispatch.reference ?? '') : '';
    const asked = ['PULLSingleImportEnvelope', 'AcknowledgeEnvelopeReceipt'] as const;
    for (const who of ['AU-DAFF', 'NZ-MPI'])
      for (const name of asked)
        await expect(callHub(roadOf(who), name, { hubTrackingNumber })).rejects.toThrow('hub-faulted');
    const { value } = await callHub(roadOf('AU-DAFF'), 'GetEnvelopeTrackingInfo', { hubTrackingNumber });
    expect(value.GetEnvelopeTrackingInfoResult?.HUBTrackingInfo).toBe('EnvelopeNotExists');
    await callHub(roadOf('CN-GACC'), 'AcknowledgeEnvelopeReceipt', { hubTrackingNumber });
    await callHub(roadOf('CN-GACC'), 'AcknowledgeEnvelopeReceipt', { hubTrackingNumber });
    const message = 'no';
    await expect(
      callHub(roadOf('CN-GACC'), 'AcknowledgeFailedEnvelopeReceipt', { hubTrackingNumber, message }),
    ).rejects.toThrow('hub-faulted');
  });

  it('knows nobody without a certificate of a member, nor one that two could be', async () => {
    for (const who of ['stranger', 'nobody'])
      await expect(callHub(roadOf(who), 'GetProfile', {})).rejects.toMatchObject({
        values: { said: 'NPPO from client certificate not found.' },
      });
  });

  it('acts on nothing that is wrapped, repeated, expanding, too large or of another kind', async () => {
    const h = 'xmlns:h="http://ephyto.ippc.int/"';
    const profile = `<h:GetProfile ${h}/>`;
    expect(await post(soap(profile))).toMatch(/^200 .*<e:Country>NZ</s);
    const hostile = [
      soap('&x;', '<!DOCTYPE S [<!ENTITY x "y">]>'),
      soap(profile, '<?php x?>'),
      soap(profile + profile),
      soap(`<GetProfile/>`),
      soap(`<h:DropTables ${h}/>`),
      soap(`<h:DeliverEnvelope ${h}><h:env/><h:env/></h:DeliverEnvelope>`),
      soap(
        `<h:PULLSingleImportEnvelope ${h}><h:hubTrackingNumber>${'x'.repeat(501)}</h:hubTrackingNumber></h:PULLSingleImportEnvelope>`,
      ),
      soap(`${'<a>'.repeat(60)}${'</a>'.repeat(60)}`),
      'not xml',
      '',
    ];
    for (const text of hostile) expect(await post(text)).toMatch(/^500 .*<faultstring>[^<]+</s);
    expect(await post(soap(profile), 'application/json')).toMatch(/^500 /);
    expect(hub.faults).toEqual([]);
  });
});

it.each([
  [403, 'text/html', '<html>Forbidden'],
  [502, 'text/html', 'Bad Gateway'],
  [200, 'text/xml', '<html/>'],
  [200, 'text/xml', ''],
  [500, 'text/xml', '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body/></S:Envelope>'],
])('an answer %i that is no answer of a Hub is an unknown outcome', async (status, type, body) => {
  const gate = createServer((_request, response) =>
    response.writeHead(status, { 'content-type': type }).end(body),
  );
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
  const { port } = gate.address() as AddressInfo;
  const url = `http://127.0.0.1:${String(port)}/hub/DeliveryService`;
  await expect(send(next(), { url, authorities: '' })).rejects.toMatchObject({ code: 'hub-answer-unfit' });
  await new Promise((resolve) => {
    gate.close(resolve);
    gate.closeAllConnections();
  });
});
