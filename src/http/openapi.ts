import { LANGUAGES, say, type Catalogue, type Language } from '../base/index.ts';
import { KEPT_DAYS } from './idempotency.ts';
import { ROUTE_AREAS, type Route } from './route.ts';
import { ProblemSchema } from './schemas.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** Headers that requests may carry, described once. */
const HEADERS = {
  acceptLanguage: header('Accept-Language', 'api-header-accept-language', LANGUAGES.slice(0, 2).join(', ')),
  idempotencyKey: header('Idempotency-Key', 'api-header-idempotency-key'),
  ifMatch: { ...header('If-Match', 'api-header-if-match'), required: true },
  ifNoneMatch: header('If-None-Match', 'api-header-if-none-match'),
  prefer: header('Prefer', 'api-header-prefer'),
} as const;

function header(name: string, description: string, example?: string): JsonObject {
  return {
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string', ...(example === undefined ? {} : { examples: [example] }) },
  };
}

/**
 * The API as OpenAPI 3.1, made from the table of routes: the schemas are those the server validates and serialises by.
 * Summaries and descriptions are said in the given language.
 */
export function openApiDocument(
  routes: readonly Route[],
  words: Catalogue,
  language: Language,
  version: string,
): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    if (route.page === true) continue;
    const path = (paths[pathTemplate(route.path)] ??= {});
    path[route.method.toLowerCase()] = operationOf(route, words, language);
  }
  const document: JsonObject = {
    openapi: '3.1.0',
    info: {
      title: 'Counterfoil',
      version,
      summary: 'openapi-summary',
      description: 'openapi-description',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    tags: ROUTE_AREAS.filter((area) => area !== 'page').map((area) => ({
      name: area,
      description: `api-area-${area}`,
    })),
    paths,
    components: {
      schemas: { Problem: plain(ProblemSchema) },
      parameters: HEADERS,
      responses: {
        Problem: {
          description: 'openapi-problem',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'openapi-bearer' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-counterfoil',
          description: 'openapi-cookie',
        },
      },
    },
  };
  // An object stays an object when its sentences are said.
  return localised(document, words, language) as JsonObject;
}

function operationOf(route: Route, words: Catalogue, language: Language): JsonObject {
  const more = `route-${route.name}-more`;
  const hasMore = words.en?.[more] !== undefined;
  return {
    operationId: route.name,
    tags: [route.area],
    summary: say(words, language, `route-${route.name}`),
    ...(hasMore ? { description: say(words, language, more) } : {}),
    parameters: parametersOf(route),
    ...(route.consumes === undefined ? {} : { requestBody: requestBodyOf(route, route.consumes) }),
    responses: responsesOf(route),
    security: route.admission === 'public' ? [] : [{ bearer: [] }, { cookie: [] }],
    'x-admission': route.admission,
    'x-cost': route.cost,
    ...(route.stepUp === undefined ? {} : { 'x-step-up': route.stepUp }),
  };
}

function parametersOf(route: Route): Json {
  const { schema } = route;
  const isStateChange = route.requiresMatch === true;
  return [
    ...partParameters(schema.params, 'path', route.path),
    ...partParameters(schema.query, 'query', route.path),
    reference('parameters', 'acceptLanguage'),
    ...(route.cache === 'revalidate' ? [reference('parameters', 'ifNoneMatch')] : []),
    ...(isStateChange ? [reference('parameters', 'ifMatch')] : []),
    ...(route.idempotent === true ? [reference('parameters', 'idempotencyKey')] : []),
    ...(route.prefers === true ? [reference('parameters', 'prefer')] : []),
  ];
}

function partParameters(schema: unknown, place: 'path' | 'query', path: string): JsonObject[] {
  // Parameters are declared by object schemas, or not at all.
  const { properties, required } = plain(schema ?? {}) as {
    readonly properties?: Readonly<Record<string, JsonObject>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties ?? {}).map(([name, { description, ...rest }]) => ({
    name: name === '*' && path.endsWith('*') ? 'path' : name,
    in: place,
    required: place === 'path' || required?.includes(name) === true,
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function requestBodyOf(route: Route, consumes: readonly string[]): JsonObject {
  const content = consumes.map((type) => {
    const isValidated = type === 'application/json' || type === 'application/x-www-form-urlencoded';
    return [type, isValidated && route.schema.body ? { schema: plain(route.schema.body) } : {}];
  });
  // Every entry is a media type and its (possibly empty) description.
  return { required: true, content: Object.fromEntries(content) as JsonObject };
}

function responsesOf({ schema, admission, cache }: Route): JsonObject {
  const responses: Record<string, Json> = {};
  for (const [status, { schema: body, mediaType }] of Object.entries(schema.responses)) {
    responses[status] = {
      description: `api-status-${status}`,
      ...(body || mediaType !== undefined
        ? { content: { [mediaType ?? 'application/json']: body ? { schema: plain(body) } : {} } }
        : {}),
    };
  }
  if (cache === 'revalidate') responses['304'] = { description: 'api-status-304' };
  if (admission !== 'public') responses['401'] = reference('responses', 'Problem');
  return { ...responses, default: reference('responses', 'Problem') };
}

function reference(kind: 'parameters' | 'responses', name: string): JsonObject {
  return { $ref: `#/components/${kind}/${name}` };
}

function pathTemplate(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}').replace('*', '{path}');
}

/** A schema as plain JSON: the library's private symbols and hidden members fall away. */
function plain(schema: unknown): JsonObject {
  // A schema is an object, and so is its JSON.
  return JSON.parse(JSON.stringify(schema)) as JsonObject;
}

/** Says every `description` and `summary` that is a key of the words. */
function localised(value: Json, words: Catalogue, language: Language): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item) => localised(item, words, language));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isSentence = (name === 'description' || name === 'summary') && typeof member === 'string';
      return [
        name,
        isSentence ? say(words, language, member, { days: KEPT_DAYS }) : localised(member, words, language),
      ];
    }),
  );
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
