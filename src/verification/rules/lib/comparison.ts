import { compareDecimals, parseDecimal, type Decimal } from '../../../base/index.ts';
import { compareQuantities, UNITS } from '../../../standards/index.ts';
import type { Amount } from '../../facts/index.ts';

/**
 * A decimal made ready for comparison. Decimals of at most fifteen digits keep their order as doubles (IEEE 754-2019 §5.12.2),
 * and need no arithmetic of big integers; nothing is ever calculated with them.
 */
export interface Comparable {
  readonly short: number | undefined;
  readonly exact: Decimal;
}

const MOST_SHORT = 15;

/** The number of a short plain decimal text; undefined where it is long or none. */
export function shortNumber(text: string): number | undefined {
  if (text.length > MOST_SHORT) return undefined;
  let digits = 0;
  let points = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) digits += 1;
    else if (code === 46) points += 1;
    else if (at > 0 || (code !== 43 && code !== 45)) return undefined;
  }
  return digits > 0 && points < 2 ? Number(text) : undefined;
}

export function comparableOf(text: string): Comparable | undefined {
  const exact = parseDecimal(text);
  return exact === undefined ? undefined : { short: shortNumber(text), exact };
}

/** Negative, zero or positive as the text's decimal is less than, equal to or greater than the other; undefined where it is none. */
export function compareText(text: string, other: Comparable): number | undefined {
  const short = shortNumber(text);
  if (short !== undefined && other.short !== undefined)
    return short < other.short ? -1 : short > other.short ? 1 : 0;
  const exact = parseDecimal(text);
  return exact === undefined ? undefined : compareDecimals(exact, other.exact);
}

/** What a unit measures: units of one name compare exactly with one another. A unit without exact relation compares with itself alone. */
export function dimensionOf(unit: string): string {
  return UNITS.get(unit)?.dimension ?? `=${unit}`;
}

export interface ComparableAmount extends Comparable {
  readonly unit: string;
}

export function comparableAmount({ value, unit }: Amount): ComparableAmount | undefined {
  const comparable = comparableOf(value);
  return comparable === undefined ? undefined : { ...comparable, unit };
}

/** As {@link compareText}, exactly whatever the units; undefined also where they measure different things. */
export function compareAmount({ value, unit }: Amount, other: ComparableAmount): number | undefined {
  if (unit === other.unit) return compareText(value, other);
  const exact = parseDecimal(value);
  if (exact === undefined) return undefined;
  return compareQuantities({ value: exact, unit }, { value: other.exact, unit: other.unit });
}

/** A day as `YYYY-MM-DD`, which sorts as text. */
export function isDayText(text: string): boolean {
  return text.length === 10 && /^\d{4}-\d{2}-\d{2}$/.test(text);
}
