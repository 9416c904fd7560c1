import { canonicalJson, utf8, type CanonicalValue } from '../../../base/index.ts';
import type { Transaction } from '../../../database/index.ts';
import type { Exchange } from '../../../exchange/index.ts';
import type { DeclarationEntry } from './contract.ts';

/** Name and version of the form in which a trader's system is told what became of a declaration. */
export const OUTCOME_DIALECT = 'declaration-outcome:1';
const MEDIA_TYPE = 'application/json';

/** Tells traders' systems what was decided, in the transaction of the decision. */
export type OutcomeTeller = (transaction: Transaction, entries: readonly DeclarationEntry[]) => Promise<void>;

/** Tells by the outbox whoever has an agreement for it, and nobody else. */
export function outcomeTeller(
  exchange: Pick<Exchange, 'post'> & { readonly partners: Pick<Exchange['partners'], 'find'> },
): OutcomeTeller {
  return async (transaction, entries) => {
    for (const entry of entries) {
      const { authority, body } = entry;
      if (exchange.partners.find(authority, body.declarant) === undefined) continue;
      await exchange.post(transaction, {
        authority,
        to: body.declarant,
        type: 'declaration-outcome',
        subject: `${entry.country}/${authority}/${entry.number}`,
        render: (dialect) =>
          dialect === OUTCOME_DIALECT
            ? {
                mediaType: MEDIA_TYPE,
                content: utf8(canonicalJson({ ...outcomeOf(entry), at: entry.updated })),
              }
            : undefined,
      });
    }
  };
}

/** Whether something else is to be told of a declaration than was told before. */
export function isNews(before: DeclarationEntry | undefined, after: DeclarationEntry): boolean {
  return before === undefined || canonicalJson(outcomeOf(before)) !== canonicalJson(outcomeOf(after));
}

/** What is told, but for the moment. */
function outcomeOf({ country, authority, number, state, body }: DeclarationEntry): {
  readonly [member: string]: CanonicalValue;
} {
  return {
    form: OUTCOME_DIALECT,
    declaration: { country, authority, number },
    version: body.revision,
    state,
    ...(body.outcome === undefined ? {} : { outcome: body.outcome }),
    ...(body.deadline === undefined ? {} : { deadline: body.deadline }),
    ...(body.finalised === undefined ? {} : { result: body.finalised.result }),
    ...(body.annulled === undefined ? {} : { annulled: { reason: body.annulled.reason } }),
    reasons: body.reasons.map(({ code, actor, items }) => ({ code, actor, items: [...items] })),
    waitsFor: body.waitsFor.map(({ code, reference }) => ({ code, reference })),
  };
}
