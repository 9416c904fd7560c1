import { ordered, type Decimal } from '../../../base/index.ts';
import type { Demand } from './allocation.ts';
import { baseOf, readAmount, scaledTo, valueIn, type ReadAmount } from './amounts.ts';
import { order, type Pool, type Stock } from './pool.ts';

/** All claims of one dimension as whole numbers: of `unit`, times 10^-`scale`. */
export interface Board {
  readonly unit: string;
  readonly scale: number;
  readonly stocks: readonly Stock[];
  readonly certified: readonly bigint[];
  /** Of others. */
  readonly taken: readonly bigint[];
  readonly available: readonly bigint[];
  readonly demands: readonly PoolDemand[];
}

export interface PoolDemand extends Demand {
  readonly pool: Pool;
  /** Name of the item's claim. */
  readonly name: string;
}

/** The board of pools of one dimension. */
export function boardOf(pools: readonly Pool[]): Board {
  const stocks: Stock[] = [];
  for (const pool of pools) {
    for (const stock of pool.stocks) {
      if (stock.place >= 0) continue;
      stock.place = stocks.length;
      stocks.push(stock);
    }
  }
  const unit = commonUnit(pools) ?? baseOf(pools[0]?.dimension ?? '');
  const read = stocks.map((stock) => decimalsOf(stock, unit));
  const lots: Lot[] = [];
  for (const pool of pools) enterLots(lots, pool, unit);
  let scale = 0;
  for (const { certified, limit, taken } of read)
    scale = Math.max(scale, certified.scale, limit.scale, taken.scale);
  for (const { amount } of lots) scale = Math.max(scale, amount.scale);
  const whole = (value: Decimal): bigint => scaledTo(value, scale);
  const certified = read.map((each) => whole(each.certified));
  const taken = read.map((each) => whole(each.taken));
  const available = read.map(({ limit }, place) => {
    const granted = certified[place] ?? 0n;
    const kept = whole(limit);
    const left = (kept < granted ? kept : granted) - (taken[place] ?? 0n);
    return left > 0n ? left : 0n;
  });
  const demands = lots.map((lot) => ({
    pool: lot.pool,
    name: `${String(lot.pool.item.item)} ${lot.pool.pool}`,
    amount: whole(lot.amount),
    stocks: lot.stocks.map(({ place }) => place),
  }));
  return { unit, scale, stocks, certified, taken, available, demands: ordered(demands, fewestFirst) };
}

function fewestFirst(left: PoolDemand, right: PoolDemand): number {
  return left.stocks.length - right.stocks.length || order(left.name, right.name);
}

function decimalsOf({ certified, limit, taken }: Stock, unit: string) {
  return {
    certified: valueIn(certified, unit) ?? NOTHING,
    limit: valueIn(limit, unit) ?? NOTHING,
    taken: valueIn(taken, unit) ?? NOTHING,
  };
}

const NOTHING: Decimal = { coefficient: 0n, scale: 0 };

/** The unit that everything is stated in, where that is one: no conversion, no other unit on the screen. */
export function commonUnit(pools: readonly Pool[]): string | undefined {
  const unit = pools[0]?.amount.unit;
  for (const { amount, stocks } of pools) {
    if (amount.unit !== unit) return undefined;
    for (const { certified, limit } of stocks)
      if (certified.unit !== unit || limit.unit !== unit) return undefined;
  }
  return unit;
}

interface Lot {
  readonly pool: Pool;
  readonly amount: Decimal;
  readonly stocks: readonly Stock[];
}

/**
 * What an item wants of each certificate where the declaration says so, and the rest of those it does not say it of; of all where it
 * says it of all, so that nothing of the item is left out.
 */
function enterLots(lots: Lot[], pool: Pool, unit: string): void {
  let rest = valueIn(pool.amount, unit) ?? NOTHING;
  if (!pool.claims.some(({ stated }) => stated !== undefined)) {
    lots.push({ pool, amount: rest, stocks: pool.stocks });
    return;
  }
  const unsaid: Stock[] = [];
  for (const claim of pool.claims) {
    const own = pool.stocks.filter(({ certificate }) => certificate === claim.name);
    const stated: ReadAmount | undefined = readAmount(claim.stated);
    const wanted = stated === undefined ? undefined : valueIn(stated, unit);
    if (wanted === undefined) {
      unsaid.push(...own);
      continue;
    }
    const amount = difference(wanted, rest).coefficient <= 0n ? wanted : rest;
    rest = difference(rest, amount);
    if (amount.coefficient > 0n) lots.push({ pool, amount, stocks: own });
  }
  if (rest.coefficient > 0n)
    lots.push({ pool, amount: rest, stocks: unsaid.length > 0 ? unsaid : pool.stocks });
}

function difference(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return { coefficient: scaledTo(left, scale) - scaledTo(right, scale), scale };
}
