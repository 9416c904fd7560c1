import { Type } from 'typebox';
import { say, type Finding, type Language } from '../../base/index.ts';
import {
  BATCH_PURPOSES,
  LARGEST_SHEET,
  PROGRESS_STATES,
  SHEET_FORMATS,
  type Batch,
} from '../../systems/ecert/application/index.ts';
import { attachment } from '../answers.ts';
import { SHEET_TYPES } from '../body-parsers.ts';
import { route, type Route } from '../route.ts';
import { FindingSchema, Hex, Id, Moment } from '../schemas.ts';
import { shownFinding } from '../shapes.ts';
import type { Shared } from '../shared.ts';
import { ModelKey } from './models.ts';

const strict = { additionalProperties: false } as const;
const Office = Type.Object(
  { office: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'api-field-office' })) },
  strict,
);

const PlacedFinding = Type.Object({
  ...FindingSchema.properties,
  row: Type.Integer({ description: 'api-field-sheet-row' }),
  column: Type.Optional(Type.String({ description: 'api-field-sheet-column' })),
});
const Certificate = Type.Object({
  reference: Type.String({ description: 'api-field-sheet-reference' }),
  rows: Type.Array(Type.Integer({ description: 'api-field-sheet-row' })),
  findings: Type.Array(PlacedFinding),
});
const PreviewSchema = Type.Object({
  rows: Type.Integer({ description: 'api-field-sheet-rows' }),
  good: Type.Integer({ description: 'api-field-sheet-good' }),
  faulty: Type.Integer({ description: 'api-field-sheet-faulty' }),
  unknown: Type.Array(Type.String(), { description: 'api-field-sheet-unknown' }),
  certificates: Type.Array(
    Type.Object({ ...Certificate.properties, good: Type.Boolean({ description: 'api-field-complete' }) }),
  ),
});
const BatchSchema = Type.Object({
  id: Id,
  model: Type.String({ description: 'api-field-model' }),
  modelVersion: Type.Integer({ description: 'api-field-model-version' }),
  office: Type.Optional(Type.String({ description: 'api-field-office' })),
  actor: Type.String({ description: 'api-field-actor' }),
  at: Moment,
  digest: Hex,
  repeated: Type.Boolean({ description: 'api-field-sheet-repeated' }),
  rows: Type.Integer({ description: 'api-field-sheet-rows' }),
  made: Type.Array(
    Type.Object({
      id: Id,
      number: Type.String({ description: 'api-field-application-number' }),
      reference: Type.String({ description: 'api-field-sheet-reference' }),
      rows: Type.Array(Type.Integer()),
    }),
  ),
  leftOut: Type.Array(Certificate),
});

const ProgressSchema = Type.Object({
  id: Id,
  model: Type.String({ description: 'api-field-model' }),
  purpose: Type.Enum(BATCH_PURPOSES, { description: 'api-field-batch-purpose' }),
  state: Type.Enum(PROGRESS_STATES, { description: 'api-field-batch-state' }),
  done: Type.Integer({ description: 'api-field-batch-done' }),
  total: Type.Integer({ description: 'api-field-batch-total' }),
  batch: Type.Optional(Id),
  fault: Type.Optional(Type.Object({ code: Type.String(), detail: Type.String() })),
  begun: Moment,
});

/** Certificates by the sheet: template, preview of faults, and everything good in one act. */
export function batchRoutes({ services }: Shared): readonly Route[] {
  const { applications, batches, words } = services;
  const shared = { area: 'issuing', cache: 'none' } as const;
  const upload = {
    ...shared,
    method: 'POST',
    admission: 'certificate.draft',
    cost: 'document',
    consumes: [...SHEET_TYPES],
    bodyLimit: LARGEST_SHEET,
  } as const;
  return [
    route({
      ...shared,
      name: 'sheet-template',
      method: 'GET',
      path: '/v1/models/:model/template',
      admission: 'model.read',
      cost: 'read',
      schema: {
        params: ModelKey,
        query: Type.Object(
          { format: Type.Optional(Type.Enum(SHEET_FORMATS, { description: 'api-field-sheet-format' })) },
          strict,
        ),
        responses: { 200: { mediaType: SHEET_TYPES[0] } },
      },
      async handle({ caller, params, query, language, reply }) {
        const model = await applications.model(caller, params.model);
        const format = query.format ?? 'xlsx';
        const bytes = await batches.template(model, format, language);
        return reply
          .type(format === 'xlsx' ? SHEET_TYPES[0] : 'text/csv; charset=utf-8')
          .header('content-disposition', attachment(`${model.key}.${format}`))
          .send(Buffer.from(bytes));
      },
    }),
    route({
      ...upload,
      name: 'preview-batch',
      path: '/v1/models/:model/batches/preview',
      schema: { params: ModelKey, query: Office, responses: { 200: { schema: PreviewSchema } } },
      async handle({ caller, params, query, bytes, language, reply }) {
        const model = await applications.model(caller, params.model);
        const { rows, unknown, certificates } = await batches.preview(caller, { model, bytes, ...query });
        const good = certificates.filter((certificate) => certificate.good).length;
        void reply.header('content-language', language);
        return {
          rows,
          good,
          faulty: certificates.length - good,
          unknown,
          certificates: certificates.map(({ form: _form, findings, ...certificate }) => ({
            ...certificate,
            findings: findings.map((finding) => placed(finding, { words, language })),
          })),
        };
      },
    }),
    route({
      ...upload,
      name: 'enter-batch',
      path: '/v1/models/:model/batches',
      idempotent: true,
      schema: {
        params: ModelKey,
        query: Office,
        responses: { 200: { schema: BatchSchema }, 201: { schema: BatchSchema } },
      },
      async handle({ caller, params, query, bytes, language, reply }) {
        const model = await applications.model(caller, params.model);
        const batch = await batches.enter(caller, { model, bytes, ...query });
        void reply
          .code(batch.repeated ? 200 : 201)
          .header('location', `/v1/batches/${batch.id}`)
          .header('content-language', language);
        return told(batch, { words, language });
      },
    }),
    route({
      ...shared,
      name: 'list-batches',
      method: 'GET',
      path: '/v1/batches',
      admission: 'model.read',
      cost: 'read',
      schema: { responses: { 200: { schema: Type.Object({ items: Type.Array(BatchSchema) }) } } },
      async handle({ caller, language, reply }) {
        void reply.header('content-language', language);
        return { items: (await batches.list(caller)).map((batch) => told(batch, { words, language })) };
      },
    }),
    route({
      ...shared,
      name: 'list-running-batches',
      method: 'GET',
      path: '/v1/batches/running',
      admission: 'model.read',
      cost: 'read',
      audit: 'none',
      schema: { responses: { 200: { schema: Type.Object({ items: Type.Array(ProgressSchema) }) } } },
      async handle({ caller, language, reply }) {
        void reply.header('content-language', language);
        const items = await batches.running(caller);
        return {
          items: items.map(({ fault, ...progress }) => ({
            ...progress,
            ...(fault === undefined
              ? {}
              : { fault: { code: fault.code, detail: say(words, language, fault.code, fault.values) } }),
          })),
        };
      },
    }),
    route({
      ...shared,
      name: 'read-batch',
      method: 'GET',
      path: '/v1/batches/:id',
      admission: 'model.read',
      cost: 'read',
      schema: { params: Type.Object({ id: Id }, strict), responses: { 200: { schema: BatchSchema } } },
      async handle({ caller, params, language, reply }) {
        void reply.header('content-language', language);
        return told(await batches.get(caller, params.id), { words, language });
      },
    }),
  ];
}

interface Teller {
  readonly words: Shared['services']['words'];
  readonly language: Language;
}

function placed(
  { row, column, ...finding }: Finding & { readonly row: number; readonly column?: string },
  reader: Teller,
): object {
  return { ...shownFinding(finding, reader), row, ...(column === undefined ? {} : { column }) };
}

function told({ report, ...batch }: Batch, reader: Teller): object {
  return {
    ...batch,
    rows: report.rows,
    made: report.made,
    leftOut: report.leftOut.map((certificate) => ({
      ...certificate,
      findings: certificate.findings.map((finding) => placed(finding, reader)),
    })),
  };
}
