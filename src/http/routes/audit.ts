import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { AUDIT_KINDS } from '../../access/index.ts';
import { route, type Route } from '../route.ts';
import { Id, Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import { NamesSchema, paging } from './organisations.ts';

const strict = { additionalProperties: false } as const;
const Instant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{2}:\\d{2}))?$',
  description: 'api-field-moment',
});
const filters = {
  kind: Type.Optional(Type.Enum(AUDIT_KINDS)),
  actor: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'api-field-actor' })),
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 400 })),
  route: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  from: Type.Optional(Instant),
  until: Type.Optional(Instant),
} as const;

const EntrySchema = Type.Object({
  id: Id,
  at: Moment,
  kind: Type.String(),
  actor: Type.String({ description: 'api-field-actor' }),
  behalf: Type.Optional(Type.String({ description: 'api-field-behalf' })),
  country: Type.Optional(Type.String()),
  authority: Type.Optional(Type.String()),
  office: Type.Optional(Type.String()),
  route: Type.String(),
  subject: Type.String(),
  status: Type.Integer(),
  filters: Type.Array(Type.String()),
  sought: Type.Optional(Type.String({ description: 'api-field-digest' })),
});

const AuditPage = Type.Object({
  items: Type.Array(EntrySchema),
  names: NamesSchema,
  next: Type.Optional(Type.String({ description: 'api-field-next' })),
});

const auditing = {
  method: 'GET',
  admission: 'audit.read',
  area: 'audit',
  cost: 'read',
  cache: 'none',
} as const;

/** Who came in, looked, searched, exported and changed: for auditors, each for their own authority's people. */
export function auditRoutes({ services }: Shared): readonly Route[] {
  const { reading } = services.audit;
  return [
    route({
      ...auditing,
      name: 'search-audit',
      path: '/v1/audit',
      schema: {
        query: Type.Object({ ...filters, ...paging }, strict),
        responses: { 200: { schema: AuditPage } },
      },
      handle: ({ caller, query }) => reading.list(caller, query),
    }),
    route({
      ...auditing,
      audit: 'export',
      name: 'export-audit',
      path: '/v1/audit/export',
      streams: true,
      schema: {
        query: Type.Object(filters, strict),
        responses: { 200: { mediaType: 'application/x-ndjson', schema: EntrySchema } },
      },
      handle: ({ caller, query, reply }) =>
        reply
          .type('application/x-ndjson')
          .header('content-disposition', 'attachment; filename="audit.ndjson"')
          .send(Readable.from(lines(reading.export(caller, query)), { objectMode: false })),
    }),
    route({
      ...auditing,
      name: 'prove-audit-entry',
      path: '/v1/audit/:id/proof',
      schema: {
        params: Type.Object({ id: Id }, strict),
        responses: {
          200: {
            schema: Type.Object({
              entry: EntrySchema,
              salt: Type.String(),
              place: Type.Integer(),
              size: Type.Integer({ description: 'api-field-tree-size' }),
              hashes: Type.Array(Type.String(), { description: 'api-field-inclusion' }),
              root: Type.String(),
              opening: Type.Unknown({ description: 'api-field-opening' }),
              proof: Type.Optional(Type.String()),
            }),
          },
        },
      },
      handle: ({ caller, params }) => reading.prove(caller, params.id),
    }),
  ];
}

const CHUNK = 65_536;

async function* lines(entries: AsyncIterable<object>): AsyncGenerator<string> {
  let piece = '';
  for await (const entry of entries) {
    piece += `${JSON.stringify(entry)}\n`;
    if (piece.length >= CHUNK) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}
