import {
  fastify,
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify';
import './augmentation.ts';
import { admit } from './admission.ts';
import { Allowance } from './allowance.ts';
import { assertAuditable, auditRequest } from './auditing.ts';
import { addBodyParsers } from './body-parsers.ts';
import { CallerCache } from './caller-cache.ts';
import { HttpError } from './codes.ts';
import { addFailureHandling, answerConnectionFault } from './failures.ts';
import { offeredLanguage } from './language.ts';
import { Measurements } from './measurements.ts';
import { STANDARD_OPTIONS, type ServerOptions } from './options.ts';
import { isSecure } from './own-origin.ts';
import type { Route } from './route.ts';
import { addRoute } from './route-binding.ts';
import { routesOf } from './routes/table.ts';
import { STRICT_TRANSPORT } from './security-headers.ts';
import type { Services } from './services.ts';
import type { Shared } from './shared.ts';
import { ANYONE } from './services/access.ts';
import { tlsSettings } from './tls.ts';
import { compileValidator } from './validation.ts';

const NOTHING = new Uint8Array();

/**
 * The API server over the house's services: built, not listening. Every route of the table is bound with its admission,
 * bounds, schemas and cache policy; every failure leaves as a problem. Closing it finishes the requests it has accepted.
 */
export async function createServer(
  services: Services,
  options: Partial<ServerOptions> = {},
): Promise<FastifyInstance> {
  const settings = { ...STANDARD_OPTIONS, ...options };
  const server = bareServer(services, settings);
  const shared: Shared = {
    services,
    settings,
    callers: new CallerCache(services.access, services.clock),
    allowance: new Allowance(settings, services),
    measurements: new Measurements(),
  };
  const routes = await routesOf(shared);
  server.decorateRequest('caller');
  server.decorateRequest('bytes');
  server.decorateRequest('language', 'en');
  server.decorateRequest('idempotencyKey', undefined);
  server.decorateRequest('shown', undefined);
  server.setValidatorCompiler(compileValidator);
  addBodyParsers(server);
  addFailureHandling(server, services.words, routes);
  addRequestHooks(server, shared);
  for (const route of routes) addRoute(server, route, services, settings);
  addClosing(server, settings.shutdownMilliseconds);
  server.addHook('preClose', (done) => {
    services.live.close();
    done();
  });
  await server.ready();
  return server;
}

function bareServer(services: Services, settings: ServerOptions): FastifyInstance {
  const { words } = services;
  const loggerInstance: FastifyBaseLogger = services.log;
  let count = 0;
  const prefix = Buffer.from(services.random(5)).toString('hex');
  const limits = {
    maxHeaderSize: 16_384,
    headersTimeout: settings.headersTimeoutMilliseconds,
    connectionsCheckingInterval: settings.connectionsCheckMilliseconds,
    requireHostHeader: true,
    rejectNonStandardBodyWrites: true,
  };
  const server = fastify({
    ...(settings.tls ? { https: { ...limits, ...tlsSettings(settings.tls) } } : { http: limits }),
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger,
    genReqId: () => `${prefix}-${(count += 1).toString(36)}`,
    bodyLimit: settings.bodyLimitBytes,
    requestTimeout: settings.requestTimeoutMilliseconds,
    connectionTimeout: settings.idleTimeoutMilliseconds,
    keepAliveTimeout: 30_000,
    forceCloseConnections: 'idle',
    trustProxy: settings.trustedProxies.length === 0 ? false : [...settings.trustedProxies],
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    clientErrorHandler: (error, socket) => answerConnectionFault(error, socket, words),
    frameworkErrors: (error, request, reply) => {
      // A target that cannot be decoded meets no route and no hook.
      request.language = offeredLanguage(request.headers['accept-language']);
      server.errorHandler.call(server, error, request, reply);
    },
  });
  return server;
}

/**
 * While the server closes, a connection goes as soon as its request is answered; those that are not done in time, because
 * their client does not take the answer, are cut off.
 */
function addClosing(server: FastifyInstance, milliseconds: number): void {
  let sweeping: NodeJS.Timeout | undefined;
  let cutting: NodeJS.Timeout | undefined;
  server.addHook('preClose', (done) => {
    sweeping = setInterval(() => server.server.closeIdleConnections(), 50);
    cutting = setTimeout(() => server.server.closeAllConnections(), milliseconds);
    done();
  });
  server.addHook('onClose', (_server, done) => {
    clearInterval(sweeping);
    clearTimeout(cutting);
    done();
  });
}

function addRequestHooks(server: FastifyInstance, shared: Shared): void {
  const { services, allowance, measurements, settings } = shared;
  server.addHook('onRequest', (request, reply, done) => {
    request.caller = ANYONE;
    request.bytes = NOTHING;
    request.language = offeredLanguage(request.headers['accept-language']);
    void reply.header('x-request-id', request.id);
    if (isSecure(settings)) void reply.header('strict-transport-security', STRICT_TRANSPORT);
    const { route } = request.routeOptions.config;
    try {
      if (route === undefined) {
        allowance.spend('read', request.ip, false);
        done();
        return;
      }
      allowance.spend(route.cost, request.ip, request.headers.authorization !== undefined);
      checkBodyHeaders(request, route);
      assertAuditable(route, services.audit);
      const caller =
        route.cost === 'guess'
          ? allowance.guessFrom(request.ip).then(() => admit(request, route, shared))
          : admit(request, route, shared);
      if (!(caller instanceof Promise)) {
        request.caller = caller;
        done();
        return;
      }
      caller.then(
        (known) => {
          request.caller = known;
          done();
        },
        (error: unknown) => done(asError(error)),
      );
    } catch (error) {
      done(asError(error));
    }
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { route } = request.routeOptions.config;
    const path = route?.path ?? '(none)';
    measurements.observe(request.method, path, reply.statusCode, reply.elapsedTime);
    if (route !== undefined) auditRequest(request, route, reply.statusCode, services.audit);
    services.log.info(
      {
        requestId: request.id,
        method: request.method,
        route: path,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
        caller: request.caller.actor,
      },
      'request',
    );
    done();
  });
}

/** Refuses, before a byte of it is read, a body that would not be understood. */
function checkBodyHeaders(request: FastifyRequest, route: Route): void {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new HttpError('request-content-encoding');
  }
  const type = request.headers['content-type'];
  if (type === undefined || route.consumes === undefined) return;
  const essence = type.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!route.consumes.includes(essence)) {
    throw new HttpError('request-media-type', { accepted: route.consumes.join(', ') });
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new HttpError('internal-fault');
}
