import type { Session, Transaction } from '../../database/index.ts';
import type { Performance } from '../../ledger/index.ts';
import type { CaseInput } from '../deciding/case-input.ts';
import type { RuleBook } from '../deciding/rule-book.ts';
import type { CertificateFacts, Decision, DeclarationFacts, DocumentKey, Outcome } from '../facts/index.ts';
import type { NearDocument, Reading } from '../references/index.ts';

/** How a document stands: only what is in force can be drawn on. */
export type DocumentStanding = 'in-force' | 'replaced' | 'void';

/** A document that changed, at its place in the evidence log. */
export interface DocumentChange {
  /** Index of the act's leaf. */
  readonly position: number;
  readonly key: DocumentKey;
  /** Number of the document of the same issuer that it replaces. */
  readonly replaces?: string;
}

/** A document as it is read for a decision. */
export interface FoundDocument {
  readonly facts: CertificateFacts;
  readonly standing: DocumentStanding;
  /** Documents that took its place: one, or several where it was split. */
  readonly successors: readonly DocumentKey[];
}

/**
 * The ledger of certificates. Sessions are of the system: whoever implements it shows a country only what concerns it (`country`:
 * where the declaration was lodged), and nothing that is a draft.
 */
export interface DocumentSource {
  /** Documents that each reading means exactly; at most ten each, in a stable order. One statement for all. */
  find(
    session: Session,
    country: string,
    readings: readonly Reading[],
  ): Promise<readonly (readonly DocumentKey[])[]>;
  /**
   * The documents of these names that concern the country, by `documentName`; those that do not exist are left out. With `locked`
   * every row is read `for share`, in one order for all callers, so that none changes before the transaction ends.
   */
  read(
    session: Session,
    country: string,
    keys: readonly DocumentKey[],
    options: { readonly locked: boolean },
  ): Promise<ReadonlyMap<string, FoundDocument>>;
  /** Real documents whose number is near to a reading's; to be shown, never linked. */
  near(session: Session, country: string, reading: Reading, limit: number): Promise<readonly NearDocument[]>;
  /** What changed from a position of the evidence log on, out of at most so many acts, and the position to go on from. */
  changes(
    from: number,
    limit: number,
  ): Promise<{ readonly changes: readonly DocumentChange[]; readonly next: number }>;
}

/** A case as its keeper knows it. */
export interface CaseName {
  /** The case's own id. */
  readonly id: string;
  /** Permanent name of what is decided on: `declaration/CN/CN-GACC/530120261000000001`. Also its name as a claimant of accounts. */
  readonly claimant: string;
}

/** A decision that was stored, as its keeper is told of it in the same transaction. */
export interface DecidedCase extends CaseName {
  /** Version of the declaration that was decided on: the current one. */
  readonly version: number;
  /** Counts the decisions of the case from 1. */
  readonly place: number;
  readonly decision: Decision;
  /** Outcome of the decision before. */
  readonly before?: Outcome;
  /** SHA-256 (hex) of the canonical decision. */
  readonly digest: string;
  /** Reference of its evidence leaf. */
  readonly leaf: string;
}

/** Why something that was released must be looked at again. */
export const ALERT_CAUSES = ['certificate-void', 'verified-otherwise', 'shortfall'] as const;
export type AlertCause = (typeof ALERT_CAUSES)[number];

/** A case that was released, and what turned out afterwards. */
export interface CaseAlert extends CaseName {
  readonly cause: AlertCause;
  readonly certificate?: DocumentKey & { readonly version: number; readonly state: string };
  /** What was released on it; decimals with their unit. */
  readonly released: readonly {
    readonly item: number;
    readonly line: number;
    readonly code: string;
    readonly quantity: string;
    readonly unit: string;
  }[];
}

/**
 * Who keeps the declarations. Every act of the keeper on a declaration that has a case begins with `Cases.lock`, before the
 * keeper's own row is locked: the order of locks is case, keeper's row, certificates, accounts.
 */
export interface CaseKeeper {
  /** First part of its claimants' names: `declaration`. */
  readonly kind: string;
  /** Facts of the versions that cases are at, by claimant; the cases are locked. */
  read(
    session: Session,
    cases: readonly (CaseName & { readonly version: number })[],
  ): Promise<ReadonlyMap<string, DeclarationFacts>>;
  /** New decisions, in the transaction that stores them: the keeper writes its state, feed and tasks with it. */
  decided(transaction: Transaction, cases: readonly DecidedCase[], by: Performance): Promise<void>;
  /** Raises a task and a notice, in the transaction that finds out. Told once of each cause, case and certificate. */
  alerted(transaction: Transaction, alerts: readonly CaseAlert[], by: Performance): Promise<void>;
}

/** How it stands with the countries that issue certificates. */
export interface PartnerStanding {
  /** For a declaration, by exporting country, each once, in the order given. */
  of(
    session: Session,
    declaration: DeclarationFacts,
    countries: readonly string[],
    day: string,
  ): Promise<CaseInput['partners']>;
  /** Of these countries, those whose road to an authority of ours is open now. */
  reachable(country: string, partners: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Whose rules are asked. */
export interface RuleOwner {
  readonly country: string;
  readonly authority: string;
  readonly office?: string;
}

/** Whose cases go by other rules than before: an authority's or everybody's, of these traders or of all. */
export interface RulesChange {
  readonly authority?: string;
  readonly traders?: readonly string[];
}

/** The rules of officials. */
export interface RuleBooks {
  /** In force for cases of a day, by what is known now. */
  inForce(owner: RuleOwner, day: string): Promise<RuleBook>;
  /** For cases of a day, as it was known when the parameters had these versions. */
  asKnown(owner: RuleOwner, day: string, versions: Readonly<Record<string, number>>): Promise<RuleBook>;
  /** Versions of all that decisions go by, agreements among it, as this process knows them. */
  known(): Readonly<Record<string, number>>;
  /** Takes in what was approved, here or by another process. */
  refresh(): Promise<void>;
  /** Whose cases go by something else on a day since these versions were known. */
  changes(since: Readonly<Record<string, number>>, day: string): readonly RulesChange[];
  /** The class that a trader has with customs on a day, by the versions of a book; undefined where they have none. */
  classOf(
    owner: RuleOwner,
    trader: string,
    day: string,
    versions: Readonly<Record<string, number>>,
  ): Promise<string | undefined>;
}
