import { Type } from 'typebox';
import {
  ATTACHMENT_TYPES,
  LARGEST_ATTACHMENT,
  MOST_ATTACHMENTS,
} from '../../systems/ecert/attachments/index.ts';
import { LONGEST_CONTENT } from '../../systems/ecert/inquiry/index.ts';
import { ownerOf } from '../../ledger/parameters/index.ts';
import { codeListParameter } from '../../systems/ecert/parameters/index.ts';
import { REFUSAL_REASONS, VERDICTS } from '../../systems/ecert/results/index.ts';
import { attachment, isFresh, notModified, sendBytes } from '../answers.ts';
import { entityTag } from '../entity-tag.ts';
import { route, type Call, type Route } from '../route.ts';
import { Id, listOf, Moment } from '../schemas.ts';
import { shownAttachment, shownResult, type Telling } from '../services/correspondence.ts';
import type { Shared } from '../shared.ts';
import { CertificateId } from './certificates.ts';

const strict = { additionalProperties: false } as const;

export const AttachmentIds = Type.Array(Id, {
  maxItems: MOST_ATTACHMENTS,
  description: 'api-field-attachments',
});
export const Content = Type.String({
  minLength: 1,
  maxLength: LONGEST_CONTENT,
  description: 'api-field-content',
});
export const DueDay = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'api-field-due-day',
});

export const AttachmentSchema = Type.Object({
  id: Id,
  name: Type.String(),
  mediaType: Type.String(),
  size: Type.Integer(),
  digest: Type.String({ description: 'api-field-digest' }),
  href: Type.String(),
});

const Coded = Type.Object({ code: Type.String({ description: 'api-field-code' }), text: Type.String() });

export const ResultSchema = Type.Object({
  id: Id,
  certificate: Type.Object({ id: Id, number: Type.String(), version: Type.Integer() }),
  country: Type.String({ description: 'api-field-country' }),
  authority: Type.String({ description: 'api-field-authority' }),
  authorityName: Type.Optional(Type.String()),
  office: Type.Optional(Type.String({ description: 'api-field-office' })),
  officeName: Type.Optional(Type.String()),
  verdict: Type.String({ description: 'api-field-verdict' }),
  verdictText: Type.String(),
  reasons: Type.Array(Coded),
  remark: Type.Optional(Type.String()),
  operator: Type.String({ description: 'api-field-operator' }),
  given: Moment,
  place: Type.Integer({ description: 'api-field-result-place' }),
  inForce: Type.Optional(Type.Boolean({ description: 'api-field-result-in-force' })),
  inquiry: Type.Optional(Id),
  attachments: Type.Array(AttachmentSchema),
});

const NewResult = Type.Object(
  {
    verdict: Type.Enum(VERDICTS, { description: 'api-field-verdict' }),
    remark: Type.Optional(Type.String({ maxLength: LONGEST_CONTENT, description: 'api-field-remark' })),
    reasons: Type.Optional(
      Type.Array(Type.Enum(REFUSAL_REASONS), {
        maxItems: REFUSAL_REASONS.length,
        description: 'api-field-reasons',
      }),
    ),
    attachments: Type.Optional(AttachmentIds),
    due: Type.Optional(DueDay),
  },
  strict,
);

/** How a call's reader is told things. */
export async function tellingOf({
  services,
  language,
}: Pick<Call, 'services' | 'language'>): Promise<Telling> {
  return { words: services.words, language, nameOf: await services.correspondence.namesIn(language) };
}

/** The version that an optional If-Match names by a single strong tag. */
export function matchedVersion(ifMatch: string | undefined): number | undefined {
  const single = /^\s*"(\d{1,9})(?:\.w[0-9a-z]{1,8})?"\s*$/.exec(ifMatch ?? '')?.[1];
  return single === undefined ? undefined : Number(single);
}

const writing = {
  method: 'POST',
  area: 'correspondence',
  cost: 'read',
  cache: 'none',
  consumes: ['application/json'],
  bodyLimit: 65_536,
  idempotent: true,
} as const;

/** Results on certificates, and the files beside results and messages. */
export function resultRoutes({ services }: Shared): readonly Route[] {
  const { certificates, correspondence } = services;
  return [
    route({
      name: 'list-results',
      method: 'GET',
      path: '/v1/certificates/:id/results',
      admission: 'certificate.read',
      area: 'correspondence',
      cost: 'read',
      cache: 'none',
      schema: { params: CertificateId, responses: { 200: { schema: listOf(ResultSchema) } } },
      async handle(call) {
        const { caller, params, language } = call;
        await certificates.get(caller, params.id);
        const results = await correspondence.results(caller, params.id);
        const own = results.filter(
          ({ country }) => caller.scope.kind === 'authority' && caller.scope.country === country,
        );
        const latest = (own.length > 0 ? own : results)[0]?.body.place ?? 0;
        void call.reply.header('content-language', language);
        // The number of the country's results is what a further result is held to by If-Match.
        void call.reply.header('etag', entityTag(String(latest)));
        const telling = await tellingOf(call as Call);
        const newest = new Map<string, string>();
        for (const { country, id } of results) if (!newest.has(country)) newest.set(country, id);
        const items = results.map((entry) => ({
          ...shownResult(entry, telling),
          inForce: newest.get(entry.country) === entry.id,
        }));
        return { items };
      },
    }),
    route({
      ...writing,
      name: 'give-result',
      path: '/v1/certificates/:id/results',
      admission: 'result.give',
      schema: { params: CertificateId, body: NewResult, responses: { 201: { schema: ResultSchema } } },
      async handle(call) {
        const { caller, params, body, request, reply } = call;
        const seen = matchedVersion(request.headers['if-match']);
        const { entry, inquiry } = await correspondence.give(caller, params.id, {
          ...body,
          ...(seen === undefined ? {} : { seen }),
        });
        void reply
          .code(201)
          .header('etag', entityTag(String(entry.body.place)))
          .header('location', `/v1/results/${entry.id}`);
        const shown = shownResult(entry, await tellingOf(call as Call));
        return { ...shown, inForce: true, ...(inquiry === undefined ? {} : { inquiry }) };
      },
    }),
    route({
      name: 'read-result',
      method: 'GET',
      path: '/v1/results/:id',
      admission: 'certificate.read',
      area: 'correspondence',
      cost: 'read',
      cache: 'none',
      schema: { params: CertificateId, responses: { 200: { schema: ResultSchema } } },
      async handle(call) {
        const entry = await correspondence.result(call.caller, call.params.id);
        return shownResult(entry, await tellingOf(call as Call));
      },
    }),
    route({
      name: 'list-refusal-reasons',
      method: 'GET',
      path: '/v1/refusal-reasons',
      admission: 'signed-in',
      area: 'correspondence',
      cost: 'read',
      cache: 'none',
      schema: { responses: { 200: { schema: Type.Object({ items: Type.Array(Coded) }) } } },
      handle: ({ caller, language }) => ({
        items: services.administration.parameters
          .rows(codeListParameter, { owner: ownerOf(caller) })
          .filter(({ key }) => key.list === 'refusal-reason')
          .toSorted((left, right) => left.value.order - right.value.order)
          .map(({ key, value }) => ({ code: key.code, text: value.words[language] ?? value.words.en })),
      }),
    }),
    route({
      name: 'upload-attachment',
      method: 'POST',
      path: '/v1/attachments',
      admission: 'inquiry.write',
      area: 'correspondence',
      cost: 'document',
      cache: 'none',
      consumes: [...ATTACHMENT_TYPES],
      bodyLimit: LARGEST_ATTACHMENT,
      schema: {
        query: Type.Object(
          { name: Type.Optional(Type.String({ maxLength: 200, description: 'api-field-file-name' })) },
          strict,
        ),
        responses: { 201: { schema: AttachmentSchema } },
      },
      async handle({ caller, query, bytes, request, reply }) {
        const mediaType = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
        const kept = await correspondence.upload(caller, { name: query.name ?? '', mediaType, bytes });
        void reply.code(201);
        return shownAttachment(kept);
      },
    }),
    route({
      name: 'read-attachment',
      method: 'GET',
      path: '/v1/attachments/:id',
      admission: 'certificate.read',
      area: 'correspondence',
      cost: 'document',
      cache: 'revalidate',
      schema: { params: CertificateId, responses: { 200: { mediaType: 'application/octet-stream' } } },
      async handle(call) {
        const found = await correspondence.attachment(call.caller, call.params.id);
        if (isFresh(call, found.digest)) return notModified(call.reply);
        void call.reply.header('content-disposition', attachment(found.name));
        return sendBytes(call.reply, found.bytes, found.mediaType);
      },
    }),
  ];
}
