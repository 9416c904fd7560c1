import type { Outcome } from '../../facts/index.ts';
import type { CaseStanding, CaseState, StoredDecision } from '../contract.ts';

export interface CaseRow {
  readonly id: string;
  readonly country: string;
  readonly authority: string;
  readonly office: string | null;
  readonly keeper: string;
  readonly claimant: string;
  readonly version: number;
  readonly state: CaseState;
  readonly place: number;
  /** Version that the last decision was about. */
  readonly decided: number | null;
  readonly outcome: Outcome | null;
  readonly overruled: Outcome | null;
  readonly substance: string | null;
  readonly digest: string | null;
  readonly unverified: readonly string[];
  readonly short: boolean;
}

/** What marks that a case is to be decided. */
export interface DueMark {
  readonly id: string;
  readonly case_id: string;
  readonly due: Date;
  readonly cause:
    'entered' | 'certificate' | 'quantity' | 'deadline' | 'road' | 'asked' | 'patterns' | 'rules';
  readonly attempts: number;
}

export function standingOf(row: CaseRow): CaseStanding {
  const { id, claimant, country, authority, version, state, place } = row;
  return {
    id,
    claimant,
    country,
    authority,
    version,
    state,
    place,
    ...(row.office === null ? {} : { office: row.office }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ...(row.overruled === null ? {} : { overruled: row.overruled }),
  };
}

export interface DecisionRow extends Omit<StoredDecision, 'at' | 'office'> {
  readonly at: Date;
  readonly office: string | null;
}

export function storedOf({ at, office, ...row }: DecisionRow): StoredDecision {
  return { ...row, ...(office === null ? {} : { office }), at: at.toISOString() };
}
