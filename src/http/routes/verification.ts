import { Type } from 'typebox';
import { ASIC_E_TYPE } from '../../../verify/core/index.ts';
import { say } from '../../base/index.ts';
import type { BundleVerdict, PublicCertificate } from '../../systems/ecert/index.ts';
import { BUNDLE_TYPES, XML_TYPES } from '../body-parsers.ts';
import { HttpError } from '../codes.ts';
import { entryOf } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { FaceSchema, FindingSchema, Hex, PublicCheckSchema, SealSchema } from '../schemas.ts';
import { shownFinding, shownSeal } from '../shapes.ts';
import type { Shared } from '../shared.ts';
import { toldFace } from '../told-face.ts';
import { warningsOn } from '../told-warnings.ts';
import { mediaTypeOf } from './certificates.ts';
import { untilMilliseconds } from './session.ts';

/** Largest document that is read for somebody who is not signed in, in bytes. */
const ANONYMOUS_LIMIT = 8_388_608;

const BundleSchema = Type.Object(
  {
    lights: Type.Array(
      Type.Object({
        name: Type.Enum(['container', 'seal', 'status', 'log', 'history', 'related']),
        light: Type.Enum(['passed', 'warning', 'failed', 'unknown']),
        code: Type.String(),
        message: Type.String(),
      }),
    ),
    state: Type.Optional(Type.String()),
    asOf: Type.Optional(Type.String()),
  },
  { description: 'api-field-bundle-lights' },
);

/** What anyone may ask: how good a document is, whether its seal holds, whether a paper is what it says. */
export function verificationRoutes(shared: Shared): readonly Route[] {
  const { services } = shared;
  return [
    route({
      name: 'validate-document',
      method: 'POST',
      path: '/v1/validate',
      admission: 'public',
      area: 'verification',
      cost: 'document',
      cache: 'none',
      consumes: [...XML_TYPES, 'application/json'],
      bodyLimit: ANONYMOUS_LIMIT,
      schema: {
        responses: {
          200: {
            schema: Type.Object({
              digest: Hex,
              accepted: Type.Boolean({ description: 'api-field-accepted' }),
              faults: Type.Array(FindingSchema, { description: 'api-field-faults' }),
              findings: Type.Array(FindingSchema),
              seal: SealSchema,
            }),
          },
        },
      },
      async handle(call) {
        const reader = { words: services.words, language: call.language };
        const graded = await services.certificates.examine(call.bytes, mediaTypeOf(call));
        void call.reply.header('content-language', call.language);
        return {
          digest: graded.digest,
          accepted: graded.faults.length === 0,
          faults: graded.faults.map((fault) => entryOf(fault, reader.words, reader.language)),
          findings: graded.findings.map((finding) => shownFinding(finding, reader)),
          seal: shownSeal(graded.seal, reader),
        };
      },
    }),
    route({
      name: 'verify-seal',
      method: 'POST',
      path: '/v1/verify',
      admission: 'public',
      area: 'verification',
      cost: 'document',
      cache: 'none',
      consumes: [...XML_TYPES, ...BUNDLE_TYPES],
      bodyLimit: ANONYMOUS_LIMIT,
      schema: {
        responses: {
          200: {
            schema: Type.Object({
              digest: Hex,
              seal: SealSchema,
              faults: Type.Array(FindingSchema, { description: 'api-field-unread' }),
              bundle: Type.Optional(BundleSchema),
            }),
          },
        },
      },
      async handle({ bytes, language, reply, request }) {
        const reader = { words: services.words, language };
        const isBundle = BUNDLE_TYPES.some((type) => request.headers['content-type']?.startsWith(type));
        const found = await services.certificates.examine(bytes, isBundle ? ASIC_E_TYPE : 'application/xml');
        void reply.header('content-language', language);
        return {
          digest: found.digest,
          seal: shownSeal(found.seal, reader),
          faults: found.faults.map((fault) => entryOf(fault, reader.words, reader.language)),
          ...(found.bundle === undefined ? {} : { bundle: shownBundle(found.bundle, reader) }),
        };
      },
    }),
    route({
      name: 'check-certificate',
      method: 'POST',
      path: '/v1/public/certificates',
      admission: 'public',
      area: 'verification',
      cost: 'guess',
      cache: 'none',
      audit: 'view',
      consumes: ['application/json'],
      schema: { body: PublicCheckSchema, responses: { 200: { schema: FaceSchema, raw: true } } },
      async handle({ body, language, request, reply }) {
        const certificate = await checkCertificate(shared, body.number, body.securityCode);
        request.shown = `certificates/${certificate.entry.id}`;
        const face = {
          ...toldFace(certificate, { words: services.words, language }, services.clock()),
          ...warningsOn(services, certificate.entry, language),
        };
        void reply.header('content-language', language).type('application/json; charset=utf-8');
        return reply.send(JSON.stringify(face));
      },
    }),
  ];
}

/**
 * The public face of a certificate. Whatever does not fit (no such number, a wrong code, a code that is none) gets one
 * answer at one time, and both the asker's address and the number asked for are limited.
 * @throws {HttpError} `check-failed`, `request-limit`.
 */
export async function checkCertificate(
  { services, settings, allowance }: Shared,
  number: string,
  securityCode: string,
): Promise<PublicCertificate> {
  const started = services.clock().getTime();
  await allowance.guessAt(number);
  const certificate = await services.certificates.publicFace(number, securityCode);
  if (certificate !== undefined) return certificate;
  await untilMilliseconds(started + settings.wrongAnswerMilliseconds, services.clock);
  // Whether a number is one of a confirmed forgery anybody may know; whether it is in the ledger they learn by its code alone.
  const faults = services.administration.forgeries
    .warningsOf({ number })
    .map(({ code, reference, confirmed }) => ({
      code,
      path: '/number',
      values: { reference, confirmed: confirmed.slice(0, 10) },
    }));
  throw new HttpError('check-failed', {}, { faults });
}

function shownBundle(
  { lights, ...told }: BundleVerdict,
  { words, language }: Parameters<typeof shownSeal>[1],
) {
  return {
    ...told,
    lights: lights.map(({ name, light, code, values }) => ({
      name,
      light,
      code,
      message: say(words, language, code, values),
    })),
  };
}
