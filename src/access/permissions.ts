import { keeps } from '../ledger/index.ts';
import type { Scope } from '../database/index.ts';

/** Everything that may be permitted. A person sees them by name, the ledger asks for them by name. */
export const PERMISSIONS = [
  'certificate.read',
  'certificate.export',
  'certificate.lodge',
  'certificate.draft',
  'certificate.issue',
  'certificate.withdraw',
  'certificate.replace',
  'certificate.cancel',
  'certificate.review',
  'result.give',
  'inquiry.read',
  'inquiry.write',
  'task.work',
  'task.assign',
  'model.read',
  'parameter.read',
  'parameter.propose',
  'parameter.approve',
  'joining.check',
  'joining.approve',
  'forgery.triage',
  'statistics.read',
  'audit.read',
  'register.import',
  'evidence.read',
  'exchange.read',
  'exchange.manage',
  'declaration.read',
  'declaration.lodge',
  'declaration.decide',
  'declaration.approve',
  'balance.correct',
  'balance.approve',
  'administration',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What an account may be, and what that permits: the one table. Administration sees no documents, and officers no accounts. */
export const ROLE_PERMISSIONS = {
  reader: ['certificate.read', 'inquiry.read', 'statistics.read'],
  /** Of the importing country: compares, and says pass, refuse or request. */
  official: [
    'certificate.read',
    'certificate.export',
    'result.give',
    'inquiry.read',
    'inquiry.write',
    'task.work',
    'statistics.read',
  ],
  clerk: ['certificate.read', 'certificate.lodge', 'inquiry.read', 'model.read'],
  officer: [
    'certificate.read',
    'certificate.export',
    'certificate.lodge',
    'certificate.draft',
    'certificate.issue',
    'certificate.review',
    'inquiry.read',
    'inquiry.write',
    'task.work',
    'model.read',
    'statistics.read',
  ],
  supervisor: [
    'certificate.read',
    'certificate.export',
    'certificate.lodge',
    'certificate.draft',
    'certificate.issue',
    'certificate.review',
    'certificate.withdraw',
    'certificate.replace',
    'certificate.cancel',
    'inquiry.read',
    'inquiry.write',
    'task.work',
    'task.assign',
    'model.read',
    'forgery.triage',
    'statistics.read',
    'exchange.read',
  ],
  registrar: [
    'certificate.read',
    'certificate.export',
    'certificate.lodge',
    'register.import',
    'joining.check',
    'forgery.triage',
    'statistics.read',
  ],
  /** Proposes a change of what everybody goes by; another approves it. */
  steward: [
    'model.read',
    'parameter.read',
    'parameter.propose',
    'parameter.approve',
    'statistics.read',
    'exchange.read',
    'exchange.manage',
  ],
  approver: ['joining.approve', 'parameter.read', 'parameter.approve', 'exchange.read'],
  auditor: [
    'certificate.read',
    'certificate.export',
    'evidence.read',
    'audit.read',
    'statistics.read',
    'exchange.read',
  ],
  /** Of a trader, or a machine that sends declarations: lodges, sees its own and what is decided on them. */
  declarant: ['declaration.read', 'declaration.lodge'],
  /** Of customs: works through declarations, overrules with a reason, asks the issuer. */
  inspector: [
    'declaration.read',
    'declaration.decide',
    'certificate.read',
    'inquiry.read',
    'inquiry.write',
    'task.work',
    'statistics.read',
    'balance.correct',
  ],
  /** The second official beside an inspector. */
  'chief-inspector': [
    'declaration.read',
    'declaration.decide',
    'declaration.approve',
    'certificate.read',
    'inquiry.read',
    'inquiry.write',
    'task.work',
    'task.assign',
    'statistics.read',
    'balance.correct',
    'balance.approve',
  ],
  administrator: ['administration'],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;

export type Role = keyof typeof ROLE_PERMISSIONS;
// Object.keys forgets the literal types.
export const ROLES = Object.freeze(Object.keys(ROLE_PERMISSIONS) as Role[]);

/** Permissions that only look: for these what a record concerns counts beside who keeps it. */
const LOOKING: ReadonlySet<Permission> = new Set([
  'certificate.read',
  'certificate.export',
  'evidence.read',
  'inquiry.read',
]);

export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLE_PERMISSIONS, text);
}

export function isPermission(text: string): text is Permission {
  return PERMISSIONS.some((permission) => permission === text);
}

/** The permissions of roles together; unknown roles permit nothing. */
export function permissionsOf(roles: readonly string[]): ReadonlySet<Permission> {
  return new Set(roles.filter(isRole).flatMap((role): readonly Permission[] => ROLE_PERMISSIONS[role]));
}

/** A record, as far as it decides who may act on it. */
export interface Subject {
  /** Who keeps it. */
  readonly country: string;
  readonly authority: string;
  readonly office?: string;
  /** Countries that may see it, e.g. the importing one. */
  readonly concerned?: readonly string[];
}

/**
 * Whether a caller may act at all, and on that subject: the role must permit the act, and the scope must keep the
 * subject; for acts that only look, an authority of a concerned country may too. Row-level security stands behind it.
 */
export function may(
  caller: { readonly scope: Scope; may(permission: string): boolean },
  permission: Permission,
  subject?: Subject,
): boolean {
  if (!caller.may(permission)) return false;
  if (subject === undefined || keeps(caller.scope, subject)) return true;
  const { scope } = caller;
  if (!LOOKING.has(permission) || scope.kind !== 'authority' || scope.office !== undefined) return false;
  return subject.concerned?.includes(scope.country) === true;
}
