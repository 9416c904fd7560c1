import { Handful, type Decimal } from '../../base/index.ts';
import type { LineBalance } from '../deciding/case-input.ts';
import type { Amount, CertificateFacts, GoodsItem, Measure } from '../facts/index.ts';
import type { ChosenLine } from './item.ts';

/** How much more than certified is let through: absolute, or a share of what is certified; of both the lesser. */
export interface Tolerance {
  readonly absolute?: Amount;
  readonly percent?: Decimal;
}

/** What an account has, by line. */
export interface Balances {
  get(line: number): LineBalance | undefined;
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
  readonly balances: Balances | undefined;
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
  readonly matches: QuantityMatches;
  readonly shares: readonly PlannedShare[];
}

/** How items stand to the certificates of a pool. */
export class QuantityMatches {
  private readonly byItem = new Handful<number, Handful<string, QuantityMatch>>();

  of(item: number, pool: string): QuantityMatch | undefined {
    return this.byItem.get(item)?.get(pool);
  }

  enter({ item: { item }, pool }: Pick<QuantityClaim, 'item' | 'pool'>, match: QuantityMatch): void {
    let own = this.byItem.get(item);
    if (own === undefined) this.byItem.set(item, (own = new Handful()));
    own.set(pool, match);
  }
}
