import { Type } from 'typebox';
import { PAGE_LIMIT } from '../../ledger/index.ts';
import { certificateFace } from '../../standards/index.ts';
import {
  ApplicationBody,
  applicationRecord,
  STORABLE,
  type ApplicationEntry,
  type ApplicationReading,
} from '../../systems/ecert/application/index.ts';
import { HttpError } from '../codes.ts';
import { entityTag } from '../entity-tag.ts';
import { isFresh, notModified } from '../answers.ts';
import { route, type Call, type Route } from '../route.ts';
import {
  CertificateNumber,
  Country,
  FaceSchema,
  FindingSchema,
  HistoryLineSchema,
  Id,
  listOf,
  Moment,
} from '../schemas.ts';
import { shownFinding } from '../shapes.ts';
import type { Shared } from '../shared.ts';
import { toldDocument } from '../told-face.ts';
import { seenVersion } from './actions.ts';
import { FormSchema, ModelKey } from './models.ts';
import { AttachmentIds } from './results.ts';

const strict = { additionalProperties: false } as const;
const FORM_LIMIT = 524_288;

const ApplicationSchema = Type.Object({
  id: Id,
  country: Country,
  authority: Type.String({ description: 'api-field-authority' }),
  number: Type.String({ description: 'api-field-application-number' }),
  version: Type.Integer({ description: 'api-field-version' }),
  state: Type.String({ description: 'api-field-state' }),
  office: Type.Optional(Type.String({ description: 'api-field-office' })),
  body: ApplicationBody,
  created: Moment,
  updated: Moment,
});

const ListedSchema = Type.Object({
  ...ApplicationSchema.properties,
  body: Type.Omit(ApplicationBody, ['form']),
});

const ReadingSchema = Type.Object({
  application: ApplicationSchema,
  model: Type.Object({
    key: Type.String({ description: 'api-field-model' }),
    version: Type.Integer({ description: 'api-field-model-version' }),
    label: Type.String(),
  }),
  complete: Type.Boolean({ description: 'api-field-complete' }),
  findings: Type.Array(FindingSchema),
  actions: Type.Array(Type.String({ description: 'api-field-action' })),
  rule: Type.Object({
    threeActs: Type.Boolean({ description: 'api-field-three-acts' }),
    reviewerMaySign: Type.Boolean({ description: 'api-field-reviewer-may-sign' }),
  }),
  working: Type.Optional(
    Type.Object(
      {
        base: Type.Integer({ description: 'api-field-working-base' }),
        revision: Type.Integer({ description: 'api-field-working-revision' }),
        touched: Moment,
        form: Type.Optional(FormSchema),
        ground: Type.Optional(FormSchema),
      },
      { description: 'api-field-working' },
    ),
  ),
  others: Type.Array(
    Type.Object({
      actor: Type.String({ description: 'api-field-actor' }),
      base: Type.Integer({ description: 'api-field-working-base' }),
      touched: Moment,
      form: FormSchema,
    }),
    { description: 'api-field-working-others' },
  ),
  people: Type.Record(Type.String(), Type.String(), { description: 'api-field-people' }),
});

const KeptSchema = Type.Object({
  revision: Type.Integer({ description: 'api-field-working-revision' }),
  touched: Moment,
  current: Type.Integer({ description: 'api-field-version' }),
});

const PreviewSchema = Type.Object({
  ...Type.Pick(FaceSchema, ['title', 'sections']).properties,
  face: Type.Object({}, { additionalProperties: true }),
});

const SignedSchema = Type.Object({
  application: ApplicationSchema,
  certificate: Type.Object({
    id: Id,
    number: CertificateNumber,
    state: Type.String({ description: 'api-field-state' }),
    version: Type.Integer({ description: 'api-field-version' }),
  }),
});

const filters = Object.fromEntries(
  Object.keys(applicationRecord.filters).map((name) => [
    name,
    Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: `api-filter-application-${name}` }),
    ),
  ]),
);

const ApplicationId = Type.Object({ id: Id }, strict);
const ActionName = Type.String({ pattern: '^[a-z][a-z-]{0,39}$', description: 'api-field-action' });
const Key = ModelKey.properties.model;

const Beginning = Type.Object(
  {
    model: Type.Optional(Key),
    form: Type.Optional(FormSchema),
    copyOf: Type.Optional(Type.String({ ...Id, description: 'api-field-copy-of' })),
    replaces: Type.Optional(Type.String({ ...Id, description: 'api-field-replaces' })),
    reason: Type.Optional(
      Type.String({ minLength: 1, maxLength: 500, pattern: STORABLE, description: 'api-field-reason' }),
    ),
    office: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'api-field-office' })),
  },
  strict,
);

/** Applications on their way to a certificate: written, examined, signed. */
export function applicationRoutes(shared: Shared): readonly Route[] {
  return [...readingRoutes(shared), ...writingRoutes(shared)];
}

const about = { area: 'issuing', cost: 'read' } as const;

function readingRoutes({ services }: Shared): readonly Route[] {
  const { applications, words } = services;
  return [
    route({
      ...about,
      name: 'search-applications',
      method: 'GET',
      path: '/v1/applications',
      admission: 'model.read',
      cache: 'none',
      schema: {
        query: Type.Object(
          {
            ...filters,
            mine: Type.Optional(Type.Boolean({ description: 'api-filter-mine' })),
            limit: Type.Optional(
              Type.Integer({ minimum: 1, maximum: PAGE_LIMIT, description: 'api-field-limit' }),
            ),
            after: Type.Optional(
              Type.String({ minLength: 1, maxLength: 300, description: 'api-field-after' }),
            ),
          },
          strict,
        ),
        responses: { 200: { schema: listOf(ListedSchema), raw: true } },
      },
      async handle({ caller, query, reply }) {
        const { limit, after, mine, ...conditions } = query;
        const page = await applications.search(caller, {
          // Whatever is neither limit, cursor nor `mine` was validated as a filter's text.
          filters: {
            ...(conditions as Readonly<Record<string, string>>),
            ...(mine === true ? { author: caller.actor } : {}),
          },
          limit: limit ?? 50,
          ...(after === undefined ? {} : { after }),
        });
        // A list shows what an application is known by; a page of whole forms would be megabytes.
        const items = page.items.map(({ body: { form: _form, ...body }, ...entry }) => ({ ...entry, body }));
        return answered(reply, { ...page, items });
      },
    }),
    route({
      ...about,
      name: 'read-application',
      method: 'GET',
      path: '/v1/applications/:id',
      admission: 'model.read',
      cache: 'none',
      schema: { params: ApplicationId, responses: { 200: { schema: ReadingSchema, raw: true } } },
      async handle({ caller, params, language, reply }) {
        const reading = await applications.read(caller, params.id);
        const { entry, model, findings, actions, rule, people, copies } = reading;
        void reply.header('etag', entityTag(String(entry.version))).header('content-language', language);
        return answered(reply, {
          application: entry,
          model: { key: model.key, version: model.version, label: model.label[language] },
          complete: findings.every(({ level }) => level !== 'SEVERE'),
          findings: findings.map((finding) => shownFinding(finding, { words, language })),
          actions,
          rule: { threeActs: rule.threeActs, reviewerMaySign: rule.reviewerMaySign === true },
          people,
          ...workingOf(copies, caller.actor),
        });
      },
    }),
    route({
      ...about,
      name: 'preview-application',
      method: 'GET',
      path: '/v1/applications/:id/preview',
      admission: 'model.read',
      cache: 'none',
      schema: {
        params: ApplicationId,
        query: Type.Object(
          { of: Type.Optional(Type.Enum(['working'], { description: 'api-field-preview-of' })) },
          strict,
        ),
        responses: { 200: { schema: PreviewSchema, raw: true } },
      },
      async handle({ caller, params, query, language, reply }) {
        const document = await applications.preview(caller, params.id, query.of);
        void reply.header('content-language', language);
        // The layout itself too, values in all their languages: a screen draws of it the sheet that the signature will make.
        return answered(reply, {
          ...toldDocument(document, { words, language }),
          face: certificateFace(document),
        });
      },
    }),
    route({
      ...about,
      name: 'application-history',
      method: 'GET',
      path: '/v1/applications/:id/history',
      admission: 'model.read',
      cache: 'revalidate',
      schema: {
        params: ApplicationId,
        responses: { 200: { schema: Type.Object({ items: Type.Array(HistoryLineSchema) }), raw: true } },
      },
      async handle(call) {
        const items = await applications.history(call.caller, call.params.id);
        if (isFresh(call, String(items.length))) return notModified(call.reply);
        return answered(call.reply, { items });
      },
    }),
  ];
}

function writingRoutes({ services }: Shared): readonly Route[] {
  const { applications } = services;
  const writing = {
    ...about,
    method: 'POST',
    admission: 'signed-in',
    cache: 'none',
    consumes: ['application/json'],
    bodyLimit: FORM_LIMIT,
    idempotent: true,
  } as const;
  return [
    route({
      ...writing,
      name: 'begin-application',
      path: '/v1/applications',
      schema: { body: Beginning, responses: { 201: { schema: ApplicationSchema, raw: true } } },
      async handle({ caller, body, reply }) {
        const entry = await applications.begin(caller, body);
        void reply.code(201).header('location', `/v1/applications/${entry.id}`);
        return tagged(reply, entry);
      },
    }),
    route({
      ...writing,
      name: 'save-application',
      path: '/v1/applications/:id/form',
      requiresMatch: true,
      schema: {
        params: ApplicationId,
        body: FormSchema,
        responses: { 200: { schema: ApplicationSchema, raw: true } },
      },
      async handle(call) {
        const { caller, params, body, reply } = call;
        const version = await versionOf(call, services);
        return tagged(reply, await applications.save(caller, { id: params.id, form: body, version }));
      },
    }),
    route({
      ...writing,
      name: 'attach-to-application',
      path: '/v1/applications/:id/attachments',
      requiresMatch: true,
      schema: {
        params: ApplicationId,
        body: Type.Object({ attachments: AttachmentIds }, strict),
        responses: { 200: { schema: ApplicationSchema, raw: true } },
      },
      async handle(call) {
        const { caller, params, body, reply } = call;
        const version = await versionOf(call, services);
        return tagged(reply, await applications.attach(caller, { ...params, ...body, version }));
      },
    }),
    route({
      ...writing,
      name: 'keep-working-copy',
      path: '/v1/applications/:id/working-copy',
      idempotent: false,
      audit: 'none',
      schema: {
        params: ApplicationId,
        body: Type.Object(
          {
            base: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'api-field-working-base' }),
            revision: Type.Integer({
              minimum: 0,
              maximum: 2_000_000_000,
              description: 'api-field-working-revision',
            }),
            form: FormSchema,
          },
          strict,
        ),
        responses: { 200: { schema: KeptSchema } },
      },
      handle: async ({ caller, params, body }) => applications.keep(caller, { ...params, ...body }),
    }),
    route({
      ...writing,
      name: 'discard-working-copy',
      path: '/v1/applications/:id/working-copy/discard',
      idempotent: false,
      audit: 'none',
      schema: {
        params: ApplicationId,
        body: Type.Object(
          {
            revision: Type.Integer({
              minimum: 0,
              maximum: 2_000_000_000,
              description: 'api-field-working-revision',
            }),
          },
          strict,
        ),
        responses: {
          200: {
            schema: Type.Object({ revision: Type.Integer({ description: 'api-field-working-revision' }) }),
          },
        },
      },
      handle: async ({ caller, params, body }) => ({
        revision: await applications.discard(caller, { ...params, ...body }),
      }),
    }),
    route({
      ...writing,
      name: 'sign-application',
      path: '/v1/applications/:id/actions/sign',
      requiresMatch: true,
      stepUp: true,
      schema: {
        params: ApplicationId,
        body: Type.Object({}, strict),
        responses: { 200: { schema: SignedSchema, raw: true } },
      },
      async handle(call) {
        const { caller, params, body, reply } = call;
        const version = await versionOf(call, services);
        const { application, certificate } = await applications.sign(caller, {
          id: params.id,
          input: body,
          version,
        });
        void reply.header('etag', entityTag(String(application.version)));
        const { id, number, state, version: itsVersion } = certificate;
        return answered(reply, { application, certificate: { id, number, state, version: itsVersion } });
      },
    }),
    route({
      ...writing,
      name: 'act-on-application',
      path: '/v1/applications/:id/actions/:action',
      requiresMatch: true,
      schema: {
        params: Type.Object({ id: Id, action: ActionName }, strict),
        body: Type.Object({}, { additionalProperties: true, description: 'api-field-action-input' }),
        responses: { 200: { schema: ApplicationSchema, raw: true } },
      },
      async handle(call) {
        const { caller, params, body, reply } = call;
        const version = await versionOf(call, services);
        return tagged(reply, await applications.act(caller, { ...params, input: body, version }));
      },
    }),
  ];
}

async function versionOf(
  {
    caller,
    params,
    request,
  }: Pick<Call, 'caller' | 'request'> & { readonly params: { readonly id: string } },
  { applications }: Shared['services'],
): Promise<number> {
  const ifMatch = request.headers['if-match'];
  if (ifMatch === undefined) throw new HttpError('precondition-required');
  return seenVersion(ifMatch, () => applications.get(caller, params.id));
}

/** The caller's own copy apart from those of colleagues. */
function workingOf(copies: ApplicationReading['copies'], actor: string) {
  const own = copies.find((copy) => copy.actor === actor);
  const others = copies.filter((copy) => copy.actor !== actor);
  const { base, revision, touched, form, ground } = own ?? {};
  return {
    ...(own === undefined
      ? {}
      : { working: { base, revision, touched, ...(form === null ? {} : { form, ground }) } }),
    others: others.map((copy) => ({
      actor: copy.actor,
      base: copy.base,
      touched: copy.touched,
      form: copy.form,
    })),
  };
}

function tagged(reply: Call['reply'], entry: ApplicationEntry) {
  return answered(reply.header('etag', entityTag(String(entry.version))), entry);
}

function answered(reply: Call['reply'], value: object) {
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(value));
}
