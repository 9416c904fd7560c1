import { Type } from 'typebox';
import { say } from '../../base/index.ts';
import { ForgeryPattern, LARGEST_PHOTOGRAPH, MOST_PHOTOGRAPHS } from '../../systems/ecert/forgeries/index.ts';
import { attachment, sendBytes } from '../answers.ts';
import { HttpError } from '../codes.ts';
import { entityTag } from '../entity-tag.ts';
import { sendJson } from '../lib/json-answer.ts';
import { route, type Route } from '../route.ts';
import { Country, HistoryLineSchema, Id, listOf, Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import { toldWarnings, WarningSchema } from '../told-warnings.ts';
import { seenVersion } from './actions.ts';
import { untilMilliseconds } from './session.ts';

const strict = { additionalProperties: false } as const;
const AnyObject = Type.Object({}, { additionalProperties: true });
const short = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }));

const Report = Type.Object(
  {
    number: Type.String({ minLength: 1, maxLength: 120 }),
    paper: short(60),
    country: Country,
    authority: short(30),
    office: short(64),
    seenCountry: Type.Optional(Country),
    seenPlace: short(200),
    seenOn: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    commodity: Type.Optional(Type.String({ pattern: '^[0-9]{2,10}$' })),
    signs: Type.Optional(Type.Array(Type.String({ pattern: '^[A-Za-z0-9-]{1,40}$' }), { maxItems: 10 })),
    description: Type.String({ minLength: 1, maxLength: 5000 }),
    contact: short(200),
    photographs: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: Math.ceil(LARGEST_PHOTOGRAPH * 1.4) }), {
        maxItems: MOST_PHOTOGRAPHS,
      }),
    ),
  },
  strict,
);
/** All photographs together, in base64, and some text: less than four of the largest. */
const LARGEST_REPORT = 8_000_000;

const Standing = Type.Object({
  reference: Type.String(),
  state: Type.String(),
  stateTitle: Type.String(),
  reported: Moment,
  updated: Moment,
});
const Forgery = Type.Object({
  id: Id,
  number: Type.String(),
  country: Type.String(),
  authority: Type.String(),
  office: Type.Optional(Type.String()),
  version: Type.Integer(),
  state: Type.String(),
  body: AnyObject,
  created: Moment,
  updated: Moment,
});
const ForgeryId = Type.Object({ id: Id }, strict);
const Trend = Type.Object({
  key: Type.String(),
  reported: Type.Integer(),
  confirmed: Type.Integer(),
  dismissed: Type.Integer(),
});

const shared = { area: 'forgeries', cost: 'read', cache: 'none' } as const;

/** Suspected forgeries: reported by anybody, examined by officers, warned of everywhere. */
export function forgeryRoutes({ services, settings }: Shared): readonly Route[] {
  const { forgeries } = services.administration;
  return [
    route({
      ...shared,
      name: 'report-forgery',
      method: 'POST',
      path: '/v1/forgeries',
      admission: 'public',
      cost: 'document',
      consumes: ['application/json'],
      bodyLimit: Math.min(LARGEST_REPORT, settings.bodyLimitBytes),
      schema: {
        body: Report,
        responses: {
          201: {
            schema: Type.Object({ reference: Type.String(), code: Type.String(), state: Type.String() }),
          },
        },
      },
      async handle({ caller, body, reply }) {
        const receipt = await forgeries.report(caller, body);
        void reply.code(201);
        return receipt;
      },
    }),
    route({
      ...shared,
      name: 'follow-forgery',
      method: 'POST',
      path: '/v1/forgeries/follow',
      admission: 'public',
      cost: 'guess',
      consumes: ['application/json'],
      schema: {
        body: Type.Object(
          {
            reference: Type.String({ minLength: 1, maxLength: 40 }),
            code: Type.String({ minLength: 1, maxLength: 60 }),
          },
          strict,
        ),
        responses: { 200: { schema: Standing } },
      },
      async handle({ body, language }) {
        const started = services.clock().getTime();
        const standing = await forgeries.follow(body.reference, body.code);
        if (standing === undefined) {
          await untilMilliseconds(started + settings.wrongAnswerMilliseconds, services.clock);
          throw new HttpError('check-failed');
        }
        return { ...standing, stateTitle: say(services.words, language, `forgery-state-${standing.state}`) };
      },
    }),
    route({
      ...shared,
      name: 'warn-of-forgery',
      method: 'GET',
      path: '/v1/forgeries/warnings',
      admission: 'public',
      schema: {
        query: Type.Object({ number: short(120), office: short(64), paper: short(60) }, strict),
        responses: { 200: { schema: Type.Object({ warnings: Type.Array(WarningSchema) }) } },
      },
      handle: ({ query, language }) => ({
        warnings: toldWarnings(forgeries.warningsOf(query), { words: services.words, language }),
      }),
    }),
    route({
      ...shared,
      name: 'show-forgery-trends',
      method: 'GET',
      path: '/v1/forgeries/trends',
      admission: 'statistics.read',
      schema: {
        query: Type.Object(
          {
            by: Type.Enum(['month', 'country', 'seen', 'commodity']),
            from: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}$' })),
            until: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}$' })),
          },
          strict,
        ),
        responses: { 200: { schema: Type.Object({ by: Type.String(), items: Type.Array(Trend) }) } },
      },
      handle: async ({ caller, query }) => ({ by: query.by, items: await forgeries.trends(caller, query) }),
    }),
    route({
      ...shared,
      name: 'list-forgeries',
      method: 'GET',
      path: '/v1/forgeries',
      admission: 'forgery.triage',
      schema: {
        query: Type.Object(
          {
            number: short(120),
            state: Type.Optional(Type.Enum(['reported', 'examined', 'confirmed', 'dismissed'])),
            country: Type.Optional(Country),
            seenIn: Type.Optional(Country),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
            after: short(300),
          },
          strict,
        ),
        responses: { 200: { schema: listOf(Forgery), raw: true } },
      },
      async handle({ caller, query, reply }) {
        const { limit, after, ...filters } = query;
        const page = await forgeries.search(caller, {
          filters,
          limit: limit ?? 50,
          ...(after === undefined ? {} : { after }),
        });
        return sendJson(reply, page);
      },
    }),
    route({
      ...shared,
      name: 'read-forgery',
      method: 'GET',
      path: '/v1/forgeries/:id',
      admission: 'forgery.triage',
      schema: {
        params: ForgeryId,
        responses: {
          200: {
            schema: Type.Object({
              forgery: Forgery,
              stateTitle: Type.String(),
              history: Type.Array(HistoryLineSchema),
              actions: Type.Array(Type.String()),
            }),
            raw: true,
          },
        },
      },
      async handle({ caller, params, reply, language }) {
        const found = await forgeries.get(caller, params.id);
        void reply.header('etag', entityTag(String(found.forgery.version)));
        const stateTitle = say(services.words, language, `forgery-state-${found.forgery.state}`);
        return sendJson(reply, { ...found, stateTitle });
      },
    }),
    route({
      ...shared,
      name: 'read-forgery-photograph',
      method: 'GET',
      path: '/v1/forgeries/:id/photographs/:place',
      admission: 'forgery.triage',
      schema: {
        params: Type.Object(
          { id: Id, place: Type.Integer({ minimum: 1, maximum: MOST_PHOTOGRAPHS }) },
          strict,
        ),
        responses: { 200: { mediaType: 'image/*' } },
      },
      async handle({ caller, params, reply }) {
        const { bytes, mediaType } = await forgeries.photograph(caller, params.id, params.place);
        const ending = mediaType === 'image/png' ? 'png' : 'jpg';
        void reply.header('content-disposition', attachment(`photograph-${String(params.place)}.${ending}`));
        return sendBytes(reply, bytes, mediaType);
      },
    }),
    route({
      ...shared,
      name: 'act-on-forgery',
      method: 'POST',
      path: '/v1/forgeries/:id/actions/:action',
      admission: 'forgery.triage',
      consumes: ['application/json'],
      requiresMatch: true,
      idempotent: true,
      schema: {
        params: Type.Object(
          { id: Id, action: Type.Enum(['examine', 'confirm', 'dismiss', 'retract']) },
          strict,
        ),
        body: Type.Object(
          { finding: short(4000), patterns: Type.Optional(Type.Array(ForgeryPattern, { maxItems: 10 })) },
          strict,
        ),
        responses: { 200: { schema: Forgery, raw: true } },
      },
      async handle({ caller, params, body, request, reply }) {
        const ifMatch = request.headers['if-match'];
        if (ifMatch === undefined) throw new HttpError('precondition-required');
        const version = await seenVersion(
          ifMatch,
          async () => (await forgeries.get(caller, params.id)).forgery,
        );
        const forgery = await forgeries.act(caller, { ...params, input: body, version });
        void reply.header('etag', entityTag(String(forgery.version)));
        return sendJson(reply, forgery);
      },
    }),
  ];
}
