import { describe, expect, test } from 'vitest';
import { utf8, type Language } from '../../../base/index.ts';
import { newRandom, seal, securityHeader, userToken, verify } from '../../../crypto/index.ts';
import { specimenCertificate } from '../../../standards/testing/specimen.ts';
import { writeMessage, spsCertificate17 } from '../../../standards/index.ts';
import { NAMESPACE } from './definition/index.ts';
import { SOAP_VERSIONS, type SoapVersion } from './message/versions.ts';
import { MemoryExchange } from './testing/memory-exchange.ts';
import {
  endpointOver,
  envelopeFor,
  newSigner,
  partnersOf,
  PASSWORD,
  roadOf,
  sealed,
} from './testing/setting.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const partners = partnersOf(
  roadOf('CN-GACC', { ways: ['digest'], user: 'gacc', password: sealed(PASSWORD, 'CN-GACC') }),
);

async function message(content: string, version: SoapVersion = '1.1'): Promise<string> {
  const token = userToken({
    user: 'gacc',
    password: PASSWORD,
    nonce: newRandom(16),
    created: NOW.toISOString(),
  });
  const { xml } = await securityHeader({ created: NOW.toISOString(), expires: NOW.toISOString(), token });
  const { namespace } = SOAP_VERSIONS[version];
  return `<e:Envelope xmlns:e="${namespace}" xmlns:x="${NAMESPACE}"><e:Header>${xml}</e:Header><e:Body>${content}</e:Body></e:Envelope>`;
}

async function ask(
  exchange: MemoryExchange,
  content: string,
  { version = '1.1', language = 'en' }: { readonly version?: SoapVersion; readonly language?: Language } = {},
) {
  const endpoint = endpointOver(exchange, partners, () => NOW);
  const answer = await endpoint.answer({
    contentType: `${SOAP_VERSIONS[version].mediaType}; charset=utf-8`,
    bytes: utf8(await message(content, version)),
    language,
  });
  return { ...answer, body: new TextDecoder().decode(answer.body) };
}

describe('the service', () => {
  test('lists what waits, in the version of SOAP that was asked in', async () => {
    const exchange = new MemoryExchange();
    const first = envelopeFor(utf8('<a/>'));
    exchange.put('CN-GACC', first, utf8('<a/>'));
    exchange.put('AU-DAFF', envelopeFor(utf8('<b/>')), utf8('<b/>'));
    for (const version of ['1.1', '1.2'] as const) {
      const answer = await ask(exchange, '<x:ListMessages/>', { version });
      expect(answer).toMatchObject({ status: 200, partner: 'CN-GACC', operation: 'ListMessages' });
      expect(answer.contentType).toBe(`${SOAP_VERSIONS[version].mediaType}; charset=utf-8`);
      expect(answer.body).toContain(`<x:Id>${first.id}</x:Id>`);
      expect(answer.body).toContain(`<x:Subject>${first.subject}</x:Subject>`);
      expect(answer.body.match(/<x:Entry>/g)).toHaveLength(1);
      expect(answer.body).toContain('<x:More>false</x:More>');
    }
  });

  test('gives a certificate as an element whose seal still holds, and as its bytes', async () => {
    const exchange = new MemoryExchange();
    const { key } = await newSigner('NZ Seal');
    const plain = writeMessage(spsCertificate17, specimenCertificate());
    const content = utf8(seal(plain, key, { time: '2026-11-22T08:00:00Z', id: 'one' }));
    const envelope = envelopeFor(content);
    exchange.put('CN-GACC', envelope, content);
    const typed = await ask(exchange, `<x:GetMessage><x:Id>${envelope.id}</x:Id></x:GetMessage>`);
    const element = /<x:Document>([\s\S]*)<\/x:Document>/.exec(typed.body)?.[1] ?? '';
    expect(verify(utf8(element), [], '2026-11-22T09:00:00Z').report.subIndication).toBe(
      'NO_CERTIFICATE_CHAIN_FOUND',
    );
    const bytes = await ask(
      exchange,
      `<x:GetMessage><x:Id>${envelope.id}</x:Id><x:Form>bytes</x:Form></x:GetMessage>`,
    );
    const base64 = /<x:Bytes>([^<]*)<\/x:Bytes>/.exec(bytes.body)?.[1] ?? '';
    expect(Buffer.from(base64, 'base64').equals(content)).toBe(true);
  });

  test('gives as bytes what its schema would not admit', async () => {
    const exchange = new MemoryExchange();
    const content = utf8('<SPSCertificate xmlns="urn:un:unece:uncefact:data:standard:SPSCertificate:17"/>');
    const envelope = envelopeFor(content);
    exchange.put('CN-GACC', envelope, content);
    const answer = await ask(exchange, `<x:GetMessage><x:Id>${envelope.id}</x:Id></x:GetMessage>`);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<x:Bytes>');
  });

  test('takes a result once, however often it comes, and gives the same receipt', async () => {
    const exchange = new MemoryExchange();
    const id = '0193e2a0-1111-7000-8000-000000000001';
    const content = `<x:SubmitVerificationResult><x:Id>${id}</x:Id><x:Content><x:Correspondence><x:Form>correspondence:1</x:Form><x:Id>${id}</x:Id><x:Certificate><x:Country>NZ</x:Country><x:Authority>NZ-MPI</x:Authority><x:Number>NZ-1</x:Number></x:Certificate><x:At>2026-11-22T08:59:00+08:00</x:At><x:Operator>Li Wei</x:Operator><x:Result><x:Verdict>refuse</x:Verdict><x:Reason>pest-found</x:Reason><x:Remark>两只 &lt;虫&gt;</x:Remark></x:Result></x:Correspondence></x:Content></x:SubmitVerificationResult>`;
    const first = await ask(exchange, content);
    const again = await ask(exchange, content);
    expect(first.body).toContain('<x:New>true</x:New>');
    expect(again.body).toContain('<x:New>false</x:New>');
    expect(/<x:Receipt>.*?<x:Seal>.*<\/x:Seal>/.exec(first.body)?.[0].replace('true', 'false')).toBe(
      /<x:Receipt>.*?<x:Seal>.*<\/x:Seal>/.exec(again.body)?.[0],
    );
    expect(exchange.arrived).toHaveLength(1);
    const mistaken = await ask(exchange, content.replaceAll('SubmitVerificationResult', 'OpenInquiry'));
    expect(mistaken.body).toContain('<x:Code>soap-content-unfit</x:Code>');
    expect(exchange.arrived[0]).toMatchObject({
      partner: 'CN-GACC',
      transportId: id,
      type: 'verification-result',
      mediaType: 'application/json',
    });
    expect(new TextDecoder().decode(exchange.arrived[0]?.content)).toBe(
      `{"at":"2026-11-22T08:59:00+08:00","certificate":{"authority":"NZ-MPI","country":"NZ","number":"NZ-1"},"form":"correspondence:1","id":"${id}","operator":"Li Wei","result":{"reasons":["pest-found"],"remark":"两只 <虫>","verdict":"refuse"}}`,
    );
  });

  test('tells the standing of a certificate, and takes receipts about messages', async () => {
    const exchange = new MemoryExchange();
    const envelope = envelopeFor(utf8('<a/>'));
    exchange.put('CN-GACC', envelope, utf8('<a/>'));
    const name =
      '<x:Certificate><x:Country>NZ</x:Country><x:Authority>NZ-MPI</x:Authority><x:Number>NZ-1</x:Number></x:Certificate>';
    const standing = await ask(exchange, `<x:GetStatus>${name}</x:GetStatus>`);
    expect(standing.body).toContain(
      '<x:Standing>replaced</x:Standing><x:Since>2026-11-20T09:00:00Z</x:Since><x:ReplacedBy>NZ-2</x:ReplacedBy>',
    );
    const taken = await ask(
      exchange,
      `<x:ConfirmReceipt><x:Id>${envelope.id}</x:Id><x:Level>technical</x:Level><x:Outcome>accepted-with-warnings</x:Outcome><x:At>2026-11-22T17:00:00+08:00</x:At><x:Finding><x:Area>Schema</x:Area><x:Level>WARNING</x:Level><x:Code>c</x:Code><x:Path>/p</x:Path></x:Finding></x:ConfirmReceipt>`,
    );
    expect(taken.status).toBe(200);
    expect(exchange.stated).toMatchObject([
      {
        partner: 'CN-GACC',
        level: 'technical',
        outcome: 'accepted-with-warnings',
        at: '2026-11-22T09:00:00.000Z',
      },
    ]);
    expect(await exchange.list('CN-GACC', { limit: 5 })).toEqual([]);
  });

  test('reads a document and says what it finds, in the language asked for', async () => {
    const document = Buffer.from(
      '<SPSCertificate xmlns="urn:un:unece:uncefact:data:standard:SPSCertificate:17"/>',
    ).toString('base64');
    const answer = await ask(
      new MemoryExchange(),
      `<x:Validate><x:Document>${document}</x:Document></x:Validate>`,
      { language: 'zh' },
    );
    expect(answer.body).toContain('<x:Usable>false</x:Usable>');
    expect(answer.body).toMatch(/<x:Sentence>[^<]*[\u4e00-\u9fff]/);
    const hostile = Buffer.from('<!DOCTYPE a><a/>').toString('base64');
    const refused = await ask(
      new MemoryExchange(),
      `<x:Validate><x:Document>${hostile}</x:Document></x:Validate>`,
    );
    expect(refused.body).toContain('<x:Code>xml-doctype</x:Code>');
  });

  test('tells all faults of a request together, each with its place, in the language asked for', async () => {
    const content =
      '<x:ListMessages><x:After>-1</x:After><x:Limit>501</x:Limit><x:Type>gossip</x:Type><x:Extra/></x:ListMessages>';
    const answer = await ask(new MemoryExchange(), content, { language: 'zh' });
    expect(answer.status).toBe(500);
    expect(answer.body).toContain('<faultcode>S:Client</faultcode>');
    expect(answer.body).toContain('请求不符合服务的模式');
    const details = [...answer.body.matchAll(/<x:Detail><x:Code>([^<]*)<\/x:Code><x:Path>([^<]*)</g)].map(
      ([, code, path]) => `${code} ${path}`,
    );
    expect(details).toEqual([
      'schema-value-range /ListMessages/After',
      'schema-value-range /ListMessages/Limit',
      'schema-value-not-listed /ListMessages/Type',
      'schema-element-unexpected /ListMessages/Extra',
    ]);
  });

  test('tells SOAP 1.2 whose fault it is', async () => {
    const answer = await ask(new MemoryExchange(), '<x:Nothing/>', { version: '1.2' });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('<S:Code><S:Value>S:Sender</S:Value></S:Code>');
    expect(answer.body).toContain('<x:Code>soap-operation-unknown</x:Code>');
  });
});
