import { Type } from 'typebox';
import { Application, joiningRecord } from '../../access/index.ts';
import { addressKey } from '../../base/index.ts';
import { HttpError } from '../codes.ts';
import { entityTag } from '../entity-tag.ts';
import { route, type Call, type Route } from '../route.ts';
import { Country, HistoryLineSchema, Id, listOf, Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import { Throttle } from '../throttle.ts';
import { seenVersion } from './actions.ts';
import { NamesSchema, paging } from './organisations.ts';
import { untilMilliseconds } from './session.ts';

const strict = { additionalProperties: false } as const;
/** Base64 of five megabytes, and the rest of an application. */
const BODY_LIMIT = 7_200_000;
const ActionName = Type.String({ pattern: '^[a-z][a-z-]{0,39}$', description: 'api-field-action' });

const Reference = Type.String({ minLength: 1, maxLength: 40 });
const Code = Type.String({ minLength: 1, maxLength: 60 });
const key = { reference: Reference, code: Code } as const;
const KeySchema = Type.Object(key, strict);
const Document = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120, pattern: '^[^\\u0000-\\u001f\\u007f/\\\\]+$' }),
    content: Type.String({ minLength: 8, maxLength: 6_990_600, description: 'api-field-joining-document' }),
  },
  strict,
);
const JoiningThread = Type.Array(Type.Object({ by: Type.String(), at: Moment, text: Type.String() }));
const JoiningDecision = Type.Object({
  at: Moment,
  reason: Type.Optional(Type.String()),
  organisation: Type.Optional(Type.String()),
});
const FollowedSchema = Type.Object({
  reference: Type.String(),
  state: Type.String({ description: 'api-field-state' }),
  kind: Type.String(),
  country: Country,
  name: Type.String(),
  lodged: Moment,
  updated: Moment,
  officials: Type.Array(Type.Unknown()),
  documents: Type.Array(Type.Object({ name: Type.String(), mediaType: Type.String(), size: Type.Integer() })),
  thread: JoiningThread,
  decision: Type.Optional(JoiningDecision),
});
const JoiningSchema = Type.Object({
  id: Id,
  number: Type.String(),
  version: Type.Integer({ description: 'api-field-version' }),
  state: Type.String({ description: 'api-field-state' }),
  body: joiningRecord.schema,
  created: Moment,
  updated: Moment,
  actions: Type.Optional(Type.Array(Type.String())),
});
const filters = Object.fromEntries(
  Object.keys(joiningRecord.filters).map((name) => [
    name,
    Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  ]),
);

const applying = {
  method: 'POST',
  admission: 'public',
  area: 'joining',
  cost: 'guess',
  cache: 'none',
  consumes: ['application/json'],
} as const;
const deciding = {
  admission: 'signed-in',
  area: 'joining',
  cost: 'read',
  cache: 'none',
  audit: 'view',
} as const;
const Parameter = Type.Object({ id: Id }, strict);

/** Applications to join: lodged and followed by anyone who knows the code, checked by one official and approved by another. */
export function joiningRoutes({ services, settings }: Shared): readonly Route[] {
  const { joining } = services.registers;
  const { clock } = services;
  // What is lodged is kept for ever: an address lodges seldom.
  const lodgings = new Throttle({ burst: 5, perMinute: 0.2 });
  /** A wrong key is answered after a set time, whatever was wrong with it. */
  const opened = async <Result>(find: () => Promise<Result>): Promise<Result> => {
    const started = clock().getTime();
    try {
      return await find();
    } catch (error) {
      await untilMilliseconds(started + settings.wrongAnswerMilliseconds, clock);
      throw error;
    }
  };
  return [
    route({
      ...applying,
      name: 'lodge-joining',
      path: '/v1/joining/applications',
      bodyLimit: BODY_LIMIT,
      schema: {
        body: Type.Object({ application: Application, document: Type.Optional(Document) }, strict),
        responses: { 201: { schema: KeySchema } },
      },
      async handle({ body, request, reply }) {
        const seconds = lodgings.take(addressKey(request.ip), clock().getTime());
        if (seconds > 0) throw new HttpError('request-limit', { seconds });
        const lodged = await joining.lodge(body.application, body.document);
        void reply.code(201);
        return lodged;
      },
    }),
    route({
      ...applying,
      name: 'follow-joining',
      path: '/v1/joining/status',
      schema: { body: KeySchema, responses: { 200: { schema: FollowedSchema } } },
      handle: ({ body }) => opened(() => joining.follow(body)),
    }),
    route({
      ...applying,
      name: 'answer-joining',
      path: '/v1/joining/answers',
      bodyLimit: BODY_LIMIT,
      schema: {
        body: Type.Object(
          { ...key, text: Type.String({ minLength: 1, maxLength: 4000 }), document: Type.Optional(Document) },
          strict,
        ),
        responses: { 200: { schema: FollowedSchema } },
      },
      handle: ({ body: { reference, code, text, document } }) =>
        opened(() => joining.answer({ reference, code }, text, document)),
    }),
    route({
      ...applying,
      name: 'collect-invitations',
      path: '/v1/joining/invitations',
      schema: {
        body: KeySchema,
        responses: {
          200: {
            schema: Type.Object({
              items: Type.Array(
                Type.Object({
                  name: Type.String(),
                  email: Type.String(),
                  login: Type.String(),
                  token: Type.String(),
                  expires: Moment,
                }),
              ),
            }),
          },
        },
      },
      handle: ({ body }) => opened(async () => ({ items: await joining.invitations(body) })),
    }),
    route({
      ...deciding,
      audit: 'search',
      name: 'search-joinings',
      method: 'GET',
      path: '/v1/joining/applications',
      schema: {
        query: Type.Object({ ...filters, ...paging }, strict),
        responses: { 200: { schema: listOf(JoiningSchema) } },
      },
      handle({ caller, query }) {
        assertDecides(caller);
        const { limit, after, ...sought } = query;
        return joining.search(caller, {
          // Whatever is neither limit nor cursor was validated as a filter's text.
          filters: sought as Readonly<Record<string, string>>,
          ...(limit === undefined ? {} : { limit }),
          ...(after === undefined ? {} : { after }),
        });
      },
    }),
    route({
      ...deciding,
      name: 'read-joining',
      method: 'GET',
      path: '/v1/joining/applications/:id',
      schema: { params: Parameter, responses: { 200: { schema: JoiningSchema } } },
      async handle({ caller, params, reply }) {
        assertDecides(caller);
        const entry = await joining.get(caller, params.id);
        void reply.header('etag', entityTag(String(entry.version)));
        return entry;
      },
    }),
    route({
      ...deciding,
      name: 'read-joining-history',
      method: 'GET',
      path: '/v1/joining/applications/:id/history',
      schema: {
        params: Parameter,
        responses: {
          200: { schema: Type.Object({ items: Type.Array(HistoryLineSchema), names: NamesSchema }) },
        },
      },
      async handle({ caller, params }) {
        assertDecides(caller);
        return joining.history(caller, params.id);
      },
    }),
    route({
      ...deciding,
      name: 'read-joining-document',
      method: 'GET',
      path: '/v1/joining/applications/:id/documents/:document',
      schema: {
        params: Type.Object({ id: Id, document: Id }, strict),
        responses: { 200: { mediaType: 'application/octet-stream' } },
      },
      async handle({ caller, params, reply }) {
        assertDecides(caller);
        const { bytes, mediaType, fileName } = await joining.document(caller, params.id, params.document);
        return reply
          .type(mediaType)
          .header('content-disposition', `attachment; filename="${fileName}"`)
          .send(Buffer.from(bytes));
      },
    }),
    route({
      ...deciding,
      audit: 'change',
      name: 'act-on-joining',
      method: 'POST',
      path: '/v1/joining/applications/:id/actions/:action',
      consumes: ['application/json'],
      idempotent: true,
      requiresMatch: true,
      stepUp: ['approve'],
      schema: {
        params: Type.Object({ id: Id, action: ActionName }, strict),
        body: Type.Object({}, { additionalProperties: true }),
        responses: { 200: { schema: JoiningSchema } },
      },
      async handle({ caller, params, body, request, reply }) {
        assertDecides(caller);
        const ifMatch = request.headers['if-match'];
        if (ifMatch === undefined) throw new HttpError('precondition-required');
        const version = await seenVersion(ifMatch, () => joining.get(caller, params.id));
        const entry = await joining.act(caller, { ...params, input: body, version });
        void reply.header('etag', entityTag(String(entry.version)));
        return entry;
      },
    }),
  ];
}

/** Two permissions open this desk: who checks, and who approves. */
function assertDecides(caller: Call['caller']): void {
  if (!caller.may('joining.check') && !caller.may('joining.approve'))
    throw new HttpError('permission-refused', { permission: 'joining.check' });
}
