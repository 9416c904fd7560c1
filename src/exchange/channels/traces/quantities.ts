/** A quantity of one line that a declaration has reserved or consumed. */
export interface QuantityEntry {
  /** Movement reference number of the declaration. */
  readonly mrn: string;
  readonly goodsItem: number;
  readonly line: number;
  readonly code: string;
  /** Exact decimal text, in the unit of the declaration. */
  readonly quantity: string;
  /** Recommendation 20. */
  readonly unit: string;
  /** RFC 3339. */
  readonly at: string;
  /** Reference number of the customs office. */
  readonly office: string;
}

/** What is left of one line of a certificate. */
export interface AvailableQuantity {
  readonly line: number;
  readonly code: string;
  readonly quantity: string;
  readonly unit: string;
}

/** The quantities of a certificate, of all declarations. */
export interface QuantityLedger {
  readonly available: readonly AvailableQuantity[];
  readonly reserved: readonly QuantityEntry[];
  readonly consumed: readonly QuantityEntry[];
}

/** Why nothing was reserved; the codes of TRACES NT. */
export const REFUSALS = {
  'code-mismatch': '03',
  'certificate-not-valid': '04',
  insufficient: '05',
  'already-consumed': '06',
  'line-unknown': '07',
  'unit-mismatch': '10',
} as const;
export type Refusal = keyof typeof REFUSALS;

/** What became of a release or of a removal. */
export const OUTCOMES = {
  executed: '01',
  'no-record': '02',
  'already-consumed': '03',
  'executed-status-changed': '04',
} as const;
export type Outcome = keyof typeof OUTCOMES;

export interface Reservation {
  readonly mrn: string;
  readonly office: string;
  readonly items: readonly Omit<QuantityEntry, 'mrn' | 'at' | 'office'>[];
}

export type ReservationResult =
  | { readonly outcome: 'reserved' }
  | {
      readonly outcome: 'refused';
      readonly refusal: Refusal;
      /** The item that failed, where one did; its line only where the certificate has it. */
      readonly item?: { readonly goodsItem: number; readonly line?: number };
    };

/** The account of a certificate's quantities; undefined where there is no such certificate for this partner. */
export interface QuantityAccounts {
  read(partner: string, certificate: string): Promise<QuantityLedger | undefined>;
  /** Reserves in place of what the declaration has reserved before. */
  reserve(
    partner: string,
    certificate: string,
    reservation: Reservation,
  ): Promise<ReservationResult | undefined>;
  /** Consumes what the declaration has reserved; irreversible. */
  release(partner: string, certificate: string, mrn: string): Promise<Outcome | undefined>;
  /** Gives up what the declaration has reserved. */
  remove(partner: string, certificate: string, mrn: string): Promise<Outcome | undefined>;
}
