import { Type } from 'typebox';
import { presentedToken } from '../admission.ts';
import { route, type Route } from '../route.ts';
import { Id, Moment } from '../schemas.ts';
import { selfOf } from '../services/access.ts';
import type { Shared } from '../shared.ts';

const own = { admission: 'signed-in', area: 'session', cost: 'read', cache: 'none' } as const;

const OwnSession = Type.Object({
  id: Id,
  kind: Type.String({ description: 'api-field-session-kind' }),
  label: Type.Optional(Type.String()),
  created: Moment,
  seen: Type.Optional(Type.String({ description: 'api-field-seen' })),
  expires: Moment,
  factors: Type.Array(Type.String(), { description: 'api-field-session-factors' }),
  network: Type.Optional(Type.String({ description: 'api-field-network' })),
  agent: Type.Optional(Type.String({ description: 'api-field-agent' })),
  current: Type.Boolean({ description: 'api-field-current-session' }),
});

/** Where one is signed in, and how to end it. */
export function ownSessionRoutes(shared: Shared): readonly Route[] {
  const { callers, services } = shared;
  return [
    route({
      ...own,
      name: 'list-sessions',
      method: 'GET',
      path: '/v1/sessions',
      schema: { responses: { 200: { schema: Type.Object({ items: Type.Array(OwnSession) }) } } },
      handle: async ({ caller }) => ({ items: await services.signingIn.sessions(selfOf(caller)) }),
    }),
    route({
      ...own,
      name: 'close-one-session',
      method: 'DELETE',
      path: '/v1/sessions/:id',
      schema: {
        params: Type.Object({ id: Id }, { additionalProperties: false }),
        responses: { 204: {} },
      },
      async handle({ caller, params, reply }) {
        callers.forgetSessions(await services.signingIn.closeSessions(selfOf(caller), params.id));
        return reply.code(204).send();
      },
    }),
    route({
      ...own,
      name: 'close-other-sessions',
      method: 'POST',
      path: '/v1/sessions/close-others',
      schema: { responses: { 200: { schema: Type.Object({ closed: Type.Integer() }) } } },
      async handle({ caller, request }) {
        const closed = await services.signingIn.closeSessions(selfOf(caller));
        callers.forgetSessions(closed);
        callers.forget(presentedToken(request, shared) ?? '');
        return { closed: closed.length };
      },
    }),
  ];
}
