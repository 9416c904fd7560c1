import { addDecimals, formatDecimal, normaliseDecimal, parseDecimal } from '../../../src/base/index.ts';

/** Exact difference of two decimals, without zeros behind; absent where one is none. */
export function minusDecimals(left: string, right: string): string | undefined {
  const [minuend, subtrahend] = [parseDecimal(left), parseDecimal(right)];
  if (minuend === undefined || subtrahend === undefined) return undefined;
  const negative = { ...subtrahend, coefficient: -subtrahend.coefficient };
  return formatDecimal(normaliseDecimal(addDecimals(minuend, negative)));
}

/** Exact sum of decimals; what is none counts nothing. */
export function sumDecimals(values: readonly string[]): string {
  const sum = values.reduce((total, value) => addDecimals(total, parseDecimal(value) ?? NOTHING), NOTHING);
  return formatDecimal(normaliseDecimal(sum));
}

const NOTHING = { coefficient: 0n, scale: 0 };
