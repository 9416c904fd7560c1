import { Buffer } from 'node:buffer';
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { certificatePem } from '../crypto/index.ts';
import { ExchangeError } from './error.ts';

/** A request to a partner's server. */
export interface OutgoingCall {
  readonly method: 'GET' | 'POST';
  /** `https://…`; plain `http://` where the partner's parameters allow it. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Certificates (DER) by which the server is trusted beside the public ones. */
  readonly authorities: readonly Uint8Array[];
  /** Largest answer, bytes. */
  readonly maximumAnswer: number;
  readonly signal: AbortSignal;
}

export interface CallAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** How calls leave the house: directly, or by way of a gateway. Whatever keeps the answer away is thrown. */
export type Caller = (call: OutgoingCall) => Promise<CallAnswer>;

/** A client certificate with its key, PEM: how this house proves itself to servers that ask for one. */
export interface ClientIdentity {
  readonly certificate: string;
  readonly key: string;
}

/** Calls from this process. Never follows a redirect; reads no more than is allowed. */
export const callDirectly: Caller = (call) => send(call);

/**
 * The same with a client certificate (mutual TLS); the key is asked for at each call, for it may be renewed. Without one nothing is
 * sent over TLS: what the partner's server would say then differs from program to program. @throws {ExchangeError}
 * `exchange-transport-key-missing`.
 */
export function callIdentified(identity: () => ClientIdentity | undefined): Caller {
  return async (call) => {
    const own = identity();
    if (own === undefined && call.url.startsWith('https:'))
      throw new ExchangeError('exchange-transport-key-missing', { host: new URL(call.url).host });
    return send(call, own);
  };
}

/** Refuses what needs a client certificate where calls leave by a gateway. @throws {ExchangeError} `exchange-transport-key-inside`. */
export const callUnidentified: Caller = (call) =>
  Promise.reject(new ExchangeError('exchange-transport-key-inside', { host: new URL(call.url).host }));

function send(
  { method, url, headers, body, authorities, maximumAnswer, signal }: OutgoingCall,
  identity?: ClientIdentity,
): Promise<CallAnswer> {
  const isTls = url.startsWith('https:');
  return new Promise((resolve, reject) => {
    const asked = (isTls ? overHttps : overHttp)(url, {
      method,
      headers: { ...headers, ...(body.length === 0 ? {} : { 'content-length': String(body.length) }) },
      signal,
      ...(isTls && authorities.length > 0 ? { ca: authorities.map(certificatePem) } : {}),
      ...(isTls && identity !== undefined ? { cert: identity.certificate, key: identity.key } : {}),
    });
    asked.once('error', reject);
    asked.once('response', (answer) => {
      read(answer, maximumAnswer).then(resolve, reject);
    });
    asked.end(body);
  });
}

async function read(answer: IncomingMessage, most: number): Promise<CallAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    if (!(chunk instanceof Buffer)) throw new TypeError('an answer is bytes');
    size += chunk.length;
    if (size > most) {
      answer.destroy();
      throw new ExchangeError('exchange-answer-too-large', { most });
    }
    chunks.push(chunk);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status: answer.statusCode ?? 0, headers, body: new Uint8Array(Buffer.concat(chunks)) };
}
