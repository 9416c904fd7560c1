import { Type, type Static } from 'typebox';
import type { LedgerCaller } from '../caller.ts';
import { actionsOf, defineLifecycle, type ActionContext, type Refusal } from '../lifecycle.ts';
import { defineRecord, type Entry } from '../record.ts';

export const CORRECTION_STATES = ['proposed', 'approved', 'refused', 'withdrawn'] as const;
export type CorrectionState = (typeof CORRECTION_STATES)[number];

const strict = { additionalProperties: false } as const;
const Reason = Type.String({ minLength: 1, maxLength: 2000, description: 'Why, in words for the history.' });

/** A correction of an account by hand, as the ledger keeps it. */
export const CorrectionBody = Type.Object(
  {
    account: Type.Object(
      { country: Type.String(), kind: Type.String(), subject: Type.String() },
      { ...strict, description: 'Name of the account.' },
    ),
    claimant: Type.String({ description: 'Whose use is corrected: a declaration of ours, or a paper.' }),
    item: Type.Integer({ minimum: 1 }),
    line: Type.Integer({ minimum: 1 }),
    code: Type.String({ description: 'Commodity code as declared.' }),
    quantity: Type.String({
      description: 'What it has really used, in the unit of the line; 0 for nothing.',
    }),
    unit: Type.String(),
    before: Type.String({ description: 'What it had used when the correction was proposed.' }),
    reason: Reason,
    proposed: Type.String({ description: 'RFC 3339.' }),
    proposedBy: Type.String({ description: 'Key of the acting account.' }),
    proposedBehalf: Type.Optional(Type.String({ description: 'In whose name the proposer acted.' })),
    decidedBy: Type.Optional(Type.String()),
    refusal: Type.Optional(Type.String({ description: 'Why it was refused.' })),
  },
  strict,
);
export type CorrectionBody = Static<typeof CorrectionBody>;
export type CorrectionEntry = Entry<CorrectionBody, CorrectionState>;

const Nothing = Type.Object({}, strict);
const action = actionsOf<CorrectionBody, CorrectionState>();

/** The two officials are two: also where one acts in the other's name. */
function ownRefusal({
  entry: { body },
  caller,
}: Pick<ActionContext<CorrectionBody, CorrectionState, unknown>, 'entry' | 'caller'>): Refusal | undefined {
  return isProposer(body, caller) ? { code: 'correction-own-proposal', values: {} } : undefined;
}

function isProposer(body: CorrectionBody, { actor, behalf }: LedgerCaller): boolean {
  const proposers = [body.proposedBy, body.proposedBehalf];
  return proposers.includes(actor) || (behalf !== undefined && proposers.includes(behalf));
}

/** States and actions of a correction. */
export const correctionLifecycle = defineLifecycle<CorrectionBody, CorrectionState>({
  states: CORRECTION_STATES,
  initial: ['proposed'],
  actions: {
    approve: action({
      from: ['proposed'],
      to: 'approved',
      permission: 'balance.approve',
      input: Nothing,
      meaning: 'Another official than the proposer approves: the account is corrected in the same act.',
      guard: ownRefusal,
      effect: ({ caller }) => ({ decidedBy: caller.actor }),
    }),
    refuse: action({
      from: ['proposed'],
      to: 'refused',
      permission: 'balance.approve',
      input: Type.Object({ reason: Reason }, strict),
      meaning: 'Another official than the proposer refuses, and says why.',
      guard: ownRefusal,
      effect: ({ caller, input }) => ({ decidedBy: caller.actor, refusal: input.reason }),
    }),
    withdraw: action({
      from: ['proposed'],
      to: 'withdrawn',
      permission: 'balance.correct',
      input: Nothing,
      meaning: 'The proposal is taken back.',
      effect: ({ caller }) => ({ decidedBy: caller.actor }),
    }),
  },
});

/** Corrections of accounts as a record type. */
export const correctionRecord = defineRecord({
  name: 'balance_correction',
  schema: CorrectionBody,
  lifecycle: correctionLifecycle,
  order: 'proposed',
  columns: {
    subject: { type: 'text', of: ({ body }) => body.account.subject },
    proposed: { type: 'timestamptz', of: ({ body }) => body.proposed },
  },
  terms: () => [],
  scoped: () => [],
  filters: {
    subject: (value) => [{ column: 'subject', is: 'equal', value }],
    state: (value) =>
      CORRECTION_STATES.some((known) => known === value)
        ? [{ column: 'state', is: 'equal', value }]
        : undefined,
  },
});
