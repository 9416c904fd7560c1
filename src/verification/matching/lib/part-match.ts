import type { Amount } from '../../facts/index.ts';
import type { QuantityClaim, QuantityMatch, QuantityStatus } from '../claim.ts';
import type { Part } from './allocation.ts';
import type { Board } from './board.ts';
import { plainAmount } from './plain-amount.ts';
import { leastTolerance } from './tolerance.ts';

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
  const tolerance = leastTolerance(claimsOf(board, part), board, certified);
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

function claimsOf({ demands }: Board, part: Part): readonly QuantityClaim[] {
  return part.demands.flatMap((place) => demands[place]?.pool.claims ?? []);
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

const PERCENT_DIGITS = 4;
const WHOLE = 100n * 10n ** BigInt(PERCENT_DIGITS);

/** Rounded up, so that no excess looks smaller than it is. */
function percentOf(excess: bigint, certified: bigint): string {
  if (excess === 0n) return '0';
  const rounded = (excess * WHOLE + certified - 1n) / certified;
  return plainAmount({ coefficient: rounded, scale: PERCENT_DIGITS }, '').value;
}
