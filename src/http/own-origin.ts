import type { FastifyRequest } from 'fastify';
import type { ServerOptions } from './options.ts';

type Settings = Pick<ServerOptions, 'publicOrigin' | 'tls'>;

/** Whether callers reach this server by HTTPS, here or at the proxy in front. */
export function isSecure({ publicOrigin, tls }: Settings): boolean {
  return tls !== undefined || publicOrigin?.startsWith('https:') === true;
}

/**
 * Where this installation is: as configured, or else as a request to this very machine names it. Another host in a
 * request is its sender's word, and decides nothing.
 */
export function ownOrigin(request: FastifyRequest, settings: Settings): string | undefined {
  if (settings.publicOrigin !== undefined) return settings.publicOrigin;
  const host = request.headers.host ?? '';
  const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.test(host);
  return isHere ? `${settings.tls === undefined ? 'http' : 'https'}://${host.toLowerCase()}` : undefined;
}

/**
 * Whether a page of ours sent a request: the browser says so, or the origin is the host that was asked. A browser that
 * says nothing is taken for another's page.
 */
export function isSameOrigin(request: FastifyRequest, { publicOrigin }: Settings): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  if (origin === undefined || origin === 'null') return false;
  if (origin === publicOrigin) return true;
  return publicOrigin === undefined && host !== undefined && hostOf(origin) === host.toLowerCase();
}

function hostOf(origin: string): string | undefined {
  return /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]?.toLowerCase();
}
