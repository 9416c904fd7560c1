import type { Scope } from '../database/index.ts';

/**
 * Who asks the ledger: whose name the history and the evidence carry, what rows they may see, and which permissions
 * they hold. The access room's callers fit it.
 */
export interface LedgerCaller {
  /** Key of the acting account, office or service; never a person's name. */
  readonly actor: string;
  /** Whose delegated rights the actor uses; in the history and the evidence beside the actor. */
  readonly behalf?: string;
  readonly scope: Scope;
  may(permission: string): boolean;
}

/** The platform itself, acting by a rule or for an operator at the machine. */
export function systemCaller(actor: string): LedgerCaller {
  return { actor, scope: { kind: 'system' }, may: () => true };
}

/** Whether a scope keeps a record: the record's own authority, and where the scope is bound to an office, that or one below it. */
export function keeps(
  scope: Scope,
  record: { readonly country: string; readonly authority: string; readonly office?: string },
): boolean {
  if (scope.kind === 'system') return true;
  if (scope.kind === 'public') return false;
  if (scope.country !== record.country || scope.authority !== record.authority) return false;
  if (scope.office === undefined || scope.office === record.office) return true;
  return record.office !== undefined && scope.below?.includes(record.office) === true;
}
