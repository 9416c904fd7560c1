import { Type } from 'typebox';
import { LedgerError, PAGE_LIMIT } from '../../ledger/index.ts';
import { availableOf, plainDecimal, type Book, type Share } from '../../ledger/accounts/index.ts';
import type { DocumentKey } from '../../verification/facts/index.ts';
import { certificateAccount } from '../../verification/cases/index.ts';
import { HttpError } from '../codes.ts';
import { entityTag } from '../entity-tag.ts';
import { sendJson } from '../lib/json-answer.ts';
import { route, type Route } from '../route.ts';
import { CertificateNumber, Country, HistoryLineSchema, Id, listOf, Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import { seenVersion } from './actions.ts';
import { AnyObject } from './parameter-shapes.ts';

const strict = { additionalProperties: false } as const;
const Quantity = Type.String({ description: 'api-field-balance-quantity' });

const Named = Type.Object(
  {
    country: Country,
    authority: Type.String({ minLength: 1, maxLength: 30 }),
    number: CertificateNumber,
  },
  strict,
);

const BalanceSchema = Type.Object({
  certificate: Type.Object({ country: Country, authority: Type.String(), number: CertificateNumber }),
  state: Type.String({ description: 'api-field-balance-state' }),
  version: Type.Integer(),
  lines: Type.Array(
    Type.Object({
      line: Type.Integer(),
      code: Type.String(),
      unit: Type.String(),
      certified: Quantity,
      held: Quantity,
      consumed: Quantity,
      available: Quantity,
      claimants: Type.Integer({ description: 'api-field-balance-claimants' }),
    }),
  ),
  shares: Type.Array(
    Type.Object({
      claimant: Type.String({ description: 'api-field-balance-claimant' }),
      item: Type.Integer(),
      line: Type.Integer(),
      code: Type.String(),
      declared: Quantity,
      declaredUnit: Type.String(),
      quantity: Quantity,
      state: Type.String(),
      at: Moment,
      office: Type.Optional(Type.String()),
    }),
  ),
});

const MovementSchema = Type.Object({
  version: Type.Integer(),
  action: Type.String(),
  claimant: Type.Optional(Type.String({ description: 'api-field-balance-claimant' })),
  actor: Type.String(),
  name: Type.Optional(Type.String({ description: 'api-field-actor-name' })),
  at: Moment,
  body: AnyObject,
  leaf: Type.String(),
});

const CorrectionInput = Type.Object(
  {
    claimant: Type.String({ minLength: 1, maxLength: 200, description: 'api-field-balance-claimant' }),
    item: Type.Integer({ minimum: 1, maximum: 100_000 }),
    line: Type.Integer({ minimum: 1, maximum: 100_000 }),
    code: Type.String({ maxLength: 20 }),
    quantity: Type.String({ minLength: 1, maxLength: 40, description: 'api-field-balance-corrected' }),
    reason: Type.String({ minLength: 1, maxLength: 2000 }),
  },
  strict,
);

const CorrectionSchema = Type.Object({
  id: Id,
  number: Type.String(),
  version: Type.Integer(),
  state: Type.String(),
  body: AnyObject,
  created: Moment,
  updated: Moment,
});

const CorrectionReadSchema = Type.Object({
  correction: CorrectionSchema,
  history: Type.Array(HistoryLineSchema),
  actions: Type.Array(Type.String()),
});

const reading = { method: 'GET', area: 'customs', cost: 'read', cache: 'none' } as const;
const writing = {
  method: 'POST',
  area: 'customs',
  cost: 'read',
  cache: 'none',
  consumes: ['application/json'],
  idempotent: true,
} as const;

/** Accounts of certificates as the caller's country keeps them, and their corrections by two officials. */
export function balanceRoutes(shared: Shared): readonly Route[] {
  return [...accountRoutes(shared), ...correctionRoutes(shared)];
}

function accountRoutes({ services: { balances, registers } }: Shared): readonly Route[] {
  return [
    route({
      ...reading,
      name: 'read-balance',
      path: '/v1/balances/:country/:authority/:number',
      admission: 'declaration.decide',
      schema: { params: Named, responses: { 200: { schema: BalanceSchema, raw: true } } },
      async handle({ caller, params, reply }) {
        const found = await balances.read(caller, accountOf(params));
        if (found === undefined) throw new LedgerError('account-not-found', { subject: params.number });
        return sendJson(reply, shownBalance(params, found));
      },
    }),
    route({
      ...reading,
      name: 'list-balance-movements',
      path: '/v1/balances/:country/:authority/:number/movements',
      admission: 'declaration.decide',
      schema: {
        params: Named,
        query: Type.Object(
          {
            after: Type.Optional(
              Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'api-field-balance-after' }),
            ),
            limit: Type.Optional(
              Type.Integer({ minimum: 1, maximum: PAGE_LIMIT, description: 'api-field-limit' }),
            ),
          },
          strict,
        ),
        responses: { 200: { schema: listOf(MovementSchema), raw: true } },
      },
      async handle({ caller, params, query: { after = 0, limit = 50 }, reply }) {
        const items = await balances.movements(caller, accountOf(params), after, limit);
        const last = items.at(-1)?.version;
        const next = items.length < limit || last === undefined ? {} : { next: String(last) };
        const actors = items.map(({ actor }) => actor);
        const names = await registers.people.names(caller, actors);
        const told = items.map((item) => {
          const name = names[item.actor];
          return name === undefined ? item : { ...item, name };
        });
        return sendJson(reply, { items: told, ...next });
      },
    }),
    route({
      ...writing,
      name: 'propose-balance-correction',
      path: '/v1/balances/:country/:authority/:number/corrections',
      admission: 'balance.correct',
      schema: {
        params: Named,
        body: CorrectionInput,
        responses: { 201: { schema: CorrectionSchema, raw: true } },
      },
      async handle({ caller, params, body, reply }) {
        const correction = await balances.propose(caller, accountOf(params), body);
        void reply
          .header('location', `/v1/balance-corrections/${correction.id}`)
          .header('etag', entityTag(String(correction.version)));
        return sendJson(reply, correction, 201);
      },
    }),
  ];
}

function correctionRoutes({ services: { balances } }: Shared): readonly Route[] {
  return [
    route({
      ...reading,
      name: 'list-balance-corrections',
      path: '/v1/balance-corrections',
      admission: 'balance.correct',
      schema: {
        query: Type.Object(
          {
            state: Type.Optional(Type.Enum(['proposed', 'approved', 'refused', 'withdrawn'])),
            subject: Type.Optional(
              Type.String({ minLength: 1, maxLength: 500, description: 'api-field-balance-subject' }),
            ),
            limit: Type.Optional(
              Type.Integer({ minimum: 1, maximum: PAGE_LIMIT, description: 'api-field-limit' }),
            ),
            after: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
          },
          strict,
        ),
        responses: { 200: { schema: listOf(CorrectionSchema), raw: true } },
      },
      async handle({ caller, query: { limit = 50, after, ...filters }, reply }) {
        const search = { filters, limit, ...(after === undefined ? {} : { after }) };
        return sendJson(reply, await balances.corrections(caller, search));
      },
    }),
    route({
      ...reading,
      name: 'read-balance-correction',
      path: '/v1/balance-corrections/:id',
      admission: 'balance.correct',
      schema: {
        params: Type.Object({ id: Id }, strict),
        responses: { 200: { schema: CorrectionReadSchema, raw: true } },
      },
      async handle({ caller, params, reply }) {
        const found = await balances.correction(caller, params.id);
        if (found === undefined) throw new LedgerError('record-not-found', { id: params.id });
        void reply.header('etag', entityTag(String(found.correction.version)));
        return sendJson(reply, found);
      },
    }),
    route({
      ...writing,
      name: 'decide-balance-correction',
      path: '/v1/balance-corrections/:id/actions/:action',
      admission: 'balance.correct',
      requiresMatch: true,
      stepUp: true,
      schema: {
        params: Type.Object({ id: Id, action: Type.Enum(['approve', 'refuse', 'withdraw']) }, strict),
        body: AnyObject,
        responses: { 200: { schema: CorrectionSchema, raw: true } },
      },
      async handle({ caller, params, body, request, reply }) {
        const ifMatch = request.headers['if-match'];
        if (ifMatch === undefined) throw new HttpError('precondition-required');
        const version = await seenVersion(ifMatch, async () => {
          const found = await balances.correction(caller, params.id);
          if (found === undefined) throw new LedgerError('record-not-found', { id: params.id });
          return found.correction;
        });
        const correction = await balances.act(caller, { ...params, input: body, version });
        void reply.header('etag', entityTag(String(correction.version)));
        return sendJson(reply, correction);
      },
    }),
  ];
}

/** Under which name a country keeps the account: whose country it is, the caller says. */
function accountOf(certificate: DocumentKey): { readonly kind: string; readonly subject: string } {
  const { kind, subject } = certificateAccount('', certificate);
  return { kind, subject };
}

function shownBalance(
  certificate: DocumentKey,
  { book, shares }: { readonly book: Book; readonly shares: readonly Share[] },
): object {
  const { state, version } = book;
  return {
    certificate,
    state,
    version,
    lines: book.lines.map((line) => ({
      line: line.line,
      code: line.code,
      unit: line.unit,
      certified: plainDecimal(line.limit),
      held: plainDecimal(line.held),
      consumed: plainDecimal(line.consumed),
      available: plainDecimal(availableOf(line)),
      claimants: line.claimants,
    })),
    shares: shares.map(({ declared, quantity, ...share }) => ({
      ...share,
      declared: plainDecimal(declared),
      quantity: plainDecimal(quantity),
    })),
  };
}
