import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Catalogue } from '../base/index.ts';
import { HttpError, type HttpCode } from './codes.ts';
import { failurePage } from './pages/problems.ts';
import { knownError, PROBLEM_MEDIA_TYPE, problemOf } from './problem.ts';
import { ROUTE_METHODS, type Route } from './route.ts';
import { DATA_HEADERS, PAGE_HEADERS } from './security-headers.ts';
import { statusOf } from './statuses.ts';

/** Tells every failure as a problem in the caller's language, and logs those that are ours without their content. */
export function addFailureHandling(
  server: FastifyInstance,
  words: Catalogue,
  routes: readonly Route[],
): void {
  server.setErrorHandler((error, request, reply) => answerProblem(error, request, reply, words));
  const patterns = routes.map(({ method, path }) => ({ method, pattern: patternOf(path) }));
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const allowed = ROUTE_METHODS.filter((method) =>
      patterns.some((known) => known.method === method && known.pattern.test(path)),
    );
    if (allowed.length === 0) return answerProblem(new HttpError('route-not-found'), request, reply, words);
    const list = allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
    void reply.header('allow', list);
    return answerProblem(new HttpError('method-not-allowed', { methods: list }), request, reply, words);
  });
}

function answerProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  words: Catalogue,
): FastifyReply {
  const known = knownError(error);
  const problem = problemOf(known, words, request.language, request.id);
  if (problem.status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed');
  const seconds = known.values['seconds'];
  if (problem.status === 429 && seconds !== undefined) void reply.header('retry-after', String(seconds));
  if (known.code === 'idempotency-key-in-progress' || problem.status === 503)
    void reply.header('retry-after', '1');
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="counterfoil"');
  if (known.code === 'request-content-encoding') void reply.header('accept-encoding', 'identity');
  const isForPeople = wantsPage(request);
  void reply
    .code(problem.status)
    .headers(isForPeople ? PAGE_HEADERS : DATA_HEADERS)
    .header('cache-control', 'no-store')
    .header('content-language', request.language);
  if (!isForPeople) return reply.type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
  const context = { words, language: request.language, path: '/' };
  return reply.type('text/html; charset=utf-8').send(failurePage(context, problem));
}

/** Whether a person looks at the answer: a page that failed, or a browser that lost its way. */
function wantsPage(request: FastifyRequest): boolean {
  const { route } = request.routeOptions.config;
  if (route !== undefined) return route.page === true;
  return request.headers.accept?.includes('text/html') === true;
}

function patternOf(path: string): RegExp {
  const steps = path.split('/').map((step) => {
    if (step.startsWith(':')) return '[^/]+';
    return step === '*' ? '.*' : step.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${steps.join('/')}$`);
}

/** What a connection that never became a request is told, by what node:http says of it. */
const CONNECTION_FAULTS: Readonly<Record<string, HttpCode>> = {
  HPE_HEADER_OVERFLOW: 'request-headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** Answers, on the bare socket, bytes that are no HTTP request, and closes it. */
export function answerConnectionFault(error: NodeJS.ErrnoException, socket: Socket, words: Catalogue): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const code = CONNECTION_FAULTS[error.code ?? ''] ?? 'request-malformed';
  const body = JSON.stringify(problemOf(new HttpError(code), words, 'en', 'connection'));
  const head = [
    `HTTP/1.1 ${statusOf(code)} ${REASONS[code] ?? 'Bad Request'}`,
    `content-type: ${PROBLEM_MEDIA_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const REASONS: Readonly<Partial<Record<HttpCode, string>>> = {
  'request-headers-too-large': 'Request Header Fields Too Large',
  'request-timeout': 'Request Timeout',
};
