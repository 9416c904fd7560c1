import { Type } from 'typebox';
import { attachment, isFresh, notModified, sendBytes } from '../answers.ts';
import { HttpError } from '../codes.ts';
import { waitPreferred } from '../prefer.ts';
import { route, type Route } from '../route.ts';
import { FaceSchema, HistoryLineSchema, ReceiptSchema } from '../schemas.ts';
import type { Caller } from '../services/access.ts';
import type { StoredDocument } from '../services/certificates.ts';
import { shownReceipt } from '../shapes.ts';
import type { Shared } from '../shared.ts';
import { toldFace } from '../told-face.ts';
import { warningsOn } from '../told-warnings.ts';
import { CertificateId } from './certificates.ts';

const OlderDialect = Type.Object({
  xml: Type.String(),
  losses: Type.Array(Type.Object({ code: Type.String(), path: Type.String() })),
});

const reading = {
  method: 'GET',
  admission: 'certificate.read',
  area: 'certificates',
  cost: 'read',
  cache: 'revalidate',
} as const;

/** What belongs to one certificate: its documents, its history, its proofs. */
export function certificatePartRoutes({ services, settings }: Shared): readonly Route[] {
  const { certificates } = services;
  const file = (
    name: string,
    part: string,
    mediaType: string,
    read: (caller: Caller, id: string) => Promise<StoredDocument>,
  ): Route =>
    route({
      ...reading,
      name,
      path: `/v1/certificates/:id/${part}`,
      schema: { params: CertificateId, responses: { 200: { mediaType } } },
      async handle(call) {
        const stored = await read(call.caller, call.params.id);
        if (isFresh(call, stored.tag)) return notModified(call.reply);
        void call.reply.header('content-disposition', attachment(stored.fileName));
        return sendBytes(call.reply, stored.bytes, stored.mediaType);
      },
    });
  return [
    file('read-document', 'document', 'application/xml', (caller, id) => certificates.document(caller, id)),
    file('read-sealed', 'xml', 'application/xml', (caller, id) => certificates.sealed(caller, id)),
    file('read-bundle', 'bundle', 'application/vnd.etsi.asic-e+zip', (caller, id) =>
      certificates.bundle(caller, id),
    ),
    route({
      ...reading,
      name: 'read-face',
      path: '/v1/certificates/:id/face',
      cache: 'none',
      schema: { params: CertificateId, responses: { 200: { schema: FaceSchema, raw: true } } },
      async handle({ caller, params, language, reply }) {
        const certificate = await certificates.reading(caller, params.id);
        const face = {
          ...toldFace(certificate, { words: services.words, language }, services.clock()),
          ...warningsOn(services, certificate.entry, language),
        };
        void reply.header('content-language', language).type('application/json; charset=utf-8');
        return reply.send(JSON.stringify(face));
      },
    }),
    route({
      ...reading,
      name: 'read-security-code',
      path: '/v1/certificates/:id/security-code',
      cache: 'none',
      schema: {
        params: CertificateId,
        responses: {
          200: {
            schema: Type.Object({ securityCode: Type.String({ description: 'api-field-security-code' }) }),
          },
        },
      },
      async handle({ caller, params }) {
        const certificate = await certificates.get(caller, params.id);
        const securityCode = certificates.securityCode(caller, certificate);
        if (securityCode === undefined)
          throw new HttpError('permission-refused', { permission: 'certificate.issue' });
        return { securityCode };
      },
    }),
    route({
      ...reading,
      name: 'read-older',
      path: '/v1/certificates/:id/older',
      cache: 'none',
      schema: { params: CertificateId, responses: { 200: { schema: OlderDialect } } },
      handle: ({ caller, params }) => certificates.older(caller, params.id),
    }),
    route({
      ...reading,
      name: 'read-history',
      path: '/v1/certificates/:id/history',
      schema: {
        params: CertificateId,
        responses: { 200: { schema: Type.Object({ items: Type.Array(HistoryLineSchema) }), raw: true } },
      },
      async handle(call) {
        const items = await certificates.history(call.caller, call.params.id);
        if (isFresh(call, String(items.length))) return notModified(call.reply);
        return call.reply.type('application/json; charset=utf-8').send(JSON.stringify({ items }));
      },
    }),
    route({
      ...reading,
      name: 'read-receipt',
      path: '/v1/certificates/:id/receipt',
      cache: 'none',
      prefers: true,
      schema: { params: CertificateId, responses: { 200: { schema: ReceiptSchema } } },
      async handle({ caller, params, request, language, reply }) {
        const wait = waitPreferred(request.headers['prefer'], settings.proofWaitMilliseconds);
        const receipt = await certificates.receipt(caller, params.id);
        // Mostly it is proven long since; whoever waits, waits for the next look that all share.
        const proven =
          (await services.evidence.proofOf(receipt.leaf)) ??
          (await services.evidence.waitProven([receipt.leaf], wait)).get(receipt.leaf);
        if (proven === undefined) void reply.header('retry-after', '1');
        void reply.header('content-language', language);
        return shownReceipt(receipt, proven, { words: services.words, language });
      },
    }),
    route({
      ...reading,
      name: 'read-proof',
      path: '/v1/certificates/:id/proof',
      cache: 'none',
      schema: { params: CertificateId, responses: { 200: { mediaType: 'text/plain; charset=utf-8' } } },
      async handle({ caller, params, reply }) {
        const { leaf } = await certificates.receipt(caller, params.id);
        const proof = await services.evidence.tlogProof(leaf);
        if (proof === undefined) throw new HttpError('proof-not-ready');
        return reply
          .type('text/plain; charset=utf-8')
          .header('content-disposition', attachment(`${params.id}.tlog-proof`))
          .send(proof);
      },
    }),
  ];
}
