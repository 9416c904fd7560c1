/** A certificate's account, as far as screens show it. */
export interface Balance {
  readonly lines: readonly BalanceLine[];
  readonly shares: readonly BalanceShare[];
}

export interface BalanceLine {
  readonly line: number;
  readonly code: string;
  readonly unit: string;
  readonly certified: string;
  readonly held: string;
  readonly consumed: string;
}

export interface BalanceShare {
  readonly claimant: string;
  readonly item: number;
  readonly line: number;
  /** In the unit of the line. */
  readonly quantity: string;
  readonly state: string;
  readonly at: string;
}

/** `declaration/CN/CN-GACC/530120261000000001` by the number it ends with. */
export function claimantNumber(claimant: string): string {
  return claimant.split('/').slice(3).join('/') || claimant;
}
