import { Type } from 'typebox';
import { inspectPaper, readTrustPack, statusAddress } from '../../../verify/inspection/index.ts';
import { runNow } from '../../../verify/core/index.ts';
import { toHex, type Language } from '../../base/index.ts';
import { answerNow } from '../../crypto/index.ts';
import { isFresh, notModified, sendBytes } from '../answers.ts';
import { HttpError } from '../codes.ts';
import { route, type Route } from '../route.ts';
import type { PaperChoice } from '../services/papers.ts';
import type { Shared } from '../shared.ts';
import { seenVersion } from './actions.ts';
import { CertificateId } from './certificates.ts';

const strict = { additionalProperties: false } as const;
const PaperNumber = Type.String({
  pattern: '^[A-Z]{2}\\d{2}-\\d{8}-\\d{2}$',
  description: 'api-field-paper',
});
/** Two languages whose letters the paper's fonts have. */
const Languages = Type.String({
  pattern: '^(zh|en|fr|es|ru|ar),(zh|en|fr|es|ru|ar)$',
  description: 'api-field-paper-languages',
});
const choice = { paper: Type.Optional(PaperNumber), languages: Type.Optional(Languages) };
/** The symbol stands in the picture as a picture of its own; nothing else may be had, and nothing runs. */
const PICTURE_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
const common = { admission: 'certificate.read', area: 'certificates', cost: 'document' } as const;

/** A certificate on paper: as PDF, as a picture beside the screen, and the act of printing it. */
export function paperRoutes({ services }: Shared): readonly Route[] {
  const { papers } = services;
  return [
    route({
      ...common,
      name: 'read-paper',
      method: 'GET',
      path: '/v1/certificates/:id/pdf',
      cache: 'revalidate',
      schema: {
        params: CertificateId,
        query: Type.Object(choice, strict),
        responses: { 200: { mediaType: 'application/pdf' } },
      },
      async handle(call) {
        const stored = await papers.pdf(call.caller, call.params.id, chosen(call.query));
        if (isFresh(call, stored.tag)) return notModified(call.reply);
        void call.reply.header('content-disposition', `inline; filename="${asciiName(stored.fileName)}"`);
        return sendBytes(call.reply, stored.bytes, stored.mediaType);
      },
    }),
    route({
      ...common,
      name: 'read-paper-picture',
      method: 'GET',
      path: '/v1/certificates/:id/paper.svg',
      cache: 'revalidate',
      schema: {
        params: CertificateId,
        query: Type.Object(
          {
            ...choice,
            page: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 500, description: 'api-field-paper-page' }),
            ),
          },
          strict,
        ),
        responses: { 200: { mediaType: 'image/svg+xml' } },
      },
      async handle(call) {
        const { page = 1 } = call.query;
        const stored = await papers.picture(call.caller, call.params.id, { ...chosen(call.query), page });
        void call.reply
          .header('x-page-count', String(stored.pages))
          .header('content-security-policy', PICTURE_POLICY);
        if (isFresh(call, stored.tag)) return notModified(call.reply);
        return sendBytes(call.reply, stored.bytes, stored.mediaType);
      },
    }),
    route({
      name: 'print-certificate',
      method: 'POST',
      path: '/v1/certificates/:id/print',
      admission: 'certificate.issue',
      area: 'certificates',
      cost: 'read',
      cache: 'none',
      idempotent: true,
      schema: {
        params: CertificateId,
        responses: {
          201: {
            schema: Type.Object({
              paper: PaperNumber,
              version: Type.Integer({ description: 'api-field-version' }),
              pdf: Type.String({ description: 'api-field-paper-pdf' }),
            }),
          },
        },
      },
      async handle({ caller, params, request, reply }) {
        const { id } = params;
        const ifMatch = request.headers['if-match'];
        const version =
          ifMatch === undefined
            ? undefined
            : await seenVersion(ifMatch, () => services.certificates.get(caller, id));
        const { paper, entry } = await papers.print(caller, {
          id,
          ...(version === undefined ? {} : { version }),
        });
        const pdf = `/v1/certificates/${id}/pdf?paper=${paper}`;
        void reply.code(201).header('location', pdf);
        return { paper, version: entry.version, pdf };
      },
    }),
  ];
}

function chosen(query: { readonly paper?: string; readonly languages?: string }): PaperChoice {
  const { paper, languages } = query;
  return {
    ...(paper === undefined ? {} : { paper }),
    // The pattern lets nothing else through.
    ...(languages === undefined
      ? {}
      : { languages: languages.split(',') as unknown as [Language, Language] }),
  };
}

function asciiName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '_');
}

const Light = Type.Object({
  name: Type.String(),
  light: Type.String(),
  code: Type.String(),
  values: Type.Record(Type.String(), Type.String()),
});

/** What the page does on a telephone, for a program: a QR symbol's text judged by this installation's own trust. */
export function paperSealRoutes({ services }: Shared): readonly Route[] {
  return [
    route({
      name: 'verify-paper',
      method: 'POST',
      path: '/v1/verify/paper',
      admission: 'public',
      area: 'verification',
      cost: 'document',
      cache: 'none',
      consumes: ['application/json'],
      bodyLimit: 16_384,
      schema: {
        body: Type.Object(
          { text: Type.String({ minLength: 1, maxLength: 8000, description: 'api-field-paper-text' }) },
          strict,
        ),
        responses: {
          200: {
            schema: Type.Object({
              refusal: Type.Optional(Type.String({ description: 'api-field-paper-refusal' })),
              lamps: Type.Optional(Type.Array(Light)),
              claims: Type.Optional(Type.Unknown({ description: 'api-field-paper-claims' })),
            }),
          },
        },
      },
      async handle({ body: { text } }) {
        const reading = runNow(readTrustPack(await services.trustPack()), answerNow);
        const trust = {
          time: services.clock().toISOString(),
          ...(reading.read ? { pack: reading.pack } : {}),
        };
        const uri = runNow(statusAddress(text, trust), answerNow);
        const bytes = uri === undefined ? undefined : await services.papers.listAt(uri);
        const list = uri === undefined || bytes === undefined ? undefined : { uri, bytes };
        const found = runNow(inspectPaper(text, trust, list), answerNow);
        if (!found.read) return { refusal: found.refusal };
        const lamps = found.lamps.map(({ name, light, code, values }) => ({ name, light, code, values }));
        return found.claims === undefined
          ? { lamps }
          : { lamps, claims: { ...found.claims, digest: toHex(found.claims.digest) } };
      },
    }),
  ];
}

/** Seconds for which anyone may keep a status list before asking again. */
const LIST_SECONDS = 60;

/** Which certificates of an authority are no longer in force: public, signed, and the same for everybody who asks. */
export function statusListRoutes({ services }: Shared): readonly Route[] {
  return [
    route({
      name: 'read-status-list',
      method: 'GET',
      path: '/status/:authority/:list',
      admission: 'public',
      area: 'verification',
      cost: 'read',
      cache: 'short',
      schema: {
        params: Type.Object(
          {
            authority: Type.String({
              pattern: '^[A-Za-z0-9._:-]{1,64}$',
              description: 'api-field-authority',
            }),
            list: Type.String({ pattern: '^\\d{1,6}$', description: 'api-field-status-list' }),
          },
          strict,
        ),
        responses: { 200: { mediaType: 'application/statuslist+cwt' } },
      },
      async handle(call) {
        const stored = await services.papers.statusList(call.params.authority, Number(call.params.list));
        if (stored === undefined) throw new HttpError('route-not-found');
        void call.reply.header('cache-control', `public, max-age=${String(LIST_SECONDS)}`);
        if (isFresh(call, stored.tag)) return notModified(call.reply);
        return sendBytes(call.reply, stored.bytes, stored.mediaType);
      },
    }),
  ];
}
