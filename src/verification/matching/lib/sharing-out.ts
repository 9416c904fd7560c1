import type { PlannedShare, QuantityMatch, QuantityStatus } from '../claim.ts';
import { allocate, partsOf } from './allocation.ts';
import { boardOf } from './board.ts';
import { matchOf } from './part-match.ts';
import type { Pool } from './pool.ts';
import { sharesOf } from './shares.ts';

/** How pools of one dimension stand, in their order, and what they draw. */
export interface Settled {
  readonly matches: readonly (QuantityMatch | undefined)[];
  readonly shares: readonly PlannedShare[];
}

/** Shares out what is counted in one dimension. */
export function sharedOut(pools: readonly Pool[]): Settled {
  const board = boardOf(pools);
  const allocation = allocate(board.demands, board.available);
  const matches = new Map<Pool, QuantityMatch>();
  for (const part of partsOf(board.demands, allocation)) {
    const match = matchOf(board, part);
    for (const demand of part.demands) {
      const pool = board.demands[demand]?.pool;
      if (pool === undefined) continue;
      const known = matches.get(pool);
      if (known === undefined || isGraver(match.status, known.status)) matches.set(pool, match);
    }
  }
  return { matches: pools.map((pool) => matches.get(pool)), shares: sharesOf(board, allocation) };
}

const GRAVITY: readonly QuantityStatus[] = ['within', 'within-tolerance', 'exceeds-account', 'exceeds-line'];

function isGraver(left: QuantityStatus, right: QuantityStatus): boolean {
  return GRAVITY.indexOf(left) > GRAVITY.indexOf(right);
}
