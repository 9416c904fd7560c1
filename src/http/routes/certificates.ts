import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { PAGE_LIMIT } from '../../ledger/index.ts';
import {
  certificateRecord,
  type CertificateEntry,
  type FoundCertificate,
  type Outcome,
} from '../../systems/ecert/index.ts';
import { isFresh, notModified } from '../answers.ts';
import { XML_TYPES } from '../body-parsers.ts';
import { HttpError } from '../codes.ts';
import type { Measurements } from '../measurements.ts';
import { waitPreferred } from '../prefer.ts';
import { RefusalError } from '../refusal.ts';
import { route, type Call, type Route } from '../route.ts';
import { CertificateNumber, CertificateSchema, Country, Id, listOf, ReceiptSchema } from '../schemas.ts';
import { shownReceipt } from '../shapes.ts';
import type { Shared } from '../shared.ts';
import { warningsOn, type ToldWarning } from '../told-warnings.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const strict = { additionalProperties: false } as const;
const reading = { method: 'GET', area: 'certificates', cost: 'read', cache: 'revalidate' } as const;

/** Every filter of the ledger's definition, as parameters. */
const filters = Object.fromEntries(
  Object.keys(certificateRecord.filters).map((name) => [
    name,
    Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: `api-filter-${name}` })),
  ]),
);

export const CertificateId = Type.Object({ id: Id }, strict);
const ListOfCertificates = listOf(CertificateSchema);

/** Lodging, finding and reading certificates. */
export function certificateRoutes({ services, settings, measurements }: Shared): readonly Route[] {
  const { certificates } = services;
  return [
    route({
      name: 'lodge-certificate',
      method: 'POST',
      path: '/v1/certificates',
      admission: 'certificate.lodge',
      area: 'certificates',
      cost: 'document',
      cache: 'none',
      consumes: [...XML_TYPES, 'application/json'],
      bodyLimit: 'document',
      idempotent: true,
      prefers: true,
      schema: {
        responses: {
          200: { schema: ReceiptSchema },
          201: { schema: ReceiptSchema },
          202: { schema: ReceiptSchema },
        },
      },
      async handle(call) {
        const wait = waitPreferred(call.request.headers['prefer'], settings.proofWaitMilliseconds);
        const [outcome] = await services.intake.accept(
          [{ bytes: call.bytes, mediaType: mediaTypeOf(call) }],
          call.caller,
        );
        if (outcome === undefined) throw new HttpError('internal-fault');
        countOutcome(measurements, outcome);
        if (outcome.kind === 'refused') throw new RefusalError(outcome);
        const { receipt } = outcome;
        const proven = (await services.evidence.waitProven([receipt.leaf], wait)).get(receipt.leaf);
        const place = `/v1/certificates/${receipt.id}`;
        void call.reply
          .code(outcome.kind === 'duplicate' ? 200 : proven === undefined ? 202 : 201)
          .header('location', proven === undefined ? `${place}/receipt` : place)
          .header('content-language', call.language);
        return shownReceipt(receipt, proven, { words: services.words, language: call.language });
      },
    }),
    route({
      ...reading,
      name: 'search-certificates',
      path: '/v1/certificates',
      admission: 'certificate.read',
      cache: 'none',
      schema: {
        query: Type.Object(
          {
            ...filters,
            limit: Type.Optional(
              Type.Integer({ minimum: 1, maximum: PAGE_LIMIT, description: 'api-field-limit' }),
            ),
            after: Type.Optional(
              Type.String({ minLength: 1, maxLength: 300, description: 'api-field-after' }),
            ),
          },
          strict,
        ),
        responses: { 200: { schema: ListOfCertificates, raw: true } },
      },
      async handle({ caller, query, reply, request, language }) {
        const { limit, after, ...conditions } = query;
        const page = await certificates.search(caller, {
          // Whatever is neither limit nor cursor was validated as a filter's text.
          filters: conditions as Readonly<Record<string, string>>,
          limit: limit ?? 50,
          ...(after === undefined ? {} : { after }),
        });
        if (page.next !== undefined) void reply.header('link', nextLink(request.url, page.next));
        const items = page.items.map((item) => ({ ...item, ...warningsOn(services, item, language) }));
        return reply.type(JSON_TYPE).send(JSON.stringify({ ...page, items }));
      },
    }),
    route({
      ...reading,
      name: 'export-certificates',
      path: '/v1/certificates/export',
      streams: true,
      admission: 'certificate.export',
      cache: 'none',
      schema: {
        query: Type.Object(filters, strict),
        responses: { 200: { mediaType: 'application/x-ndjson', schema: CertificateSchema } },
      },
      handle({ caller, query, reply }) {
        // Every member of the query was validated as a filter's text.
        const lines = chunked(certificates.export(caller, query as Readonly<Record<string, string>>));
        return reply
          .type('application/x-ndjson')
          .header('content-disposition', 'attachment; filename="certificates.ndjson"')
          .send(Readable.from(lines, { objectMode: false, highWaterMark: CHUNK }));
      },
    }),
    route({
      ...reading,
      name: 'find-certificate',
      path: '/v1/certificates/by-number/:country/:number',
      admission: 'certificate.read',
      schema: {
        params: Type.Object({ country: Country, number: CertificateNumber }, strict),
        responses: { 200: { schema: ListOfCertificates, raw: true } },
      },
      async handle(call) {
        const { country, number } = call.params;
        const found = await certificates.byNumber(call.caller, country, number);
        if (found[0] !== undefined) call.request.shown = `certificates/${found[0].id}`;
        const items = found.map((item) => ({ ...item, ...warningsOn(services, item, call.language) }));
        if (isFresh(call, items.map((item) => `${item.id}.${tagOf(item, call.language)}`).join('-')))
          return notModified(call.reply);
        return call.reply.type(JSON_TYPE).send(`{"items":[${items.map(writtenOf).join(',')}]}`);
      },
    }),
    route({
      ...reading,
      name: 'read-certificate',
      path: '/v1/certificates/:id',
      admission: 'certificate.read',
      schema: { params: CertificateId, responses: { 200: { schema: CertificateSchema, raw: true } } },
      async handle(call) {
        const certificate = await certificates.get(call.caller, call.params.id);
        return sendCertificate(call, { ...certificate, ...warningsOn(services, certificate, call.language) });
      },
    }),
  ];
}

/** A certificate with the warnings that go with it today. */
type WarnedCertificate = CertificateEntry & Warned;

interface Warned {
  readonly warnings?: readonly ToldWarning[];
}

/** A certificate that comes from the ledger as the text of a JSON object, with its warnings. */
function writtenOf({ json, warnings }: FoundCertificate & Warned): string {
  return warnings === undefined ? json : `${json.slice(0, -1)},"warnings":${JSON.stringify(warnings)}}`;
}

/**
 * The strong entity tag of a certificate is its version, which counts every act; where warnings go with it, how many
 * they are and their language follow, so that no cache keeps an answer from before a warning.
 */
function tagOf(
  { version, warnings }: Pick<WarnedCertificate, 'version' | 'warnings'>,
  language: string,
): string {
  return warnings === undefined
    ? String(version)
    : `${String(version)}.w${String(warnings.length)}${language}`;
}

export function sendCertificate(
  call: Pick<Call, 'request' | 'reply' | 'language'>,
  certificate: WarnedCertificate,
): unknown {
  if (isFresh(call, tagOf(certificate, call.language))) return notModified(call.reply);
  return call.reply.type(JSON_TYPE).send(JSON.stringify(certificate));
}

export function mediaTypeOf({ request }: Pick<Call, 'request'>): 'application/xml' | 'application/json' {
  return request.headers['content-type']?.toLowerCase().startsWith('application/json') === true
    ? 'application/json'
    : 'application/xml';
}

function countOutcome(measurements: Measurements, outcome: Outcome): void {
  const isConflict = outcome.kind === 'refused' && outcome.code === 'certificate-number-conflict';
  measurements.countIntake(isConflict ? 'conflict' : outcome.kind);
}

const CHUNK = 65_536;

/** Lines of NDJSON in pieces worth sending; the source is read no faster than the client takes them. */
async function* chunked(certificates: AsyncIterable<CertificateEntry>): AsyncGenerator<string> {
  let piece = '';
  for await (const certificate of certificates) {
    piece += `${JSON.stringify(certificate)}\n`;
    if (piece.length >= CHUNK) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

/** The same search at the next cursor (RFC 8288). */
function nextLink(url: string, next: string): string {
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('after', next);
  return `<${path}?${parameters.toString()}>; rel="next"`;
}
