import type { Scope } from '../database/index.ts';

/**
 * Who asks the ledger: whose name the history and the evidence carry, what rows they may see, and which permissions
 * they hold. The access room's callers fit it.
 */
export interface LedgerCaller {
  /** Key of the acting account, office or service; never a person's name. */
  readonly actor: string;
  readonly scope: Scope;
  may(permission: string): boolean;
}

/** The platform itself, acting by a rule or for an operator at the machine. */
export function systemCaller(actor: string): LedgerCaller {
  return { actor, scope: { kind: 'system' }, may: () => true };
}

/** Whether a scope keeps a record: the record's own authority, and its office where the scope is bound to one. */
export function keeps(
  scope: Scope,
  record: { readonly country: string; readonly authority: string; readonly office?: string },
): boolean {
  if (scope.kind === 'system') return true;
  if (scope.kind === 'public') return false;
  if (scope.country !== record.country || scope.authority !== record.authority) return false;
  return scope.office === undefined || scope.office === record.office;
}
