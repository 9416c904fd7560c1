import { Type, type Static } from 'typebox';
import type { Scope } from '../../../database/index.ts';
import type { ActionContext, Entry, Refusal } from '../../../ledger/index.ts';
import { actionsOf, defineLifecycle, defineRecord, keeps } from '../../../ledger/index.ts';

export const INQUIRY_STATES = ['open', 'answered', 'closed'] as const;
export type InquiryState = (typeof INQUIRY_STATES)[number];

/** The two ends of a certificate's way. */
export const SIDES = ['issuing', 'importing'] as const;
export type Side = (typeof SIDES)[number];

const strict = { additionalProperties: false };
const Text = Type.String();
const Moment = Type.String({ description: 'RFC 3339, UTC.' });
const SideName = Type.Enum(SIDES);

/** What the ledger keeps of an inquiry beside its messages. */
export const InquiryBody = Type.Object(
  {
    certificate: Type.Object({ id: Text, number: Text }, strict),
    issuer: Type.Object({ country: Text, authority: Text, office: Type.Optional(Text) }, strict),
    importing: Text,
    asker: SideName,
    result: Type.Optional(Type.String({ description: 'Id of the result that opened it.' })),
    waiting: Type.Optional(SideName),
    due: Type.Optional(Moment),
    latest: Moment,
  },
  strict,
);
export type InquiryBody = Static<typeof InquiryBody>;
export type InquiryEntry = Entry<InquiryBody, InquiryState>;

/** On which side of an inquiry a scope stands; undefined for who is no party to it. */
export function sideOf(scope: Scope, { issuer, importing }: InquiryBody): Side | undefined {
  if (scope.kind !== 'authority') return undefined;
  if (keeps(scope, issuer)) return 'issuing';
  return scope.country === importing ? 'importing' : undefined;
}

export function otherSide(side: Side): Side {
  return side === 'issuing' ? 'importing' : 'issuing';
}

type Context = ActionContext<InquiryBody, InquiryState, unknown>;

/** Only who asked asks on, extends, closes and opens again. */
function askerOnly({ entry, caller }: Context): Refusal | undefined {
  return sideOf(caller.scope, entry.body) === entry.body.asker
    ? undefined
    : { code: 'inquiry-asker-only', values: {} };
}

/** Only the other side answers. */
function answererOnly({ entry, caller }: Context): Refusal | undefined {
  return sideOf(caller.scope, entry.body) === otherSide(entry.body.asker)
    ? undefined
    : { code: 'inquiry-not-your-turn', values: {} };
}

const Nothing = Type.Object({}, strict);
const Due = Type.Object({ due: Moment }, strict);
const action = actionsOf<InquiryBody, InquiryState>();
const writing = { by: 'party', permission: 'inquiry.write' } as const;
const noted = ({ now }: { readonly now: Date }) => ({ latest: now.toISOString() });
const asked = ({ entry, input, now }: ActionContext<InquiryBody, InquiryState, Static<typeof Due>>) => ({
  waiting: otherSide(entry.body.asker),
  due: input.due,
  latest: now.toISOString(),
});

/** A question, its answers, and its end. */
export const inquiryLifecycle = defineLifecycle<InquiryBody, InquiryState>({
  states: INQUIRY_STATES,
  initial: ['open'],
  actions: {
    ask: action({
      ...writing,
      from: ['open', 'answered'],
      to: 'open',
      input: Due,
      meaning: 'The side that asked asks on.',
      guard: askerOnly,
      effect: asked,
    }),
    answer: action({
      ...writing,
      from: ['open', 'answered'],
      to: 'answered',
      input: Due,
      meaning: 'The other side answers; who asked has to decide.',
      guard: answererOnly,
      effect: ({ entry, input, now }) => ({
        waiting: entry.body.asker,
        due: input.due,
        latest: now.toISOString(),
      }),
    }),
    note: action({
      ...writing,
      from: ['open'],
      to: 'open',
      input: Nothing,
      meaning: 'Either side adds something; nothing follows from it.',
      effect: noted,
    }),
    'note-answered': action({
      ...writing,
      from: ['answered'],
      to: 'answered',
      input: Nothing,
      meaning: 'Either side adds something to what is answered.',
      effect: noted,
    }),
    extend: action({
      ...writing,
      from: ['open'],
      to: 'open',
      input: Due,
      meaning: 'The side that asked gives more time, or less.',
      guard: askerOnly,
      effect: ({ input, now }) => ({ due: input.due, latest: now.toISOString() }),
    }),
    close: action({
      ...writing,
      from: ['open', 'answered'],
      to: 'closed',
      input: Nothing,
      meaning: 'The side that asked is content, or has decided.',
      guard: askerOnly,
      effect: ({ now }) => ({ waiting: undefined, due: undefined, latest: now.toISOString() }),
    }),
    reopen: action({
      ...writing,
      from: ['closed'],
      to: 'open',
      input: Due,
      meaning: 'The side that asked asks again.',
      guard: askerOnly,
      effect: asked,
    }),
  },
});

/** An inquiry as a record of the ledger. */
export const inquiryRecord = defineRecord({
  name: 'inquiry',
  schema: InquiryBody,
  lifecycle: inquiryLifecycle,
  order: 'latest',
  columns: {
    certificate: { type: 'uuid', of: ({ body }) => body.certificate.id },
    issuing_country: { type: 'text', of: ({ body }) => body.issuer.country },
    issuing_authority: { type: 'text', of: ({ body }) => body.issuer.authority },
    issuing_office: { type: 'text', of: ({ body }) => body.issuer.office },
    importing_country: { type: 'text', of: ({ body }) => body.importing },
    waiting: { type: 'text', of: ({ body }) => body.waiting },
    due: { type: 'timestamptz', of: ({ body }) => body.due },
    latest: { type: 'timestamptz', of: ({ body }) => body.latest },
  },
  terms: () => [],
  isParty: (scope, { body }) => sideOf(scope, body) !== undefined,
  scoped: () => [],
  filters: {},
});
