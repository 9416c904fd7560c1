import { Type } from 'typebox';
import { OFFICE_KINDS, ORGANISATION_KINDS, PORTION_LIMIT } from '../../access/index.ts';
import { LANGUAGES } from '../../base/index.ts';
import { entityTag } from '../entity-tag.ts';
import { HttpError } from '../codes.ts';
import { route, type Call, type Route } from '../route.ts';
import { Country, listOf, Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import { seenVersion } from './actions.ts';

const strict = { additionalProperties: false } as const;
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const OrganisationKey = Type.String({ pattern: '^[A-Z]{2}-[A-Za-z0-9]{1,20}$' });
const OfficeKey = Type.String({ minLength: 1, maxLength: 64 });

/** A name by language. */
export const TitleSchema = Type.Object(
  Object.fromEntries(LANGUAGES.map((language) => [language, Type.Optional(Text(300))])),
  { ...strict, minProperties: 1 },
);
const ContactSchema = Type.Object(
  {
    person: Type.Optional(Text(200)),
    email: Type.Optional(Text(254)),
    telephone: Type.Optional(Text(60)),
    address: Type.Optional(Text(500)),
  },
  strict,
);
const OrganisationKind = Type.Enum(ORGANISATION_KINDS);
const OfficeKind = Type.Enum(OFFICE_KINDS);
const State = Type.Enum(['active', 'suspended']);

const OrganisationSchema = Type.Object({
  key: Type.String(),
  kind: Type.String(),
  country: Country,
  title: TitleSchema,
  state: Type.String(),
  host: Type.Boolean(),
  contact: Type.Optional(ContactSchema),
  version: Type.Integer(),
});
const OfficeSchema = Type.Object({
  key: Type.String(),
  authority: Type.String(),
  parent: Type.Optional(Type.String()),
  kind: Type.String(),
  title: TitleSchema,
  names: Type.Array(Type.String()),
  below: Type.Integer(),
  closed: Type.Optional(Moment),
  version: Type.Integer(),
});
/** An act on an entry of a register. */
export const RegisterLineSchema = Type.Object({
  at: Moment,
  kind: Type.String(),
  actor: Type.String({ description: 'api-field-actor' }),
  behalf: Type.Optional(Type.String({ description: 'api-field-behalf' })),
  details: Type.Unknown(),
  leaf: Type.String({ description: 'api-field-leaf' }),
  opening: Type.Unknown({ description: 'api-field-opening' }),
});
export const NamesSchema = Type.Record(Type.String(), Type.String(), { description: 'api-field-names' });
export const HistorySchema = Type.Object({ items: Type.Array(RegisterLineSchema), names: NamesSchema });

/** Members of a query by which lists are paged. */
export const paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PORTION_LIMIT, description: 'api-field-limit' })),
  after: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description: 'api-field-after' })),
} as const;

const reading = {
  method: 'GET',
  admission: 'signed-in',
  area: 'organisations',
  cost: 'read',
  cache: 'none',
} as const;
const writing = {
  method: 'POST',
  admission: 'administration',
  area: 'organisations',
  cost: 'read',
  cache: 'none',
  consumes: ['application/json'],
  idempotent: true,
} as const;

const OrganisationParameter = Type.Object({ key: OrganisationKey }, strict);
const OfficeParameter = Type.Object({ key: OfficeKey }, strict);

/** Authorities, traders, carriers and partners, and the offices of authorities in their tree. */
export function organisationRoutes({ services }: Shared): readonly Route[] {
  const { organisations, offices, history } = services.registers;
  return [
    route({
      ...reading,
      name: 'list-organisations',
      path: '/v1/organisations',
      schema: {
        query: Type.Object(
          {
            kind: Type.Optional(OrganisationKind),
            country: Type.Optional(Country),
            state: Type.Optional(State),
            text: Type.Optional(Text(100)),
            ...paging,
          },
          strict,
        ),
        responses: { 200: { schema: listOf(OrganisationSchema) } },
      },
      handle: ({ caller, query }) => organisations.list(caller, query),
    }),
    route({
      ...writing,
      name: 'add-organisation',
      path: '/v1/organisations',
      schema: {
        body: Type.Object(
          {
            key: OrganisationKey,
            kind: Type.Enum(['district', 'trader', 'carrier', 'partner']),
            title: TitleSchema,
            contact: Type.Optional(ContactSchema),
          },
          strict,
        ),
        responses: { 201: { schema: OrganisationSchema } },
      },
      handle: async (call) => created(call, await organisations.add(call.caller, call.body)),
    }),
    route({
      ...reading,
      name: 'read-organisation',
      path: '/v1/organisations/:key',
      schema: { params: OrganisationParameter, responses: { 200: { schema: OrganisationSchema } } },
      handle: async (call) => tagged(call, await organisations.get(call.caller, call.params.key)),
    }),
    route({
      ...writing,
      name: 'change-organisation',
      path: '/v1/organisations/:key/changes',
      requiresMatch: true,
      schema: {
        params: OrganisationParameter,
        body: Type.Object(
          {
            title: Type.Optional(TitleSchema),
            contact: Type.Optional(ContactSchema),
            state: Type.Optional(State),
            host: Type.Optional(Type.Boolean()),
          },
          { ...strict, minProperties: 1 },
        ),
        responses: { 200: { schema: OrganisationSchema } },
      },
      async handle(call) {
        const { caller, params, body } = call;
        const seen = await seenOf(call, () => organisations.get(caller, params.key));
        return tagged(call, await organisations.change(caller, params.key, body, seen));
      },
    }),
    route({
      ...reading,
      admission: 'administration',
      name: 'read-organisation-history',
      path: '/v1/organisations/:key/history',
      schema: { params: OrganisationParameter, responses: { 200: { schema: HistorySchema } } },
      async handle({ caller, params }) {
        const { contact } = await organisations.get(caller, params.key);
        // Whoever is not told how to reach it is not told what was done to it.
        if (contact === undefined)
          throw new HttpError('permission-refused', { permission: 'administration' });
        return history.ofOrganisation(caller, params.key);
      },
    }),
    route({
      ...reading,
      name: 'list-offices',
      path: '/v1/offices',
      schema: {
        query: Type.Object(
          {
            authority: Type.Optional(OrganisationKey),
            parent: Type.Optional(OfficeKey),
            kind: Type.Optional(OfficeKind),
            text: Type.Optional(Text(100)),
            closed: Type.Optional(Type.Boolean()),
            ...paging,
          },
          strict,
        ),
        responses: { 200: { schema: listOf(OfficeSchema) } },
      },
      handle: ({ caller, query }) => offices.list(caller, query),
    }),
    route({
      ...writing,
      name: 'add-office',
      path: '/v1/offices',
      schema: {
        body: Type.Object(
          {
            key: OfficeKey,
            authority: OrganisationKey,
            parent: Type.Optional(OfficeKey),
            kind: OfficeKind,
            title: TitleSchema,
            names: Type.Optional(Type.Array(Text(200), { maxItems: 50 })),
          },
          strict,
        ),
        responses: { 201: { schema: OfficeSchema } },
      },
      handle: async (call) => created(call, await offices.add(call.caller, call.body)),
    }),
    route({
      ...reading,
      name: 'read-office',
      path: '/v1/offices/:key',
      schema: { params: OfficeParameter, responses: { 200: { schema: OfficeSchema } } },
      handle: async (call) => tagged(call, await offices.get(call.caller, call.params.key)),
    }),
    route({
      ...writing,
      name: 'change-office',
      path: '/v1/offices/:key/changes',
      requiresMatch: true,
      schema: {
        params: OfficeParameter,
        body: Type.Object(
          {
            parent: Type.Optional(Type.Union([OfficeKey, Type.Null()])),
            kind: Type.Optional(OfficeKind),
            title: Type.Optional(TitleSchema),
            names: Type.Optional(Type.Array(Text(200), { maxItems: 50 })),
            closed: Type.Optional(Type.Boolean()),
          },
          { ...strict, minProperties: 1 },
        ),
        responses: { 200: { schema: OfficeSchema } },
      },
      async handle(call) {
        const { caller, params, body } = call;
        const seen = await seenOf(call, () => offices.get(caller, params.key));
        return tagged(call, await offices.change(caller, params.key, body, seen));
      },
    }),
    route({
      ...reading,
      name: 'read-office-history',
      path: '/v1/offices/:key/history',
      schema: { params: OfficeParameter, responses: { 200: { schema: HistorySchema } } },
      async handle({ caller, params }) {
        await offices.get(caller, params.key);
        return history.ofOffice(caller, params.key);
      },
    }),
  ];
}

/** The version that If-Match names. @throws {HttpError} `precondition-required`. */
function seenOf(
  { request }: Pick<Call, 'request'>,
  read: () => Promise<{ readonly version: number }>,
): Promise<number> {
  const ifMatch = request.headers['if-match'];
  if (ifMatch === undefined) throw new HttpError('precondition-required');
  return seenVersion(ifMatch, read);
}

function tagged<Entry extends { readonly version: number }>(
  { reply }: Pick<Call, 'reply'>,
  entry: Entry,
): Entry {
  void reply.header('etag', entityTag(String(entry.version)));
  return entry;
}

function created<Entry extends { readonly version: number }>(call: Pick<Call, 'reply'>, entry: Entry): Entry {
  void call.reply.code(201);
  return tagged(call, entry);
}
