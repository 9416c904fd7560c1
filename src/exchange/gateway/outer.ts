import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { readCertificatesPem } from '../../crypto/index.ts';
import { callDirectly, ExchangeError } from '../index.ts';
import {
  contentBytes,
  contentText,
  crossingHeaders,
  checkedCrossing,
  type CrossingCall,
  type CrossingRequest,
  type CrossingResult,
} from './crossing.ts';
import { GatewayError, type GatewayCode } from './error.ts';
import type { Link } from './link.ts';

export interface GatewayServerOptions {
  readonly link: Pick<Link<'request'>, 'ask'>;
  readonly host: string;
  readonly port: number;
  /** PEM; without it the gateway stands behind what ends TLS. */
  readonly tls?: { readonly certificate: string; readonly privateKey: string };
  /** Largest body of a request, bytes. */
  readonly largest: number;
  /** The sentence of a code. */
  readonly say: (code: string) => string;
}

const STATUSES: Readonly<Partial<Record<GatewayCode, number>>> = {
  'gateway-path-unfit': 404,
  'gateway-frame-too-large': 413,
  'gateway-spool-full': 503,
  'gateway-no-answer': 504,
};

/**
 * The outer zone's server: takes requests at the doors of partners, and hands them inward as checked files. It knows no
 * database, no key of an authority, and no way inward but the folder.
 */
export function startGatewayServer(options: GatewayServerOptions): Promise<Server> {
  const { tls, host, port } = options;
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    answer(options, request, response).catch((error: unknown) => {
      refuse(options, response, error);
    });
  };
  const limits = { requestTimeout: 60_000, headersTimeout: 15_000, maxHeaderSize: 16_384 };
  const server =
    tls === undefined
      ? createServer(limits, listener)
      : createTlsServer(
          { ...limits, cert: tls.certificate, key: tls.privateKey, minVersion: 'TLSv1.2' },
          listener,
        );
  server.maxRequestsPerSocket = 1_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      resolve(server);
    });
  });
}

async function answer(
  options: GatewayServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://gateway.invalid');
  const crossing = {
    method: request.method ?? '',
    path: url.pathname,
    query: url.search.slice(1),
    headers: crossingHeaders('request', request.headers),
    content: contentText(await bodyOf(request, options.largest)),
  };
  const told = await options.link.ask(checked(crossing));
  response.writeHead(told.status, { 'cache-control': 'no-store', ...told.headers });
  response.end(contentBytes(told));
}

/** What the inner zone will check, checked here already: what is unfit never crosses. */
function checked(crossing: Readonly<Record<keyof CrossingRequest, unknown>>): CrossingRequest {
  try {
    return checkedCrossing('request', crossing);
  } catch (error) {
    const isPath = error instanceof GatewayError && error.values['member'] === '/path';
    throw isPath ? new GatewayError('gateway-path-unfit') : error;
  }
}

async function bodyOf(request: IncomingMessage, largest: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) throw new TypeError('a body is bytes');
    size += chunk.length;
    if (size > largest) throw new GatewayError('gateway-frame-too-large', { bytes: size, most: largest });
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function refuse({ say }: GatewayServerOptions, response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const code = error instanceof GatewayError ? error.code : 'gateway-no-answer';
  const status = STATUSES[code] ?? 400;
  response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' });
  response.end(JSON.stringify({ type: 'about:blank', status, code, title: say(code) }));
}

/** Does what the inner zone asks to be done outside; status 0 where no answer came. */
export async function performCall(call: CrossingCall, signal: AbortSignal): Promise<CrossingResult> {
  const { method, url, headers, maximumAnswer } = call;
  try {
    const {
      status,
      headers: told,
      body,
    } = await callDirectly({
      method,
      url,
      headers,
      body: contentBytes(call),
      authorities: call.authorities.flatMap((pem) => readCertificatesPem(pem)),
      maximumAnswer,
      signal,
    });
    const fit = Object.entries(told).filter(([name, value]) => name.length <= 100 && value.length <= 8_000);
    return { status, headers: Object.fromEntries(fit), content: contentText(body) };
  } catch (error) {
    const code = error instanceof ExchangeError ? error.code : 'gateway-call-failed';
    return { status: 0, headers: { code }, content: '' };
  }
}
