import type { Amount } from '../../facts/index.ts';
import type { PlannedShare, QuantityClaim } from '../claim.ts';
import type { Allocation } from './allocation.ts';
import { valueIn } from './amounts.ts';
import type { Board } from './board.ts';
import { plainAmount } from './plain-amount.ts';

interface Sum {
  readonly claim: QuantityClaim;
  /** Item and stock. */
  readonly item: number;
  readonly place: number;
  value: bigint;
}

/** Shares by item and line, in the unit of the account, or of the line where none is kept yet; in the board's where that is not exact. */
export function sharesOf(board: Board, { drawn }: Allocation): readonly PlannedShare[] {
  const sums: Sum[] = [];
  board.demands.forEach(({ pool, stocks }, demand) => {
    stocks.forEach((place, at) => {
      const value = drawn[demand]?.[at] ?? 0n;
      if (value <= 0n) return;
      const { item } = pool.item;
      const known = sums.find((each) => each.item === item && each.place === place);
      const stock = board.stocks[place];
      const claim = pool.claims.find(({ name }) => name === stock?.certificate);
      if (known !== undefined) known.value += value;
      else if (claim !== undefined) sums.push({ claim, item, place, value });
    });
  });
  const shares: PlannedShare[] = [];
  for (const { claim, place, value } of sums) {
    const unit = unitOf(board, place, sums);
    const quantity = inUnit(board, value, unit);
    const certified = inUnit(board, board.certified[place] ?? 0n, unit);
    const line = board.stocks[place]?.chosen.line.line;
    if (quantity !== undefined && certified !== undefined && line !== undefined)
      shares.push({ claim, line, quantity, certified });
  }
  return shares;
}

/** One unit for all that is drawn on a stock. */
function unitOf(board: Board, place: number, sums: readonly Sum[]): string {
  const stock = board.stocks[place];
  const wanted = stock?.balance?.unit ?? stock?.certified.unit ?? board.unit;
  if (wanted === board.unit) return wanted;
  const isExact = sums.every((sum) => sum.place !== place || inUnit(board, sum.value, wanted) !== undefined);
  return isExact ? wanted : board.unit;
}

function inUnit(board: Board, value: bigint, unit: string): Amount | undefined {
  const converted = valueIn({ coefficient: value, scale: board.scale, unit: board.unit }, unit);
  return converted === undefined ? undefined : plainAmount(converted, unit);
}
