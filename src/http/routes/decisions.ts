import { Type } from 'typebox';
import { PAGE_LIMIT } from '../../ledger/index.ts';
import { sendJson } from '../lib/json-answer.ts';
import { route, type Route } from '../route.ts';
import { listOf } from '../schemas.ts';
import { decisionLine, shownDecision } from '../services/declarations.ts';
import type { Shared } from '../shared.ts';
import {
  DecisionLine,
  DecisionPlace,
  DecisionSchema,
  DeclarationId,
  FeedLine,
  ReplaySchema,
} from './declaration-shapes.ts';

const strict = { additionalProperties: false } as const;
const about = {
  method: 'GET',
  area: 'customs',
  cost: 'read',
  cache: 'none',
  admission: 'declaration.read',
} as const;
const Limit = Type.Optional(
  Type.Integer({ minimum: 1, maximum: PAGE_LIMIT, description: 'api-field-limit' }),
);

/** Decisions on declarations: each as it was made, made again, and all of them as they come. */
export function decisionRoutes({ services }: Shared): readonly Route[] {
  const { declarations, words } = services;
  return [
    route({
      ...about,
      name: 'list-decisions',
      path: '/v1/declarations/:id/decisions',
      schema: {
        params: DeclarationId,
        query: Type.Object(
          {
            limit: Limit,
            after: Type.Optional(Type.Integer({ minimum: 0, description: 'api-field-decision-place' })),
          },
          strict,
        ),
        responses: { 200: { schema: listOf(DecisionLine), raw: true } },
      },
      async handle({ caller, params, query, reply }) {
        const limit = query.limit ?? 50;
        const { entry, items } = await declarations.decisions(caller, params.id, query.after ?? 0, limit);
        const last = items.at(-1);
        return sendJson(reply, {
          items: items.map((stored) => decisionLine(entry, stored)),
          ...(items.length < limit || last === undefined ? {} : { next: String(last.place) }),
        });
      },
    }),
    route({
      ...about,
      name: 'read-decision',
      path: '/v1/declarations/:id/decisions/:place',
      schema: { params: DecisionPlace, responses: { 200: { schema: DecisionSchema, raw: true } } },
      async handle({ caller, params, language, reply }) {
        const { entry, decision } = await declarations.decision(caller, params.id, Number(params.place));
        void reply.header('content-language', language);
        return sendJson(reply, shownDecision(entry, decision, caller, { words, language }));
      },
    }),
    route({
      ...about,
      name: 'replay-decision',
      path: '/v1/declarations/:id/decisions/:place/replay',
      cost: 'document',
      schema: { params: DecisionPlace, responses: { 200: { schema: ReplaySchema, raw: true } } },
      async handle({ caller, params, reply }) {
        const place = Number(params.place);
        const { same, stored, again } = await declarations.replay(caller, params.id, place);
        return sendJson(reply, { place, same, digest: stored, again });
      },
    }),
    route({
      ...about,
      name: 'follow-decisions',
      path: '/v1/decisions',
      schema: {
        query: Type.Object(
          {
            limit: Limit,
            after: Type.Optional(
              Type.String({ minLength: 1, maxLength: 40, description: 'api-field-feed-after' }),
            ),
          },
          strict,
        ),
        responses: { 200: { schema: listOf(FeedLine), raw: true } },
      },
      async handle({ caller, query, reply }) {
        return sendJson(reply, await declarations.feed(caller, query.after, query.limit ?? 100));
      },
    }),
  ];
}
