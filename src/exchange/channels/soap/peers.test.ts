import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClientAsync, WSSecurity, WSSecurityCert, type Client } from 'soap';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '../../../base/index.ts';
import { newParty } from '../../../crypto/testing/index.ts';
import { seal } from '../../../crypto/index.ts';
import { spsCertificate17, writeMessage } from '../../../standards/index.ts';
import { specimenCertificate } from '../../../standards/testing/specimen.ts';
import type { SoapEndpoint } from './endpoint.ts';
import { MemoryExchange } from './testing/memory-exchange.ts';
import {
  endpointOver,
  envelopeFor,
  newSigner,
  partnersOf,
  roadOf,
  sealed,
  serve,
} from './testing/setting.ts';

const PASSWORD = 'a good password';
const run = promisify(execFile);
let exchange: MemoryExchange;
let endpoint: SoapEndpoint;
let service: Awaited<ReturnType<typeof serve>>;
let content: Uint8Array;
let rsa: { readonly certificate: string; readonly privateKey: string; readonly der: Uint8Array };

function works(program: string, parameters: readonly string[]): boolean {
  try {
    execFileSync(program, parameters, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
// Debian's zeep belongs to Debian's Python, whatever else is on the path.
const python = ['/usr/bin/python3', 'python3'].find((one) => works(one, ['-c', 'import zeep']));
const hasPhp = works('php', ['-r', 'exit(class_exists("SoapClient") ? 0 : 1);']);
if (python === undefined) console.warn('zeep is not installed (python3-zeep): its tests are left out.');
if (!hasPhp) console.warn('PHP SoapClient is not installed (php-cli php-soap): its tests are left out.');

beforeAll(async () => {
  const { key } = await newSigner('NZ Seal');
  const text = writeMessage(spsCertificate17, specimenCertificate());
  content = utf8(seal(text, key, { time: '2026-11-22T08:00:00Z', id: 'one' }));
  const party = await newParty({ name: 'soap client', algorithm: 'RSA-3072', until: '2036-01-01T00:00:00Z' });
  rsa = {
    certificate: party.handle.toString('pem'),
    privateKey: party.key.export({ format: 'pem', type: 'pkcs8' }).toString(),
    der: party.certificate,
  };
  service = await serve(() => endpoint);
});
afterAll(() => service.close());

beforeEach(() => {
  exchange = new MemoryExchange();
  exchange.put('CN-GACC', envelopeFor(content), content);
  const road = roadOf(
    'CN-GACC',
    { ways: ['digest', 'signature'], user: 'gacc', password: sealed(PASSWORD, 'CN-GACC') },
    [rsa.der],
  );
  // Clients take the time from their own clock.
  endpoint = endpointOver(exchange, partnersOf(road), () => new Date());
});

/** What every client, whatever it is written in, has told and brought about. */
function expectDone(told: unknown): void {
  expect(told).toMatchObject({
    listed: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
    number: specimenCertificate().exchangedDocument?.id?.value,
    bytes: Buffer.from(content).toString('base64'),
    standing: 'replaced',
    new: true,
    usable: true,
    code: 'soap-message-not-there',
  });
  expect(told).toHaveProperty('fault', expect.stringContaining('0193e2a0-2222-7000-8000-0000000000ff'));
  expect(exchange.arrived.map(({ type }) => type)).toEqual(['verification-result', 'inquiry']);
  expect(JSON.parse(new TextDecoder().decode(exchange.arrived[0]?.content))).toMatchObject({
    certificate: { country: 'NZ', authority: 'NZ-MPI', number: 'NZ-1' },
    result: { verdict: 'pass', remark: '好 & fine' },
  });
  expect(exchange.stated).toMatchObject([{ level: 'business', outcome: 'accepted' }]);
}

const script = (name: string): string => fileURLToPath(new URL(`testing/${name}`, import.meta.url));

describe('clients that know the WSDL alone', () => {
  test.runIf(python !== undefined).for(['Soap11', 'Soap12'])('zeep by %s', async (port) => {
    const { stdout } = await run(python ?? '', [
      script('zeep-client.py'),
      service.url,
      'gacc',
      PASSWORD,
      port,
    ]);
    expectDone(JSON.parse(stdout));
  });

  test.runIf(hasPhp).for(['1.1', '1.2'])('PHP by SOAP %s', async (version) => {
    const { stdout } = await run('php', [script('php-client.php'), service.url, 'gacc', PASSWORD, version]);
    expectDone(JSON.parse(stdout));
  });

  test.for(['1.1', '1.2'])('the soap package by SOAP %s', async (version) => {
    const client = await soapClient(version === '1.2');
    client.setSecurity(new WSSecurity('gacc', PASSWORD, { passwordType: 'PasswordDigest', hasNonce: true }));
    expectDone(await asTheOthers(client));
  });

  test('the soap package with a signature over body and time', async () => {
    const client = await soapClient(false);
    client.setSecurity(
      new WSSecurityCert(rsa.privateKey, rsa.certificate, '', {
        signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
        hasTimeStamp: true,
      }),
    );
    const [page] = await call(client, 'ListMessages', { Limit: 10 });
    expect(page).toMatchObject({ Entry: [{ Envelope: { From: 'NZ-MPI' } }], More: 'false' });
  });
});

const clients: Client[] = [];
afterEach(() => {
  clients.length = 0;
});

async function soapClient(forceSoap12Headers: boolean): Promise<Client> {
  const client = await createClientAsync(`${service.url}?wsdl`, { forceSoap12Headers }, service.url);
  clients.push(client);
  return client;
}

async function call(
  client: Client,
  name: string,
  request: object,
): Promise<readonly [Record<string, never>]> {
  const member: unknown = Reflect.get(client, `${name}Async`);
  if (typeof member !== 'function') throw new TypeError(`the WSDL has no ${name}`);
  // The package makes its methods from the WSDL, and has no types for them.
  return (await Reflect.apply(member, client, [request])) as readonly [Record<string, never>];
}

async function asTheOthers(client: Client): Promise<unknown> {
  const [page] = await call(client, 'ListMessages', { Limit: 10, Type: ['certificate'] });
  const told: Record<string, unknown> = {};
  const entries = page['Entry'] as unknown as readonly { readonly Envelope: { readonly Id: string } }[];
  const listed = entries.map(({ Envelope }) => Envelope.Id);
  told['listed'] = listed;
  const [Id] = listed;
  const [got] = await call(client, 'GetMessage', { Id });
  const found = /"ID":("[^"]*"|\{"\$value":"[^"]*")/.exec(JSON.stringify(got))?.[1] ?? '';
  told['number'] = /"([^"]*)"$/.exec(found)?.[1];
  const [raw] = await call(client, 'GetMessage', { Id, Form: 'bytes' });
  const bytes: unknown = Reflect.get(Object(raw['Content']), 'Bytes');
  told['bytes'] = bytes;
  const name = { Country: 'NZ', Authority: 'NZ-MPI', Number: 'NZ-1' };
  const [standing] = await call(client, 'GetStatus', { Certificate: name });
  told['standing'] = standing['Standing'];
  const at = '2026-11-22T09:00:00Z';
  const said = (number: string, more: object) => {
    const id = `0193e2a0-2222-7000-8000-00000000000${number}`;
    const head = { Form: 'correspondence:1', Id: id, Certificate: name, At: at, Operator: 'Li Wei' };
    return { Id: id, Content: { Correspondence: { ...head, ...more } } };
  };
  const verdict = said('1', { Result: { Verdict: 'pass', Remark: '好 & fine' } });
  const [result] = await call(client, 'SubmitVerificationResult', verdict);
  told['new'] = String(Reflect.get(Object(result['Receipt']), 'New')) === 'true';
  const Thread = '0193e2a0-2222-7000-8000-00000000000a';
  await call(client, 'OpenInquiry', said('2', { Inquiry: { Thread, Kind: 'request', Content: 'Why?' } }));
  await call(client, 'ConfirmReceipt', { Id, Level: 'business', Outcome: 'accepted', At: at });
  const [valid] = await call(client, 'Validate', { Document: bytes });
  told['usable'] = String(valid['Usable']) === 'true';
  await call(client, 'GetMessage', { Id: '0193e2a0-2222-7000-8000-0000000000ff' }).catch((error: unknown) => {
    told['fault'] = error instanceof Error ? error.message : '';
    told['code'] = /<x:Code>([^<]*)/.exec(String(Reflect.get(Object(error), 'body')))?.[1];
  });
  return told;
}
