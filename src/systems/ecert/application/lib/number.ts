import type { RandomBytes } from '../../../../base/index.ts';

/** Letters and digits that nobody mistakes for one another (Crockford). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** The number of an application, by which an office speaks of it until it has a certificate: `A261122-7KQ2MX4D`. */
export function applicationNumber(now: Date, random: RandomBytes): string {
  const day = now.toISOString().slice(2, 10).replaceAll('-', '');
  const letters = [...random(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length] ?? '0');
  return `A${day}-${letters.join('')}`;
}
