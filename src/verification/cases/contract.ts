import type { Session, Transaction } from '../../database/index.ts';
import type { Performance } from '../../ledger/index.ts';
import type { CaseInput } from '../deciding/case-input.ts';
import type { Decision, DeclarationFacts, Outcome } from '../facts/index.ts';
import type { CaseName } from './ports.ts';

/** How a case stands. `open`: decided anew with every change; the others end that. */
export const CASE_STATES = ['open', 'finalised', 'withdrawn', 'reversed'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** A case as its row shows it. */
export interface CaseStanding extends CaseName {
  readonly country: string;
  readonly authority: string;
  readonly office?: string;
  /** Current version of the declaration. */
  readonly version: number;
  readonly state: CaseState;
  /** Number of decisions so far; 0 before the first. */
  readonly place: number;
  /** Outcome of the last decision. */
  readonly outcome?: Outcome;
  /** Outcome that officials set over it. */
  readonly overruled?: Outcome;
}

/** A version of a declaration that enters verification. */
export interface Entering {
  readonly claimant: string;
  /** Its version says which one; versions of a case only grow. */
  readonly declaration: DeclarationFacts;
  /** Key of the office that keeps it, who sees the case and by whose rules it goes; the whole authority's where absent. */
  readonly office?: string;
}

/** What came of deciding a case. */
export interface Decided extends CaseName {
  readonly decision: Decision;
  /** Place of the decision that says so; the earlier one's where nothing changed. */
  readonly place: number;
  /** Whether it was stored: it differs from the one before. */
  readonly changed: boolean;
}

/** A stored decision. */
export interface StoredDecision extends CaseName {
  /** Key of the office whose rules it was made by, beside the national ones. */
  readonly office?: string;
  readonly place: number;
  readonly version: number;
  readonly decision: Decision;
  readonly input: CaseInput;
  /** SHA-256 (hex) of the canonical decision. */
  readonly digest: string;
  readonly leaf: string;
  /** RFC 3339. */
  readonly at: string;
}

/** A decision made again from what it was made from. */
export interface Replayed {
  readonly same: boolean;
  readonly stored: string;
  readonly again: string;
  readonly decision: Decision;
}

export type Finalised =
  | { readonly outcome: 'finalised' }
  /** Decided anew under the lock, it does not pass: that decision is stored, so the caller commits. */
  | { readonly outcome: 'not-passed'; readonly decided: Decided };

/**
 * Cases of verification. What takes a transaction happens in it and in nothing else; except for `lock` and `enter`, which a keeper's own
 * scope may do, the transaction is of the system's scope.
 */
export interface Cases {
  /** Locks the case of a claimant until the transaction ends; the first statement of every act on what it claims for. */
  lock(transaction: Transaction, claimant: string): Promise<CaseStanding | undefined>;
  /**
   * Phase 1, in the transaction that writes the declaration: citations, and a mark that it is to be decided. Entering a version that
   * is there already changes nothing.
   * @throws {CaseError} `case-version-stale`, `case-finished`.
   */
  enter(transaction: Transaction, entering: Entering, by: Performance): Promise<CaseName>;
  /** Phase 2, in a transaction of its own: decides now, whatever waits. Undefined where there is no such case, or it is finished. */
  decide(id: string): Promise<Decided | undefined>;
  /**
   * Turns what is held into what is used. Decided anew first, under the lock: only what passes (or was overruled so) is finalised.
   * @throws {CaseError} `case-unknown`, `case-finished`.
   */
  finalise(transaction: Transaction, claimant: string, by: Performance): Promise<Finalised>;
  /** Gives back what is held and ends the case. */
  withdraw(transaction: Transaction, claimant: string, by: Performance): Promise<void>;
  /** Gives back what was used: the declaration was annulled after its release. */
  reverse(transaction: Transaction, claimant: string, reason: string, by: Performance): Promise<void>;
  /** Sets an outcome over the rules' (undefined: no longer); the case is due, and quantities follow the outcome set. */
  overrule(transaction: Transaction, claimant: string, outcome: Outcome | undefined): Promise<void>;
  /** Marks a case to be decided again: an answer came, an official asks. */
  stir(transaction: Transaction, claimant: string): Promise<void>;
  /**
   * Decides without storing or holding anything. Certificates are those that concern the declaration's country; with `claimant` what it
   * holds already is its own.
   */
  whatIf(asked: Omit<Entering, 'claimant'> & Partial<Pick<Entering, 'claimant'>>): Promise<Decision>;
  read(session: Session, claimant: string): Promise<CaseStanding | undefined>;
  decision(session: Session, claimant: string, place: number): Promise<StoredDecision | undefined>;
  /** Decisions of a case, oldest first, after a place. */
  decisions(
    session: Session,
    claimant: string,
    after: number,
    limit: number,
  ): Promise<readonly StoredDecision[]>;
  /**
   * Decides again from the stored input, by the parameters in the versions stored: the same bytes, or a difference that is told.
   * With `day`, by the parameters for that day as they were known then.
   */
  replay(stored: StoredDecision, options?: { readonly day?: string }): Promise<Replayed>;
}
