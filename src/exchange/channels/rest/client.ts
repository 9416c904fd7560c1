import { fromUtf8, toBase64Url, utf8, type Clock, type RandomBytes } from '../../../base/index.ts';
import { signHttpRequest, type SealingKey } from '../../../crypto/index.ts';
import type { CallAnswer, Caller } from '../../index.ts';

/** What every signature between partners is for. */
export const SIGNATURE_TAG = 'counterfoil-exchange';
/** Seconds for which a signed request counts. */
export const SIGNATURE_SECONDS = 300;

export interface ClientOptions {
  /** Root of the partner's API, without a slash at its end. */
  readonly url: string;
  /** Signs every request. */
  readonly key: SealingKey;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly call: Caller;
  /** Certificates (DER) by which the partner's server is trusted beside the public ones. */
  readonly authorities: readonly Uint8Array[];
  /** Largest answer, bytes. */
  readonly maximumAnswer: number;
}

/** Asks a partner, signed by HTTP Message Signatures (RFC 9421). Whatever keeps the answer away is thrown. */
export async function ask(
  options: ClientOptions,
  asked: {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    readonly body?: unknown;
    readonly signal: AbortSignal;
  },
): Promise<CallAnswer> {
  const { method, path, signal } = asked;
  const { authorities, maximumAnswer } = options;
  const url = `${options.url}${path}`;
  const body = asked.body === undefined ? new Uint8Array() : utf8(JSON.stringify(asked.body));
  const headers = new Map([
    ['accept', 'application/json'],
    ...(asked.body === undefined ? [] : ([['content-type', 'application/json']] as const)),
  ]);
  const created = Math.floor(options.clock().getTime() / 1000);
  const signed = await signHttpRequest({ method, targetUri: url, headers, body }, options.key, {
    created,
    expires: created + SIGNATURE_SECONDS / 2,
    nonce: toBase64Url(options.random(16)),
    tag: SIGNATURE_TAG,
  });
  const all = Object.fromEntries([...headers, ...signed]);
  return options.call({ method, url, headers: all, body, authorities, maximumAnswer, signal });
}

/** The members of an answer's JSON; none where it is no object. */
export function jsonOf({ body }: Pick<CallAnswer, 'body'>): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(fromUtf8(body) ?? ''));
  } catch {
    return {};
  }
}

/** The members of a value; none where it is no object. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
