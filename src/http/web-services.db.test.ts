import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../base/index.ts';
import { newRandom, readCertificatesPem, securityHeader, userToken } from '../crypto/index.ts';
import { tlsAuthority, type TlsPair } from '../crypto/testing/tls-certificates.ts';
import { databaseProofs } from '../exchange/channels/soap/index.ts';
import { MemoryExchange } from '../exchange/channels/soap/testing/memory-exchange.ts';
import {
  endpointOver,
  envelopeFor,
  partnersOf,
  roadOf,
  sealed,
} from '../exchange/channels/soap/testing/setting.ts';
import { testHouse, type TestHouse } from './testing/house.ts';
import type { WebService } from './services/web-services.ts';

const LIST = '<x:ListMessages xmlns:x="urn:counterfoil:exchange:1"/>';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
let house: TestHouse;
let port: number;
let pairs: { readonly known: TlsPair; readonly unknown: TlsPair; readonly authority: string };
const exchange = new MemoryExchange();

beforeAll(async () => {
  const authority = await tlsAuthority('Authority');
  const server = await authority.issue('localhost', 'server');
  pairs = {
    known: await authority.issue('partner', 'client'),
    unknown: await authority.issue('stranger', 'client'),
    authority: authority.certificate,
  };
  const partners = partnersOf(
    roadOf('CN-GACC', { ways: ['digest'], user: 'gacc', password: sealed('secret', 'CN-GACC') }),
    roadOf('AU-DAFF', { ways: ['mutual-tls'] }, readCertificatesPem(pairs.known.certificate)),
  );
  let service: WebService | undefined;
  const late: WebService = {
    description: (location) => service?.description?.(location) ?? '',
    answer: (call) => service?.answer(call) ?? Promise.reject(new Error('not yet')),
  };
  house = await testHouse(
    { tls: { ...server, clientAuthorities: authority.certificate }, publicOrigin: 'https://ledger.example' },
    { exchange: late },
  );
  service = endpointOver(exchange, partners, () => new Date(), {
    proofs: databaseProofs(house.its.database),
  });
  await house.server.listen({ port: 0, host: '127.0.0.1' });
  // A TCP server that listens has an address of this form.
  ({ port } = house.server.server.address() as AddressInfo);
  const content = utf8('<a/>');
  for (const to of ['CN-GACC', 'AU-DAFF']) exchange.put(to, envelopeFor(content, { to }), content);
});
afterAll(() => house.close());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

function send(
  path: string,
  {
    body,
    pair,
    type = 'text/xml; charset=utf-8',
  }: { readonly body?: string; readonly pair?: TlsPair; readonly type?: string } = {},
): Promise<Answer> {
  const agent = new Agent({ keepAlive: false });
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: 'localhost',
        port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        ca: pairs.authority,
        headers: { 'accept-language': 'fr', ...(body === undefined ? {} : { 'content-type': type }) },
        ...(pair === undefined ? {} : { cert: pair.certificate, key: pair.key }),
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const message = (header = '', content = LIST): string =>
  `<S:Envelope xmlns:S="${SOAP}"><S:Header>${header}</S:Header><S:Body>${content}</S:Body></S:Envelope>`;

async function byPassword(): Promise<string> {
  const created = new Date().toISOString();
  const token = userToken({ user: 'gacc', password: 'secret', nonce: newRandom(16), created });
  return (await securityHeader({ created, expires: new Date(Date.now() + 60_000).toISOString(), token })).xml;
}

describe('the web service of the exchange', () => {
  it('describes itself under the address that partners reach it by', async () => {
    const answer = await send('/soap/exchange?wsdl');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(answer.text).toContain('<soap:address location="https://ledger.example/soap/exchange"/>');
    expect((await send('/soap/customs?wsdl')).status).toBe(404);
    expect((await send('/soap/other?wsdl')).status).toBe(400);
  });

  it('answers a partner that knows its password, once for each message whatever process is asked, and audits it', async () => {
    const body = message(await byPassword());
    const first = await send('/soap/exchange', { body });
    expect(first.status).toBe(200);
    expect(first.text).toContain('<x:To>CN-GACC</x:To>');
    const again = await send('/soap/exchange', { body });
    expect(again.status).toBe(500);
    expect(again.text).toContain('<x:Code>soap-message-replayed</x:Code>');
    expect(again.text).toContain('xml:lang="fr"');
    await expect.poll(() => house.logged()).toContain('partner/CN-GACC');
    expect(house.logged()).not.toContain('ListMessages xmlns');
  });

  it('answers a partner by the client certificate of its connection, and no other', async () => {
    const known = await send('/soap/exchange', { body: message(), pair: pairs.known });
    expect(known.text).toContain('<x:To>AU-DAFF</x:To>');
    for (const pair of [pairs.unknown, undefined]) {
      const answer = await send('/soap/exchange', {
        body: message(),
        ...(pair === undefined ? {} : { pair }),
      });
      expect(answer.status).toBe(500);
      expect(answer.text).toContain('<x:Code>soap-authentication-missing</x:Code>');
    }
  });

  it('speaks SOAP 1.2 by its media type, and takes no other', async () => {
    const body = message('', LIST).replaceAll(SOAP, 'http://www.w3.org/2003/05/soap-envelope');
    const type = 'application/soap+xml; charset=utf-8; action="a"';
    const answer = await send('/soap/exchange', { body, pair: pairs.known, type });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/soap+xml; charset=utf-8');
    expect((await send('/soap/exchange', { body, type: 'application/json' })).status).toBe(415);
  });

  it('refuses what is hostile before it builds anything of it', async () => {
    const body = `<!DOCTYPE a [<!ENTITY b "c">]>${message()}`;
    const answer = await send('/soap/exchange', { body, pair: pairs.known });
    expect(answer.text).toContain('<x:Code>xml-doctype</x:Code>');
    const huge = message('', `${LIST}${' '.repeat(17_000_000)}`);
    expect((await send('/soap/exchange', { body: huge, pair: pairs.known })).status).toBe(413);
  });
});
