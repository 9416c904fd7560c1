import type { Decimal } from '../../../base/index.ts';
import type { Amount } from '../../facts/index.ts';
import { LONGEST_SHORT, tenTo } from './powers.ts';

const MOST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** An amount that is not negative, without trailing zeros. */
export function plainAmount({ coefficient, scale }: Decimal, unit: string): Amount {
  const isShort = coefficient <= MOST_EXACT && scale <= LONGEST_SHORT;
  return { value: isShort ? shortText(Number(coefficient), scale) : plainText(coefficient, scale), unit };
}

/** The same of what a double holds exactly, at most 2^53 and of fifteen places. */
export function shortText(coefficient: number, scale: number): string {
  const power = tenTo(scale);
  // No quotient of such numbers is rounded up to the next whole one.
  const whole = Math.floor(coefficient / power);
  const fraction = coefficient - whole * power;
  if (fraction === 0) return String(whole);
  const digits = String(fraction).padStart(scale, '0');
  let end = scale;
  while (digits.charCodeAt(end - 1) === 48) end -= 1;
  return `${String(whole)}.${end === scale ? digits : digits.slice(0, end)}`;
}

function plainText(coefficient: bigint, scale: number): string {
  const digits = coefficient.toString().padStart(scale + 1, '0');
  const whole = digits.length - scale;
  let end = digits.length;
  while (end > whole && digits.charCodeAt(end - 1) === 48) end -= 1;
  return end === whole ? digits.slice(0, whole) : `${digits.slice(0, whole)}.${digits.slice(whole, end)}`;
}
