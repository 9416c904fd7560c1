import { Type } from 'typebox';
import { attachment } from '../answers.ts';
import { inquiryRecordPage } from '../pages/inquiry-record.ts';
import { route, type Call, type Route } from '../route.ts';
import { fileNameOf } from '../services/certificate-service.ts';
import type { Shared } from '../shared.ts';
import { CertificateId } from './certificates.ts';
import { tellingOf } from './results.ts';

/** Acts whose proofs a record holds at most; an inquiry has a handful. */
const MOST_PROOFS = 200;

/** The record of an inquiry, to be kept outside the system. */
export function inquiryRecordRoutes({ services, settings }: Shared): readonly Route[] {
  const { correspondence, evidence } = services;
  const shared = {
    method: 'GET',
    admission: 'inquiry.read',
    area: 'correspondence',
    cost: 'document',
    cache: 'none',
  } as const;
  return [
    route({
      ...shared,
      name: 'export-inquiry-page',
      path: '/v1/inquiries/:id/record',
      schema: { params: CertificateId, responses: { 200: { mediaType: 'text/html; charset=utf-8' } } },
      async handle(call) {
        const { caller, params, reply } = call;
        const { thread, acts } = await correspondence.record(caller, params.id);
        const { number } = thread.entry.body.certificate;
        void reply.header('content-disposition', attachment(`${fileNameOf(number)}-inquiry.html`));
        return reply
          .type('text/html; charset=utf-8')
          .send(inquiryRecordPage(thread, acts, await tellingOf(call as Call)));
      },
    }),
    route({
      ...shared,
      name: 'export-inquiry-data',
      path: '/v1/inquiries/:id/record.json',
      schema: { params: CertificateId, responses: { 200: { schema: Type.Unknown(), raw: true } } },
      async handle({ caller, params, reply }) {
        const { thread, acts } = await correspondence.record(caller, params.id);
        const leaves = acts.slice(-MOST_PROOFS).map(({ leaf }) => leaf);
        const proven = await evidence.waitProven(leaves, settings.proofWaitMilliseconds);
        const { entry, messages } = thread;
        const record = {
          format: 'counterfoil-inquiry-record-1',
          inquiry: entry,
          messages,
          acts: acts.map((act) => ({ ...act, proof: proven.get(act.leaf)?.proof })),
        };
        const name = `${fileNameOf(entry.body.certificate.number)}-inquiry.json`;
        void reply.header('content-disposition', attachment(name));
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(record));
      },
    }),
  ];
}
