import { peopleOf } from '../../../access/index.ts';
import type { Transaction } from '../../../database/index.ts';
import type { Performance } from '../../../ledger/index.ts';
import {
  addWorkingDays,
  DEFAULT_TERM,
  endTasks,
  openTasks,
  type TaskTerm,
} from '../../../ledger/tasks/index.ts';
import type { IssuingRule, RuleScope } from './issuing-rules.ts';
import type { ApplicationEntry } from './office.ts';

/** How long a review, or a signature, may take in an office. */
export type ApplicationTerms = (owner: RuleScope) => TaskTerm;

/** Where nobody says otherwise. */
export const usualTerms: ApplicationTerms = () => DEFAULT_TERM;

const REVIEW = 'review-application';
const SIGN = 'sign-application';
/** Kinds of work that an act does; what else waited for the application is no longer wanted. */
const DONE_BY: Readonly<Record<string, readonly string[]>> = {
  review: [REVIEW],
  return: [REVIEW],
  sign: [REVIEW, SIGN],
};

/**
 * What an act on an application ends, and what it leaves to others, in the act's transaction: a review after the submission,
 * a signature after the review. Nobody is given work that the separation of the three acts forbids them.
 */
export async function followWithTasks(
  transaction: Transaction,
  { action, entry, rule, terms }: FollowingAct,
  by: Performance,
): Promise<void> {
  // Writing and taking up change nothing of what waits.
  if (action === 'revise') return;
  const done = DONE_BY[action];
  if (done !== undefined)
    await endTasks(transaction, { subject: entry.id, kinds: done, action: 'settle' }, by);
  await endTasks(transaction, { subject: entry.id, action: 'drop' }, by);
  const next = nextOf(entry, rule);
  if (next === undefined) return;
  const { country, authority, office, number } = entry;
  const owner = { country, authority, ...(office === undefined ? {} : { office }) };
  const term = terms(owner);
  const task = {
    ...next,
    subject: { record: 'application', id: entry.id, number },
    owner,
    due: addWorkingDays(by.now, term.days),
    term,
    byAct: true,
  };
  await openTasks(transaction, [task], by);
}

interface FollowingAct {
  readonly action: string;
  /** As it stands after the act. */
  readonly entry: ApplicationEntry;
  readonly rule: IssuingRule;
  readonly terms: ApplicationTerms;
}

function nextOf({ state, body }: ApplicationEntry, rule: IssuingRule) {
  if (state === 'submitted' && rule.threeActs)
    return { kind: REVIEW, permission: 'certificate.review', excluded: body.authors };
  if (state !== 'submitted' && state !== 'reviewed') return undefined;
  return { kind: SIGN, permission: 'certificate.issue', excluded: excludedFromSigning(body, rule) };
}

function excludedFromSigning({ authors, reviewed }: ApplicationEntry['body'], rule: IssuingRule) {
  if (!rule.threeActs) return [];
  if (reviewed === undefined || rule.reviewerMaySign === true) return authors;
  const { by: actor, behalf } = reviewed;
  return [...new Set([...authors, ...peopleOf({ actor, ...(behalf === undefined ? {} : { behalf }) })])];
}
