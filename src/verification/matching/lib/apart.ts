import type { Amount } from '../../facts/index.ts';
import type { PlannedShare, QuantityMatch } from '../claim.ts';
import type { ReadAmount } from './amounts.ts';
import { commonUnit } from './board.ts';
import { plainAmount, shortText } from './plain-amount.ts';
import type { Pool, Stock } from './pool.ts';
import { tenTo } from './powers.ts';
import type { Settled } from './sharing-out.ts';
import { leastTolerance, type Count } from './tolerance.ts';

/**
 * What most declarations are: every item has enough in lines on which no other item draws, and all of it is stated in one unit. Then
 * each takes what it wants, as it would of {@link sharedOut}. Counted in doubles, which hold these sums exactly; undefined of anything
 * else.
 */
export function settledApart(pools: readonly Pool[]): Settled | undefined {
  const count = countOf(pools);
  if (count === undefined) return undefined;
  const matches: QuantityMatch[] = [];
  const shares: PlannedShare[] = [];
  for (const pool of pools) {
    const match = covered(pool, count, shares);
    if (match === undefined) return undefined;
    matches.push(match);
  }
  return { matches, shares };
}

/** Undefined where items may compete, say how much they draw on which certificate, or state what needs big integers. */
function countOf(pools: readonly Pool[]): Count | undefined {
  const unit = commonUnit(pools);
  if (unit === undefined) return undefined;
  let scale = 0;
  for (const { amount, claims, stocks } of pools) {
    for (const { stated } of claims) if (stated !== undefined) return undefined;
    if (!isShort(amount)) return undefined;
    scale = Math.max(scale, amount.scale);
    for (const { isShared, certified, limit, taken } of stocks) {
      if (isShared || !isShort(certified) || !isShort(limit) || !isShort(taken)) return undefined;
      scale = Math.max(scale, certified.scale, limit.scale, taken.scale);
    }
  }
  return { unit, scale };
}

function isShort({ coefficient }: ReadAmount): boolean {
  return typeof coefficient === 'number';
}

/** What an item takes of its lines, entered in `shares`; undefined where they are not enough, or too large for doubles. */
function covered(pool: Pool, count: Count, shares: PlannedShare[]): QuantityMatch | undefined {
  const declared = wholeOf(pool.amount, count);
  let rest = declared;
  let certified = 0;
  let taken = 0;
  let available = 0;
  let claimants = 0;
  for (const stock of pool.stocks) {
    const granted = wholeOf(stock.certified, count);
    const used = wholeOf(stock.taken, count);
    const left = Math.max(0, Math.min(granted, wholeOf(stock.limit, count)) - used);
    const share = Math.min(rest, left);
    if (share > 0) enterShare(shares, pool, stock, amountOf(share, count), shown(stock.certified, count));
    rest -= share;
    certified += granted;
    taken += used;
    available += left;
    claimants = Math.max(claimants, stock.balance?.claimants ?? 0);
  }
  if (rest > 0 || declared + certified + taken > Number.MAX_SAFE_INTEGER) return undefined;
  const tolerance = leastTolerance(pool.claims, count, BigInt(certified));
  return {
    status: 'within',
    declared: shown(pool.amount, count),
    certified: amountOf(certified, count),
    taken: amountOf(taken, count),
    available: amountOf(available, count),
    excess: { value: '0', unit: count.unit },
    excessPercent: certified > 0 ? '0' : undefined,
    tolerance: plainAmount({ coefficient: tolerance, scale: count.scale }, count.unit),
    claimants,
  };
}

function enterShare(
  shares: PlannedShare[],
  { claims }: Pool,
  { certificate, chosen }: Stock,
  quantity: Amount,
  certified: Amount,
): void {
  for (const claim of claims) {
    if (claim.name !== certificate) continue;
    shares.push({ claim, line: chosen.line.line, quantity, certified });
    return;
  }
}

function wholeOf({ coefficient, scale }: ReadAmount, count: Count): number {
  return Number(coefficient) * tenTo(count.scale - scale);
}

/** What was stated, without zeros that can be left out. */
function shown(read: ReadAmount, count: Count): Amount {
  return read.plain === undefined
    ? amountOf(wholeOf(read, count), count)
    : { value: read.plain, unit: count.unit };
}

function amountOf(whole: number, { unit, scale }: Count): Amount {
  return { value: shortText(whole, scale), unit };
}
