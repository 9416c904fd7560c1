import { Type } from 'typebox';
import { LedgerError } from '../../ledger/index.ts';
import { attachment, sendBytes } from '../answers.ts';
import { sendJson } from '../lib/json-answer.ts';
import { route, type Route } from '../route.ts';
import { Id } from '../schemas.ts';
import type { Shared } from '../shared.ts';

const Count = Type.Integer({ minimum: 0 });

const VersionPlace = Type.Object(
  {
    id: Id,
    revision: Type.String({ pattern: '^[1-9]\\d{0,8}$', description: 'api-field-declaration-revision' }),
  },
  { additionalProperties: false },
);

/** How many declarations wait, and for what; and what each version was when it came. */
export function declarationCountRoutes({ services }: Shared): readonly Route[] {
  return [
    route({
      name: 'count-declarations',
      method: 'GET',
      path: '/v1/declarations/counts',
      admission: 'declaration.read',
      area: 'customs',
      cost: 'read',
      cache: 'none',
      schema: {
        responses: {
          200: {
            schema: Type.Object({
              states: Type.Record(Type.String(), Count),
              attentions: Type.Record(Type.String(), Count),
              reasons: Type.Array(
                Type.Object({
                  code: Type.String(),
                  count: Count,
                  /** What the rule says, its values left open. */
                  sentence: Type.Optional(Type.String()),
                }),
              ),
            }),
            raw: true,
          },
        },
      },
      async handle({ caller, language, reply }) {
        const { reasons, ...counts } = await services.declarations.counts(caller);
        void reply.header('content-language', language);
        return sendJson(reply, {
          ...counts,
          reasons: reasons.map(({ sentence, ...reason }) => ({ ...reason, ...saidOf(sentence, language) })),
        });
      },
    }),
    route({
      name: 'read-declaration-content',
      method: 'GET',
      path: '/v1/declarations/:id/versions/:revision/content',
      admission: 'declaration.read',
      area: 'customs',
      cost: 'read',
      cache: 'none',
      audit: 'export',
      schema: { params: VersionPlace, responses: { 200: { mediaType: 'application/octet-stream' } } },
      async handle({ caller, params: { id, revision }, reply }) {
        const found = await services.declarations.content(caller, id, Number(revision));
        if (found === undefined) throw new LedgerError('record-not-found', { id });
        const ending = found.mediaType === 'application/json' ? 'json' : 'xml';
        void reply.header('content-disposition', attachment(`${id}.${revision}.${ending}`));
        // Whatever a trader sent is never shown as a page of ours.
        return sendBytes(reply, found.bytes, 'application/octet-stream');
      },
    }),
  ];
}

function saidOf(sentence: Readonly<Record<string, string>> | undefined, language: string) {
  const said = sentence?.[language] ?? sentence?.['en'];
  return said === undefined ? {} : { sentence: said.replace(/\{[\w.-]+\}/g, '…') };
}
