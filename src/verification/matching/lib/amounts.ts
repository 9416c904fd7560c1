import { parseDecimal, type Decimal } from '../../../base/index.ts';
import { convert, UNITS } from '../../../standards/index.ts';
import type { Amount, CertifiedLine, GoodsItem, Measure } from '../../facts/index.ts';
import { LONGEST_SHORT, powerOfTen } from './powers.ts';

/** An amount that was read: `coefficient` × 10^-`scale`, exact and not negative. */
export interface ReadAmount {
  /** A number where a double surely holds it: arithmetic of big integers is slow. */
  readonly coefficient: number | bigint;
  readonly scale: number;
  readonly unit: string;
  /** The text that was read, where it has no zeros that can be left out. */
  readonly plain?: string | undefined;
}

/** What a unit measures; a unit without exact relation to others measures itself alone. */
export function dimensionOf(unit: string): string {
  return UNITS.get(unit)?.dimension ?? `=${unit}`;
}

/** A unit in which an item is declared, and what it measures. */
export interface Counted {
  readonly unit: string;
  readonly dimension: string;
}

/** Whether a unit measures the same. */
export function isCountedIn(unit: string, counted: Counted): boolean {
  return unit === counted.unit || dimensionOf(unit) === counted.dimension;
}

const BASES = new Map(
  [...UNITS.values()]
    .filter(({ factor, offset }) => factor === '1' && offset === '0')
    .toReversed()
    .map(({ dimension, code }) => [dimension as string, code]),
);

/** The unit in which amounts of a dimension are added up where they are stated in several. */
export function baseOf(dimension: string): string {
  return BASES.get(dimension) ?? dimension.slice(1);
}

export function readAmount(amount: Amount | undefined): ReadAmount | undefined {
  return amount === undefined ? undefined : readText(amount.value, amount.unit);
}

export function readText(text: string, unit: string): ReadAmount | undefined {
  const short = shortAmount(text, unit);
  if (short !== undefined) return short;
  const value = parseDecimal(text);
  return value === undefined || value.coefficient < 0n ? undefined : { ...value, unit };
}

export function isZero({ coefficient }: ReadAmount): boolean {
  return coefficient === 0 || coefficient === 0n;
}

/** The value in another unit, exactly; undefined where there is none. */
export function valueIn({ coefficient, scale, unit: own }: ReadAmount, unit: string): Decimal | undefined {
  const value = { coefficient: BigInt(coefficient), scale };
  if (own === unit) return value;
  const conversion = convert({ value, unit: own }, unit);
  return conversion.converted ? conversion.quantity.value : undefined;
}

/** Digits with at most one point, few enough that a double holds them exactly; undefined for anything else. */
function shortAmount(text: string, unit: string): ReadAmount | undefined {
  const { length } = text;
  if (length === 0 || length > LONGEST_SHORT) return undefined;
  let coefficient = 0;
  let point = -1;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) coefficient = coefficient * 10 + (code - 48);
    else if (code === 46 && point < 0 && at > 0) point = at;
    else return undefined;
  }
  const scale = point < 0 ? 0 : length - point - 1;
  return { coefficient, scale, unit, plain: isPlain(text, point) ? text : undefined };
}

/** Whether a decimal neither begins nor ends with a zero, or a point, that it could do without. */
function isPlain(text: string, point: number): boolean {
  const isFilled = text.charCodeAt(0) === 48 && text.length > 1 && point !== 1;
  const last = text.charCodeAt(text.length - 1);
  return !isFilled && (point < 0 || (last !== 48 && last !== 46));
}

/** Whole units of 10^-scale. */
export function scaledTo({ coefficient, scale }: Decimal, wanted: number): bigint {
  return scale === wanted ? coefficient : coefficient * powerOfTen(wanted - scale);
}

/** What an item declares of a measure. */
export function declaredAmount({ quantities }: GoodsItem, measure: Measure): Amount | undefined {
  for (const quantity of quantities) if (quantity.measure === measure) return quantity;
  return undefined;
}

/**
 * What a line certifies that a measure of a dimension is compared with: mass with mass of the same kind, counts and volumes with
 * quantities of their dimension, a statutory mass with net mass. Packages are never taken for pieces. Of several the least counts.
 */
export function certifiedAmount(
  line: CertifiedLine,
  measure: Measure,
  counted: Counted,
): ReadAmount | undefined {
  if (measure === 'gross-mass') return amountIn(line.grossMass, counted);
  const mass = amountIn(line.netMass, counted);
  if (measure === 'net-mass' || mass !== undefined) return mass;
  let smallest: ReadAmount | undefined;
  for (const quantity of line.quantities) {
    const amount = amountIn(quantity, counted);
    if (amount !== undefined && (smallest === undefined || isLess(amount, smallest, counted.dimension)))
      smallest = amount;
  }
  return smallest;
}

function amountIn(amount: Amount | undefined, counted: Counted): ReadAmount | undefined {
  return amount !== undefined && isCountedIn(amount.unit, counted) ? readAmount(amount) : undefined;
}

function isLess(left: ReadAmount, right: ReadAmount, dimension: string): boolean {
  const base = baseOf(dimension);
  const [one, other] = [valueIn(left, base), valueIn(right, base)];
  if (one === undefined || other === undefined) return false;
  const scale = Math.max(one.scale, other.scale);
  return scaledTo(one, scale) < scaledTo(other, scale);
}

/** Whether a line certifies any quantity at all. */
export function certifiesQuantity({ netMass, grossMass, quantities }: CertifiedLine): boolean {
  return netMass !== undefined || grossMass !== undefined || quantities.length > 0;
}
