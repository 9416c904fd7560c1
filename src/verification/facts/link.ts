import type { CertificateFacts, DocumentKey } from './certificate.ts';

/** What became of a reference. Only `linked` has a certificate; nothing is ever guessed. */
export const LINK_STATES = ['linked', 'unknown', 'ambiguous', 'unreadable', 'foreign-type'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** A cited reference, as it was read by the patterns in force and found in the ledger. */
export interface Link {
  /** Code and text as written in the declaration. */
  readonly code: string;
  readonly reference: string;
  /** Goods item that it is of, where the parts of a split document cover different ones; of all that cite it where absent. */
  readonly item?: number;
  readonly state: LinkState;
  /** Every reading that the patterns admit, normalised. */
  readonly readings: readonly {
    readonly type: string;
    readonly country: string;
    readonly authority?: string;
    readonly year?: string;
    /** The issuer's own number, whole: with the year, the letters and the suffix that it carries. */
    readonly number: string;
    readonly suffix?: string;
  }[];
  /** Documents it might mean where it is ambiguous. */
  readonly candidates: readonly DocumentKey[];
  /** Real documents near to it, where it leads to none. */
  readonly suggestions: readonly DocumentKey[];
  /** From the document that is cited to the one in force, where it was replaced: the last one is `certificate`. */
  readonly chain: readonly DocumentKey[];
  readonly certificate?: CertificateFacts;
}
