import type { PlannedShare, QuantityClaim, QuantityMatch, QuantityPlan, QuantityStatus } from './claim.ts';
import { allocate, partsOf } from './lib/allocation.ts';
import { boardOf } from './lib/board.ts';
import { matchOf } from './lib/part-match.ts';
import { pooled, poolOf, type Pool, type Stocks } from './lib/pool.ts';
import { sharesOf } from './lib/shares.ts';

/**
 * Compares what is declared with what is certified and still there, over all items of a declaration at once: items that cite one line
 * add up, lines of one certificate and certificates of one pool add up, and quantities are shared out so that no item is short that
 * need not be. The same answer in whatever order claims come.
 */
export function planQuantities(claims: readonly QuantityClaim[]): QuantityPlan {
  const matches = new Map<string, QuantityMatch>();
  const stocks: Stocks = new Map();
  const pools = new Map<string, Pool[]>();
  for (const group of pooled(claims)) {
    const pool = poolOf(group, stocks);
    if ('match' in pool) matches.set(pool.name, pool.match);
    else {
      const known = pools.get(pool.dimension);
      if (known === undefined) pools.set(pool.dimension, [pool]);
      else known.push(pool);
    }
  }
  const shares: PlannedShare[] = [];
  for (const [dimension, own] of pools) shares.push(...settle(own, dimension, matches));
  return { matches, shares };
}

/** Shares out what is counted in one dimension. */
function settle(
  pools: readonly Pool[],
  dimension: string,
  matches: Map<string, QuantityMatch>,
): readonly PlannedShare[] {
  const board = boardOf(pools, dimension);
  const allocation = allocate(board.demands, board.available);
  for (const part of partsOf(board.demands, allocation)) {
    const match = matchOf(board, part);
    for (const demand of part.demands) {
      const name = board.demands[demand]?.pool.name;
      if (name === undefined) continue;
      const known = matches.get(name);
      if (known === undefined || isGraver(match.status, known.status)) matches.set(name, match);
    }
  }
  return sharesOf(board, allocation);
}

const GRAVITY: readonly QuantityStatus[] = ['within', 'within-tolerance', 'exceeds-account', 'exceeds-line'];

function isGraver(left: QuantityStatus, right: QuantityStatus): boolean {
  return GRAVITY.indexOf(left) > GRAVITY.indexOf(right);
}
