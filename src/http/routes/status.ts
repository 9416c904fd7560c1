import { Type } from 'typebox';
import { say } from '../../base/index.ts';
import { sendJson } from '../lib/json-answer.ts';
import { route, type Route } from '../route.ts';
import { Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';

const Act = Type.Object({
  number: Type.Optional(Type.String()),
  country: Type.String(),
  destination: Type.Optional(Type.String()),
  state: Type.String(),
  at: Moment,
});
const Status = Type.Object({
  asOf: Moment,
  version: Type.String(),
  checks: Type.Array(Type.Object({ name: Type.String(), title: Type.String(), ready: Type.Boolean() })),
  arrived: Type.Array(Act),
  left: Type.Array(Act),
  queues: Type.Array(
    Type.Object({
      name: Type.String(),
      title: Type.String(),
      waiting: Type.Integer(),
      oldestSeconds: Type.Optional(Type.Number()),
    }),
  ),
  log: Type.Object({
    origin: Type.String(),
    size: Type.Integer(),
    root: Type.Optional(Type.String()),
    at: Type.Optional(Moment),
    witnesses: Type.Array(Type.Object({ name: Type.String(), cosigned: Type.Optional(Moment) })),
  }),
  keys: Type.Object({ expiring: Type.Integer(), next: Type.Optional(Moment) }),
  databaseBytes: Type.Optional(Type.Integer()),
});

/** How the house is doing, for those who work in it. */
export function statusRoutes({ services, settings }: Shared): readonly Route[] {
  return [
    route({
      name: 'show-status',
      method: 'GET',
      path: '/v1/status',
      area: 'operation',
      admission: 'signed-in',
      cost: 'read',
      cache: 'none',
      schema: { responses: { 200: { schema: Status, raw: true } } },
      async handle({ caller, reply, language }) {
        const told = (key: string) => say(services.words, language, key);
        const { queues, ...status } = await services.administration.status(caller);
        const checks = await services.readiness().catch(() => [{ name: 'database', ready: false } as const]);
        return sendJson(reply, {
          asOf: services.clock().toISOString(),
          checks: checks.map(({ name, ready }) => ({ name, title: told(`ready-${name}`), ready })),
          version: settings.version,
          ...status,
          queues: queues.map((queue) => ({ ...queue, title: told(`queue-${queue.name}`) })),
        });
      },
    }),
  ];
}
