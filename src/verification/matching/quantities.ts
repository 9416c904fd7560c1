import { QuantityMatches, type PlannedShare, type QuantityClaim, type QuantityPlan } from './claim.ts';
import { Handful } from '../../base/index.ts';
import { settledApart } from './lib/apart.ts';
import { pooled, poolOf, type Pool, type Stocks } from './lib/pool.ts';
import { sharedOut } from './lib/sharing-out.ts';

/**
 * Compares what is declared with what is certified and still there, over all items of a declaration at once: items that cite one line
 * add up, lines of one certificate and certificates of one pool add up, and quantities are shared out so that no item is short that
 * need not be. The same answer in whatever order claims come.
 */
export function planQuantities(claims: readonly QuantityClaim[]): QuantityPlan {
  const matches = new QuantityMatches();
  const stocks: Stocks = new Handful();
  const pools: Pool[] = [];
  for (const group of pooled(claims)) {
    const pool = poolOf(group, stocks);
    if ('match' in pool) matches.enter(pool, pool.match);
    else pools.push(pool);
  }
  const shares: PlannedShare[] = [];
  for (const own of byDimension(pools)) {
    const settled = settledApart(own) ?? sharedOut(own);
    for (let place = 0; place < own.length; place++) {
      const [pool, match] = [own[place], settled.matches[place]];
      if (pool !== undefined && match !== undefined) matches.enter(pool, match);
    }
    for (const share of settled.shares) shares.push(share);
  }
  return { matches, shares };
}

/** What is counted in one dimension is shared out together. */
function byDimension(pools: readonly Pool[]): readonly (readonly Pool[])[] {
  const [first] = pools;
  if (first === undefined) return [];
  if (pools.every(({ dimension }) => dimension === first.dimension)) return [pools];
  const dimensions = [...new Set(pools.map(({ dimension }) => dimension))];
  return dimensions.map((dimension) => pools.filter((pool) => pool.dimension === dimension));
}
