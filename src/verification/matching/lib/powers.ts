/** Digits of a decimal that a double surely holds (IEEE 754-2019: fifteen). */
export const LONGEST_SHORT = 15;

const POWERS = Array.from({ length: 32 }, (_, exponent) => 10n ** BigInt(exponent));

/** Powers that a double holds exactly. */
const SHORT_POWERS = POWERS.slice(0, LONGEST_SHORT + 1).map(Number);

/** 10^exponent as a number: exact for exponents to 15. */
export function tenTo(exponent: number): number {
  return SHORT_POWERS[exponent] ?? 10 ** exponent;
}

export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}
