import type { Clock, Finding, RandomBytes } from '../../../base/index.ts';
import type { Database } from '../../../database/index.ts';
import type { Entry, HistoryLine, LedgerCaller, Page } from '../../../ledger/index.ts';
import type { Cases, Replayed, StoredDecision } from '../../../verification/cases/index.ts';
import type { Decision, DeclarationFacts, DocumentKey } from '../../../verification/facts/index.ts';
import type { DeclarationCounts } from './counting.ts';
import type { DeclarationBody, DeclarationState } from './declaration-body.ts';
import type { OutcomeTeller } from './telling.ts';

export type DeclarationEntry = Entry<DeclarationBody, DeclarationState>;

/** Who asks; a person's name is shown to the issuer who is asked. */
export interface DeclarationCaller extends LedgerCaller {
  readonly name?: string;
  /** Key of the trader whose people or machines they are. */
  readonly organisation?: string;
}

/** Declarations as they come from outside. */
export interface Lodging {
  readonly bytes: Uint8Array;
  /** `application/json` or `application/xml`. */
  readonly mediaType: string;
  /** Authority that decides; the caller's own, or the one that runs this installation, where absent. */
  readonly authority?: string;
  /** Trader for whom an authority's machine lodges; who lodges for themselves leaves it out. */
  readonly declarant?: string;
}

export interface Lodged {
  readonly entry: DeclarationEntry;
  /** False where the same bytes were there already: nothing happened. */
  readonly created: boolean;
}

/** A version that the trader gave. */
export interface DeclarationVersion {
  readonly revision: number;
  readonly form: string;
  readonly mediaType: string;
  /** RFC 3339. */
  readonly at: string;
  readonly actor: string;
  /** SHA-256 (hex) of the bytes as they came. */
  readonly digest: string;
}

export interface FullVersion extends DeclarationVersion {
  readonly content: Readonly<Record<string, unknown>>;
  readonly facts: DeclarationFacts;
  readonly findings: readonly Finding[];
}

/** A declaration with what a screen shows of it. */
export interface DeclarationView {
  readonly entry: DeclarationEntry;
  readonly version: FullVersion;
  readonly decision?: StoredDecision;
  readonly actions: readonly string[];
  /** Class that the declarant had with customs when it was decided last. */
  readonly declarantClass?: string;
  /** Whether an overruling wants a second official. */
  readonly secondOfficial: boolean;
  /** Names of who acted, as far as the asker may know them. */
  readonly people: Readonly<Record<string, string>>;
}

/** An account of a certificate that a declaration draws on, and what of it is this declaration's. */
export interface ComparedAccount extends DocumentKey {
  readonly lines: readonly {
    readonly line: number;
    readonly unit: string;
    readonly limit: string;
    readonly held: string;
    readonly consumed: string;
    readonly own: string;
  }[];
}

export interface DeclarationComparison {
  readonly entry: DeclarationEntry;
  readonly version: FullVersion;
  readonly decision?: StoredDecision;
  readonly accounts: readonly ComparedAccount[];
}

/** One decision in the feed. */
export interface FeedLine {
  readonly declaration: string;
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  readonly declarant: string;
  readonly place: number;
  readonly revision: number;
  readonly at: string;
  readonly outcome: Decision['outcome'];
  readonly reasons: readonly string[];
}

export interface Feed {
  readonly items: readonly FeedLine[];
  /** Position to go on from; what comes later has a greater one. */
  readonly next: string;
}

/** How inquiries to issuers are reached; another system keeps them. */
export interface InquiryDesk {
  /**
   * Opens an inquiry about a certificate, in the caller's name. Undefined where there is no such certificate, or its issuer cannot
   * be asked.
   */
  ask(
    caller: DeclarationCaller,
    certificate: DocumentKey,
    text: string,
  ): Promise<{ readonly id: string } | undefined>;
  /** Inquiries that were answered, out of at most so many acts from a position of the evidence log on. */
  answers(
    from: number,
    limit: number,
  ): Promise<{ readonly inquiries: readonly string[]; readonly next: number }>;
}

/** The least customs value from which an overruling wants a second official, by the practice of who decides. */
export type SecondOfficialFrom = (
  owner: { readonly country: string; readonly authority: string; readonly office?: string },
  day: string,
) => Promise<{ readonly amount: string; readonly currency: string } | undefined>;

/** Looks declared commodity codes up on the day of the declaration: what is not there, and whether that is a fault. */
export type CommodityLookup = (
  asked: Pick<DeclarationFacts, 'country' | 'authority' | 'lodged' | 'items'>,
) => {
  readonly level: 'warning' | 'error';
  readonly remarks: readonly {
    /** Place of the item, from 0. */
    readonly index: number;
    readonly code: string;
    readonly values: Readonly<Record<string, string>>;
  }[];
};

export interface DeclarationOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly cases: Cases;
  readonly inquiries: InquiryDesk;
  readonly secondOfficialFrom: SecondOfficialFrom;
  /** Absent where no nomenclature is kept: then codes are taken as they are written. */
  readonly commodities?: CommodityLookup;
  /** Tells the trader's system of what officials made of it. */
  readonly tell: OutcomeTeller;
  readonly onCommitted?: () => void;
}

/** Declarations, as traders, officials and machines use them. What the caller does not see is `record-not-found`. */
export interface Declarations {
  /** Lodges, and decides at once. @throws {DeclarationError} */
  lodge(caller: DeclarationCaller, lodging: Lodging): Promise<Lodged>;
  /** A new version of the trader's, decided at once; the same bytes again change nothing. */
  amend(
    caller: DeclarationCaller,
    request: {
      readonly id: string;
      readonly bytes: Uint8Array;
      readonly mediaType: string;
      readonly version?: number;
    },
  ): Promise<Lodged>;
  search(
    caller: DeclarationCaller,
    search: {
      readonly filters: Readonly<Record<string, string>>;
      readonly limit?: number;
      readonly after?: string;
    },
  ): Promise<Page<DeclarationBody, DeclarationState>>;
  get(caller: DeclarationCaller, id: string): Promise<DeclarationEntry>;
  read(caller: DeclarationCaller, id: string): Promise<DeclarationView>;
  history(
    caller: DeclarationCaller,
    id: string,
  ): Promise<{
    readonly entry: DeclarationEntry;
    readonly lines: readonly HistoryLine<DeclarationState>[];
    readonly versions: readonly DeclarationVersion[];
  }>;
  decisions(
    caller: DeclarationCaller,
    id: string,
    after: number,
    limit: number,
  ): Promise<{ readonly entry: DeclarationEntry; readonly items: readonly StoredDecision[] }>;
  decision(
    caller: DeclarationCaller,
    id: string,
    place: number,
  ): Promise<{ readonly entry: DeclarationEntry; readonly decision: StoredDecision }>;
  replay(caller: DeclarationCaller, id: string, place: number): Promise<Replayed>;
  /** Declaration and certificates side by side, as the last decision saw them. */
  compare(caller: DeclarationCaller, id: string): Promise<DeclarationComparison>;
  /** Takes an action of the lifecycle that people take. */
  act(
    caller: DeclarationCaller,
    request: {
      readonly id: string;
      readonly action: string;
      readonly input: unknown;
      readonly version?: number;
    },
  ): Promise<DeclarationEntry>;
  /** What would be decided; nothing is stored. */
  whatIf(
    caller: DeclarationCaller,
    lodging: Lodging,
  ): Promise<{ readonly decision: Decision; readonly number: string; readonly findings: readonly Finding[] }>;
  /** A version as the trader sent it, byte for byte. */
  content(
    caller: DeclarationCaller,
    id: string,
    revision: number,
  ): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | undefined>;
  /** How many wait, and for what. */
  counts(caller: DeclarationCaller): Promise<DeclarationCounts>;
  /** Decisions that the caller may see, in the order in which they were made. Throws `search-cursor-invalid`. */
  feed(caller: DeclarationCaller, after: string | undefined, limit: number): Promise<Feed>;
  /** Takes answers of issuers into their cases; whether there may be more. */
  followAnswers(): Promise<boolean>;
}
