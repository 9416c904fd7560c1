import type { FastifyRequest } from 'fastify';
import { isProved } from '../access/index.ts';
import { toHex } from '../base/index.ts';
import { connectionCertificate } from './client-certificate.ts';
import { HttpError } from './codes.ts';
import { isSameOrigin } from './own-origin.ts';
import type { Route } from './route.ts';
import { ANYONE, type Caller } from './services/access.ts';
import { cookieToken } from './session-cookie.ts';
import type { Shared } from './shared.ts';

type Door = Pick<Shared, 'callers' | 'settings' | 'services'>;

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{16,512})$/i;

/** The token of an Authorization header; undefined without one. @throws {HttpError} when it is no bearer token. */
export function bearerToken(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) throw new HttpError('authentication-required');
  return token;
}

/** The token a request comes with: of its Authorization header or, where there is none, of its cookie. */
export function presentedToken(
  request: FastifyRequest,
  { settings }: Pick<Shared, 'settings'>,
): string | undefined {
  return bearerToken(request) ?? cookieToken(request, settings);
}

/**
 * Decides who a request comes from and whether the route is open to them, before its body is read. Answers at once where
 * the caller is known, so that the hot path never waits. What a browser sends of itself, the cookie, changes something
 * only when a page of ours sent the request.
 * @throws {HttpError} `authentication-required`, `request-cross-origin`, `permission-refused` or `step-up-required`.
 */
export function admit(request: FastifyRequest, route: Route, door: Door): Caller | Promise<Caller> {
  const bearer = bearerToken(request);
  const token = bearer ?? cookieToken(request, door.settings);
  if (token === undefined) return anyone(route);
  if (bearer === undefined && changes(request) && !isSameOrigin(request, door.settings)) {
    throw new HttpError('request-cross-origin');
  }
  const known = door.callers.known(token);
  if (known !== undefined) return allowed(request, known, route, door);
  return door.callers.ask(token).then((caller) => {
    if (caller !== undefined) return allowed(request, caller, route, door);
    // A cookie outlives its session; the pages that are open to anyone stay open.
    if (bearer === undefined) return anyone(route);
    throw new HttpError('authentication-required');
  });
}

function anyone(route: Route): Caller {
  if (route.admission === 'public') return ANYONE;
  throw new HttpError('authentication-required');
}

function changes({ method }: FastifyRequest): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

function allowed(request: FastifyRequest, caller: Caller, route: Route, { services }: Door): Caller {
  const { admission } = route;
  const bound = caller.session?.certificate;
  if (bound !== undefined && bound !== fingerprintOf(request)) throw new HttpError('authentication-required');
  if (admission !== 'public' && admission !== 'signed-in' && !caller.may(admission)) {
    throw new HttpError('permission-refused', { permission: admission });
  }
  if (route.stepUp === true) assertProved(caller, services);
  return caller;
}

/**
 * Looks at what is asked, where only some of a route's actions want a fresh proof. Before anything is kept of the request: the
 * same one is sent again, under the same Idempotency-Key, when the proof is given.
 * @throws {HttpError} `step-up-required`.
 */
export function admitAction(request: FastifyRequest, { stepUp }: Route, services: Door['services']): void {
  if (stepUp === undefined || typeof stepUp === 'boolean') return;
  const action = actionIn(request.params) ?? actionIn(request.body);
  if (typeof action === 'string' && stepUp.includes(action)) assertProved(request.caller, services);
}

function actionIn(part: unknown): unknown {
  return typeof part === 'object' && part !== null && 'action' in part ? part.action : undefined;
}

function assertProved(caller: Caller, { clock }: Door['services']): void {
  if (!isProved(caller, clock()))
    throw new HttpError('step-up-required', { factors: caller.session?.enrolled.join(' ') ?? '' });
}

function fingerprintOf(request: FastifyRequest): string | undefined {
  const found = connectionCertificate(request);
  return found === undefined ? undefined : toHex(found.fingerprint);
}
