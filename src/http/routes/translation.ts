import { Type } from 'typebox';
import { decodeBase64, say, toBase64 } from '../../base/index.ts';
import { DIALECT_NAMES, DIALECTS, WRITTEN_SETS } from '../../standards/index.ts';
import { HttpError } from '../codes.ts';
import { route, type Route } from '../route.ts';
import { FindingSchema } from '../schemas.ts';
import { shownFinding } from '../shapes.ts';
import type { Shared } from '../shared.ts';

const strict = { additionalProperties: false } as const;

/** Largest document that is translated here, in bytes; in base64 it is a third larger. */
const LARGEST = 4_194_304;

const Name = Type.Union(
  DIALECT_NAMES.map((name) => Type.Literal(name)),
  { description: 'api-field-dialect' },
);
const End = Type.Optional(
  Type.String({ minLength: 1, maxLength: 35, description: 'api-field-interchange-end' }),
);

const Request = Type.Object(
  {
    to: Name,
    from: Type.Optional(Name),
    document: Type.String({
      minLength: 4,
      maxLength: Math.ceil(LARGEST / 3) * 4,
      description: 'api-field-document-base64',
    }),
    codes: Type.Optional(Type.Literal('cn-customs', { description: 'api-field-national-codes' })),
    sender: End,
    recipient: End,
    reference: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9]{1,14}$', description: 'api-field-interchange-reference' }),
    ),
    characterSet: Type.Optional(
      Type.Union(
        WRITTEN_SETS.map((set) => Type.Literal(set)),
        { description: 'api-field-character-set' },
      ),
    ),
  },
  strict,
);

const Answer = Type.Object({
  from: Type.String({ description: 'api-field-dialect' }),
  to: Type.String({ description: 'api-field-dialect' }),
  mediaType: Type.String(),
  document: Type.String({ description: 'api-field-document-base64' }),
  findings: Type.Array(FindingSchema),
  losses: Type.Array(
    Type.Object({
      code: Type.String({ description: 'api-field-code' }),
      path: Type.String({ description: 'api-field-path' }),
      value: Type.String({ description: 'api-field-lost-value' }),
      became: Type.Optional(Type.String({ description: 'api-field-became' })),
      detail: Type.String({ description: 'api-field-detail' }),
    }),
  ),
  defaulted: Type.Array(
    Type.Object({
      path: Type.String({ description: 'api-field-path' }),
      value: Type.String({ description: 'api-field-defaulted' }),
    }),
  ),
  omitted: Type.Integer({ description: 'api-field-omitted' }),
});

const Forms = Type.Object({
  items: Type.Array(
    Type.Object({
      name: Type.String({ description: 'api-field-dialect' }),
      title: Type.String(),
      version: Type.String(),
      mediaType: Type.String(),
      message: Type.String({ description: 'api-field-dialect-message' }),
    }),
  ),
});

/** The standards switch: any form of a document into any other, with the report of what is lost. */
export function translationRoutes({ services }: Shared): readonly Route[] {
  return [
    route({
      name: 'list-dialects',
      method: 'GET',
      path: '/v1/dialects',
      admission: 'signed-in',
      area: 'verification',
      cost: 'read',
      cache: 'none',
      audit: 'none',
      schema: { responses: { 200: { schema: Forms } } },
      handle: () => ({
        items: DIALECTS.map(({ name, title, version, mediaType, message }) => ({
          name,
          title,
          version,
          mediaType,
          message,
        })),
      }),
    }),
    route({
      name: 'translate-document',
      method: 'POST',
      path: '/v1/translate',
      admission: 'signed-in',
      area: 'verification',
      cost: 'document',
      cache: 'none',
      consumes: ['application/json'],
      bodyLimit: Math.ceil(LARGEST / 3) * 4 + 4096,
      audit: 'none',
      schema: { body: Request, responses: { 200: { schema: Answer } } },
      async handle({ body, language, reply }) {
        const { document, codes, to, from, ...options } = body;
        const bytes = decodeBase64(document);
        if (bytes === undefined) throw new HttpError('request-document-not-base64');
        const request = { bytes, to, options, ...(from === undefined ? {} : { from }) };
        const translated = await services.certificates.translate(
          codes === undefined ? request : { ...request, nationalCodes: codes },
          services.clock(),
        );
        const reader = { words: services.words, language };
        void reply.header('content-language', language);
        return {
          from: translated.from,
          to: translated.to,
          mediaType: translated.mediaType,
          document: toBase64(translated.bytes),
          findings: translated.findings.map((finding) => shownFinding(finding, reader)),
          losses: translated.losses.map((loss) => ({
            ...loss,
            detail: say(services.words, language, loss.code),
          })),
          defaulted: translated.defaulted,
          omitted: translated.omitted,
        };
      },
    }),
  ];
}
