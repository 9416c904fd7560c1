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
  /** Key of a trader, carrier or partner; such a caller has no authority, and sees what the public sees. */
  readonly organisation?: string;
  /** By what door they came in; absent where nobody came in by one. */
  readonly session?: CallerSession;
}

/** The session or token of a caller. */
export interface CallerSession {
  /** UUID. */
  readonly id: string;
  readonly kind: 'session' | 'token';
  /** By what it was opened and proved since. */
  readonly factors: readonly string[];
  readonly expires: Date;
  /** Until when acts that want a recent proof are open; absent where nothing was proved. */
  readonly provedUntil?: Date;
  /** What the account's holder could prove themselves by. */
  readonly enrolled: readonly string[];
  /** SHA-256 (lower-case hexadecimal) of the client certificate that must come with it. */
  readonly certificate?: string;
  /** Permissions it is narrowed to. */
  readonly permissions?: readonly string[];
}

/** A caller, as far as their own account and session are concerned. */
export type Self = Pick<Caller, 'actor' | 'account' | 'session'>;

/** Whether a caller has proved who they are recently enough for an act that demands it. */
export function isProved({ session }: { readonly session?: CallerSession }, now: Date): boolean {
  return session?.provedUntil !== undefined && session.provedUntil.getTime() > now.getTime();
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
  /** The office and all below it. */
  readonly below?: readonly string[] | null;
  /** The account whose delegated roles these are. */
  readonly behalf?: string | null;
  readonly organisation?: string | null;
  readonly language: string | null;
}

/** The name by which history and evidence know an account: its number, because a login may be a person's name. */
export function actorOf(account: string): string {
  return `account/${account}`;
}

export function callerOfRow(row: AccountRow, session?: CallerSession): Caller {
  const granted = permissionsOf(row.roles);
  const narrowed = session?.permissions;
  const permissions =
    narrowed === undefined ? granted : new Set([...granted].filter((each) => narrowed.includes(each)));
  const language = LANGUAGES.find((known) => known === row.language);
  return Object.freeze({
    actor: actorOf(row.id),
    account: row.id,
    name: row.name,
    kind: row.kind,
    roles: row.roles.filter(isRole),
    scope: scopeOf(row),
    ...(row.behalf == null ? {} : { behalf: actorOf(row.behalf) }),
    ...(row.organisation == null ? {} : { organisation: row.organisation }),
    ...(language === undefined ? {} : { language }),
    ...(session === undefined ? {} : { session: Object.freeze(session) }),
    may: (permission: string) => isPermission(permission) && permissions.has(permission),
  });
}

function scopeOf({ country, authority, office, below, organisation }: AccountRow): Scope {
  if (organisation != null)
    return { kind: 'public', organisation: { key: organisation, country: organisation.slice(0, 2) } };
  if (authority === null || country === null) return { kind: 'system' };
  if (office === null) return { kind: 'authority', country, authority };
  return { kind: 'authority', country, authority, office, below: below ?? [office] };
}

/** The operator at the machine, who needs no account: commands act for it. */
export const OPERATOR: LedgerCaller = Object.freeze({
  actor: 'operator',
  scope: Object.freeze({ kind: 'system' }),
  may: () => true,
});
