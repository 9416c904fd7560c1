import { Type } from 'typebox';
import { peopleOf } from '../../../access/index.ts';
import type { ActionContext, Refusal } from '../../../ledger/index.ts';
import { actionsOf, defineLifecycle } from '../../../ledger/index.ts';
import { OUTCOMES, type Outcome } from '../../../verification/facts/index.ts';
import {
  DECLARATION_STATES,
  FINAL_RESULTS,
  OPEN_STATES,
  OVERRULINGS,
  type DeclarationBody,
  type DeclarationState,
} from './declaration-body.ts';

const strict = { additionalProperties: false } as const;
const Nothing = Type.Object({}, strict);
/** Any text that can be stored: no NUL, no half of a character. */
const STORABLE = '^(?:[^\\u0000\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$';
const Reason = Type.String({ minLength: 3, maxLength: 2_000, pattern: STORABLE });
const Certificate = Type.Object(
  { country: Type.String(), authority: Type.String(), number: Type.String() },
  strict,
);

type Context<Input> = ActionContext<DeclarationBody, DeclarationState, Input>;

const refuse = (code: string): Refusal => ({ code, values: {} });

const STATE_OF: Readonly<Record<Outcome, DeclarationState>> = {
  pass: 'passed',
  hold: 'held',
  inquire: 'inquired',
  refuse: 'refused',
};

/** The state that an outcome leads to. */
export function stateOfOutcome(outcome: Outcome): DeclarationState {
  return STATE_OF[outcome];
}

/** Who acts, as the body keeps it. */
function act({ caller, now }: Context<unknown>) {
  return {
    by: caller.actor,
    ...(caller.behalf === undefined ? {} : { behalf: caller.behalf }),
    at: now.toISOString(),
  };
}

const since = ({ now }: Context<unknown>) => ({ since: now.toISOString() });

/** The second official is another person than the first, whoever they act for. */
function isProposer(
  { caller }: Context<unknown>,
  proposed: DeclarationBody['proposed'] | DeclarationBody['annulling'],
): boolean {
  if (proposed === undefined) return false;
  const first = peopleOf({
    actor: proposed.by,
    ...(proposed.behalf === undefined ? {} : { behalf: proposed.behalf }),
  });
  return peopleOf(caller).some((person) => first.includes(person));
}

const OTHER_OPEN = OPEN_STATES.filter((state) => state !== 'lodged');
const stays = { from: OPEN_STATES, to: 'lodged', others: OTHER_OPEN } as const;
const released = { from: ['finalised'], to: 'finalised' } as const;
const overruling = { outcome: Type.Enum(OVERRULINGS), reason: Reason };
const action = actionsOf<DeclarationBody, DeclarationState>();

/** From the trader's lodging to what became of the goods. */
export const declarationLifecycle = defineLifecycle<DeclarationBody, DeclarationState>({
  states: DECLARATION_STATES,
  initial: ['lodged'],
  actions: {
    decide: action({
      from: OPEN_STATES,
      to: 'passed',
      others: ['held', 'inquired', 'refused'],
      by: 'rule',
      permission: 'declaration.decide',
      input: Type.Object({ outcome: Type.Enum(OUTCOMES), place: Type.Integer({ minimum: 1 }) }, strict),
      meaning: 'The rules decide on the version in force, first or anew.',
      enters: ({ input }) => stateOfOutcome(input.outcome),
    }),
    'decide-beside': action({
      ...stays,
      by: 'rule',
      permission: 'declaration.decide',
      input: Type.Object({ outcome: Type.Enum(OUTCOMES), place: Type.Integer({ minimum: 1 }) }, strict),
      meaning: 'The rules decide anew while an official’s word stands: it is recorded, the state stays.',
      enters: ({ entry }) => entry.state,
    }),
    amend: action({
      from: OPEN_STATES,
      to: 'lodged',
      by: 'party',
      permission: 'declaration.lodge',
      input: Nothing,
      meaning: 'The trader gives a new version, which is decided at once.',
      effect: (context) => ({ ...since(context), overruled: undefined, proposed: undefined }),
    }),
    withdraw: action({
      from: OPEN_STATES,
      to: 'withdrawn',
      by: 'party',
      permission: 'declaration.lodge',
      input: Type.Object({ reason: Type.Optional(Reason) }, strict),
      meaning: 'The trader takes it back; what was held for it is given back.',
      effect: (context) => ({
        ...since(context),
        proposed: undefined,
        withdrawn: {
          ...act(context),
          ...(context.input.reason === undefined ? {} : { reason: context.input.reason }),
        },
      }),
    }),
    finalise: action({
      from: OPEN_STATES,
      to: 'finalised',
      permission: 'declaration.decide',
      input: Type.Object({ result: Type.Enum(FINAL_RESULTS) }, strict),
      meaning: 'It is known what became of the goods: what was held is used up, or given back.',
      guard: ({ entry, input }) =>
        input.result === 'released' && entry.state !== 'passed' ? refuse('finalise-not-passed') : undefined,
      effect: (context) => ({
        ...since(context),
        proposed: undefined,
        finalised: { ...act(context), result: context.input.result },
      }),
    }),
    overrule: action({
      from: OPEN_STATES,
      to: 'passed',
      others: ['held', 'refused'],
      permission: 'declaration.decide',
      input: Type.Object(overruling, strict),
      meaning: 'An official sets another outcome, with a reason.',
      guard: ({ entry, input }) =>
        stateOfOutcome(input.outcome) === entry.state ? refuse('overrule-same') : undefined,
      enters: ({ input }) => stateOfOutcome(input.outcome),
      effect: (context) => ({
        ...since(context),
        proposed: undefined,
        overruled: { ...act(context), ...context.input },
      }),
    }),
    'propose-overrule': action({
      ...stays,
      permission: 'declaration.decide',
      input: Type.Object(overruling, strict),
      meaning: 'An official asks a second one to set another outcome; the value demands it.',
      guard: ({ entry, input }) =>
        stateOfOutcome(input.outcome) === entry.state ? refuse('overrule-same') : undefined,
      enters: ({ entry }) => entry.state,
      effect: (context) => ({ proposed: { ...act(context), ...context.input } }),
    }),
    'confirm-overrule': action({
      from: OPEN_STATES,
      to: 'passed',
      others: ['held', 'refused'],
      permission: 'declaration.approve',
      input: Nothing,
      meaning: 'A second official confirms it.',
      guard(context) {
        const { proposed } = context.entry.body;
        if (proposed === undefined) return refuse('overrule-not-proposed');
        return isProposer(context, proposed) ? refuse('overrule-second-official') : undefined;
      },
      // The guard has found a proposal; what a decision since then has made of the state does not undo it.
      enters: ({ entry }) => stateOfOutcome(entry.body.proposed?.outcome ?? 'hold'),
      effect(context) {
        const { proposed } = context.entry.body;
        return {
          ...since(context),
          proposed: undefined,
          ...(proposed === undefined ? {} : { overruled: { ...proposed, confirmed: act(context) } }),
        };
      },
    }),
    'decline-overrule': action({
      ...stays,
      permission: 'declaration.approve',
      input: Type.Object({ reason: Reason }, strict),
      meaning: 'A second official does not confirm it; the decision stands.',
      guard: ({ entry }) => (entry.body.proposed === undefined ? refuse('overrule-not-proposed') : undefined),
      enters: ({ entry }) => entry.state,
      effect: () => ({ proposed: undefined }),
    }),
    'propose-annul': action({
      ...released,
      permission: 'declaration.decide',
      input: Type.Object({ reason: Reason }, strict),
      meaning: 'An official asks a second one to annul what was released.',
      guard: ({ entry }) =>
        entry.body.finalised?.result === 'released' ? undefined : refuse('annul-not-released'),
      effect: (context) => ({ annulling: { ...act(context), ...context.input } }),
    }),
    'confirm-annul': action({
      from: ['finalised'],
      to: 'annulled',
      permission: 'declaration.approve',
      input: Nothing,
      meaning: 'A second official confirms it: the write-off is given back to the account.',
      guard(context) {
        const { annulling } = context.entry.body;
        if (annulling === undefined) return refuse('annul-not-proposed');
        return isProposer(context, annulling) ? refuse('overrule-second-official') : undefined;
      },
      effect(context) {
        const { annulling } = context.entry.body;
        return {
          ...since(context),
          annulling: undefined,
          ...(annulling === undefined ? {} : { annulled: { ...annulling, confirmed: act(context) } }),
        };
      },
    }),
    'decline-annul': action({
      ...released,
      permission: 'declaration.approve',
      input: Type.Object({ reason: Reason }, strict),
      meaning: 'A second official does not confirm it; the release stands.',
      guard: ({ entry }) => (entry.body.annulling === undefined ? refuse('annul-not-proposed') : undefined),
      effect: () => ({ annulling: undefined }),
    }),
    inquire: action({
      ...stays,
      permission: 'declaration.decide',
      input: Type.Object(
        { certificate: Certificate, text: Type.String({ minLength: 1 }), inquiry: Type.String() },
        strict,
      ),
      meaning: 'An official asks the issuer of a certificate.',
      enters: ({ entry }) => entry.state,
      effect: ({ entry, input: { certificate, inquiry: id }, now }) => ({
        inquiries: [...entry.body.inquiries, { id, certificate, at: now.toISOString() }],
      }),
    }),
    answer: action({
      ...stays,
      by: 'rule',
      permission: 'inquiry.write',
      input: Type.Object({ inquiry: Type.String() }, strict),
      meaning: 'The issuer has answered; it is looked at again.',
      enters: ({ entry }) => entry.state,
      effect: ({ entry, input, now }) => ({
        inquiries: entry.body.inquiries.map((inquiry) =>
          inquiry.id === input.inquiry ? { ...inquiry, answered: now.toISOString() } : inquiry,
        ),
      }),
    }),
    alert: action({
      from: [...OPEN_STATES, 'finalised'],
      to: 'passed',
      others: [...OPEN_STATES.filter((state) => state !== 'passed'), 'finalised'],
      by: 'rule',
      permission: 'declaration.decide',
      input: Type.Object({ code: Type.String(), certificate: Type.Optional(Certificate) }, strict),
      meaning: 'What the goods were released on no longer holds; somebody must look.',
      enters: ({ entry }) => entry.state,
      effect: ({ entry, input, now }) => ({
        alerts: [...entry.body.alerts, { ...input, at: now.toISOString() }],
      }),
    }),
  },
});
