import { canonicalJson, utf8, type CanonicalValue, type RandomBytes } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Statement, Transaction } from '../../database/index.ts';
import { appendActs } from '../../evidence/index.ts';

const KEEP: Statement = {
  name: 'access-keep-history',
  text: 'insert into access_history (leaf, subject, at, opening) values ($1, $2, $3, $4)',
};

/** What was done, in the words of the evidence. `state` is digested, never kept: passwords and tokens are no part of it. */
export interface AccessAct {
  readonly kind:
    | 'account.signed-in'
    | 'account.signed-out'
    | 'account.proved'
    | 'account.refused'
    | 'account.invited'
    | 'account.factor-added'
    | 'account.factor-removed'
    | 'account.changed'
    | 'authority.changed'
    | 'organisation.changed'
    | 'office.changed'
    | 'assignment.given'
    | 'assignment.ended'
    | 'trust.changed';
  readonly actor: string;
  /** In whose name, by delegation. */
  readonly behalf?: string | undefined;
  readonly subject: string;
  readonly at: Date;
  readonly state: Readonly<Record<string, CanonicalValue | undefined>>;
}

/** Commits an act to the evidence and keeps its opening, in the transaction that performs it. */
export async function recordAct(
  transaction: Transaction,
  act: AccessAct,
  random: RandomBytes,
): Promise<void> {
  const { kind, actor, subject, at, state } = act;
  const details: Record<string, CanonicalValue> = act.behalf === undefined ? {} : { behalf: act.behalf };
  for (const [name, value] of Object.entries(state)) if (value !== undefined) details[name] = value;
  const digest = sha256Hex(utf8(canonicalJson(details)));
  const given = { kind, actor, subject, at: at.toISOString(), digest, details };
  const [reference] = await appendActs(transaction, [given], random);
  if (reference === undefined) throw new Error('one act gives one leaf');
  await transaction.query(KEEP, [reference.id, subject, at, JSON.stringify(reference.opening)]);
}
