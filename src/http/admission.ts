import type { FastifyRequest } from 'fastify';
import { HttpError } from './codes.ts';
import type { CallerCache } from './caller-cache.ts';
import type { Route } from './route.ts';
import { ANYONE, type Caller } from './services/access.ts';

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{16,512})$/i;

/** The token of an Authorization header; undefined without one. @throws {HttpError} when it is no bearer token. */
export function bearerToken(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) throw new HttpError('authentication-required');
  return token;
}

/**
 * Decides who a request comes from and whether the route is open to them, before its body is read. Answers at once where
 * the caller is known, so that the hot path never waits.
 * @throws {HttpError} `authentication-required` or `permission-refused`.
 */
export function admit(request: FastifyRequest, route: Route, callers: CallerCache): Caller | Promise<Caller> {
  const token = bearerToken(request);
  if (token === undefined) {
    if (route.admission === 'public') return ANYONE;
    throw new HttpError('authentication-required');
  }
  const known = callers.known(token);
  if (known !== undefined) return allowed(known, route);
  return callers.ask(token).then((caller) => {
    if (caller === undefined) throw new HttpError('authentication-required');
    return allowed(caller, route);
  });
}

function allowed(caller: Caller, route: Route): Caller {
  const { admission } = route;
  if (admission === 'public' || admission === 'signed-in' || caller.may(admission)) return caller;
  throw new HttpError('permission-refused', { permission: admission });
}
