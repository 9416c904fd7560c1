import { textWithin } from '../base/index.ts';

/**
 * Search terms. They are made here and stored as an array under one GIN index, so that every PostgreSQL finds the
 * same records, whatever its locale and extensions, and Chinese as well as Latin text.
 */

/** Scripts written without spaces between words; cut into single characters and pairs. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+|[^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+|\p{N}+/gu;
const ASCII = /^[\x20-\x7e]*$/;
const MAXIMUM_WORD = 40;

/** Length of the pieces by which partial numbers are found. */
const GRAM = 3;

/** Folded text: case, width, accents and composition carry no meaning in a search. */
export function folded(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC');
}

/** Words of a text to store; characters and pairs where words are not spaced. */
export function wordsOf(text: string): string[] {
  return cut(text, (run) => (run.length === 1 ? run : [...run, ...pairs(run)]));
}

/** Words to look for: all must be among {@link wordsOf} the text. Empty when the query holds no letter and no digit. */
export function wordsSought(query: string): string[] {
  return cut(query, (run) => (run.length === 1 ? run : pairs(run)));
}

const ASCII_RUNS = /[a-z]+|[0-9]+/g;

function cut(text: string, unspaced: (run: readonly string[]) => readonly string[]): string[] {
  const words = new Set<string>();
  if (ASCII.test(text)) {
    for (const run of text.toLowerCase().match(ASCII_RUNS) ?? []) words.add(run.slice(0, MAXIMUM_WORD));
    return [...words];
  }
  for (const [run] of folded(text).matchAll(RUNS)) {
    if (UNSPACED.test(run)) for (const piece of unspaced([...run])) words.add(piece);
    else words.add(textWithin(run, MAXIMUM_WORD));
  }
  return [...words];
}

function pairs(run: readonly string[]): string[] {
  return run.slice(1).map((second, index) => `${run[index] ?? ''}${second}`);
}

/** A number without the signs people leave out: letters and digits only, upper case. */
export function plainNumber(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase().replace(/[^A-Z0-9]+/g, '');
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Every piece of three characters of a plain number. */
export function gramsOf(plain: string): string[] {
  const text = evened(plain);
  const grams = new Set<string>();
  for (let start = 0; start + GRAM <= text.length; start += 1) grams.add(text.slice(start, start + GRAM));
  return [...grams];
}

/**
 * Pieces that together hold all of a plain number or a part of one: one after the other, and the last. They narrow as far as all that
 * overlap, and each costs a walk through the index. Empty for what is shorter than a piece.
 */
export function gramsSought(plain: string): string[] {
  const text = evened(plain);
  const last = text.length - GRAM;
  if (last < 0) return [];
  const starts = Array.from({ length: Math.floor(last / GRAM) + 1 }, (_, index) => index * GRAM);
  return [...new Set([...starts, last].map((start) => text.slice(start, start + GRAM)))];
}

/** Characters that are two code units become one each, the same for all: no piece has half of one. */
function evened(plain: string): string {
  return ASCII.test(plain) ? plain : plain.replace(/[\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
