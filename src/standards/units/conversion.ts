import type { Decimal } from '../../base/index.ts';
import { normaliseDecimal, parseDecimal } from '../../base/index.ts';
import type { Unit } from './table.ts';
import { UNITS } from './table.ts';

/** A decimal with its Recommendation 20 unit. */
export interface Quantity {
  readonly value: Decimal;
  readonly unit: string;
}

/** Why a quantity does not convert. */
export const CONVERSION_REFUSALS = ['unknown-unit', 'other-dimension', 'not-exact'] as const;
export type ConversionRefusal = (typeof CONVERSION_REFUSALS)[number];

export type Conversion =
  | { readonly converted: true; readonly quantity: Quantity }
  | { readonly converted: false; readonly refusal: ConversionRefusal };

interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Converts exactly or refuses: `unknown-unit` where either has no exact relation to a base, `other-dimension` where
 * they measure different things (pieces never become mass), `not-exact` where the result is no finite decimal.
 */
export function convert(quantity: Quantity, unit: string): Conversion {
  if (quantity.unit === unit && UNITS.has(unit)) return { converted: true, quantity };
  const from = UNITS.get(quantity.unit);
  const to = UNITS.get(unit);
  if (!from || !to) return { converted: false, refusal: 'unknown-unit' };
  if (from.dimension !== to.dimension) return { converted: false, refusal: 'other-dimension' };
  const value = finite(fromBase(toBase(quantity.value, from), to));
  if (!value) return { converted: false, refusal: 'not-exact' };
  return { converted: true, quantity: { value, unit } };
}

/**
 * Compares two quantities of one dimension, exactly whatever their units: negative, zero or positive as left is less
 * than, equal to or greater than right; undefined where they do not compare.
 */
export function compareQuantities(left: Quantity, right: Quantity): number | undefined {
  const leftUnit = UNITS.get(left.unit);
  const rightUnit = UNITS.get(right.unit);
  if (!leftUnit || !rightUnit || leftUnit.dimension !== rightUnit.dimension) return undefined;
  const one = toBase(left.value, leftUnit);
  const other = toBase(right.value, rightUnit);
  const difference = one.numerator * other.denominator - other.numerator * one.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function toBase(value: Decimal, unit: Unit): Fraction {
  return add(multiply(fractionOf(value), parse(unit.factor)), parse(unit.offset));
}

function fromBase(value: Fraction, unit: Unit): Fraction {
  const offset = parse(unit.offset);
  const factor = parse(unit.factor);
  const shifted = add(value, { numerator: -offset.numerator, denominator: offset.denominator });
  return multiply(shifted, { numerator: factor.denominator, denominator: factor.numerator });
}

/** Numbers of the unit table by their texts: a few dozen, asked for with each weight of each line. */
const parsed = new Map<string, Fraction>();

function parse(text: string): Fraction {
  let known = parsed.get(text);
  if (known === undefined) parsed.set(text, (known = parseAnew(text)));
  return known;
}

function parseAnew(text: string): Fraction {
  const [over = '', under = '1'] = text.split('/');
  const numerator = parseDecimal(over);
  const denominator = parseDecimal(under);
  if (!numerator || !denominator) throw new TypeError(`the unit table is no number at ${text}`);
  const top = fractionOf(numerator);
  const bottom = fractionOf(denominator);
  return multiply(top, { numerator: bottom.denominator, denominator: bottom.numerator });
}

function fractionOf(value: Decimal): Fraction {
  return { numerator: value.coefficient, denominator: 10n ** BigInt(value.scale) };
}

function add(left: Fraction, right: Fraction): Fraction {
  return {
    numerator: left.numerator * right.denominator + right.numerator * left.denominator,
    denominator: left.denominator * right.denominator,
  };
}

function multiply(left: Fraction, right: Fraction): Fraction {
  return {
    numerator: left.numerator * right.numerator,
    denominator: left.denominator * right.denominator,
  };
}

/** The decimal of a fraction, without trailing zeros; undefined where it never ends. */
function finite(value: Fraction): Decimal | undefined {
  const divisor = greatestCommonDivisor(value.numerator, value.denominator);
  const numerator = value.numerator / divisor;
  let rest = value.denominator / divisor;
  let twos = 0;
  let fives = 0;
  while (rest % 2n === 0n) {
    rest /= 2n;
    twos += 1;
  }
  while (rest % 5n === 0n) {
    rest /= 5n;
    fives += 1;
  }
  if (rest !== 1n) return undefined;
  const scale = Math.max(twos, fives);
  const coefficient = numerator * 2n ** BigInt(scale - twos) * 5n ** BigInt(scale - fives);
  return normaliseDecimal({ coefficient, scale });
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [one, other] = [left < 0n ? -left : left, right];
  while (other !== 0n) [one, other] = [other, one % other];
  return one === 0n ? 1n : one;
}
