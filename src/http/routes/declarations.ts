import { Type } from 'typebox';
import { PAGE_LIMIT } from '../../ledger/index.ts';
import { declarationRecord, LARGEST_DECLARATION } from '../../systems/customs/declaration/index.ts';
import { isFresh, notModified } from '../answers.ts';
import { XML_TYPES } from '../body-parsers.ts';
import { HttpError } from '../codes.ts';
import { entityTag } from '../entity-tag.ts';
import { sendJson } from '../lib/json-answer.ts';
import { route, type Call, type Route } from '../route.ts';
import { listOf } from '../schemas.ts';
import { shownDecision, shownDeclaration, shownOutcome } from '../services/declarations.ts';
import { shownFinding } from '../shapes.ts';
import type { Shared } from '../shared.ts';
import { seenVersion } from './actions.ts';
import { comparisonOf } from './declaration-comparison.ts';
import {
  ACTION_INPUTS,
  ComparisonSchema,
  DeclarationHistory,
  DeclarationId,
  DeclarationInput,
  DeclarationReading,
  DeclarationSchema,
  LodgingQuery,
  WhatIfSchema,
} from './declaration-shapes.ts';

const strict = { additionalProperties: false } as const;
const about = { area: 'customs', cost: 'read' } as const;
const consumes = ['application/json', ...XML_TYPES];
const whole = {
  ...about,
  cost: 'document',
  cache: 'none',
  consumes,
  bodyLimit: LARGEST_DECLARATION,
} as const;

const filters = Object.fromEntries(
  Object.keys(declarationRecord.filters).map((name) => [
    name,
    Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: `api-filter-declaration-${name}` }),
    ),
  ]),
);

/** Customs declarations: lodged, amended, looked at, acted on. */
export function declarationRoutes(shared: Shared): readonly Route[] {
  return [...lodgingRoutes(shared), ...readingRoutes(shared), ...actionRoutes(shared)];
}

function lodgingRoutes({ services }: Shared): readonly Route[] {
  const { declarations } = services;
  return [
    route({
      ...whole,
      name: 'lodge-declaration',
      method: 'POST',
      path: '/v1/declarations',
      admission: 'declaration.lodge',
      idempotent: true,
      schema: {
        query: LodgingQuery,
        body: DeclarationInput,
        responses: {
          200: { schema: DeclarationReading, raw: true },
          201: { schema: DeclarationReading, raw: true },
        },
      },
      async handle(call) {
        const { caller, query, reply } = call;
        const { entry, created } = await declarations.lodge(caller, { ...query, ...contentOf(call) });
        void reply.header('location', `/v1/declarations/${entry.id}`);
        return sendReading(call as Call, entry.id, created ? 201 : 200);
      },
    }),
    route({
      ...whole,
      name: 'amend-declaration',
      method: 'POST',
      path: '/v1/declarations/:id/versions',
      admission: 'declaration.lodge',
      idempotent: true,
      requiresMatch: true,
      schema: {
        params: DeclarationId,
        body: DeclarationInput,
        responses: {
          200: { schema: DeclarationReading, raw: true },
          201: { schema: DeclarationReading, raw: true },
        },
      },
      async handle(call) {
        const { caller, params } = call;
        const version = await versionOf(call as Call, params.id);
        const { created } = await declarations.amend(caller, { id: params.id, version, ...contentOf(call) });
        return sendReading(call as Call, params.id, created ? 201 : 200);
      },
    }),
    route({
      ...whole,
      name: 'ask-what-if',
      method: 'POST',
      path: '/v1/declarations/what-if',
      admission: 'declaration.read',
      audit: 'view',
      schema: {
        query: LodgingQuery,
        body: DeclarationInput,
        responses: { 200: { schema: WhatIfSchema, raw: true } },
      },
      async handle(call) {
        const { caller, query, language, reply } = call;
        const { decision, number, findings } = await declarations.whatIf(caller, {
          ...query,
          ...contentOf(call),
        });
        const reader = { words: services.words, language };
        void reply.header('content-language', language);
        return sendJson(reply, {
          findings: findings.map((finding) => shownFinding(finding, reader)),
          decision: { number, ...shownOutcome(decision, caller, reader) },
        });
      },
    }),
  ];
}

function readingRoutes({ services }: Shared): readonly Route[] {
  const { declarations } = services;
  return [
    route({
      ...about,
      name: 'search-declarations',
      method: 'GET',
      path: '/v1/declarations',
      admission: 'declaration.read',
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
        responses: { 200: { schema: listOf(DeclarationSchema), raw: true } },
      },
      async handle({ caller, query, language, reply }) {
        const { limit, after, ...conditions } = query;
        const page = await declarations.search(caller, {
          // Whatever is neither limit nor cursor was validated as a filter's text.
          filters: conditions as Readonly<Record<string, string>>,
          limit: limit ?? 50,
          ...(after === undefined ? {} : { after }),
        });
        const reader = { words: services.words, language };
        const items = page.items.map((entry) => shownDeclaration(entry, caller, reader));
        void reply.header('content-language', language);
        return sendJson(reply, { ...page, items });
      },
    }),
    route({
      ...about,
      name: 'read-declaration',
      method: 'GET',
      path: '/v1/declarations/:id',
      admission: 'declaration.read',
      cache: 'none',
      schema: { params: DeclarationId, responses: { 200: { schema: DeclarationReading, raw: true } } },
      handle: (call) => sendReading(call as Call, call.params.id, 200),
    }),
    route({
      ...about,
      name: 'declaration-history',
      method: 'GET',
      path: '/v1/declarations/:id/history',
      admission: 'declaration.read',
      cache: 'revalidate',
      schema: { params: DeclarationId, responses: { 200: { schema: DeclarationHistory, raw: true } } },
      async handle(call) {
        const { caller, params, reply } = call;
        const { entry, lines, versions } = await declarations.history(caller, params.id);
        if (isFresh(call, String(entry.version))) return notModified(reply);
        return sendJson(reply, { items: lines.map((line) => shownLine(line, caller)), versions });
      },
    }),
    route({
      ...about,
      name: 'compare-declaration',
      method: 'GET',
      path: '/v1/declarations/:id/comparison',
      admission: 'declaration.read',
      cache: 'none',
      schema: { params: DeclarationId, responses: { 200: { schema: ComparisonSchema, raw: true } } },
      async handle({ caller, params, language, reply }) {
        const compared = await declarations.compare(caller, params.id);
        void reply.header('content-language', language);
        return sendJson(reply, comparisonOf(compared, { caller, words: services.words, language }));
      },
    }),
  ];
}

/** Actions that want a fresh proof of who acts: they set aside what the rules say. */
const PROVED: ReadonlySet<string> = new Set([
  'overrule',
  'confirm-overrule',
  'decline-overrule',
  'propose-annul',
  'confirm-annul',
  'decline-annul',
]);
const ADMISSIONS = {
  withdraw: 'declaration.lodge',
  finalise: 'declaration.decide',
  overrule: 'declaration.decide',
  'confirm-overrule': 'declaration.approve',
  'decline-overrule': 'declaration.approve',
  'propose-annul': 'declaration.decide',
  'confirm-annul': 'declaration.approve',
  'decline-annul': 'declaration.approve',
  inquire: 'declaration.decide',
} as const;

function actionRoutes({ services }: Shared): readonly Route[] {
  const { declarations } = services;
  // The keys of the table are its own.
  return (Object.keys(ADMISSIONS) as (keyof typeof ADMISSIONS)[]).map((action) =>
    route({
      ...about,
      name: `${action}-declaration`,
      method: 'POST',
      path: `/v1/declarations/:id/actions/${action}`,
      admission: ADMISSIONS[action],
      cache: 'none',
      consumes: ['application/json'],
      bodyLimit: 65_536,
      idempotent: true,
      requiresMatch: true,
      ...(PROVED.has(action) ? { stepUp: true } : {}),
      schema: {
        params: DeclarationId,
        body: ACTION_INPUTS[action],
        responses: { 200: { schema: DeclarationReading, raw: true } },
      },
      async handle(call) {
        const { caller, params, body } = call;
        const version = await versionOf(call as Call, params.id);
        await declarations.act(caller, { id: params.id, action, input: body, version });
        return sendReading(call as Call, params.id, 200);
      },
    }),
  );
}

function contentOf({ bytes, request }: Pick<Call, 'bytes' | 'request'>) {
  const named = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return { bytes, mediaType: named === 'text/xml' ? 'application/xml' : named };
}

async function versionOf({ caller, request, services }: Call, id: string): Promise<number> {
  const ifMatch = request.headers['if-match'];
  if (ifMatch === undefined) throw new HttpError('precondition-required');
  return seenVersion(ifMatch, () => services.declarations.get(caller, id));
}

/** A trader sees that customs acted, not who. */
function shownLine<Line extends { readonly actor: string }>(
  line: Line,
  { scope, actor }: Call['caller'],
): Line {
  if (scope.kind !== 'public' || line.actor === actor) return line;
  const {
    behalf: _behalf,
    opening: _opening,
    change: _change,
    ...shown
  } = line as Line & {
    behalf?: string;
    opening?: unknown;
    change?: unknown;
  };
  // The members that are left out are optional, but for the change, which is emptied.
  return { ...shown, actor: '', change: {} } as unknown as Line;
}

async function sendReading({ caller, services, language, reply }: Call, id: string, status: number) {
  const { entry, version, decision, declarantClass, actions, secondOfficial, people } =
    await services.declarations.read(caller, id);
  const reader = { words: services.words, language };
  void reply.header('etag', entityTag(String(entry.version))).header('content-language', language);
  const { facts: _facts, findings, form: _form, ...revision } = version;
  return sendJson(
    reply,
    {
      declaration: shownDeclaration(entry, caller, reader),
      revision: { ...revision, actor: caller.scope.kind === 'public' ? '' : revision.actor },
      findings: findings.map((finding) => shownFinding(finding, reader)),
      ...(decision === undefined ? {} : { decision: shownDecision(entry, decision, caller, reader) }),
      ...(declarantClass === undefined ? {} : { declarantClass }),
      actions,
      secondOfficial,
      people,
    },
    status,
  );
}
