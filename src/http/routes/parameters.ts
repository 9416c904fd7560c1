import { Type } from 'typebox';
import { parseInstant, say } from '../../base/index.ts';
import { LedgerError } from '../../ledger/index.ts';
import {
  mayRead,
  MOST_ROWS,
  ownerOf,
  ParameterError,
  type AnyParameter,
  type ParameterOwner,
} from '../../ledger/parameters/index.ts';
import { HttpError } from '../codes.ts';
import { entityTag } from '../entity-tag.ts';
import { sendJson } from '../lib/json-answer.ts';
import { toldSchema } from '../lib/told-schema.ts';
import { route, type Call, type Route } from '../route.ts';
import { HistoryLineSchema, Id, listOf, Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import { seenVersion } from './actions.ts';
import {
  AnyObject,
  ParameterKey,
  ParameterName,
  ParameterPreview,
  ProposedRows,
} from './parameter-shapes.ts';
import { parameterSheetRoutes } from './parameter-sheets.ts';

const strict = { additionalProperties: false } as const;
const LONGEST_PROPOSAL = 2_000_000;

export const Owner = Type.Object(
  {
    authority: Type.Optional(Type.String({ minLength: 1, maxLength: 30 })),
    office: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  },
  strict,
);
const ChangeId = Type.Object({ id: Id }, strict);
const PreviewBody = Type.Object({ owner: Type.Optional(Owner), rows: ProposedRows }, strict);
const Reason = Type.String({ minLength: 1, maxLength: 2000 });
const ProposalBody = Type.Object({ owner: Type.Optional(Owner), reason: Reason, rows: ProposedRows }, strict);

const Summary = Type.Object({
  name: Type.String(),
  title: Type.String(),
  about: Type.String(),
  levels: Type.Array(Type.String()),
  readers: Type.String(),
});
const Reading = Type.Object({
  name: Type.String(),
  title: Type.String(),
  about: Type.String(),
  levels: Type.Array(Type.String()),
  readers: Type.String(),
  keySchema: AnyObject,
  valueSchema: AnyObject,
  /** Schemas of the value by what the member `by` of the key says, where that decides it. */
  forms: Type.Optional(Type.Object({ by: Type.String(), schemas: Type.Record(Type.String(), AnyObject) })),
  version: Type.Integer(),
  at: Moment,
  rows: Type.Array(
    Type.Object({
      key: AnyObject,
      value: Type.Unknown(),
      level: Type.String(),
      from: Type.Optional(Moment),
      until: Type.Optional(Moment),
      version: Type.Optional(Type.Integer()),
      recorded: Type.Optional(Moment),
      change: Type.Optional(Type.String()),
    }),
  ),
});
const Change = Type.Object({
  id: Id,
  number: Type.String(),
  version: Type.Integer(),
  state: Type.String(),
  body: AnyObject,
  created: Moment,
  updated: Moment,
});
const ChangeRead = Type.Object({
  change: Change,
  title: Type.String(),
  preview: Type.Optional(ParameterPreview),
  history: Type.Array(HistoryLineSchema),
  people: Type.Record(Type.String(), Type.String(), { description: 'api-field-people' }),
  actions: Type.Array(Type.String()),
});

const reading = { method: 'GET', area: 'administration', cost: 'read', cache: 'none' } as const;
const writing = {
  method: 'POST',
  area: 'administration',
  cost: 'read',
  cache: 'none',
  consumes: ['application/json'],
} as const;

/** Parameters: what everybody goes by, read as of any moment, changed by one official and approved by another. */
export function parameterRoutes(shared: Shared): readonly Route[] {
  const { services } = shared;
  const { parameters } = services.administration;
  const summary = (name: string, { language }: Pick<Call, 'language'>) => {
    const { levels, readers } = parameters.definition(name);
    const title = say(services.words, language, `parameter-${name}`);
    return { name, title, about: say(services.words, language, `parameter-${name}-more`), levels, readers };
  };
  return [
    route({
      ...reading,
      name: 'list-parameters',
      path: '/v1/parameters',
      admission: 'signed-in',
      schema: { responses: { 200: { schema: listOf(Summary), raw: true } } },
      handle: (call) =>
        sendJson(call.reply, {
          items: parameters
            .definitions()
            .filter((definition) => mayRead(definition, call.caller))
            .map(({ name }) => summary(name, call)),
        }),
    }),
    route({
      ...reading,
      name: 'read-parameter',
      path: '/v1/parameters/:parameter',
      admission: 'signed-in',
      schema: {
        params: ParameterName,
        query: Type.Object(
          {
            at: Type.Optional(Type.String({ minLength: 10, maxLength: 40 })),
            version: Type.Optional(Type.Integer({ minimum: 0 })),
            authority: Type.Optional(Type.String({ minLength: 1, maxLength: 30 })),
            office: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
          },
          strict,
        ),
        responses: { 200: { schema: Reading, raw: true } },
      },
      async handle(call) {
        const { parameter } = call.params;
        const { at, version, authority, office } = call.query;
        const found = await parameters.read(call.caller, parameter, {
          ...(at === undefined ? {} : { at: momentAsked(at) }),
          ...(version === undefined ? {} : { version }),
          ...(authority === undefined ? {} : { owner: ownerAsked(authority, office) }),
        });
        const definition = parameters.definition(parameter);
        const schemaOf = (schema: unknown) => toldSchema(schema, services.words, call.language);
        return sendJson(call.reply, {
          ...summary(parameter, call),
          keySchema: schemaOf(definition.key),
          valueSchema: schemaOf(definition.value),
          ...formsOf(definition, schemaOf),
          ...found,
        });
      },
    }),
    route({
      ...writing,
      name: 'preview-parameter-change',
      path: '/v1/parameters/:parameter/preview',
      admission: 'parameter.propose',
      bodyLimit: LONGEST_PROPOSAL,
      schema: {
        params: ParameterName,
        body: PreviewBody,
        responses: { 200: { schema: ParameterPreview, raw: true } },
      },
      handle: async ({ caller, params, body, reply }) =>
        sendJson(reply, await parameters.preview(caller, { ...params, ...proposed(body, caller) })),
    }),
    ...parameterSheetRoutes(shared),
    route({
      ...writing,
      name: 'propose-parameter-change',
      path: '/v1/parameters/:parameter/changes',
      admission: 'parameter.propose',
      bodyLimit: LONGEST_PROPOSAL,
      idempotent: true,
      schema: {
        params: ParameterName,
        body: ProposalBody,
        responses: { 201: { schema: Change, raw: true } },
      },
      async handle({ caller, params, body, reply }) {
        const proposal = { ...params, ...proposed(body, caller), reason: body.reason };
        const change = await parameters.propose(caller, proposal);
        void reply.header('location', `/v1/parameter-changes/${change.id}`);
        return sendJson(reply, change, 201);
      },
    }),
    route({
      ...reading,
      name: 'list-parameter-changes',
      path: '/v1/parameter-changes',
      admission: 'parameter.read',
      schema: {
        query: Type.Object(
          {
            parameter: Type.Optional(ParameterKey),
            state: Type.Optional(Type.Enum(['proposed', 'approved', 'refused', 'withdrawn'])),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
            after: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
          },
          strict,
        ),
        responses: { 200: { schema: listOf(Change), raw: true } },
      },
      async handle({ caller, query, reply }) {
        const { limit, after, ...filters } = query;
        const page = await parameters.changes(caller, {
          filters,
          limit: limit ?? 50,
          ...(after === undefined ? {} : { after }),
        });
        return sendJson(reply, page);
      },
    }),
    route({
      ...reading,
      name: 'read-parameter-change',
      path: '/v1/parameter-changes/:id',
      admission: 'parameter.read',
      schema: { params: ChangeId, responses: { 200: { schema: ChangeRead, raw: true } } },
      async handle({ caller, params, reply, language }) {
        const found = await parameters.change(caller, params.id);
        if (found === undefined) throw new LedgerError('record-not-found', { id: params.id });
        void reply.header('etag', entityTag(String(found.change.version)));
        const title = say(services.words, language, `parameter-${found.change.body.parameter}`);
        const actors = found.history.map(({ actor }) => actor);
        const people = await services.registers.people.names(caller, actors);
        return sendJson(reply, { ...found, title, people });
      },
    }),
    route({
      ...writing,
      name: 'decide-parameter-change',
      path: '/v1/parameter-changes/:id/actions/:action',
      admission: 'parameter.read',
      requiresMatch: true,
      stepUp: true,
      idempotent: true,
      schema: {
        params: Type.Object({ id: Id, action: Type.Enum(['approve', 'refuse', 'withdraw']) }, strict),
        body: AnyObject,
        responses: { 200: { schema: Change, raw: true } },
      },
      async handle({ caller, params, body, request, reply }) {
        const ifMatch = request.headers['if-match'];
        if (ifMatch === undefined) throw new HttpError('precondition-required');
        const version = await seenVersion(ifMatch, async () => {
          const found = await parameters.change(caller, params.id);
          return found?.change ?? notFound(params.id);
        });
        const change = await parameters.act(caller, { ...params, input: body, version });
        void reply.header('etag', entityTag(String(change.version)));
        return sendJson(reply, change);
      },
    }),
  ];
}

interface ProposedBody {
  readonly owner?: { readonly authority?: string; readonly office?: string };
  readonly rows: readonly {
    readonly key: object;
    readonly value: unknown;
    readonly from: string;
    readonly until?: string;
  }[];
}

/** Whoever works for an authority proposes for it, or for their office, where they name nobody. */
function proposed({ owner, rows }: ProposedBody, caller: Call['caller']) {
  return { owner: owner ?? ownerOf(caller), rows };
}

function ownerAsked(authority: string, office: string | undefined): ParameterOwner {
  return { authority, ...(office === undefined ? {} : { office }) };
}

function momentAsked(text: string): Date {
  const moment = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  if (moment !== undefined) return moment;
  const fault = { code: 'parameter-instant-unfit', path: '/query/at', values: {} };
  throw new ParameterError('parameter-change-invalid', { most: MOST_ROWS }, { faults: [fault] });
}

function notFound(id: string): never {
  throw new LedgerError('record-not-found', { id });
}

/** The schemas of forms, told as the definition's own. */
function formsOf({ forms }: Pick<AnyParameter, 'forms'>, told: (schema: unknown) => unknown) {
  if (forms === undefined) return {};
  const { by, schemas } = forms();
  const entries = Object.entries(schemas).map(([choice, schema]) => [choice, told(schema)]);
  return { forms: { by, schemas: Object.fromEntries(entries) as Record<string, unknown> } };
}
