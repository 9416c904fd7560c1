import { Type } from 'typebox';
import { allowedActions } from '../../ledger/index.ts';
import { certificateRecord } from '../../systems/ecert/index.ts';
import { HttpError } from '../codes.ts';
import { entityTag, requireMatch } from '../entity-tag.ts';
import { isFresh, notModified } from '../answers.ts';
import { route, type Route } from '../route.ts';
import { CertificateSchema, Id } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import { CertificateId } from './certificates.ts';

const ActionName = Type.String({ pattern: '^[a-z][a-z-]{0,39}$', description: 'api-field-action' });
const strict = { additionalProperties: false } as const;

/** The one door through which a certificate changes its state. */
export function actionRoutes({ services }: Shared): readonly Route[] {
  const { certificates } = services;
  return [
    route({
      name: 'list-actions',
      method: 'GET',
      path: '/v1/certificates/:id/actions',
      admission: 'certificate.read',
      area: 'certificates',
      cost: 'read',
      cache: 'revalidate',
      schema: {
        params: CertificateId,
        responses: { 200: { schema: Type.Object({ items: Type.Array(ActionOffer) }), raw: true } },
      },
      async handle(call) {
        const certificate = await certificates.get(call.caller, call.params.id);
        const names = allowedActions(certificateRecord.lifecycle, certificate, call.caller);
        if (isFresh(call, `${certificate.version}-${names.join('.')}`)) return notModified(call.reply);
        const items = names.map((action) => ({
          action,
          href: `/v1/certificates/${certificate.id}/actions/${action}`,
          ifMatch: entityTag(String(certificate.version)),
          input: certificateRecord.lifecycle.actions.get(action)?.input,
        }));
        return call.reply.type('application/json; charset=utf-8').send(JSON.stringify({ items }));
      },
    }),
    route({
      name: 'take-action',
      method: 'POST',
      path: '/v1/certificates/:id/actions/:action',
      admission: 'signed-in',
      area: 'certificates',
      cost: 'read',
      cache: 'none',
      consumes: ['application/json'],
      idempotent: true,
      requiresMatch: true,
      stepUp: true,
      schema: {
        params: Type.Object({ id: Id, action: ActionName }, strict),
        body: Type.Object({}, { additionalProperties: true }),
        responses: { 200: { schema: CertificateSchema, raw: true } },
      },
      async handle({ caller, params, body, request, reply }) {
        const ifMatch = request.headers['if-match'];
        if (ifMatch === undefined) throw new HttpError('precondition-required');
        const version = await seenVersion(ifMatch, () => certificates.get(caller, params.id));
        const certificate = await certificates.act(caller, { ...params, input: body, version });
        return reply
          .header('etag', entityTag(String(certificate.version)))
          .type('application/json; charset=utf-8')
          .send(JSON.stringify(certificate));
      },
    }),
  ];
}

const ActionOffer = Type.Object({
  action: ActionName,
  href: Type.String(),
  ifMatch: Type.String({ description: 'api-header-if-match' }),
  input: Type.Unknown({ description: 'api-field-action-input' }),
});

/**
 * The version that If-Match stands for. One tag is the version itself, and the ledger holds the act to it in its own
 * transaction; `*` or several are held against the record as it stands now.
 */
export async function seenVersion(
  ifMatch: string,
  read: () => Promise<{ readonly version: number }>,
): Promise<number> {
  const single = /^\s*"(\d{1,9})(?:\.w[0-9a-z]{1,8})?"\s*$/.exec(ifMatch)?.[1];
  if (single !== undefined) return Number(single);
  const { version } = await read();
  requireMatch(ifMatch, entityTag(String(version)));
  return version;
}
