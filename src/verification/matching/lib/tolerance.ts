import type { Amount } from '../../facts/index.ts';
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
function limitOf({ absolute, percent }: Tolerance, count: Count, certified: bigint): bigint {
  const share =
    percent === undefined ? undefined : (certified * percent.coefficient) / powerOfTen(percent.scale + 2);
  if (absolute === undefined) return share ?? 0n;
  const most = countedIn(absolute, count);
  return share === undefined || most < share ? most : share;
}

let last:
  | { readonly amount: Amount; readonly unit: string; readonly scale: number; readonly most: bigint }
  | undefined;

/** An amount of a rule's row, counted; the items of a declaration, and of the next, mostly go by one row and count alike. */
function countedIn(amount: Amount, { unit, scale }: Count): bigint {
  if (last?.amount === amount && last.unit === unit && last.scale === scale) return last.most;
  const read = readAmount(amount);
  const value = read === undefined ? undefined : valueIn(read, unit);
  const most = value === undefined ? 0n : (value.coefficient * powerOfTen(scale)) / powerOfTen(value.scale);
  last = { amount, unit, scale, most };
  return most;
}
