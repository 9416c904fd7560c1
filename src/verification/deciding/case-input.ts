import type { CertificateFacts, DeclarationFacts, DocumentKey, Link } from '../facts/index.ts';

/** What an account has of one line, as it is while the decision is made (its lock is held). */
export interface LineBalance {
  readonly line: number;
  readonly unit: string;
  readonly limit: string;
  /** Held and consumed by others than this declaration. */
  readonly taken: string;
  /** How many others. */
  readonly claimants: number;
}

export interface AccountFacts extends DocumentKey {
  readonly lines: readonly LineBalance[];
}

/** Everything of the world that a decision rests on; JSON, stored with it, so that it replays for ever with the same bytes. */
export interface CaseInput {
  readonly declaration: DeclarationFacts;
  /** One for each cited document of each item and of the header, by code and reference. */
  readonly links: readonly Link[];
  /** One for each certificate that is linked; a certificate without one is not drawn on yet. */
  readonly accounts: readonly AccountFacts[];
  /** By exporting country: whether an agreement covers the goods and waives paper, and whether its road is open. */
  readonly partners: readonly {
    readonly country: string;
    readonly inForce: boolean;
    readonly paperless: boolean;
    readonly reachable: boolean;
  }[];
  /** First day on which each reference that leads to nothing was cited; YYYY-MM-DD. */
  readonly waitingSince: Readonly<Record<string, string>>;
  /** Officials let it pass, whatever the rules say; absent also where an account that it rests on is closed. */
  readonly overruled?: 'pass';
  /** Day for which rules are asked; YYYY-MM-DD. */
  readonly day: string;
}

export type { CertificateFacts };
