import { LANGUAGES, type Language } from '../base/index.ts';
import type { Scope } from '../database/index.ts';
import type { LedgerCaller } from '../ledger/index.ts';
import { isPermission, isRole, permissionsOf, type Role } from './permissions.ts';

/** Who asks, once the token has told. */
export interface Caller extends LedgerCaller {
  /** UUID. */
  readonly account: string;
  /** For the greeting only; never logged. */
  readonly name: string;
  readonly kind: 'person' | 'machine';
  readonly roles: readonly Role[];
  readonly language?: Language;
}

/** An account as the tables hold it, with its authority's country. */
export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly kind: 'person' | 'machine';
  readonly roles: readonly string[];
  readonly country: string | null;
  readonly authority: string | null;
  readonly office: string | null;
  readonly language: string | null;
}

/** The name by which history and evidence know an account: its number, because a login may be a person's name. */
export function actorOf(account: string): string {
  return `account/${account}`;
}

export function callerOfRow(row: AccountRow): Caller {
  const permissions = permissionsOf(row.roles);
  const language = LANGUAGES.find((known) => known === row.language);
  return Object.freeze({
    actor: actorOf(row.id),
    account: row.id,
    name: row.name,
    kind: row.kind,
    roles: row.roles.filter(isRole),
    scope: scopeOf(row),
    ...(language === undefined ? {} : { language }),
    may: (permission: string) => isPermission(permission) && permissions.has(permission),
  });
}

function scopeOf({ country, authority, office }: AccountRow): Scope {
  if (authority === null || country === null) return { kind: 'system' };
  return { kind: 'authority', country, authority, ...(office === null ? {} : { office }) };
}

/** The operator at the machine, who needs no account: commands act for it. */
export const OPERATOR: LedgerCaller = Object.freeze({
  actor: 'operator',
  scope: Object.freeze({ kind: 'system' }),
  may: () => true,
});
