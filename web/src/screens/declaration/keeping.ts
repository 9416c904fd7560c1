import { useAddress } from '../../address.ts';
import type { DeclarationRead } from '../../cases/reading.ts';
import { graveOf, reasonsOf } from '../../cases/told.ts';
import { useRuleOwner } from '../../rules/owner.tsx';
import { useSession } from '../../session/session.tsx';

/** Tables that are not officials' own have no place for their cases. */
const BUILT_IN = 'built-in';

/** The way of a case to the tables that decided it, beside which it is kept. */
export interface Keeping {
  /** Number of the declaration, as the table's page asks for it. */
  readonly number: string;
  /** To the table of the gravest reason. */
  keep(): void;
}

/** For whoever may draft the rules of the declaration's authority; absent where no table of theirs spoke. */
export function useKeeping({ declaration, decision }: DeclarationRead): Keeping | undefined {
  const { go } = useAddress();
  const { may } = useSession();
  const { owner } = useRuleOwner();
  const { number, authority } = declaration;
  const table = graveOf(reasonsOf(decision)).find((reason) => reason.table !== BUILT_IN)?.table;
  if (table === undefined || !may('parameter.propose') || owner.authority !== authority) return undefined;
  return { number, keep: () => go(`/rules/${table}`, { keep: number }) };
}
