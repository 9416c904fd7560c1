import type { FastifyInstance, FastifySchema } from 'fastify';
import { admitAction } from './admission.ts';
import { HttpError } from './codes.ts';
import { idempotencyHooks } from './idempotent-requests.ts';
import type { ServerOptions } from './options.ts';
import { CACHE_CONTROL, type Call, type Route } from './route.ts';
import { DATA_HEADERS, PAGE_HEADERS } from './security-headers.ts';
import type { Services } from './services.ts';

/** Largest body of a route that names none: a small JSON object. */
const SMALL_BODY = 16_384;

/** Binds one line of the table to the server. */
export function addRoute(
  server: FastifyInstance,
  route: Route,
  services: Services,
  settings: ServerOptions,
): void {
  const headers = {
    ...(route.page === true ? PAGE_HEADERS : DATA_HEADERS),
    'cache-control': CACHE_CONTROL[route.cache],
  };
  const limit = route.bodyLimit === 'document' ? settings.bodyLimitBytes : (route.bodyLimit ?? SMALL_BODY);
  const repeating = route.idempotent === true ? idempotencyHooks(services.idempotency) : undefined;
  server.route({
    method: route.method,
    url: route.path,
    schema: bindingSchema(route),
    bodyLimit: limit,
    exposeHeadRoute: route.method === 'GET' && route.streams !== true,
    config: { route },
    preHandler: [
      (request, _reply, done) => {
        admitAction(request, route, services);
        done();
      },
      ...(repeating === undefined ? [] : [repeating.preHandler]),
    ],
    ...(repeating === undefined ? {} : { onSend: repeating.onSend }),
    preValidation: (request, _reply, done) => {
      const isMissing = route.consumes !== undefined && request.bytes.length === 0;
      done(isMissing ? new HttpError('request-body-missing') : undefined);
    },
    handler: (request, reply) => {
      void reply.headers(headers);
      // The parts have passed the validators of the route's own schemas.
      const call = {
        params: request.params,
        query: request.query,
        body: request.body,
        bytes: request.bytes,
        caller: request.caller,
        language: request.language,
        services,
        request,
        reply,
      } as Call;
      return route.handle(call);
    },
  });
}

/** The schemas that the server itself validates and serialises by. */
function bindingSchema({ schema, consumes }: Route): FastifySchema {
  const responses = Object.entries(schema.responses).flatMap(([status, response]) =>
    response.schema && response.mediaType === undefined && response.raw !== true
      ? [[status, response.schema]]
      : [],
  );
  return {
    ...(schema.params ? { params: schema.params } : {}),
    ...(schema.query ? { querystring: schema.query } : {}),
    ...(schema.body ? { body: bodySchema(schema.body, consumes ?? []) } : {}),
    response: Object.fromEntries(responses),
  };
}

/** Documents in XML are read by the standards; only JSON and forms are validated here. */
function bodySchema(schema: unknown, consumes: readonly string[]): unknown {
  const validated = consumes.filter(
    (type) => type === 'application/json' || type === 'application/x-www-form-urlencoded',
  );
  return { content: Object.fromEntries(validated.map((type) => [type, { schema }])) };
}
