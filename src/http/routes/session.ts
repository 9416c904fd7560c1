import { bearerToken } from '../admission.ts';
import { HttpError } from '../codes.ts';
import { PERMISSIONS } from '../../access/index.ts';
import { route, type Route } from '../route.ts';
import { CallerSchema, LoginSchema, SessionSchema } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import type { Caller } from '../services/access.ts';

export function sessionRoutes({ callers, settings, services }: Shared): readonly Route[] {
  return [
    route({
      name: 'open-session',
      method: 'POST',
      path: '/v1/sessions',
      admission: 'public',
      area: 'session',
      cost: 'login',
      cache: 'none',
      consumes: ['application/json'],
      schema: { body: LoginSchema, responses: { 201: { schema: SessionSchema } } },
      async handle({ body, request, reply }) {
        const started = services.clock().getTime();
        const session = await services.access.logIn(body.login, body.password, request.ip);
        if (session === undefined) {
          await untilMilliseconds(started + settings.wrongAnswerMilliseconds, services.clock);
          throw new HttpError('login-failed');
        }
        void reply.code(201);
        return { token: session.token, expires: session.expires, caller: shownCaller(session.caller) };
      },
    }),
    route({
      name: 'close-session',
      method: 'DELETE',
      path: '/v1/sessions',
      admission: 'signed-in',
      area: 'session',
      cost: 'read',
      cache: 'none',
      schema: { responses: { 204: {} } },
      async handle({ request, reply }) {
        const token = bearerToken(request);
        if (token !== undefined) {
          callers.forget(token);
          await services.access.logOut(token);
          callers.forget(token);
        }
        return reply.code(204).send();
      },
    }),
    route({
      name: 'show-caller',
      method: 'GET',
      path: '/v1/me',
      admission: 'signed-in',
      area: 'session',
      cost: 'read',
      cache: 'none',
      schema: { responses: { 200: { schema: CallerSchema } } },
      handle: ({ caller }) => shownCaller(caller),
    }),
  ];
}

function shownCaller(caller: Caller): object {
  return {
    actor: caller.actor,
    name: caller.name,
    roles: caller.roles,
    permissions: PERMISSIONS.filter((permission) => caller.may(permission)),
    scope: caller.scope,
  };
}

/** Waits for a moment, so that an answer's time tells nothing of how it was found. */
export async function untilMilliseconds(moment: number, clock: () => Date): Promise<void> {
  const rest = moment - clock().getTime();
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
}
