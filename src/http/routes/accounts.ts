import { Type } from 'typebox';
import { ROLES } from '../../access/index.ts';
import { LANGUAGES } from '../../base/index.ts';
import { HttpError } from '../codes.ts';
import { entityTag, requireMatch } from '../entity-tag.ts';
import { route, type Call, type Route } from '../route.ts';
import { Id, listOf, Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import { HistorySchema, NamesSchema, paging } from './organisations.ts';

const strict = { additionalProperties: false } as const;
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const Key = Type.String({ minLength: 1, maxLength: 64 });
const RoleName = Type.Enum(ROLES);
const Language = Type.Enum(LANGUAGES);
const State = Type.Enum(['invited', 'active', 'suspended', 'expired']);
const FutureMoment = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{2}:\\d{2})$',
  description: 'api-field-moment',
});

const person = {
  id: Id,
  login: Type.String({ description: 'api-field-login' }),
  name: Type.String(),
  kind: Type.String(),
  authority: Type.Optional(Type.String()),
  organisation: Type.Optional(Type.String()),
  office: Type.Optional(Type.String()),
  roles: Type.Array(Type.String()),
  language: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  expires: Type.Optional(Moment),
  created: Moment,
  state: Type.String(),
  tag: Type.String(),
} as const;
const PersonSchema = Type.Object(person);
const AssignmentSchema = Type.Object({
  id: Id,
  holder: Type.String({ description: 'api-field-actor' }),
  role: Type.String(),
  office: Type.Optional(Type.String()),
  starts: Moment,
  ends: Type.Optional(Moment),
  ended: Type.Optional(Moment),
  behalf: Type.Optional(Type.String({ description: 'api-field-behalf' })),
  givenBy: Type.String({ description: 'api-field-actor' }),
  state: Type.String(),
});
const assignments = {
  assignments: Type.Array(AssignmentSchema),
  delegated: Type.Array(AssignmentSchema),
  names: NamesSchema,
} as const;
const DetailsSchema = Type.Object({ ...person, ...assignments });
const InvitationSchema = Type.Object({ token: Type.String(), expires: Moment });
const CapacitySchema = Type.Object({
  roles: Type.Array(Type.String()),
  office: Type.Optional(Type.String()),
  behalf: Type.Optional(Type.String({ description: 'api-field-behalf' })),
  behalfName: Type.Optional(Type.String()),
  current: Type.Boolean(),
});

const administering = { admission: 'administration', area: 'accounts', cost: 'read', cache: 'none' } as const;
const writing = { method: 'POST', consumes: ['application/json'], idempotent: true } as const;
const own = { admission: 'signed-in', area: 'accounts', cost: 'read', cache: 'none' } as const;
const Parameter = Type.Object({ id: Id }, strict);

/** An authority's people, kept by its own administrator; and what people do about their own roles. */
export function accountRoutes({ services, callers }: Shared): readonly Route[] {
  const { people, capacities, history, invitations } = services.registers;
  return [
    route({
      ...administering,
      name: 'search-people',
      method: 'GET',
      path: '/v1/accounts',
      schema: {
        query: Type.Object(
          {
            text: Type.Optional(Text(100)),
            office: Type.Optional(Key),
            authority: Type.Optional(Key),
            organisation: Type.Optional(Key),
            state: Type.Optional(State),
            role: Type.Optional(RoleName),
            expiresBefore: Type.Optional(FutureMoment),
            ...paging,
          },
          strict,
        ),
        responses: { 200: { schema: listOf(PersonSchema) } },
      },
      handle({ caller, query }) {
        const { expiresBefore, ...rest } = query;
        return people.list(caller, {
          ...rest,
          ...(expiresBefore === undefined ? {} : { expiresBefore: momentOf(expiresBefore) }),
        });
      },
    }),
    route({
      ...administering,
      ...writing,
      // The answer carries a secret: it is given once, and kept nowhere.
      idempotent: false,
      name: 'invite-person',
      path: '/v1/accounts',
      schema: {
        body: Type.Object(
          {
            login: Type.Optional(Text(100)),
            name: Text(200),
            email: Type.Optional(Type.String({ pattern: '^[^\\s@<>"]{1,64}@[^\\s@<>"]{3,200}$' })),
            language: Type.Optional(Language),
            authority: Type.Optional(Key),
            organisation: Type.Optional(Key),
            office: Type.Optional(Key),
            roles: Type.Array(RoleName, { maxItems: 10 }),
            expires: Type.Optional(FutureMoment),
          },
          strict,
        ),
        responses: {
          201: { schema: Type.Object({ person: PersonSchema, invitation: InvitationSchema }) },
        },
      },
      async handle({ caller, body, reply }) {
        const { expires, ...rest } = body;
        const invited = await people.invite(caller, {
          ...rest,
          ...(expires === undefined ? {} : { expires: momentOf(expires) }),
        });
        void reply.code(201).header('location', `/v1/accounts/${invited.person.id}`);
        return invited;
      },
    }),
    route({
      ...administering,
      name: 'read-person',
      method: 'GET',
      path: '/v1/accounts/:id',
      schema: { params: Parameter, responses: { 200: { schema: DetailsSchema } } },
      handle: async (call) => tagged(call, await people.get(call.caller, call.params.id)),
    }),
    route({
      ...administering,
      ...writing,
      name: 'change-person',
      path: '/v1/accounts/:id/changes',
      requiresMatch: true,
      schema: {
        params: Parameter,
        body: Type.Object(
          {
            name: Type.Optional(Text(200)),
            email: Type.Optional(Text(254)),
            language: Type.Optional(Language),
            office: Type.Optional(Key),
            roles: Type.Optional(Type.Array(RoleName, { maxItems: 10 })),
            expires: Type.Optional(FutureMoment),
            suspended: Type.Optional(Type.Boolean()),
          },
          { ...strict, minProperties: 1 },
        ),
        responses: { 200: { schema: DetailsSchema } },
      },
      async handle(call) {
        const { caller, params, body, request } = call;
        const { tag } = await people.get(caller, params.id);
        requireMatch(request.headers['if-match'], entityTag(tag));
        const { expires, ...rest } = body;
        const change = { ...rest, ...(expires === undefined ? {} : { expires: momentOf(expires) }) };
        const details = await people.change(caller, params.id, change, tag);
        callers.forgetAccount(params.id);
        return tagged(call, details);
      },
    }),
    route({
      ...administering,
      name: 'invite-again',
      method: 'POST',
      path: '/v1/accounts/:id/invitation',
      schema: { params: Parameter, responses: { 201: { schema: InvitationSchema } } },
      async handle({ caller, params, reply }) {
        const invitation = await people.inviteAgain(caller, params.id);
        void reply.code(201);
        return invitation;
      },
    }),
    route({
      ...administering,
      name: 'read-person-history',
      method: 'GET',
      path: '/v1/accounts/:id/history',
      schema: { params: Parameter, responses: { 200: { schema: HistorySchema } } },
      async handle({ caller, params }) {
        await people.get(caller, params.id);
        return history.ofAccount(caller, params.id);
      },
    }),
    route({
      ...administering,
      ...writing,
      name: 'assign-role',
      path: '/v1/accounts/:id/assignments',
      schema: {
        params: Parameter,
        body: Type.Object(
          {
            role: RoleName,
            office: Type.Optional(Key),
            starts: Type.Optional(FutureMoment),
            ends: Type.Optional(FutureMoment),
          },
          strict,
        ),
        responses: { 201: { schema: DetailsSchema } },
      },
      async handle(call) {
        const { role, office, starts, ends } = call.body;
        const details = await people.assign(call.caller, call.params.id, {
          role,
          ...(office === undefined ? {} : { office }),
          ...(starts === undefined ? {} : { starts: momentOf(starts) }),
          ...(ends === undefined ? {} : { ends: momentOf(ends) }),
        });
        callers.forgetAccount(call.params.id);
        void call.reply.code(201);
        return tagged(call, details);
      },
    }),
    route({
      ...own,
      name: 'end-assignment',
      method: 'POST',
      path: '/v1/assignments/:id/end',
      schema: { params: Parameter, responses: { 204: {} } },
      async handle({ caller, params, reply }) {
        callers.forgetAccount(await people.endAssignment(caller, params.id));
        return reply.code(204).send();
      },
    }),
    route({
      ...own,
      name: 'list-own-assignments',
      method: 'GET',
      path: '/v1/me/assignments',
      schema: { responses: { 200: { schema: Type.Object(assignments) } } },
      handle: ({ caller }) => people.own(caller),
    }),
    route({
      ...own,
      name: 'list-capacities',
      method: 'GET',
      path: '/v1/me/capacities',
      schema: { responses: { 200: { schema: Type.Object({ items: Type.Array(CapacitySchema) }) } } },
      handle: async ({ caller }) => ({ items: await capacities.list(caller) }),
    }),
    route({
      ...own,
      name: 'choose-capacity',
      method: 'POST',
      path: '/v1/me/capacity',
      consumes: ['application/json'],
      schema: {
        body: Type.Object(
          { office: Type.Optional(Key), behalf: Type.Optional(Type.String({ maxLength: 60 })) },
          strict,
        ),
        responses: { 200: { schema: Type.Object({ items: Type.Array(CapacitySchema) }) } },
      },
      async handle({ caller, body }) {
        const { session } = caller;
        if (session === undefined) throw new HttpError('authentication-required');
        await capacities.choose(caller, session.id, body);
        callers.forgetSessions([session.id]);
        const items = await capacities.list(caller);
        return {
          items: items.map((item) => ({
            ...item,
            current: item.office === body.office && item.behalf === body.behalf,
          })),
        };
      },
    }),
    route({
      ...own,
      ...writing,
      name: 'delegate-roles',
      path: '/v1/me/delegations',
      schema: {
        body: Type.Object(
          {
            to: Id,
            roles: Type.Array(Type.Object({ role: RoleName, office: Type.Optional(Key) }, strict), {
              minItems: 1,
              maxItems: 20,
            }),
            ends: FutureMoment,
          },
          strict,
        ),
        responses: { 201: { schema: Type.Object(assignments) } },
      },
      async handle({ caller, body, reply }) {
        await people.delegate(caller, { ...body, ends: momentOf(body.ends) });
        callers.forgetAccount(body.to);
        void reply.code(201);
        return people.own(caller);
      },
    }),
    route({
      ...own,
      audit: 'none',
      name: 'list-colleagues',
      method: 'GET',
      path: '/v1/colleagues',
      schema: {
        query: Type.Object({ text: Type.Optional(Text(100)), ...paging }, strict),
        responses: {
          200: {
            schema: listOf(
              Type.Object({ id: Id, name: Type.String(), office: Type.Optional(Type.String()) }),
            ),
          },
        },
      },
      handle: ({ caller, query }) => people.colleagues(caller, query),
    }),
    route({
      name: 'accept-invitation',
      method: 'POST',
      path: '/v1/invitations/accept',
      admission: 'public',
      area: 'accounts',
      cost: 'guess',
      cache: 'none',
      consumes: ['application/json'],
      schema: {
        body: Type.Object(
          {
            token: Type.String({ minLength: 1, maxLength: 100 }),
            password: Type.String({ minLength: 1, maxLength: 1000 }),
          },
          strict,
        ),
        responses: {
          200: { schema: Type.Object({ login: Type.String({ description: 'api-field-login' }) }) },
        },
      },
      handle: ({ body }) => invitations.accept(body.token, body.password),
    }),
  ];
}

function tagged<Entry extends { readonly tag: string }>({ reply }: Pick<Call, 'reply'>, entry: Entry): Entry {
  void reply.header('etag', entityTag(entry.tag));
  return entry;
}

/** A moment of the schema's form. @throws {HttpError} where there is no such day or hour. */
function momentOf(text: string): Date {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw new HttpError('request-body-invalid');
  return moment;
}
