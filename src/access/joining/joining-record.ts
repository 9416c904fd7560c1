import { Type, type Static } from 'typebox';
import { LANGUAGES } from '../../base/index.ts';
import type { Statement } from '../../database/index.ts';
import {
  actionsOf,
  defineLifecycle,
  defineRecord,
  wordsOf,
  wordsSought,
  type ActionContext,
  type Refusal,
} from '../../ledger/index.ts';
import { brokenSeparation } from '../organisations/separations.ts';

const strict = { additionalProperties: false } as const;
const Line = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f\\u007f]+$' });
/** Words of several lines. */
const Words = Type.String({ minLength: 1, maxLength: 4000 });
const Email = Type.String({
  minLength: 5,
  maxLength: 100,
  pattern: '^[^\\s@<>"]{1,64}@[^\\s@<>"]+\\.[^\\s@<>"]+$',
});
const Language = Type.Enum(LANGUAGES);

/** Who applies. An embassy applies for an authority of its country. */
export const JOINING_KINDS = ['authority', 'embassy', 'trader', 'carrier', 'partner'] as const;
export const JOINING_STATES = ['lodged', 'questioned', 'checked', 'approved', 'refused'] as const;
export type JoiningState = (typeof JOINING_STATES)[number];

export const Official = Type.Object(
  {
    name: Line(200),
    email: Email,
    language: Language,
    /** Keeps the organisation's own people; such an official acts on no documents. */
    administers: Type.Boolean(),
  },
  strict,
);

/** What an applicant says, without the document. */
export const Application = Type.Object(
  {
    kind: Type.Enum(JOINING_KINDS),
    /** ISO 3166-1 alpha-2. */
    country: Type.String({ pattern: '^[A-Z]{2}$' }),
    /** Name of the organisation in its own language, and in English. */
    name: Line(300),
    englishName: Type.Optional(Line(300)),
    /** Who answers questions. */
    contact: Type.Object(
      { name: Line(200), email: Email, telephone: Type.Optional(Line(60)), language: Language },
      strict,
    ),
    purpose: Words,
    officials: Type.Array(Official, { minItems: 1, maxItems: 50 }),
  },
  strict,
);
export type Application = Static<typeof Application>;

export const JoiningBody = Type.Object(
  {
    ...Application.properties,
    /** RFC 3339. */
    lodged: Type.String(),
    documents: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          name: Type.String(),
          mediaType: Type.String(),
          size: Type.Integer(),
          digest: Type.String(),
        },
        strict,
      ),
    ),
    /** Questions and answers, oldest first. */
    thread: Type.Array(Type.Object({ by: Type.String(), at: Type.String(), text: Type.String() }, strict)),
    decision: Type.Optional(
      Type.Object(
        {
          at: Type.String(),
          reason: Type.Optional(Type.String()),
          organisation: Type.Optional(Type.String()),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type JoiningBody = Static<typeof JoiningBody>;

const EARLIER: Statement = {
  name: 'joining-earlier-acts',
  text: `select action, actor, opening -> 'act' -> 'details' ->> 'behalf' as behalf from joining_history where record = $1`,
};

/** Who has checked an application does not approve it, in nobody's name. */
async function separationRefusal({
  entry,
  caller,
  session,
}: ActionContext<JoiningBody, JoiningState, unknown>): Promise<Refusal | undefined> {
  const rows = await session.query<{ action: string; actor: string; behalf: string | null }>(EARLIER, [
    entry.id,
  ]);
  const earlier = rows.map(({ action, actor, behalf }) => ({
    act: `joining.${action}`,
    actor,
    ...(behalf === null ? {} : { behalf }),
  }));
  const broken = brokenSeparation('joining.approve', caller, earlier);
  return broken === undefined ? undefined : { code: 'joining-checked-by-you', values: {} };
}

const action = actionsOf<JoiningBody, JoiningState>();
const said =
  (by: 'officer' | 'applicant') =>
  (context: {
    readonly entry: { readonly body: JoiningBody };
    readonly input: { readonly text: string };
    readonly now: Date;
  }) => ({
    thread: [...context.entry.body.thread, { by, at: context.now.toISOString(), text: context.input.text }],
  });
const Nothing = Type.Object({}, strict);
const Said = Type.Object({ text: Words }, strict);

/** The way of an application: one official checks, another approves. */
export const joiningLifecycle = defineLifecycle<JoiningBody, JoiningState>({
  states: JOINING_STATES,
  initial: ['lodged'],
  actions: {
    ask: action({
      from: ['lodged', 'checked'],
      to: 'questioned',
      permission: 'joining.check',
      input: Said,
      meaning: 'The officer asks the applicant; the applicant sees the question.',
      effect: said('officer'),
    }),
    answer: action({
      from: ['questioned'],
      to: 'lodged',
      by: 'rule',
      permission: 'joining.answer',
      input: Said,
      meaning: 'The applicant answers, and may add a document.',
      effect: said('applicant'),
    }),
    check: action({
      from: ['lodged'],
      to: 'checked',
      permission: 'joining.check',
      input: Nothing,
      meaning: 'The officer has checked who applies, and finds it in order.',
    }),
    return: action({
      from: ['checked'],
      to: 'lodged',
      permission: 'joining.approve',
      input: Nothing,
      meaning: 'The second official wants it checked again.',
    }),
    approve: action({
      from: ['checked'],
      to: 'approved',
      permission: 'joining.approve',
      input: Type.Object(
        {
          organisation: Type.String({ pattern: '^[A-Z]{2}-[A-Za-z0-9]{1,20}$' }),
          title: Type.Optional(Type.Object({ en: Line(300), zh: Type.Optional(Line(300)) }, strict)),
        },
        strict,
      ),
      meaning: 'A second official lets the organisation in; its officials get accounts.',
      guard: separationRefusal,
      effect: ({ input, now }) => ({
        decision: { at: now.toISOString(), organisation: input.organisation },
      }),
    }),
    refuse: action({
      from: ['lodged', 'questioned', 'checked'],
      to: 'refused',
      permission: 'joining.check',
      input: Type.Object({ reason: Words }, strict),
      meaning: 'The application is turned down; the applicant sees the reason.',
      effect: ({ input, now }) => ({ decision: { at: now.toISOString(), reason: input.reason } }),
    }),
  },
});

const whole = (letter: string) => (value: string) =>
  value === '' ? undefined : ([{ is: 'termed', value: [letter + value] }] as const);

/** An application to join, as a record of the ledger. */
export const joiningRecord = defineRecord({
  name: 'joining',
  schema: JoiningBody,
  lifecycle: joiningLifecycle,
  order: 'lodged',
  columns: {
    lodged: { type: 'timestamptz', of: ({ body }) => body.lodged },
    applicant: { type: 'text', of: ({ body }) => body.country },
    kind: { type: 'text', of: ({ body }) => body.kind },
  },
  terms: ({ body, number }) => [
    `c${body.country}`,
    `k${body.kind}`,
    `n${number}`,
    ...wordsOf(`${body.name} ${body.englishName ?? ''}`).map((word) => `w${word}`),
  ],
  scoped: () => [],
  filters: {
    /** Country of the applicant. */
    country: whole('c'),
    kind: whole('k'),
    reference: whole('n'),
    /** Words of the organisation's name. */
    name(value) {
      const words = wordsSought(value);
      return words.length === 0 ? 'too-short' : [{ is: 'termed', value: words.map((word) => `w${word}`) }];
    },
    /** One state, or several parted by commas. */
    state(value) {
      const states = value.split(',');
      if (!states.every((state) => JOINING_STATES.some((known) => known === state))) return undefined;
      return [{ column: 'state', is: 'any-of', value: states }];
    },
  },
});
