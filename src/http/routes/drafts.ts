import { Type } from 'typebox';
import { spsCertificate17, documentFaults, type SpsCertificate } from '../../standards/index.ts';
import { EcertError } from '../../systems/ecert/index.ts';
import { HttpError } from '../codes.ts';
import { entityTag } from '../entity-tag.ts';
import { route, type Call, type Route } from '../route.ts';
import { CertificateSchema } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import { seenVersion } from './actions.ts';
import { CertificateId } from './certificates.ts';

const shared = {
  admission: 'signed-in',
  area: 'certificates',
  cost: 'document',
  cache: 'none',
  consumes: ['application/json'],
  idempotent: true,
} as const;
/** The document is judged by its message definition, which names every fault; see `/v1/schemas`. */
const Document = Type.Object({}, { additionalProperties: true });

/** What an issuing office writes before it issues. */
export function draftRoutes({ services }: Shared): readonly Route[] {
  const { certificates } = services;
  return [
    route({
      ...shared,
      name: 'enter-draft',
      method: 'POST',
      path: '/v1/certificates/drafts',
      schema: { body: Document, responses: { 201: { schema: CertificateSchema, raw: true } } },
      async handle(call) {
        const entry = await certificates.draft(call.caller, documentOf(call.body));
        void call.reply.code(201).header('location', `/v1/certificates/${entry.id}`);
        return answer(call as Call, entry);
      },
    }),
    route({
      ...shared,
      name: 'revise-draft',
      method: 'POST',
      path: '/v1/certificates/:id/draft',
      requiresMatch: true,
      schema: {
        params: CertificateId,
        body: Document,
        responses: { 200: { schema: CertificateSchema, raw: true } },
      },
      async handle(call) {
        const { caller, params, request } = call;
        const ifMatch = request.headers['if-match'];
        if (ifMatch === undefined) throw new HttpError('precondition-required');
        const version = await seenVersion(ifMatch, () => certificates.get(caller, params.id));
        const draft = { id: params.id, document: documentOf(call.body), version };
        return answer(call as Call, await certificates.revise(caller, draft));
      },
    }),
  ];
}

function answer({ reply }: Call, entry: { readonly version: number }) {
  return reply
    .header('etag', entityTag(String(entry.version)))
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(entry));
}

function documentOf(body: object): SpsCertificate {
  const faults = documentFaults(spsCertificate17, body, { complete: false });
  if (faults.length > 0)
    throw new EcertError('certificate-draft-invalid', { count: faults.length }, { faults });
  // `documentFaults` has just found it to be a document of this message, as far as it goes.
  return body;
}
