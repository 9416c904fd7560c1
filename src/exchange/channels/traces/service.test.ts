import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mergeCatalogues, utf8 } from '../../../base/index.ts';
import { newRandom, openXml, userToken } from '../../../crypto/index.ts';
import { sealWords } from '../../../../verify/core/index.ts';
import { soapWords } from '../soap/index.ts';
import { BOX, memoryProofs, sealed } from '../soap/testing/setting.ts';
import { clearanceAnswer, deniedFault, envelope, processedAnswer, UNAUTHENTICATED } from './answers.ts';
import { TracesPartners } from './partners.ts';
import type { QuantityLedger } from './quantities.ts';
import { readRequest } from './requests.ts';
import { TracesService } from './service.ts';
import { tracesWords } from './words.ts';

const FOLDER = '../shared/data/traces-nt';
const hasCaptures = existsSync(`${FOLDER}/captures`);
const read = (name: string): string => (hasCaptures ? readFileSync(`${FOLDER}/${name}`, 'utf8') : '');
/** A capture as it was on the wire: without the indentation of whoever kept it, and without their remark. */
const wire = (name: string): string =>
  read(name)
    .replace(/^<\?xml[^>]*\?>/, '')
    .replace(/<!--.*?-->/g, '')
    .replace(/>\s+</g, '><')
    .replace(/\s+xmlns=/g, ' xmlns=')
    .trim();

const CONSUMED = {
  mrn: '24GBBGBKCDMS640103',
  goodsItem: 1,
  line: 1,
  code: '040100',
  quantity: '600',
  unit: 'KGM',
  at: '2026-09-28T16:28:40.000+02:00',
  office: 'XI000002',
};
const available = (quantity: string) => [{ line: 1, code: '0401', quantity, unit: 'KGM' }];
const head = (requestId: string, messageId: string, created: string, expires: string) => ({
  requestId,
  messageId,
  requester: 'XI000002',
  created: `2026-09-29T${created}+02:00`,
  expires: `2026-09-29T${expires}+02:00`,
});

describe.skipIf(!hasCaptures)('an answer is, byte for byte, what the original was seen to give', () => {
  test('to a reservation', () => {
    const ledger: QuantityLedger = {
      available: available('399.999'),
      reserved: [
        { ...CONSUMED, mrn: '26GB1669CAPTUREA01', quantity: '0.001', at: '2026-09-29T14:12:02.966105Z' },
      ],
      consumed: [CONSUMED],
    };
    const its = head(
      '36d58e10-d60a-4af4-b035-7b2d69e6f954',
      '15d1cec56a9e4552be26c16e7f2f1800',
      '16:12:03.437',
      '16:12:08.437',
    );
    expect(envelope(its, processedAnswer(ledger, { outcome: 'reserved' }))).toBe(
      wire('captures/02-reserveA.response.xml'),
    );
  });

  test('to a reservation of more than there is', () => {
    const ledger: QuantityLedger = {
      available: available('399.998'),
      reserved: [],
      consumed: [
        CONSUMED,
        { ...CONSUMED, mrn: '26GB1669CAPTUREA01', quantity: '0.002', at: '2026-09-29T16:12:53.000+02:00' },
      ],
    };
    const text = wire('captures/13-over.response.xml');
    const at = (name: string) => new RegExp(`<ns1:${name}>2026-09-29T([^+]*)`).exec(text)?.[1] ?? '';
    const its = head(
      'f6c5b0fc-21de-4168-b9ce-18d951ff8f91',
      /<MessageId>([^<]*)/.exec(text)?.[1] ?? '',
      at('Created'),
      at('Expires'),
    );
    const refused = { outcome: 'refused', refusal: 'insufficient', item: { goodsItem: 1, line: 1 } } as const;
    expect(envelope(its, processedAnswer(ledger, refused))).toBe(text);
  });

  test('to a release', () => {
    const its = head(
      '2ed2334a-0fcc-4880-8d94-8a247481f0c0',
      'a279e9f3330541588d801504cd803736',
      '16:13:29.141',
      '16:13:34.141',
    );
    expect(envelope(its, clearanceAnswer('executed', '2026-09-29T14:12:53.330665Z'))).toBe(
      wire('captures/05-releaseA.response.xml'),
    );
  });

  test('about a certificate that is not there', () => {
    const its = head(
      'a5768009-5002-4727-929b-a6d008134f09',
      'b951feaf399e4a5789e130c810790744',
      '16:21:28.132',
      '16:21:33.132',
    );
    expect(envelope(its, processedAnswer(undefined))).toBe(wire('captures/16-unknown-ched.response.xml'));
  });

  test('to somebody who is not proved, or for whom a certificate is not', () => {
    expect(UNAUTHENTICATED).toBe(wire('faults/UnauthenticatedException.xml'));
    expect(deniedFault('FORBIDDEN')).toBe(wire('faults/GetChedCertificateResponse.PERMISSION_DENIED.xml'));
  });

  test.each([
    [
      'captures/02-reserveA.request.xml',
      {
        kind: 'reserve',
        certificate: 'CHEDP.XI.2026.0000875',
        reservation: {
          mrn: '26GB1669CAPTUREA01',
          office: 'XI000002',
          items: [{ goodsItem: 1, line: 1, code: '040100', quantity: '0.001', unit: 'KGM' }],
        },
      },
    ],
    [
      'captures/05-releaseA.request.xml',
      {
        kind: 'release',
        certificate: 'CHEDP.XI.2026.0000875',
        mrn: '26GB1669CAPTUREA01',
        sent: '2026-09-29T14:12:53.330665Z',
      },
    ],
    [
      'captures/09-deleteB.request.xml',
      {
        kind: 'remove',
        certificate: 'CHEDP.XI.2026.0000875',
        mrn: '26GB1669CAPTUREB01',
        sent: '2026-09-29T14:20:13.239046Z',
      },
    ],
    [
      'faults/GetProcessedChedRequest.xml',
      { kind: 'reserve', reservation: { items: [{ code: '08051028', quantity: '10' }] } },
    ],
  ])('the request %s is read', (name, wanted) => {
    const opening = openXml(utf8(read(name)));
    if (!opening.opened) throw new Error(opening.refusal);
    const body = opening.document.root.children.find(
      (child) => typeof child === 'object' && child.name === 'Body',
    );
    const content =
      typeof body === 'object' ? body.children.find((child) => typeof child === 'object') : undefined;
    expect(typeof content === 'object' ? readRequest(content) : undefined).toMatchObject(wanted);
    opening.document.close();
  });
});

const NOW = new Date('2026-09-29T14:12:03.437Z');
const CHED = 'http://ec.europa.eu/sanco/tracesnt/customs_certex/ched/v06';
const CERTEX = 'http://ec.europa.eu/sanco/tracesnt/customs_certex/base/v03';

function service(report: (error: unknown) => void = () => undefined): TracesService {
  const nothing = () => Promise.resolve(undefined);
  return new TracesService({
    accounts: {
      read: (_partner, certificate) =>
        certificate.endsWith('13') ? Promise.reject(new Error('the database is gone')) : nothing(),
      reserve: nothing,
      release: nothing,
      remove: nothing,
    },
    certificates: {
      find: (_partner, id) =>
        Promise.resolve(id.endsWith('1') ? utf8('<?xml version="1.0"?><a/>') : undefined),
    },
    partners: new TracesPartners({
      reachedBy: () => ['GB-HMRC'],
      road: (partner) => ({
        partner,
        channel: 'traces',
        address: { user: 'port-a', password: sealed('key', 'GB-HMRC'), client: 'client-a' },
        certificates: { seal: [], transport: [], encryption: [] },
      }),
    }),
    proofs: memoryProofs(),
    passwords: BOX,
    clock: () => NOW,
    random: newRandom,
    words: mergeCatalogues(sealWords, soapWords, tracesWords),
    zone: 120,
    report,
  });
}

interface Asked {
  readonly content?: string;
  readonly password?: string;
  readonly created?: Date;
  readonly client?: string;
  readonly security?: string;
}

async function ask(asked: Asked = {}, its = service()) {
  const { password = 'key', created = NOW, client = 'client-a' } = asked;
  const content = asked.content ?? reading('CHEDP.XI.2026.9999999');
  const token = userToken({ user: 'port-a', password, nonce: newRandom(16), created: created.toISOString() });
  const security =
    asked.security ??
    `<wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">${token}</wsse:Security>`;
  const text = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>
    <h:WebServiceClientId xmlns:h="http://ec.europa.eu/sanco/tracesnt/base/v3">${client}</h:WebServiceClientId>
    <h:CertexHeader xmlns:h="${CHED}" s:mustUnderstand="1"><m:MessageId xmlns:m="${CERTEX}">m&amp;1</m:MessageId><m:UniqRequesterPrefix xmlns:m="${CERTEX}">XI000002</m:UniqRequesterPrefix></h:CertexHeader>
    ${security}</s:Header><s:Body>${content}</s:Body></s:Envelope>`;
  const answer = await its.answer({
    contentType: 'text/xml; charset=utf-8',
    bytes: utf8(text),
    language: 'en',
  });
  return { ...answer, body: new TextDecoder().decode(answer.body) };
}

function reading(certificate: string, indication = '0', more = ''): string {
  return `<ProcessedChedRequest xmlns="${CHED}"><SendingDate>2026-09-29T14:12:02Z</SendingDate><ChedCertificateId>${certificate}</ChedCertificateId>${more}<QuantityManagementIndication>${indication}</QuantityManagementIndication></ProcessedChedRequest>`;
}

describe('the service', () => {
  test('answers who is proved, echoes the head, and shows the time of its zone', async () => {
    const answer = await ask();
    expect(answer).toMatchObject({ status: 200, partner: 'GB-HMRC', operation: 'read' });
    expect(answer.body).toContain('<MessageId>m&amp;1</MessageId><UniqRequesterPrefix>XI000002<');
    expect(answer.body).toContain(
      '<ns1:Created>2026-09-29T16:12:03.437+02:00</ns1:Created><ns1:Expires>2026-09-29T16:12:08.437+02:00<',
    );
    expect(answer.body).not.toContain('QuantityManagementSummary');
  });

  test.each<[string, Asked]>([
    ['a wrong key', { password: 'wrong' }],
    ['another program', { client: 'client-b' }],
    ['no program', { client: '' }],
    ['no security header', { security: '' }],
    ['a token of long ago', { created: new Date(NOW.getTime() - 400_000) }],
  ])('tells whoever comes with %s no more than that it is not proved', async (_what, asked) => {
    const answer = await ask(asked);
    expect(answer).toMatchObject({ status: 500, body: UNAUTHENTICATED });
    expect(answer.partner).toBeUndefined();
  });

  test.each([
    ['another indication', reading('CHEDP.XI.2026.9999999', '2')],
    ['a reservation of nothing', reading('CHEDP.XI.2026.9999999', '1')],
    ['an identifier of another form', reading('CHEDP.XI.2026.99')],
    ['what is not known', reading('CHEDP.XI.2026.9999999', '0', '<Extra/>')],
    [
      'the same twice',
      reading('CHEDP.XI.2026.9999999', '0', '<ChedCertificateId>CHEDP.XI.2026.9999999</ChedCertificateId>'),
    ],
    ['another request', '<Other xmlns="urn:other"/>'],
  ])('refuses %s', async (_what, content) => {
    const answer = await ask({ content });
    expect(answer.status).toBe(500);
    expect(answer.body).toContain('<faultcode>s:Client</faultcode>');
  });

  test('gives a certificate, and says of any other the same', async () => {
    const asking = (id: string) =>
      `<c:GetChedCertificateRequest xmlns:c="http://ec.europa.eu/tracesnt/certificate/ched/v2"><c:ID>${id}</c:ID></c:GetChedCertificateRequest>`;
    expect((await ask({ content: asking('CHEDP.XI.2026.0000001') })).body).toContain(
      '<c:GetChedCertificateResponse',
    );
    const denied = await ask({ content: asking('CHEDP.XI.2026.0000002') });
    expect(denied.body).toBe(deniedFault('CHEDP.XI.2026.0000002'));
  });

  test('calls a fault of ours a fault, and never an answer', async () => {
    const reported: unknown[] = [];
    const answer = await ask(
      { content: reading('CHEDP.XI.2026.0000013') },
      service((error) => reported.push(error)),
    );
    expect(answer.body).toContain('<faultcode>s:Server</faultcode>');
    expect(answer.body).not.toContain('the database is gone');
    expect(reported).toHaveLength(1);
  });
});
