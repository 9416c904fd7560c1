import { parseDecimal, type Decimal } from '../../../base/index.ts';
import { convert, UNITS } from '../../../standards/index.ts';
import type { Amount, CertifiedLine, GoodsItem, Measure } from '../../facts/index.ts';

/** An amount that was read: not negative. */
export interface ReadAmount {
  readonly value: Decimal;
  readonly unit: string;
}

/** What a unit measures; a unit without exact relation to others measures itself alone. */
export function dimensionOf(unit: string): string {
  return UNITS.get(unit)?.dimension ?? `=${unit}`;
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
  if (amount === undefined) return undefined;
  const value = shortDecimal(amount.value) ?? parseDecimal(amount.value);
  return value === undefined || value.coefficient < 0n ? undefined : { value, unit: amount.unit };
}

/** The value in another unit, exactly; undefined where there is none. */
export function valueIn(amount: ReadAmount, unit: string): Decimal | undefined {
  if (amount.unit === unit) return amount.value;
  const conversion = convert(amount, unit);
  return conversion.converted ? conversion.quantity.value : undefined;
}

const LONGEST_SHORT = 15;
const MOST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** Digits with at most one point, few enough that a double holds them exactly; undefined for anything else. */
function shortDecimal(text: string): Decimal | undefined {
  if (text.length > LONGEST_SHORT) return undefined;
  let value = 0;
  let point = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) value = value * 10 + (code - 48);
    else if (code === 46 && point < 0 && at > 0) point = at;
    else return undefined;
  }
  if (text.length === 0) return undefined;
  return { coefficient: BigInt(value), scale: point < 0 ? 0 : text.length - point - 1 };
}

/** An amount that is not negative, without trailing zeros. */
export function plainAmount({ coefficient, scale }: Decimal, unit: string): Amount {
  return { value: shortText(coefficient, scale) ?? plainText(coefficient, scale), unit };
}

/** The same for what a double holds exactly: writing big integers is slow. */
function shortText(coefficient: bigint, scale: number): string | undefined {
  if (coefficient > MOST_EXACT || scale > LONGEST_SHORT) return undefined;
  const number = Number(coefficient);
  const power = 10 ** scale;
  let fraction = number % power;
  const whole = String((number - fraction) / power);
  if (fraction === 0) return whole;
  let digits = scale;
  for (; fraction % 10 === 0; fraction /= 10) digits -= 1;
  return `${whole}.${String(fraction).padStart(digits, '0')}`;
}

function plainText(coefficient: bigint, scale: number): string {
  const digits = coefficient.toString().padStart(scale + 1, '0');
  const whole = digits.length - scale;
  let end = digits.length;
  while (end > whole && digits.charCodeAt(end - 1) === 48) end -= 1;
  return end === whole ? digits.slice(0, whole) : `${digits.slice(0, whole)}.${digits.slice(whole, end)}`;
}

const POWERS = Array.from({ length: 32 }, (_, exponent) => 10n ** BigInt(exponent));

export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
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
  dimension: string,
): ReadAmount | undefined {
  if (measure === 'gross-mass') return ofDimension(line.grossMass, dimension);
  const mass = ofDimension(line.netMass, dimension);
  if (measure === 'net-mass' || mass !== undefined) return mass;
  let smallest: ReadAmount | undefined;
  for (const quantity of line.quantities) {
    const amount = ofDimension(quantity, dimension);
    if (amount !== undefined && (smallest === undefined || isLess(amount, smallest, dimension)))
      smallest = amount;
  }
  return smallest;
}

function ofDimension(amount: Amount | undefined, dimension: string): ReadAmount | undefined {
  return amount !== undefined && dimensionOf(amount.unit) === dimension ? readAmount(amount) : undefined;
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
