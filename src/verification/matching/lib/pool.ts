import { Handful, ordered } from '../../../base/index.ts';
import type { LineBalance } from '../../deciding/case-input.ts';
import type { Amount, GoodsItem, Measure } from '../../facts/index.ts';
import type { QuantityClaim, QuantityMatch } from '../claim.ts';
import type { ChosenLine } from '../item.ts';
import {
  certifiedAmount,
  certifiesQuantity,
  declaredAmount,
  dimensionOf,
  isCountedIn,
  isZero,
  readAmount,
  readText,
  type Counted,
  type ReadAmount,
} from './amounts.ts';

/** A line of a certificate as a stock, counted as the first item counts it that draws on it. */
export interface Stock {
  /** Name of the certificate. */
  readonly certificate: string;
  readonly dimension: string;
  readonly chosen: ChosenLine;
  readonly certified: ReadAmount;
  /** Of its account; where it has none yet, what is certified and nothing. */
  readonly limit: ReadAmount;
  /** By others. */
  readonly taken: ReadAmount;
  readonly balance: LineBalance | undefined;
  /** Whether several items may draw on it. */
  isShared: boolean;
  /** Among the stocks of its board; negative until it has one. */
  place: number;
}

/** Stocks by certificate and line, each once for all items. */
export type Stocks = Handful<string, Handful<number, Stock>>;

/** An item's claim on the certificates that cover it together, with the measure it is made in. */
export interface Pool {
  readonly item: GoodsItem;
  /** Name of what covers it. */
  readonly pool: string;
  readonly claims: readonly QuantityClaim[];
  readonly amount: ReadAmount;
  readonly dimension: string;
  /** The most specific first. */
  readonly stocks: readonly Stock[];
}

/** A claim that cannot be compared, and why. */
export interface Unmatched {
  readonly item: GoodsItem;
  readonly pool: string;
  readonly match: QuantityMatch;
}

/** Claims by item and pool, in the order of items. */
export function pooled(claims: readonly QuantityClaim[]): readonly (readonly QuantityClaim[])[] {
  const groups: (readonly QuantityClaim[])[] = [];
  const sorted = ordered(claims, inOrder);
  let from = 0;
  for (let until = 1; until <= sorted.length; until++) {
    const [last, next] = [sorted[until - 1], sorted[until]];
    if (next !== undefined && next.item.item === last?.item.item && next.pool === last.pool) continue;
    groups.push(sorted.slice(from, until));
    from = until;
  }
  return groups;
}

function inOrder(left: QuantityClaim, right: QuantityClaim): number {
  return left.item.item - right.item.item || order(left.pool, right.pool) || order(left.name, right.name);
}

/**
 * Chooses the measure: the first that the item states and that a line certifies in the same dimension. Zero is a statement: nothing
 * else is tried in its place. `known` has the stocks of earlier items, and gets those of this one.
 */
export function poolOf(claims: readonly QuantityClaim[], known: Stocks): Pool | Unmatched {
  const [first] = claims;
  if (first === undefined) throw new RangeError('a pool has a claim');
  const { item, pool } = first;
  let declared: Amount | undefined;
  for (const measure of first.measures) {
    const own = declaredAmount(item, measure);
    const amount = readAmount(own);
    if (own === undefined || amount === undefined) continue;
    const shown = { value: own.value, unit: own.unit };
    if (isZero(amount)) return { item, pool, match: { status: 'zero-declared', declared: shown } };
    declared ??= shown;
    const dimension = dimensionOf(amount.unit);
    const stocks = stocksOf(claims, measure, { unit: amount.unit, dimension }, known);
    if (stocks.length === 0) continue;
    return { item, pool, claims, amount, dimension, stocks };
  }
  if (declared === undefined) return { item, pool, match: { status: 'absent-declared' } };
  const isCertified = claims.some(({ lines }) => lines.some(({ line }) => certifiesQuantity(line)));
  return { item, pool, match: { status: isCertified ? 'no-common-unit' : 'absent-certified', declared } };
}

/** Lines with a quantity of the dimension; those whose account or earlier claims count something else cannot be drawn on. */
function stocksOf(
  claims: readonly QuantityClaim[],
  measure: Measure,
  counted: Counted,
  known: Stocks,
): readonly Stock[] {
  const stocks: Stock[] = [];
  for (const claim of claims) {
    let own = known.get(claim.name);
    if (own === undefined) known.set(claim.name, (own = new Handful()));
    for (const chosen of claim.lines) {
      const { line } = chosen.line;
      const earlier = own.get(line);
      const stock = earlier ?? newStock(claim, chosen, measure, counted);
      if (stock?.dimension !== counted.dimension) continue;
      if (earlier === undefined) own.set(line, stock);
      else earlier.isShared = true;
      stocks.push(stock);
    }
  }
  return ordered(stocks, mostSpecificFirst);
}

function newStock(
  claim: QuantityClaim,
  chosen: ChosenLine,
  measure: Measure,
  counted: Counted,
): Stock | undefined {
  const balance = claim.balances?.get(chosen.line.line);
  if (balance !== undefined && !isCountedIn(balance.unit, counted)) return undefined;
  const certified = certifiedAmount(chosen.line, measure, counted);
  if (certified === undefined) return undefined;
  return {
    certificate: claim.name,
    dimension: counted.dimension,
    chosen,
    certified,
    limit: balance === undefined ? certified : balanceOf(balance.limit, balance.unit),
    taken: balance === undefined ? nothingIn(certified.unit) : balanceOf(balance.taken, balance.unit),
    balance,
    isShared: false,
    place: -1,
  };
}

function balanceOf(text: string, unit: string): ReadAmount {
  return readText(text, unit) ?? nothingIn(unit);
}

function nothingIn(unit: string): ReadAmount {
  return { coefficient: 0, scale: 0, unit };
}

function mostSpecificFirst(left: Stock, right: Stock): number {
  return (
    right.chosen.commodity.digits - left.chosen.commodity.digits ||
    order(left.certificate, right.certificate) ||
    left.chosen.line.line - right.chosen.line.line
  );
}

export function order(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
