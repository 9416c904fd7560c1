/** Where a fault lies; the vocabulary of the IPPC ePhyto Hub's `ValidationArea`. */
export const FINDING_AREAS = ['Schema', 'Mapping', 'MandatoryElements'] as const;
export type FindingArea = (typeof FINDING_AREAS)[number];

/** How grave a fault is; the Hub's `ValidationLevel`. SEVERE: not usable as it stands. */
export const FINDING_LEVELS = ['SEVERE', 'WARNING', 'INFO'] as const;
export type FindingLevel = (typeof FINDING_LEVELS)[number];

/**
 * One remark on a received message. Carries no sentence: the sentence that says what is wrong and how to mend it
 * is made at the rim from `code` and `values`, in the reader's language.
 */
export interface Finding {
  readonly area: FindingArea;
  readonly level: FindingLevel;
  /** Stable, kebab-case, e.g. `unknown-element`; a key of the room's words. */
  readonly code: string;
  /** Prefix-free XPath-like place: `/SPSCertificate/SPSConsignment/IncludedSPSConsignmentItem[1]`; positions only where repeated. */
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
}
