import { Type } from 'typebox';
import { peopleOf } from '../../../access/index.ts';
import type { ActionContext, LedgerCaller, Refusal } from '../../../ledger/index.ts';
import { actionsOf, defineLifecycle } from '../../../ledger/index.ts';
import { APPLICATION_STATES, type ApplicationBody, type ApplicationState } from './application-body.ts';
import type { IssuingRule } from './issuing-rules.ts';

const Nothing = Type.Object({}, { additionalProperties: false });
/** Any text that can be stored: no NUL, no half of a character. */
export const STORABLE = '^(?:[^\\u0000\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$';
const Remark = Type.String({
  minLength: 1,
  maxLength: 2000,
  pattern: STORABLE,
  description: 'What the author is told.',
});

type Context<Input> = ActionContext<ApplicationBody, ApplicationState, Input>;

const refuse = (code: string): Refusal => ({ code, values: {} });

/** Who wrote in it does not judge it, and delegation does not get round that. */
function reviewerRefusal({ entry, caller }: Context<unknown>): Refusal | undefined {
  return isAuthor(entry.body, caller) ? refuse('author-cannot-review') : undefined;
}

/**
 * Whether somebody may not be the signatory: neither author nor reviewer, as far as the authority's rule asks for it.
 * The rule is a parameter, which no guard reads; signing asks here, holding the version of the entry that it was given.
 */
export function signatoryRefusal(
  { state, body }: Pick<Context<unknown>['entry'], 'state' | 'body'>,
  caller: LedgerCaller,
  rule: IssuingRule,
): Refusal | undefined {
  if (!rule.threeActs) return undefined;
  if (state !== 'reviewed') return refuse('review-missing');
  if (isAuthor(body, caller)) return refuse('author-cannot-sign');
  const { reviewed } = body;
  const isReviewer = peopleOf(caller).some((each) => each === reviewed?.by || each === reviewed?.behalf);
  return isReviewer && rule.reviewerMaySign !== true ? refuse('reviewer-cannot-sign') : undefined;
}

function isAuthor({ authors }: ApplicationBody, caller: LedgerCaller): boolean {
  return peopleOf(caller).some((each) => authors.includes(each));
}

const act = ({ caller, now }: Context<unknown>) => ({
  by: caller.actor,
  ...(caller.behalf === undefined ? {} : { behalf: caller.behalf }),
  at: now.toISOString(),
});

function remarks(context: Context<unknown>, action: string, text: string | undefined) {
  const before = context.entry.body.remarks ?? [];
  const { by, at } = act(context);
  return text === undefined ? before : [...before, { by, at, action, text }];
}

const action = actionsOf<ApplicationBody, ApplicationState>();

/** From an application to a certificate: author, reviewer, signatory. */
export const applicationLifecycle = defineLifecycle<ApplicationBody, ApplicationState>({
  states: APPLICATION_STATES,
  initial: ['draft'],
  actions: {
    revise: action({
      from: ['draft'],
      to: 'draft',
      permission: 'certificate.draft',
      input: Nothing,
      meaning: 'Somebody of the office writes in it.',
    }),
    submit: action({
      from: ['draft'],
      to: 'submitted',
      permission: 'certificate.draft',
      input: Nothing,
      meaning: 'The author holds it complete and hands it on.',
      effect: (context) => ({ submitted: act(context) }),
    }),
    recall: action({
      from: ['submitted'],
      to: 'draft',
      permission: 'certificate.draft',
      input: Nothing,
      meaning: 'An author takes it back before it is reviewed.',
      guard: ({ entry, caller }) =>
        entry.body.authors.includes(caller.actor) ? undefined : refuse('recall-by-author'),
      effect: () => ({ submitted: undefined }),
    }),
    review: action({
      from: ['submitted'],
      to: 'reviewed',
      permission: 'certificate.review',
      input: Type.Object({ remark: Type.Optional(Remark) }, { additionalProperties: false }),
      meaning: 'A second person has examined it and agrees.',
      guard: reviewerRefusal,
      effect: (context) => ({
        reviewed: act(context),
        ...(context.input.remark === undefined
          ? {}
          : { remarks: remarks(context, 'review', context.input.remark) }),
      }),
    }),
    return: action({
      from: ['submitted', 'reviewed'],
      to: 'draft',
      permission: 'certificate.review',
      input: Type.Object({ remark: Remark }, { additionalProperties: false }),
      meaning: 'It goes back to its author, with what is to be mended.',
      guard: reviewerRefusal,
      effect: (context) => ({
        submitted: undefined,
        reviewed: undefined,
        remarks: remarks(context, 'return', context.input.remark),
      }),
    }),
    sign: action({
      // A rule of the authority asks for the review; where there is none, the office signs what it wrote.
      from: ['draft', 'submitted', 'reviewed'],
      to: 'issued',
      permission: 'certificate.issue',
      input: Nothing,
      meaning: 'The signatory seals it: it gets its number and becomes a certificate.',
    }),
    abandon: action({
      from: ['draft', 'submitted', 'reviewed'],
      to: 'abandoned',
      permission: 'certificate.draft',
      input: Type.Object({ remark: Type.Optional(Remark) }, { additionalProperties: false }),
      meaning: 'The office gives it up; it never becomes a certificate.',
      effect: (context) => ({ remarks: remarks(context, 'abandon', context.input.remark) }),
    }),
  },
});
