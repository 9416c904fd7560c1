import type { Amount } from '../../facts/index.ts';
import type { QuantityMatch, QuantityStatus, Tolerance } from '../claim.ts';
import type { Part } from './allocation.ts';
import { plainAmount, powerOfTen, readAmount, valueIn } from './amounts.ts';
import type { Board } from './board.ts';

/** Sums of a part, in whole numbers of its board. */
interface Sums {
  readonly declared: bigint;
  readonly certified: bigint;
  readonly available: bigint;
  readonly excess: bigint;
  readonly tolerance: bigint;
}

/** How a part stands: all its items together to all their lines. */
export function matchOf(board: Board, part: Part): QuantityMatch {
  let declared = 0n;
  for (const place of part.demands) declared += board.demands[place]?.amount ?? 0n;
  let certified = 0n;
  let available = 0n;
  let taken = 0n;
  let claimants = 0;
  for (const place of part.stocks) {
    certified += board.certified[place] ?? 0n;
    available += board.available[place] ?? 0n;
    taken += board.taken[place] ?? 0n;
    claimants = Math.max(claimants, board.stocks[place]?.balance?.claimants ?? 0);
  }
  const excess = declared > available ? declared - available : 0n;
  const tolerance = toleranceOf(board, part, certified);
  const shown = (value: bigint): Amount =>
    plainAmount({ coefficient: value, scale: board.scale }, board.unit);
  return {
    status: statusOf(part.isTight, { declared, certified, available, excess, tolerance }),
    declared: shown(declared),
    certified: shown(certified),
    taken: shown(taken),
    available: shown(available),
    excess: shown(excess),
    excessPercent: certified > 0n ? percentOf(excess, certified) : undefined,
    tolerance: shown(tolerance),
    claimants,
  };
}

/**
 * Tolerance covers what weighing makes, and is granted once: to whoever draws the last of a line. Where nothing is left, nothing is
 * within tolerance, or a certificate would cover small consignments for ever.
 */
function statusOf(
  isTight: boolean,
  { declared, certified, available, excess, tolerance }: Sums,
): QuantityStatus {
  if (!isTight) return 'within';
  if (available > 0n && excess <= tolerance) return 'within-tolerance';
  return declared > certified + tolerance ? 'exceeds-line' : 'exceeds-account';
}

/** The least tolerance of all items of a part, rounded down. */
function toleranceOf(board: Board, part: Part, certified: bigint): bigint {
  let smallest: bigint | undefined;
  let last: Tolerance | undefined;
  for (const place of part.demands) {
    for (const { tolerances } of board.demands[place]?.pool.claims ?? []) {
      if (tolerances.length === 0) return 0n;
      for (const tolerance of tolerances) {
        // The items of a declaration mostly go by one row.
        if (tolerance === last) continue;
        last = tolerance;
        const own = limitOf(tolerance, board, certified);
        if (smallest === undefined || own < smallest) smallest = own;
      }
    }
  }
  return smallest === undefined || smallest < 0n ? 0n : smallest;
}

/** What a tolerance lets through; one in another dimension, or of neither kind, nothing. */
function limitOf({ absolute, percent }: Tolerance, board: Board, certified: bigint): bigint {
  const share =
    percent === undefined ? undefined : (certified * percent.coefficient) / powerOfTen(percent.scale + 2);
  if (absolute === undefined) return share ?? 0n;
  const read = readAmount(absolute);
  const value = read === undefined ? undefined : valueIn(read, board.unit);
  if (value === undefined) return 0n;
  const most = (value.coefficient * powerOfTen(board.scale)) / powerOfTen(value.scale);
  return share === undefined || most < share ? most : share;
}

const PERCENT_DIGITS = 4;
const WHOLE = 100n * 10n ** BigInt(PERCENT_DIGITS);

/** Rounded up, so that no excess looks smaller than it is. */
function percentOf(excess: bigint, certified: bigint): string {
  if (excess === 0n) return '0';
  const rounded = (excess * WHOLE + certified - 1n) / certified;
  return plainAmount({ coefficient: rounded, scale: PERCENT_DIGITS }, '').value;
}
