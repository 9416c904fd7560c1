import { beefDeclaration } from '../../src/verification/cases/testing/index.ts';

/** What the parent sends. */
export interface CaseOrders {
  readonly url: string;
  /** First declaration to work on; those before it are done. */
  readonly from: number;
  readonly until: number;
  /** Statements inside transactions after which it dies. */
  readonly statements: number;
}

/** What becomes of a declaration, by its number. */
const FATES = ['finalised', 'withdrawn', 'open', 'refused'] as const;

export function fateOf(index: number): (typeof FATES)[number] {
  return FATES[index % FATES.length] ?? 'open';
}

export function certificateOf(index: number): { country: string; authority: string; number: string } {
  return { country: 'NZ', authority: 'NZ-MPI', number: `NZL${String(index).padStart(6, '0')}` };
}

export function declarationOf(index: number) {
  return beefDeclaration(`K${String(index)}`, 1, [
    { certificate: certificateOf(index).number, kilograms: '60' },
  ]);
}
