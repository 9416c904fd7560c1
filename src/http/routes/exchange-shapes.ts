import { Type } from 'typebox';
import { CHANNELS } from '../../exchange/index.ts';
import { Id, Moment } from '../schemas.ts';

const strict = { additionalProperties: false } as const;
const AnyObject = Type.Object({}, { additionalProperties: true });
const Nullable = (schema: ReturnType<typeof Type.String>) => Type.Union([schema, Type.Null()]);
const Amount = Type.Union([Type.Number(), Type.Null()]);
const Told = Type.Optional(Type.String({ description: 'api-field-told' }));

/** A finding with its sentence. */
const ToldFinding = Type.Object({
  level: Type.String(),
  code: Type.String({ description: 'api-field-code' }),
  path: Type.String(),
  told: Type.String({ description: 'api-field-told' }),
});

/** A message of either direction. */
export const Message = Type.Object({
  id: Id,
  partner: Type.String(),
  authority: Type.String(),
  channel: Type.String(),
  type: Nullable(Type.String()),
  state: Type.String(),
  digest: Type.String({ description: 'api-field-digest' }),
  size: Type.Integer(),
  subject: Nullable(Type.String()),
  changed: Moment,
  attempts: Type.Integer(),
  due: Nullable(Moment),
  code: Nullable(Type.String({ description: 'api-field-code' })),
  told: Told,
  posted: Type.Optional(Moment),
  sent: Type.Optional(Nullable(Moment)),
  expires: Type.Optional(Moment),
  reference: Type.Optional(Nullable(Type.String())),
  closed: Type.Optional(Type.Boolean()),
  received: Type.Optional(Moment),
  trial: Type.Optional(Type.Boolean()),
  media_type: Type.Optional(Type.String()),
  envelope: Type.Optional(Type.Union([AnyObject, Type.Null()])),
  findings: Type.Optional(Type.Union([Type.Array(ToldFinding), Type.Null()])),
});

/** What happened to a message. */
export const Life = Type.Object({
  message: Message,
  events: Type.Array(
    Type.Object({
      at: Moment,
      event: Type.String(),
      attempt: Type.Union([Type.Integer(), Type.Null()]),
      code: Nullable(Type.String({ description: 'api-field-code' })),
      told: Told,
      actor: Nullable(Type.String()),
      reason: Nullable(Type.String()),
      leaf: Nullable(Type.String()),
    }),
  ),
  receipts: Type.Array(
    Type.Object({
      given: Type.Boolean(),
      level: Type.String(),
      outcome: Type.String(),
      at: Moment,
      received: Moment,
      findings: Type.Array(ToldFinding),
      bytes: Type.String(),
      leaf: Type.String(),
    }),
  ),
  translation: Type.Optional(
    Type.Object({
      original: Type.String(),
      source: Type.String(),
      target: Type.String(),
      losses: Type.Array(
        Type.Object({
          code: Type.String({ description: 'api-field-code' }),
          told: Told,
          path: Type.String(),
          value: Type.String(),
          became: Type.Optional(Type.String()),
        }),
      ),
      defaulted: Type.Array(Type.Object({ path: Type.String(), value: Type.String() })),
      omitted: Type.Integer(),
    }),
  ),
});

/** What an official does about a message. */
export const Act = Type.Union([
  Type.Object({ action: Type.Enum(['retry', 'discard']), reason: reason() }, strict),
  Type.Object({ action: Type.Literal('redirect'), channel: Type.Enum(CHANNELS), reason: reason() }, strict),
]);

function reason() {
  return Type.String({ minLength: 1, maxLength: 2_000, description: 'api-field-reason' });
}

/** What crossed between the zones, or was to. */
export const Crossing = Type.Object({
  id: Id,
  frame: Nullable(Type.String()),
  kind: Nullable(Type.String()),
  direction: Type.String(),
  refusal: Nullable(Type.String({ description: 'api-field-code' })),
  told: Told,
  at: Moment,
  leaf: Type.String(),
});

/** How traffic stands and went. */
export const Board = Type.Object({
  asOf: Moment,
  days: Type.Integer(),
  partners: Type.Array(
    Type.Object({
      partner: Type.String(),
      authority: Type.String(),
      country: Type.String(),
      state: Type.String(),
      channels: Type.Array(Type.String()),
      seen: Nullable(Moment),
      waiting: Type.Integer(),
      oldest: Nullable(Moment),
      dead: Type.Integer(),
      messages: Type.Integer(),
      decided: Type.Integer(),
      lost: Type.Integer(),
      attempts: Type.Integer(),
      median: Amount,
      slow: Amount,
    }),
  ),
  alarms: Type.Array(
    Type.Object({
      id: Id,
      rule: Type.String(),
      partner: Type.String(),
      matter: Type.String(),
      raised: Moment,
      measured: Type.Number(),
      allowed: Type.Number(),
      leaf: Type.String(),
      cleared: Nullable(Moment),
    }),
  ),
  roads: Type.Array(
    Type.Object({
      partner: Type.String(),
      channel: Type.String(),
      waiting: Type.Integer(),
      oldest: Nullable(Moment),
      dead: Type.Integer(),
      failures: Type.Integer(),
      failing_since: Nullable(Moment),
      code: Nullable(Type.String({ description: 'api-field-code' })),
      told: Told,
    }),
  ),
  expiring: Type.Array(
    Type.Object({
      partner: Type.String(),
      use: Type.String(),
      fingerprint: Type.String(),
      subject: Type.String(),
      ends: Moment,
      isCovered: Type.Boolean(),
    }),
  ),
  refusals: Type.Array(
    Type.Object({
      partner: Type.String(),
      channel: Type.String(),
      code: Type.String({ description: 'api-field-code' }),
      told: Told,
      amount: Type.Integer(),
      first: Moment,
      latest: Moment,
      name: Type.String(),
    }),
  ),
});
