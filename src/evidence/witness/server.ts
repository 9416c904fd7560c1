import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { utf8 } from '../../base/index.ts';
import { formatNoteKey } from '../../../verify/core/index.ts';
import type { WitnessOptions } from './answer.ts';
import { MAXIMUM_REQUEST_BYTES, answerAddCheckpoint } from './answer.ts';

export interface WitnessServerOptions extends WitnessOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly host?: string;
  /** Told of a request that could not be answered; it got 500. */
  readonly onFault?: (error: unknown) => void;
}

export interface WitnessServer {
  /** The submission prefix, e.g. `http://127.0.0.1:8081`. */
  readonly url: string;
  /** Finishes what is under way and closes the store. */
  stop(): Promise<void>;
}

/**
 * Serves a witness: `POST /add-checkpoint`, and `GET /` which shows its verifier key. Another authority runs it, with
 * its own key and its own memory.
 */
export async function startWitness(options: WitnessServerOptions): Promise<WitnessServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      options.onFault?.(error);
      if (response.headersSent) response.destroy();
      else send(response, 500, 'text/plain; charset=utf-8', utf8('the witness cannot answer now\n'));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  // A TCP server that listens has an address of this form.
  const { address, port, family } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return {
    url: `http://${host}:${String(port)}`,
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
      });
      await options.store.close();
    },
  };
}

async function answer(
  options: WitnessOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://witness.invalid');
  if (pathname === '/' && request.method === 'GET') {
    send(response, 200, 'text/plain; charset=utf-8', utf8(`${formatNoteKey(options.signer.key)}\n`));
    return;
  }
  if (pathname !== '/add-checkpoint') {
    send(response, 404, 'text/plain; charset=utf-8', utf8('nothing here\n'));
    return;
  }
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST');
    send(response, 405, 'text/plain; charset=utf-8', utf8('POST only\n'));
    return;
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader('Connection', 'close');
    send(response, 413, 'text/plain; charset=utf-8', utf8('request too large\n'));
    return;
  }
  const { status, type, body: text } = await answerAddCheckpoint(options, body);
  send(response, status, type, text);
}

function send(response: ServerResponse, status: number, type: string, body: Uint8Array): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': body.length,
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MAXIMUM_REQUEST_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
