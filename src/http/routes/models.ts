import { Type } from 'typebox';
import { toldForm, toldModel, type CertificateModel } from '../../systems/ecert/models/index.ts';
import { isFresh, notModified } from '../answers.ts';
import { route, type Route } from '../route.ts';
import { FindingSchema, listOf } from '../schemas.ts';
import { shownFinding } from '../shapes.ts';
import type { Shared } from '../shared.ts';

const strict = { additionalProperties: false } as const;

export const ModelKey = Type.Object(
  { model: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$', description: 'api-field-model' }) },
  strict,
);
export const ModelVersion = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 9999, description: 'api-field-model-version' }),
);
/** What stands in the fields of a model; the model's own check names every fault. */
export const FormSchema = Type.Object({}, { additionalProperties: true, description: 'api-field-form' });

const Official = Type.Array(Type.Object({ language: Type.String(), text: Type.String() }));
const ModelSchema = Type.Object({
  key: Type.String({ description: 'api-field-model' }),
  version: Type.Integer({ description: 'api-field-model-version' }),
  label: Type.String(),
  commodity: Type.String({ description: 'api-field-commodity' }),
  documentType: Type.String({ description: 'api-field-document-type' }),
  title: Official,
  languages: Type.Array(Type.String(), { description: 'api-field-model-languages' }),
  exporting: Type.Optional(Type.String({ description: 'api-field-country' })),
  importing: Type.Optional(Type.Array(Type.String({ description: 'api-field-country' }))),
  validFrom: Type.String({ description: 'api-field-valid-from' }),
  validUntil: Type.Optional(Type.String({ description: 'api-field-valid-until' })),
  basis: Type.Optional(Type.String()),
});

const Coded = Type.Array(Type.Object({ code: Type.String(), label: Type.String() }));
const cell = {
  key: Type.String(),
  kind: Type.String({ description: 'api-field-field-kind' }),
  label: Type.String(),
  help: Type.Optional(Type.String()),
  required: Type.Boolean(),
  maxLength: Type.Optional(Type.Integer()),
  pattern: Type.Optional(Type.String()),
  languages: Type.Optional(Type.Array(Type.String())),
  bound: Type.Optional(Type.String({ description: 'api-field-bound' })),
  units: Type.Optional(Coded),
  minimum: Type.Optional(Type.String()),
  maximum: Type.Optional(Type.String()),
  fraction: Type.Optional(Type.Integer()),
  choices: Type.Optional(Coded),
};
const FieldSchema = Type.Object({
  ...cell,
  statements: Type.Optional(
    Type.Array(Type.Object({ id: Type.String(), required: Type.Boolean(), texts: Official })),
  ),
  columns: Type.Optional(Type.Array(Type.Object(cell))),
  least: Type.Optional(Type.Integer()),
  most: Type.Optional(Type.Integer()),
});
const FormModelSchema = Type.Object({
  ...ModelSchema.properties,
  sections: Type.Array(
    Type.Object({
      key: Type.String(),
      label: Type.String(),
      help: Type.Optional(Type.String()),
      fields: Type.Array(FieldSchema),
    }),
  ),
  initial: FormSchema,
  rows: Type.Record(Type.String(), FormSchema, { description: 'api-field-model-rows' }),
});

/** Certificate models: what the forms of the window are drawn from, and their check. */
export function modelRoutes({ services }: Shared): readonly Route[] {
  const { applications } = services;
  const shared = { admission: 'model.read', area: 'issuing', cost: 'read' } as const;
  return [
    route({
      ...shared,
      name: 'list-models',
      method: 'GET',
      path: '/v1/models',
      cache: 'revalidate',
      schema: { responses: { 200: { schema: listOf(ModelSchema) } } },
      async handle(call) {
        const models = await applications.models(call.caller);
        if (isFresh(call, tagOf(models, call.language))) return notModified(call.reply);
        void call.reply.header('content-language', call.language);
        return { items: models.map((model) => toldModel(model, call.language)) };
      },
    }),
    route({
      ...shared,
      name: 'read-model',
      method: 'GET',
      path: '/v1/models/:model',
      cache: 'revalidate',
      schema: {
        params: ModelKey,
        query: Type.Object({ version: ModelVersion }, strict),
        responses: { 200: { schema: FormModelSchema } },
      },
      async handle(call) {
        const model = await applications.model(call.caller, call.params.model, call.query.version);
        const today = services.clock().toISOString().slice(0, 10);
        if (isFresh(call, `${tagOf([model], call.language)}-${today}`)) return notModified(call.reply);
        void call.reply.header('content-language', call.language);
        return toldForm(model, { language: call.language, today });
      },
    }),
    route({
      ...shared,
      name: 'check-form',
      method: 'POST',
      path: '/v1/models/:model/check',
      cache: 'none',
      consumes: ['application/json'],
      bodyLimit: 524_288,
      schema: {
        params: ModelKey,
        body: Type.Object({ version: ModelVersion, form: FormSchema }, strict),
        responses: {
          200: {
            schema: Type.Object({
              complete: Type.Boolean({ description: 'api-field-complete' }),
              findings: Type.Array(FindingSchema),
            }),
          },
        },
      },
      async handle(call) {
        const model = await applications.model(call.caller, call.params.model, call.body.version);
        const findings = applications.check(call.caller, model, call.body.form);
        void call.reply.header('content-language', call.language);
        const reader = { words: services.words, language: call.language };
        return {
          complete: findings.every(({ level }) => level !== 'SEVERE'),
          findings: findings.map((finding) => shownFinding(finding, reader)),
        };
      },
    }),
  ];
}

function tagOf(models: readonly CertificateModel[], language: string): string {
  return [language, ...models.map(({ key, version }) => `${key}.${String(version)}`)].join('-');
}
