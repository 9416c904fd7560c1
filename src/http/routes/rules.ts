import { Type } from 'typebox';
import { say, type Fault } from '../../base/index.ts';
import { LedgerError } from '../../ledger/index.ts';
import { ownerOf } from '../../ledger/parameters/index.ts';
import { sendJson } from '../lib/json-answer.ts';
import { route, type Call, type Route } from '../route.ts';
import { Id, listOf } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import { Owner } from './parameters.ts';
import {
  DraftTable,
  PackName,
  PackSchema,
  ShadowReportSchema,
  SimulationId,
  SimulationSchema,
  TableCheckSchema,
  WrittenCaseKey,
  WrittenCaseSchema,
} from './rule-shapes.ts';

const strict = { additionalProperties: false } as const;
/** A table of five hundred rows with sentences in six languages. */
const LONGEST_TABLE = 2_000_000;
const MOST_DAYS = 92;

const area = 'administration';
const reading = { method: 'GET', area, cost: 'read', cache: 'none', admission: 'parameter.read' } as const;
const json = ['application/json'];

/** Rules as officials write them: checked, tried on stored cases, taken from packs, and compared while they only look on. */
export function ruleRoutes({ services }: Shared): readonly Route[] {
  const { rules, words } = services;
  const told = ({ language }: Pick<Call, 'language'>, faults: readonly Fault[]) =>
    faults.map(({ code, path, values }) => ({ code, path, detail: say(words, language, code, values) }));
  const inLanguage = ({ language }: Pick<Call, 'language'>, text: Readonly<Record<string, string>>) =>
    text[language] ?? text['en'] ?? Object.values(text)[0] ?? '';
  return [
    route({
      name: 'check-rule-table',
      method: 'POST',
      path: '/v1/rule-tables/check',
      area,
      cost: 'document',
      cache: 'none',
      admission: 'parameter.read',
      // Asked with every pause of whoever types.
      audit: 'none',
      consumes: json,
      bodyLimit: LONGEST_TABLE,
      schema: {
        body: Type.Object({ table: DraftTable, owner: Type.Optional(Owner) }, strict),
        responses: { 200: { schema: TableCheckSchema, raw: true } },
      },
      async handle(call) {
        const { caller, body, reply } = call;
        const found = await rules.check(caller, body.table, body.owner ?? ownerOf(caller));
        return sendJson(reply, {
          faults: told(call, found.faults),
          warnings: told(call, found.warnings),
          cases: found.cases.map((each) => ({ ...each, title: inLanguage(call, each.title) })),
        });
      },
    }),
    route({
      ...reading,
      name: 'write-test-case',
      admission: 'parameter.propose',
      path: '/v1/rule-tables/written-case',
      schema: {
        query: WrittenCaseKey,
        responses: { 200: { schema: WrittenCaseSchema, raw: true } },
      },
      handle: async ({ caller, query, reply }) =>
        sendJson(reply, (await rules.writtenCase(caller, query)) ?? notFound(query.number)),
    }),
    ...simulationRoutes({ services }),
    route({
      ...reading,
      name: 'list-rule-packs',
      path: '/v1/rule-packs',
      schema: { responses: { 200: { schema: listOf(PackSchema), raw: true } } },
      async handle(call) {
        const packs = await rules.packs.list(call.caller);
        return sendJson(call.reply, {
          items: packs.map((pack) => ({
            ...pack,
            title: inLanguage(call, pack.title),
            about: inLanguage(call, pack.about),
            changes: pack.changes.map((change) => ({
              ...change,
              title: say(words, call.language, `parameter-${change.parameter}`),
            })),
          })),
        });
      },
    }),
    route({
      name: 'propose-rule-pack',
      method: 'POST',
      path: '/v1/rule-packs/:name/proposals',
      area,
      cost: 'document',
      cache: 'none',
      admission: 'parameter.propose',
      consumes: json,
      idempotent: true,
      schema: {
        params: PackName,
        body: Type.Object(
          {
            owner: Type.Optional(Owner),
            from: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
            reason: Type.String({ minLength: 1, maxLength: 2000 }),
          },
          strict,
        ),
        responses: {
          201: {
            schema: listOf(Type.Object({ id: Id, number: Type.String(), parameter: Type.String() })),
            raw: true,
          },
        },
      },
      async handle({ caller, params, body, reply }) {
        const changes = await rules.packs.propose(caller, { ...params, ...body });
        if (changes === undefined) throw new LedgerError('record-not-found', { id: params.name });
        const items = changes.map(({ id, number, body: { parameter } }) => ({ id, number, parameter }));
        return sendJson(reply, { items }, 201);
      },
    }),
    route({
      ...reading,
      name: 'compare-shadow-rules',
      path: '/v1/shadow-rules',
      schema: {
        query: Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_DAYS })) }, strict),
        responses: { 200: { schema: ShadowReportSchema, raw: true } },
      },
      handle: async ({ caller, query, reply }) =>
        sendJson(reply, await rules.shadow(caller, query.days ?? 31)),
    }),
  ];
}

/** A draft over the cases of the last weeks, in the background: begun, looked at, stopped. */
function simulationRoutes({ services }: Pick<Shared, 'services'>): readonly Route[] {
  const { simulations } = services.rules;
  const shared = { area, cost: 'read', cache: 'none', admission: 'parameter.read' } as const;
  return [
    route({
      ...shared,
      name: 'begin-simulation',
      method: 'POST',
      path: '/v1/simulations',
      cost: 'document',
      consumes: json,
      bodyLimit: LONGEST_TABLE,
      idempotent: true,
      schema: {
        body: Type.Object(
          {
            table: DraftTable,
            owner: Type.Optional(Owner),
            days: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_DAYS })),
          },
          strict,
        ),
        responses: { 201: { schema: SimulationSchema, raw: true } },
      },
      async handle({ caller, body, reply }) {
        const { table, owner = ownerOf(caller), days = 31 } = body;
        const begun = await simulations.begin(caller, { table, owner, days });
        void reply.header('location', `/v1/simulations/${begun.id}`);
        return sendJson(reply, begun, 201);
      },
    }),
    route({
      ...shared,
      name: 'list-simulations',
      method: 'GET',
      path: '/v1/simulations',
      schema: { responses: { 200: { schema: listOf(SimulationSchema), raw: true } } },
      handle: async ({ caller, reply }) => sendJson(reply, { items: [...(await simulations.list(caller))] }),
    }),
    route({
      ...shared,
      name: 'read-simulation',
      method: 'GET',
      path: '/v1/simulations/:id',
      // Asked every second while it runs.
      audit: 'none',
      schema: { params: SimulationId, responses: { 200: { schema: SimulationSchema, raw: true } } },
      handle: async ({ caller, params, reply }) =>
        sendJson(reply, (await simulations.read(caller, params.id)) ?? notFound(params.id)),
    }),
    route({
      ...shared,
      name: 'stop-simulation',
      method: 'DELETE',
      path: '/v1/simulations/:id',
      schema: { params: SimulationId, responses: { 200: { schema: SimulationSchema, raw: true } } },
      handle: async ({ caller, params, reply }) =>
        sendJson(reply, (await simulations.stop(caller, params.id)) ?? notFound(params.id)),
    }),
  ];
}

function notFound(id: string): never {
  throw new LedgerError('record-not-found', { id });
}
