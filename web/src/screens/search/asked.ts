/** What a text that somebody holds may be: filters of the API to ask one after another, the likeliest first. */
export type AskedAs = 'number' | 'equipment' | 'reference' | 'commodity' | 'product' | 'party';

export interface Asked {
  readonly as: AskedAs;
  readonly text: string;
}

/** ISO 6346: owner and category in four letters, six digits, a check digit. */
const CONTAINER = /^[A-Z]{3}[UJZ]\d{7}$/;
const LETTERS_AND_DIGITS = /[\p{L}\p{N}]/gu;
const LONGEST = 200;

/**
 * What a text may be, in the order of likelihood; an empty list when it fits nothing. A number may be given in part, three
 * signs at least; a container or seal only whole; a tariff code by two to ten of its digits.
 */
export function readAsked(given: string): readonly Asked[] {
  const text = given.trim().slice(0, LONGEST);
  const plain = text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  const signs = (text.match(LETTERS_AND_DIGITS) ?? []).length;
  const hasDigit = /\p{Nd}/u.test(plain);
  const isLatin = /^[A-Z0-9]+$/.test(plain);
  const words = /\p{L}{2,}|[\p{Script=Han}]/u.test(text);
  const asked: Asked[] = [];
  const add = (as: AskedAs): void => {
    asked.push({ as, text });
  };
  if (signs === 0) return [];
  if (isContainer(plain)) add('equipment');
  if (/^[\d.\s]{2,14}$/.test(text) && /^\d{2,10}$/.test(plain)) add('commodity');
  if (isLatin && plain.length >= 3) add('number');
  if (isLatin && hasDigit && plain.length >= 4 && !isContainer(plain)) add('equipment');
  if (isLatin && hasDigit && plain.length >= 4) add('reference');
  if (words) {
    add('product');
    add('party');
  }
  return asked;
}

/** Whether letters and digits are the number of a container, by their form and their check digit (ISO 6346 annex A). */
export function isContainer(plain: string): boolean {
  if (!CONTAINER.test(plain)) return false;
  const sum = Array.from(plain.slice(0, 10), valueOf).reduce(
    (total, value, place) => total + value * 2 ** place,
    0,
  );
  return (sum % 11) % 10 === Number(plain[10]);
}

/** Letters count from 10, and no letter counts a multiple of eleven. */
function valueOf(sign: string): number {
  if (/\d/.test(sign)) return Number(sign);
  const place = sign.charCodeAt(0) - 65 + 10;
  return place + Math.floor((place - 1) / 10);
}
