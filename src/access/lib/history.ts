import { canonicalJson, utf8, type CanonicalValue, type RandomBytes } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Statement, Transaction } from '../../database/index.ts';
import { appendActs } from '../../evidence/index.ts';

const KEEP: Statement = {
  name: 'access-keep-history',
  text: `insert into access_history (leaf, subject, at, opening)
         select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::jsonb[])`,
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
export function recordAct(transaction: Transaction, act: AccessAct, random: RandomBytes): Promise<void> {
  return recordActs(transaction, [act], random);
}

/** The same for acts that one transaction performs together. */
export async function recordActs(
  transaction: Transaction,
  acts: readonly AccessAct[],
  random: RandomBytes,
): Promise<void> {
  if (acts.length === 0) return;
  const given = acts.map(({ kind, actor, behalf, subject, at, state }) => {
    const details: Record<string, CanonicalValue> = behalf === undefined ? {} : { behalf };
    for (const [name, value] of Object.entries(state)) if (value !== undefined) details[name] = value;
    const digest = sha256Hex(utf8(canonicalJson(details)));
    return { kind, actor, subject, at: at.toISOString(), digest, details };
  });
  const references = await appendActs(transaction, given, random);
  await transaction.query(KEEP, [
    references.map(({ id }) => id),
    acts.map(({ subject }) => subject),
    acts.map(({ at }) => at),
    references.map(({ opening }) => JSON.stringify(opening)),
  ]);
}
