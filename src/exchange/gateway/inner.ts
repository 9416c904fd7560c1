import { certificatePem } from '../../crypto/index.ts';
import type { Caller } from '../index.ts';
import {
  contentBytes,
  contentText,
  crossingHeaders,
  type CrossingAnswer,
  type CrossingRequest,
} from './crossing.ts';
import { GatewayError } from './error.ts';
import type { Link } from './link.ts';

/** A request as the server of this house is asked it. */
export interface InnerRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface InnerAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** Answers what the outer zone hands in: by our own server, which trusts the gateway no more than anybody else. */
export async function serveCrossing(
  request: CrossingRequest,
  ask: (request: InnerRequest) => Promise<InnerAnswer>,
): Promise<CrossingAnswer> {
  const { method, path, query, headers } = request;
  const answer = await ask({
    method,
    url: query === '' ? path : `${path}?${query}`,
    headers,
    body: contentBytes(request),
  });
  return {
    status: answer.status,
    headers: crossingHeaders('answer', answer.headers),
    content: contentText(answer.body),
  };
}

/** Calls that leave by way of the gateway. An answer that does not come in time is thrown. */
export function callThrough(link: Pick<Link<'call'>, 'ask'>): Caller {
  return async ({ method, url, headers, body, authorities, maximumAnswer }) => {
    const result = await link.ask({
      method,
      url,
      headers,
      authorities: authorities.map(certificatePem),
      maximumAnswer,
      content: contentText(body),
    });
    if (result.status === 0)
      throw new GatewayError('gateway-call-failed', { code: result.headers['code'] ?? '' });
    const content = contentBytes(result);
    if (content.length > maximumAnswer)
      throw new GatewayError('gateway-content-unfit', { member: '/content' });
    return { status: result.status, headers: result.headers, body: content };
  };
}
