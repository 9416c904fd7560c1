import type { Decimal } from '../../base/index.ts';
import type { LineBalance } from '../deciding/case-input.ts';
import type { Amount, CertificateFacts, GoodsItem, Measure } from '../facts/index.ts';
import type { ChosenLine } from './item.ts';

/** How much more than certified is let through: absolute, or a share of what is certified; of both the lesser. */
export interface Tolerance {
  readonly absolute?: Amount;
  readonly percent?: Decimal;
}

/** A goods item that draws on a certificate. */
export interface QuantityClaim {
  readonly item: GoodsItem;
  readonly certificate: CertificateFacts;
  /** Permanent name of the certificate. */
  readonly name: string;
  /** Certificates that cover an item together: those of one pool. */
  readonly pool: string;
  readonly lines: readonly ChosenLine[];
  /** In the order in which they are tried. */
  readonly measures: readonly Measure[];
  /** What the levels grant; of several the least counts, of none nothing. */
  readonly tolerances: readonly Tolerance[];
  /** What the declaration says it draws on this certificate. */
  readonly stated?: Amount | undefined;
  readonly balances: ReadonlyMap<number, LineBalance> | undefined;
}

/** From mild to grave, then what could not be compared. */
export type QuantityStatus =
  | 'within'
  | 'within-tolerance'
  | 'exceeds-account'
  | 'exceeds-line'
  | 'no-common-unit'
  | 'absent-declared'
  | 'zero-declared'
  | 'absent-certified';

/** How the quantity of an item stands to what its certificates have; sums are of all items that share their lines. */
export interface QuantityMatch {
  readonly status: QuantityStatus;
  readonly declared?: Amount;
  readonly certified?: Amount;
  readonly taken?: Amount;
  readonly available?: Amount;
  readonly excess?: Amount;
  readonly excessPercent?: string | undefined;
  readonly tolerance?: Amount;
  readonly claimants?: number;
}

/** What an item draws on a line. */
export interface PlannedShare {
  readonly claim: QuantityClaim;
  readonly line: number;
  readonly quantity: Amount;
  readonly certified: Amount;
}

export interface QuantityPlan {
  /** By {@link claimName}. */
  readonly matches: ReadonlyMap<string, QuantityMatch>;
  readonly shares: readonly PlannedShare[];
}

/** Name of an item's claim on the certificates of a pool. */
export function claimName(item: number, pool: string): string {
  return `${String(item)} ${pool}`;
}
