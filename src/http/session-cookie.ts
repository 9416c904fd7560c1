import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecure } from './own-origin.ts';
import type { ServerOptions } from './options.ts';

type Settings = Pick<ServerOptions, 'publicOrigin' | 'tls'>;

const TOKEN = /^[A-Za-z0-9._~+/=-]{16,512}$/;

/**
 * The cookie's name. `__Host-` binds it to this host, to HTTPS and to the whole site (RFC 6265bis §4.1.3.2), so that no
 * neighbour can plant one; browsers refuse that name on plain HTTP.
 */
function nameOf(settings: Settings): string {
  return isSecure(settings) ? '__Host-counterfoil' : 'counterfoil';
}

/** The token in a request's cookie; undefined without one, or with several, of which one must be somebody else's. */
export function cookieToken(request: FastifyRequest, settings: Settings): string | undefined {
  const { cookie } = request.headers;
  if (cookie === undefined || cookie.length > 8_192) return undefined;
  const prefix = `${nameOf(settings)}=`;
  const values = cookie
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .map((part) => part.slice(prefix.length));
  const [value] = values;
  return values.length === 1 && value !== undefined && TOKEN.test(value) ? value : undefined;
}

/** Keeps a session in the browser, where no script reads it and no other site sends it along. */
export function setCookie(
  reply: FastifyReply,
  settings: Settings,
  { token, expires }: { readonly token: string; readonly expires: string },
): void {
  write(reply, settings, `${token}; Expires=${new Date(expires).toUTCString()}`);
}

/** Takes it out of the browser. */
export function clearCookie(reply: FastifyReply, settings: Settings): void {
  write(reply, settings, '; Max-Age=0');
}

function write(reply: FastifyReply, settings: Settings, value: string): void {
  const secure = isSecure(settings) ? '; Secure' : '';
  void reply.header('set-cookie', `${nameOf(settings)}=${value}; Path=/; HttpOnly; SameSite=Strict${secure}`);
}
