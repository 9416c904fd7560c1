import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createClientAsync, listen as serveBySoapPackage } from 'soap';
import { mergeCatalogues, toHex, utf8 } from '../src/base/index.ts';
import { openXml, readSecurity, securityHeader, sha256Hex, verifyMessage } from '../src/crypto/index.ts';
import { SoapEndpoint, soapWords, SoapPartners } from '../src/exchange/channels/soap/index.ts';
import type { Envelope } from '../src/exchange/index.ts';
import { drive, requestBytes, writeRequests } from './load/drive.ts';
import { rateRow, type BenchRow } from './row.ts';
import { benchCertificate, benchSeal, LARGE, type BenchSeal } from './subject/certificates.ts';

const CONNECTIONS = 16;
const MILLISECONDS = 1_000;
/** Many and short: what the machine does meanwhile falls on all sides alike. */
const ROUNDS = 16;
const SIGNED = 1_000;
const NAMESPACE = 'urn:counterfoil:exchange:1';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const ID = '0193e2a0-0000-7000-8000-000000000001';
const clock = (): Date => new Date();

/** One certificate that waits for one partner, who is known by its certificate. */
function exchangeOf(content: Uint8Array, sealing: BenchSeal): SoapEndpoint {
  const envelope: Envelope = {
    id: ID,
    from: 'NZ-MPI',
    to: 'CN-GACC',
    type: 'certificate',
    dialect: 'sps-certificate:17',
    mediaType: 'application/xml',
    digest: sha256Hex(content),
    subject: 'NZ/NZ-MPI/1',
    sent: '2026-11-22T09:00:00.000Z',
    expires: '2026-12-06T09:00:00.000Z',
  };
  const { certificate } = sealing.key;
  const taken = new Set<string>();
  const nothing = () => Promise.reject(new Error('nothing is sent here'));
  return new SoapEndpoint({
    box: {
      list: () => Promise.resolve([{ position: 1, envelope, size: content.length }]),
      get: () => Promise.resolve({ envelope, content }),
    },
    reception: { receive: nothing, acknowledge: nothing },
    standings: { standingOf: () => Promise.resolve(undefined) },
    words: mergeCatalogues(soapWords),
    partners: new SoapPartners({
      reachedBy: () => ['CN-GACC'],
      road: (partner) => ({
        partner,
        channel: 'soap',
        address: { ways: ['mutual-tls', 'signature'] },
        certificates: { seal: [], transport: [certificate], encryption: [] },
      }),
    }),
    proofs: {
      take(digest) {
        const name = toHex(digest);
        const isNew = !taken.has(name);
        taken.add(name);
        return Promise.resolve(isNew);
      },
    },
    passwords: { key: new Uint8Array(32) },
    keyFor: () => sealing.key,
    clock,
    report: (error) => {
      throw error instanceof Error ? error : new Error(String(error));
    },
  });
}

async function listening(
  handler: RequestListener,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address of this form.
  const { port } = server.address() as AddressInfo;
  return { server, port };
}

function ours(endpoint: SoapEndpoint, certificate?: string): RequestListener {
  return (request, response) => {
    buffer(request)
      .then((bytes) =>
        endpoint.answer({
          contentType: 'text/xml',
          bytes,
          language: 'en',
          ...(certificate === undefined ? {} : { certificate }),
        }),
      )
      .then(
        ({ status, contentType, body: answer }) => {
          response.writeHead(status, { 'content-type': contentType, 'content-length': answer.length });
          response.end(answer);
        },
        () => response.destroy(),
      );
  };
}

function echo(answer: Uint8Array): RequestListener {
  return (request, response) => {
    buffer(request).then(
      () => {
        response.writeHead(200, {
          'content-type': 'text/xml; charset=utf-8',
          'content-length': answer.length,
        });
        response.end(answer);
      },
      () => response.destroy(),
    );
  };
}

/** The same WSDL and the same answer, as the object that the package itself reads from ours. */
function servedByPackage(wsdl: string, answer: unknown): Server {
  const server = createServer();
  const port = { GetMessage: () => answer };
  serveBySoapPackage(server, {
    path: '/soap',
    services: { ExchangeService: { Soap11: port, Soap12: port } },
    xml: wsdl,
    enableChunkedEncoding: false,
  });
  return server;
}

/** What the package's client makes of our answer. */
async function readByPackage(wsdl: string, folder: string): Promise<unknown> {
  const path = join(folder, 'service.wsdl');
  writeFileSync(path, wsdl);
  const client = await createClientAsync(path);
  const member: unknown = Reflect.get(client, 'GetMessageAsync');
  if (typeof member !== 'function') throw new TypeError('the WSDL has no GetMessage');
  // The package makes its methods from the WSDL, and has no types for them.
  const [answer] = (await Reflect.apply(member, client, [{ Id: ID }])) as readonly [unknown];
  return answer;
}

const body = `<x:GetMessage xmlns:x="${NAMESPACE}"><x:Id>${ID}</x:Id></x:GetMessage>`;
const plainMessage = `<S:Envelope xmlns:S="${SOAP}"><S:Body>${body}</S:Body></S:Envelope>`;

async function signedMessage({ key }: BenchSeal): Promise<string> {
  const wsu = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
  const signedBody = `<S:Body xmlns:S="${SOAP}" xmlns:wsu="${wsu}" wsu:Id="body">${body}</S:Body>`;
  const now = Date.now();
  const times = { created: new Date(now).toISOString(), expires: new Date(now + 250_000).toISOString() };
  const { xml } = await securityHeader({ ...times, key, body: utf8(signedBody) });
  return `<S:Envelope xmlns:S="${SOAP}"><S:Header>${xml}</S:Header>${signedBody}</S:Envelope>`;
}

function httpRequest(message: string): Uint8Array {
  const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${NAMESPACE}:GetMessage"` };
  return requestBytes('POST /soap', headers, utf8(message));
}

/** Answers for each second of this process's own time, which other programs of the machine do not change; each must be a success. */
async function rate(port: number, requests: string, once = false): Promise<number> {
  const load = { port, connections: CONNECTIONS, requests, milliseconds: once ? 60_000 : MILLISECONDS, once };
  const before = process.cpuUsage();
  const { answers, statuses } = await drive(load);
  const { user, system } = process.cpuUsage(before);
  if (statuses['200'] !== answers) throw new Error(`answers were ${JSON.stringify(statuses)}`);
  return answers / ((user + system) / 1e6);
}

/** Calls a second of what a signed call has on top: a signature verified, an answer signed. */
async function signatureRate(message: string, answer: string, { key }: BenchSeal): Promise<number> {
  const answerBody = utf8(/<S:Body[\s\S]*<\/S:Body>/.exec(answer)?.[0] ?? '');
  const times = { created: clock().toISOString(), expires: clock().toISOString() };
  const bytes = utf8(message);
  const started = performance.now();
  const before = process.cpuUsage();
  let count = 0;
  for (; performance.now() - started < MILLISECONDS; count += 1) {
    const opening = openXml(bytes);
    if (!opening.opened) throw new Error(opening.refusal);
    const [header, signedBody] = opening.document.root.children;
    if (typeof header !== 'object' || typeof signedBody !== 'object') throw new Error('no message');
    const [element] = header.children;
    const security = typeof element === 'object' ? readSecurity(element) : undefined;
    const holds =
      security?.sound === true && verifyMessage(opening.document, security.found, [signedBody]).sound;
    opening.document.close();
    if (!holds) throw new Error('the signature does not hold');
    await securityHeader({ ...times, key, body: answerBody, confirms: 'AAAA' });
  }
  const { user, system } = process.cpuUsage(before);
  return count / ((user + system) / 1e6);
}

/** Calls a second of processor time, of one round. */
type Rates = Readonly<Record<'ours' | 'echo' | 'rival' | 'signed' | 'signatures', number>>;

function meanOf(rounds: readonly Rates[]): Rates {
  const mean = (name: keyof Rates): number =>
    rounds.reduce((sum, round) => sum + round[name] / rounds.length, 0);
  return {
    ours: mean('ours'),
    echo: mean('echo'),
    rival: mean('rival'),
    signed: mean('signed'),
    signatures: mean('signatures'),
  };
}

/** SOAP pull of one certificate of 22 KB, against an echo of the same size and against the `soap` package. */
export async function benchSoap(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-bench-soap-'));
  const sealing = await benchSeal();
  const content = benchCertificate(1, LARGE, sealing);
  const endpoint = exchangeOf(content, sealing);
  const fingerprint = sha256Hex(sealing.key.certificate);
  const call = { contentType: 'text/xml', language: 'en', bytes: utf8(plainMessage) } as const;
  const answer = await endpoint.answer({ ...call, certificate: fingerprint });
  const text = new TextDecoder().decode(answer.body);
  if (!text.includes('<x:Document>')) throw new Error(text.slice(0, 500));
  const servers = [
    await listening(ours(endpoint, fingerprint)),
    await listening(echo(answer.body)),
    await listening(ours(endpoint)),
  ] as const;
  const wsdl = endpoint.description(`http://127.0.0.1:${String(servers[0].port)}/soap`);
  const rival = servedByPackage(wsdl, await readByPackage(wsdl, folder));
  await new Promise<void>((resolve) => rival.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address of this form.
  const rivalPort = (rival.address() as AddressInfo).port;
  const plain = join(folder, 'plain');
  writeRequests(plain, [httpRequest(plainMessage)]);
  let found: Rates;
  try {
    const rounds: Rates[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const messages = await Promise.all(Array.from({ length: SIGNED }, () => signedMessage(sealing)));
      const signed = join(folder, `signed-${String(round)}`);
      writeRequests(signed, messages.map(httpRequest));
      rounds.push({
        ours: await rate(servers[0].port, plain),
        echo: await rate(servers[1].port, plain),
        rival: await rate(rivalPort, plain),
        signed: await rate(servers[2].port, signed, true),
        signatures: await signatureRate(messages[0] ?? '', text, sealing),
      });
    }
    // What is compiled on the way is no one's cost: the first round is not counted.
    found = meanOf(rounds.slice(1));
  } finally {
    for (const server of [...servers.map((one) => one.server), rival]) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true, force: true });
  }
  const unit = 'calls/s of processor';
  return [
    rateRow({
      what: 'SOAP pull of one certificate (22 KB, typed), against an echo of the same size on node:http',
      ours: found.ours,
      floor: found.echo,
      unit,
      atLeast: 0.25,
    }),
    rateRow({
      what: 'the same, against the soap package serving the same',
      ours: found.ours,
      floor: found.rival,
      unit,
      atLeast: 3,
    }),
    rateRow({
      what: 'the same with request and answer signed, against the pull and what its signatures cost alone',
      ours: found.signed,
      floor: 1 / (1 / found.ours + 1 / found.signatures),
      unit,
      atLeast: 0.8,
    }),
  ];
}
