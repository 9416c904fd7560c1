import { Type } from 'typebox';
import { route, type Route } from '../route.ts';
import type { Measures, ReadinessCheck } from '../services.ts';
import type { Shared } from '../shared.ts';

const Health = Type.Object({ status: Type.String({ description: 'api-field-health' }) });
const Readiness = Type.Object({
  status: Type.String({ description: 'api-field-ready' }),
  checks: Type.Array(Type.Object({ name: Type.String(), ready: Type.Boolean() })),
});

/** What those who run the house ask: is it alive, would it serve correctly, how is it doing. */
export function operationRoutes({ services, measurements }: Shared): readonly Route[] {
  const shared = {
    method: 'GET',
    admission: 'public',
    area: 'operation',
    cost: 'free',
    cache: 'none',
  } as const;
  return [
    route({
      ...shared,
      name: 'show-health',
      path: '/health',
      schema: { responses: { 200: { schema: Health } } },
      handle: () => ({ status: 'alive' }),
    }),
    route({
      ...shared,
      name: 'show-readiness',
      path: '/ready',
      schema: { responses: { 200: { schema: Readiness }, 503: { schema: Readiness } } },
      async handle({ reply }) {
        const checks = await readiness(services.readiness);
        const ready = checks.every((check) => check.ready);
        void reply.code(ready ? 200 : 503);
        return { status: ready ? 'ready' : 'not-ready', checks };
      },
    }),
    route({
      ...shared,
      name: 'show-metrics',
      path: '/metrics',
      schema: { responses: { 200: { mediaType: 'text/plain; charset=utf-8' } } },
      async handle({ reply }) {
        const { text, mediaType } = await measurements.exposition(await measures(services.measures));
        return reply.type(mediaType).send(text);
      },
    }),
  ];
}

/** A check that cannot be made is a check that fails: not being able to say is not being ready. */
async function readiness(
  check: () => Promise<readonly ReadinessCheck[]>,
): Promise<readonly ReadinessCheck[]> {
  try {
    return await check();
  } catch {
    return [{ name: 'database', ready: false }];
  }
}

/** The process is measured even when the database is not there to ask. */
async function measures(read: () => Promise<Measures>): Promise<Measures | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}
