import type { QuantityClaim, Tolerance } from '../claim.ts';
import { readAmount, valueIn } from './amounts.ts';
import { powerOfTen } from './powers.ts';

/** What amounts are counted in: a unit, times 10^-`scale`. */
export interface Count {
  readonly unit: string;
  readonly scale: number;
}

/** The least tolerance of all claims, rounded down; none where one of them grants none. */
export function leastTolerance(claims: readonly QuantityClaim[], count: Count, certified: bigint): bigint {
  let smallest: bigint | undefined;
  let last: Tolerance | undefined;
  for (const { tolerances } of claims) {
    if (tolerances.length === 0) return 0n;
    for (const tolerance of tolerances) {
      // The items of a declaration mostly go by one row.
      if (tolerance === last) continue;
      last = tolerance;
      const own = limitOf(tolerance, count, certified);
      if (smallest === undefined || own < smallest) smallest = own;
    }
  }
  return smallest === undefined || smallest < 0n ? 0n : smallest;
}

/** What a tolerance lets through; one in another dimension, or of neither kind, nothing. */
function limitOf({ absolute, percent }: Tolerance, { unit, scale }: Count, certified: bigint): bigint {
  const share =
    percent === undefined ? undefined : (certified * percent.coefficient) / powerOfTen(percent.scale + 2);
  if (absolute === undefined) return share ?? 0n;
  const read = readAmount(absolute);
  const value = read === undefined ? undefined : valueIn(read, unit);
  if (value === undefined) return 0n;
  const most = (value.coefficient * powerOfTen(scale)) / powerOfTen(value.scale);
  return share === undefined || most < share ? most : share;
}
