import type { Database, Scope } from '../../../database/index.ts';
import type { LedgerCaller } from '../../../ledger/index.ts';
import { newRandom } from '../../../crypto/index.ts';
import type { TrustAnchor } from '../../../../verify/core/index.ts';
import type { AuthorityProfile, TrustSource } from '../authority.ts';
import type { Intake, IntakeOptions } from '../intake.ts';
import { createIntake } from '../intake.ts';

/** Authorities that the tests know. */
export const AUTHORITIES: readonly AuthorityProfile[] = [
  {
    key: 'NZ-MPI',
    country: 'NZ',
    names: ['Ministry for Primary Industries'],
    offices: [
      { key: 'NZ-MPI/WLG', names: ['Wellington'] },
      { key: 'NZ-MPI/AKL', names: ['Auckland'] },
    ],
  },
  { key: 'CN-GACC', country: 'CN', names: ['General Administration of Customs'], validityDays: 90 },
  { key: 'AU-DAFF', country: 'AU', names: ['Department of Agriculture'] },
  { key: 'AU-TGA', country: 'AU', names: ['Therapeutic Goods Administration'] },
  { key: 'NO-MT', country: 'NO', names: ['Mattilsynet'], sealRequired: true },
];

export function trustOf(
  anchors: readonly TrustAnchor[] = [],
  authorities: readonly AuthorityProfile[] = AUTHORITIES,
): TrustSource {
  return { authorities: () => authorities, anchors: () => anchors };
}

/** An official with every permission, or those named. */
export function official(
  country: string,
  authority: string,
  options: { readonly office?: string; readonly permissions?: readonly string[] } = {},
): LedgerCaller {
  const { office, permissions } = options;
  const scope: Scope = { kind: 'authority', country, authority, ...(office === undefined ? {} : { office }) };
  return {
    actor: `account/${authority}`,
    scope,
    may: (permission) => permissions?.includes(permission) ?? true,
  };
}

export const NOW = new Date('2026-06-01T12:00:00Z');
export const CODE_KEY = new Uint8Array(32).fill(7);

export function testIntake(database: Database, options: Partial<IntakeOptions> = {}): Intake {
  return createIntake({
    database,
    trust: trustOf(),
    clock: () => NOW,
    random: newRandom,
    codeKey: CODE_KEY,
    workers: 1,
    ...options,
  });
}
