import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../base/index.ts';
import { newRandom, readCertificatesPem, sha256Hex } from '../crypto/index.ts';
import { tlsAuthority, type TlsPair } from '../crypto/testing/tls-certificates.ts';
import {
  databaseQueues,
  databaseSentDeliveries,
  hubChannel,
  HubService,
  Members,
} from '../exchange/channels/hub/index.ts';
import { certificateXml, hubTestWords, RecordingReception } from '../exchange/channels/hub/testing/world.ts';
import { callDirectly, callIdentified, type PartnerRoad } from '../exchange/index.ts';
import type { WebService } from './services/web-services.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

const MEMBERS = ['NZ-MPI', 'CN-GACC'];
const hosted = { send: true, receive: true };
const signal = AbortSignal.timeout(60_000);
const clock = (): Date => new Date();
let house: TestHouse;
let origin: string;
let authority: string;
const pairs = new Map<string, TlsPair>();

beforeAll(async () => {
  const issuer = await tlsAuthority('Authority');
  authority = issuer.certificate;
  for (const name of MEMBERS) pairs.set(name, await issuer.issue(name, 'client'));
  let service: WebService | undefined;
  const late: WebService = {
    description: (location) => service?.description?.(location) ?? '',
    answer: (call) => service?.answer(call) ?? Promise.reject(new Error('not yet')),
  };
  const server = await issuer.issue('localhost', 'server');
  const tls = { ...server, clientAuthorities: authority };
  house = await testHouse({ tls, publicOrigin: 'https://hub.example' }, { hub: late });
  const roadTo = (partner: string): PartnerRoad => {
    const transport = readCertificatesPem(pairs.get(partner)?.certificate ?? '');
    return {
      partner,
      channel: 'hub',
      address: { hosted },
      certificates: { seal: [], encryption: [], transport },
    };
  };
  service = new HubService({
    members: new Members({
      reachedBy: () => MEMBERS,
      road: roadTo,
      of: () => [{ authority: 'FJ-HUB', state: 'live' }],
    }),
    queues: databaseQueues(house.its.database),
    reception: new RecordingReception(),
    clock,
    random: newRandom,
    words: hubTestWords,
    report: (error) => {
      throw error instanceof Error ? error : new Error(String(error));
    },
  });
  await house.server.listen({ port: 0, host: '127.0.0.1' });
  // A TCP server that listens has an address of this form.
  origin = `https://localhost:${String((house.server.server.address() as AddressInfo).port)}`;
});
afterAll(() => house.close());

const ask = (path: string, body = '', type = 'text/xml', pair?: TlsPair) =>
  (pair === undefined ? callDirectly : callIdentified(() => pair))({
    method: body === '' ? 'GET' : 'POST',
    url: `${origin}${path}`,
    headers: body === '' ? {} : { 'content-type': type },
    body: utf8(body),
    authorities: readCertificatesPem(authority),
    maximumAnswer: 1_000_000,
    signal,
  }).then(({ status, body: bytes }) => ({ status, text: new TextDecoder().decode(bytes) }));

describe('the Hub of this installation', () => {
  it('describes itself under the address that members reach it by', async () => {
    const { status, text } = await ask('/hub/DeliveryService?wsdl');
    expect(status).toBe(200);
    expect(text).toContain('<soap:address location="https://hub.example/hub/DeliveryService"/>');
  });

  it('brings a certificate from one member to another through the server, and audits who did what', async () => {
    const roadFrom = (partner: string): PartnerRoad => ({
      partner,
      channel: 'hub',
      address: { url: `${origin}/hub/DeliveryService`, authorities: authority },
      certificates: { seal: [], transport: [], encryption: [] },
    });
    const [sender, receiver] = MEMBERS.map((name) =>
      hubChannel({
        call: callIdentified(() => pairs.get(name)),
        clock,
        sent: databaseSentDeliveries(house.its.database),
        words: hubTestWords,
      }),
    );
    const content = certificateXml('NZ-1');
    const now = new Date().toISOString();
    const envelope = {
      id: '0193e2a0-0000-7000-8000-000000000001',
      from: 'NZ-MPI',
      to: 'CN-GACC',
      type: 'certificate',
      dialect: 'sps-certificate:17',
      mediaType: 'application/xml',
      digest: sha256Hex(content),
      subject: 'NZ/NZ-MPI/NZ-1',
      sent: now,
      expires: now,
    } as const;
    const dispatch = await sender?.send?.({
      envelope,
      content,
      attempt: 1,
      partner: roadFrom('CN-GACC'),
      signal,
    });
    expect(dispatch).toMatchObject({ outcome: 'taken' });
    const china = new RecordingReception();
    expect(await receiver?.poll?.(roadFrom('NZ-MPI'), china, signal)).toBe(1);
    expect(china.arrivals).toMatchObject([{ content, envelope }]);
    await expect.poll(() => house.logged()).toContain('partner/CN-GACC');
    expect(house.logged()).not.toContain('SPSCertificate');
  });

  it('answers nobody without a member’s certificate, and takes SOAP 1.1 only', async () => {
    const message =
      '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><h:GetProfile xmlns:h="http://ephyto.ippc.int/"/></S:Body></S:Envelope>';
    const nobody = await ask('/hub/DeliveryService', message);
    expect(nobody).toMatchObject({
      status: 500,
      text: expect.stringContaining('NPPO from client certificate') as unknown,
    });
    const known = await ask('/hub/DeliveryService', message, 'text/xml', pairs.get('NZ-MPI'));
    expect(known).toMatchObject({
      status: 200,
      text: expect.stringContaining('<e:Country>NZ</e:Country>') as unknown,
    });
    const other = await ask('/hub/DeliveryService', message, 'application/soap+xml', pairs.get('NZ-MPI'));
    expect(other.status).toBe(415);
    const huge = message.replace('<S:Body>', `<S:Body>${' '.repeat(17_000_000)}`);
    expect((await ask('/hub/DeliveryService', huge, 'text/xml', pairs.get('NZ-MPI'))).status).toBe(413);
  });
});
