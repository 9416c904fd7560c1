import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Compile } from 'typebox/compile';
import { Allowance } from './allowance.ts';
import { CallerCache } from './caller-cache.ts';
import { HTTP_CODES } from './codes.ts';
import { Measurements } from './measurements.ts';
import { STANDARD_OPTIONS } from './options.ts';
import type { Route } from './route.ts';
import { routesOf } from './routes/table.ts';
import { STATUSES } from './statuses.ts';
import { OPERATOR, permissionsOf, ROLES, type Role } from '../access/index.ts';
import { LANGUAGES } from '../base/index.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
let routes: readonly Route[];

beforeAll(async () => {
  house = await testHouse();
  const { services } = house;
  routes = await routesOf({
    services,
    settings: STANDARD_OPTIONS,
    callers: new CallerCache(services.access, services.clock),
    allowance: new Allowance(STANDARD_OPTIONS, services),
    measurements: new Measurements(false),
  });
});
afterAll(() => house.close());

/** A path of a route with something in the place of each parameter. */
function somePath(route: Route): string {
  return route.path
    .replace(':id', '01a20292-101d-756c-abab-8dafb5742d6c')
    .replace(':action', 'withdraw')
    .replace(':country', 'NZ')
    .replace(':number', 'X1')
    .replace(':code', 'internal-fault')
    .replace(':list', '0')
    .replace('*', '0/000');
}

describe('the table of routes', () => {
  it('names every route once, by name and by method and path', () => {
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
    expect(routes.length).toBeGreaterThan(40);
  });

  it('opens to anyone only what is listed here', () => {
    expect(
      routes
        .filter(({ admission }) => admission === 'public')
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(
      [
        'open-session',
        'grant-token',
        'ask-for-passkey',
        'open-session-by-certificate',
        'open-session-by-passkey',
        'validate-document',
        'post-partner-message',
        'list-partner-messages',
        'get-partner-message',
        'receipt-partner-message',
        'describe-web-service',
        'call-web-service',
        'describe-hub',
        'call-hub',
        'verify-seal',
        'lodge-joining',
        'follow-joining',
        'answer-joining',
        'collect-invitations',
        'accept-invitation',
        'check-certificate',
        'list-agreements',
        'list-announcements',
        'report-forgery',
        'follow-forgery',
        'warn-of-forgery',
        'read-public-figures',
        'read-checkpoint',
        'read-tile',
        'prove-inclusion',
        'prove-consistency',
        'list-schemas',
        'read-schema',
        'show-health',
        'show-readiness',
        'show-metrics',
        'show-check',
        'answer-check',
        'show-landing',
        'list-problems',
        'show-problem',
        'read-style',
        'read-icon',
        'show-verifier',
        'read-trust',
        'read-status-list',
        'verify-paper',
        'read-verifier-file',
        'find-verifier',
        'read-openapi',
        'read-docs',
      ].toSorted(),
    );
  });

  it('gives every route its words, and its admission too', () => {
    const { en = {} } = house.services.words;
    for (const { name, admission, area } of routes) {
      for (const key of [`route-${name}`, `admission-${admission}`, `api-area-${area}`]) {
        expect(en[key], key).toBeTypeOf('string');
      }
    }
  });

  it('gives every route schemas that compile, strict ones for what comes in', () => {
    for (const { name, path, consumes, schema } of routes) {
      expect(Object.keys(schema.responses).length, name).toBeGreaterThan(0);
      expect(schema.params !== undefined, name).toBe(/[:*]/.test(path));
      for (const part of [schema.params, schema.query, schema.body]) if (part) Compile(part);
      for (const response of Object.values(schema.responses)) if (response.schema) Compile(response.schema);
      if (consumes?.some((type) => type.includes('form-urlencoded'))) expect(schema.body, name).toBeDefined();
    }
  });

  it('never lets caches keep what belongs to a caller', () => {
    for (const { name, admission, cache, method } of routes) {
      if (admission !== 'public') expect(['none', 'revalidate'], name).toContain(cache);
      if (method !== 'GET') expect(cache, name).toBe('none');
    }
  });

  it('asks for a token wherever a route is not public, before it reads a body', async () => {
    for (const route of routes.filter(({ admission }) => admission !== 'public')) {
      const answer = await house.server.inject({
        method: route.method,
        url: somePath(route),
        ...(route.consumes
          ? { headers: { 'content-type': route.consumes[0] }, payload: 'x'.repeat(100_000) }
          : {}),
      });
      expect([answer.statusCode, answer.json<{ code: string }>().code], route.name).toEqual([
        401,
        'authentication-required',
      ]);
      expect(answer.headers['www-authenticate'], route.name).toContain('Bearer');
    }
  });

  it('refuses every route whose permission the caller’s roles do not hold', async () => {
    const guarded = routes.filter(({ admission }) => admission !== 'public' && admission !== 'signed-in');
    const tokens = {
      administrator: await house.token({ authority: 'NZ-MPI', roles: ['administrator'] }),
      reader: await house.token({ authority: 'NZ-MPI', roles: ['reader'] }),
    };
    expect(guarded.length).toBeGreaterThan(10);
    for (const route of guarded) {
      const answer = await house.server.inject({
        method: route.method,
        url: somePath(route),
        headers: {
          authorization: `Bearer ${route.admission === 'administration' ? tokens.reader : tokens.administrator}`,
        },
      });
      expect([answer.statusCode, answer.json<{ code: string }>().code], route.name).toEqual([
        403,
        'permission-refused',
      ]);
    }
  });

  it('opens what wants a fresh proof to nobody who came in a while ago', async () => {
    const guarded = routes.filter(({ stepUp }) => stepUp === true);
    expect(guarded.map(({ name }) => name)).toContain('take-action');
    const password = 'seven grey herons';
    const tokens = new Map<Role, string>();
    for (const role of ROLES) {
      const person = {
        login: `person-${role}`,
        name: role,
        kind: 'person',
        password,
        roles: [role],
      } as const;
      await house.access.addAccount(OPERATOR, { ...person, authority: 'NZ-MPI' });
      const proof = { login: person.login, password };
      const session = await house.services.signingIn.signIn(proof, { address: '192.0.2.1' });
      tokens.set(role, session?.token ?? '');
    }
    await house.its.administrator.query({
      name: '',
      text: `update session set proved = proved - interval '6 minutes'`,
    });
    for (const route of guarded) {
      const role = ROLES.find(
        (each) =>
          route.admission === 'signed-in' ||
          [...permissionsOf([each])].some((held) => held === route.admission),
      );
      const answer = await house.server.inject({
        method: route.method,
        url: somePath(route),
        headers: { authorization: `Bearer ${tokens.get(role ?? 'reader') ?? ''}` },
      });
      expect([answer.statusCode, answer.json<{ code: string }>().code], route.name).toEqual([
        403,
        'step-up-required',
      ]);
    }
  });

  it('sends the security headers with every answer, pages and problems alike', async () => {
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const answer = await house.server.inject({ method: 'GET', url: somePath(route) });
      expect(answer.headers['x-content-type-options'], route.name).toBe('nosniff');
      expect(answer.headers['referrer-policy'], route.name).toBe('no-referrer');
      const policy = String(answer.headers['content-security-policy']);
      expect(policy, route.name).toContain("default-src 'none'");
      expect(policy, route.name).toContain("frame-ancestors 'none'");
      expect(policy, route.name).not.toContain('unsafe');
      expect(answer.headers['x-powered-by'], route.name).toBeUndefined();
    }
  });

  it('says every code of the table of statuses', () => {
    const { en = {} } = house.services.words;
    for (const code of [...HTTP_CODES, ...Object.keys(STATUSES)]) {
      expect(en[code], code).toBeTypeOf('string');
    }
  });
});

interface Documented {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
}

describe('the API’s description', () => {
  it('holds every route that is no page, each with summary, responses and security', async () => {
    const answer = await house.server.inject({ url: '/openapi.json' });
    const document = answer.json<Documented>();
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const names = operations.map((operation) => String(operation['operationId'])).toSorted();
    expect(names).toEqual(
      routes
        .filter(({ page }) => page !== true)
        .map(({ name }) => name)
        .toSorted(),
    );
    for (const operation of operations) {
      expect(operation['summary']).toMatch(/\S/);
      expect(operation['responses']).toHaveProperty('default');
      expect(Array.isArray(operation['security'])).toBe(true);
    }
  });

  it('leaves no key of the words unsaid and no reference dangling, in any language', async () => {
    for (const lang of LANGUAGES) {
      const text = (await house.server.inject({ url: `/openapi.json?lang=${lang}` })).body;
      expect(text).not.toMatch(/"(?:description|summary)":"(?:api|openapi|route)-/);
      expect(text).not.toMatch(/\{(?:days|seconds)\}/);
      const document: unknown = JSON.parse(text);
      for (const [, reference = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
        const found = reference
          .split('/')
          .reduce<unknown>(
            (place, step) => Object.entries(Object(place)).find(([key]) => key === step)?.[1],
            document,
          );
        expect(found, reference).toBeDefined();
      }
    }
  });

  it('names each parameter of a path in its schema and the other way round', async () => {
    const { paths } = (await house.server.inject({ url: '/openapi.json' })).json<Documented>();
    for (const [path, methods] of Object.entries(paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();
      for (const operation of Object.values(methods)) {
        const parameters = operation['parameters'] as readonly {
          readonly in?: string;
          readonly name?: string;
        }[];
        const declared = parameters
          .filter((parameter) => parameter.in === 'path')
          .map(({ name = '' }) => name);
        expect(declared.toSorted(), path).toEqual(inPath);
      }
    }
  });
});
