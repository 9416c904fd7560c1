import { Type, type Static } from 'typebox';
import type { Entry } from '../../../ledger/index.ts';
import {
  actionsOf,
  defineLifecycle,
  defineRecord,
  plainNumber,
  type Refusal,
} from '../../../ledger/index.ts';
import { ForgeryPattern, patternFault } from './pattern.ts';

export const FORGERY_STATES = ['reported', 'examined', 'confirmed', 'dismissed'] as const;
export type ForgeryState = (typeof FORGERY_STATES)[number];

const strict = { additionalProperties: false } as const;
const Text = Type.String();

/** What the ledger keeps of a suspected forgery. */
export const ForgeryBody = Type.Object(
  {
    number: Type.String({ description: 'Number of the certificate, as it stands on the paper.' }),
    paper: Type.Optional(Type.String({ description: 'Serial number of the paper.' })),
    claimed: Type.Object(
      { country: Text, authority: Type.Optional(Text), office: Type.Optional(Text) },
      { ...strict, description: 'In whose name it was made.' },
    ),
    seen: Type.Object(
      { country: Type.Optional(Text), place: Type.Optional(Text), on: Type.Optional(Text) },
      { ...strict, description: 'Where and when it was seen.' },
    ),
    commodity: Type.Optional(Type.String({ description: 'Beginning of a Harmonized System code.' })),
    signs: Type.Array(Text, { description: 'Codes of the list forgery-sign.' }),
    description: Text,
    contact: Type.Optional(Type.String({ description: 'How to reach who reported it; for triage alone.' })),
    photographs: Type.Array(
      Type.Object({ place: Type.Integer(), mediaType: Text, size: Type.Integer(), digest: Text }, strict),
    ),
    reported: Type.String({ description: 'RFC 3339.' }),
    reporter: Type.String({ description: 'Key of the acting account, or `anyone`.' }),
    finding: Type.Optional(Type.String({ description: 'What the examination found.' })),
    patterns: Type.Optional(Type.Array(ForgeryPattern)),
    confirmed: Type.Optional(Type.String({ description: 'RFC 3339.' })),
  },
  strict,
);
export type ForgeryBody = Static<typeof ForgeryBody>;
export type Forgery = Entry<ForgeryBody, ForgeryState>;

const Finding = Type.String({ minLength: 1, maxLength: 4000, description: 'What was found, in words.' });
const action = actionsOf<ForgeryBody, ForgeryState>();
const permission = 'forgery.triage';

function patternRefusal(patterns: readonly ForgeryPattern[]): Refusal | undefined {
  const code = patterns.map(patternFault).find((fault) => fault !== undefined);
  return code === undefined ? undefined : { code, values: {} };
}

/** A report, its examination and its end. */
export const forgeryLifecycle = defineLifecycle<ForgeryBody, ForgeryState>({
  states: FORGERY_STATES,
  initial: ['reported'],
  actions: {
    examine: action({
      from: ['reported'],
      to: 'examined',
      permission,
      input: Type.Object({ finding: Type.Optional(Finding) }, strict),
      meaning: 'An officer looks into the report.',
      effect: ({ input }) => input,
    }),
    confirm: action({
      from: ['examined'],
      to: 'confirmed',
      permission,
      input: Type.Object(
        { finding: Finding, patterns: Type.Optional(Type.Array(ForgeryPattern, { maxItems: 10 })) },
        strict,
      ),
      meaning: 'It is a forgery: every later look-up of its number and patterns is warned.',
      guard: ({ input }) => patternRefusal(input.patterns ?? []),
      effect: ({ input, now }) => ({ ...input, confirmed: now.toISOString() }),
    }),
    dismiss: action({
      from: ['reported', 'examined'],
      to: 'dismissed',
      permission,
      input: Type.Object({ finding: Finding }, strict),
      meaning: 'It is no forgery, or cannot be shown to be one.',
      effect: ({ input }) => input,
    }),
    retract: action({
      from: ['confirmed'],
      to: 'dismissed',
      permission,
      input: Type.Object({ finding: Finding }, strict),
      meaning: 'The confirmation was an error: the warnings end.',
      effect: ({ input }) => ({ ...input, patterns: undefined, confirmed: undefined }),
    }),
  },
});

/** A suspected forgery as a record of the ledger. */
export const forgeryRecord = defineRecord({
  name: 'forgery',
  schema: ForgeryBody,
  lifecycle: forgeryLifecycle,
  order: 'reported',
  columns: {
    plain_number: { type: 'text', of: ({ body }) => plainNumber(body.number) },
    claimed_country: { type: 'text', of: ({ body }) => body.claimed.country },
    seen_country: { type: 'text', of: ({ body }) => body.seen.country },
    commodity: { type: 'text', of: ({ body }) => body.commodity },
    reported: { type: 'timestamptz', of: ({ body }) => body.reported },
  },
  terms: () => [],
  scoped: () => [],
  filters: {
    number(value) {
      const plain = plainNumber(value);
      return plain.length < 3 ? 'too-short' : [{ column: 'plain_number', is: 'containing', value: plain }];
    },
    state: (value) =>
      FORGERY_STATES.some((known) => known === value) ? [{ column: 'state', is: 'equal', value }] : undefined,
    country: (value) => [{ column: 'claimed_country', is: 'equal', value }],
    seenIn: (value) => [{ column: 'seen_country', is: 'equal', value }],
  },
});
