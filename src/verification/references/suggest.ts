import type { DocumentKey } from '../facts/index.ts';
import { editDistance } from './lib/distance.ts';
import type { Reading } from './read-reference.ts';

/** A real document that may have been meant; its type where it is known. */
export interface NearDocument extends DocumentKey {
  readonly type?: string;
}

const MOST_SUGGESTIONS = 5;
/** A number that differs in more is another number, not a slip. */
const FARTHEST = 2;

/**
 * Real documents that a reference which leads to none may have meant, likeliest first: a digit exchanged with its neighbour, left
 * out or changed, another year, another type, another country. To be shown to a person, never linked.
 */
export function suggest(reading: Reading, near: readonly NearDocument[]): readonly DocumentKey[] {
  return near
    .map((document) => ({ document, slips: slipsOf(reading, document) }))
    .filter(({ slips }) => slips <= FARTHEST)
    .toSorted(
      (left, right) => left.slips - right.slips || order(nameOf(left.document), nameOf(right.document)),
    )
    .filter(
      ({ document }, place, all) => place === 0 || nameOf(all[place - 1]?.document) !== nameOf(document),
    )
    .slice(0, MOST_SUGGESTIONS)
    .map(({ document: { country, authority, number } }) => ({ country, authority, number }));
}

/** How many slips of the pen lie between a reading and a document; a wrong year is one, however many digits it changes. */
function slipsOf(reading: Reading, document: NearDocument): number {
  const [meant, real] = [signsOf(reading.number), signsOf(document.number)];
  const elsewhere =
    Number(document.type !== undefined && document.type !== reading.type) +
    Number(document.country !== reading.country);
  const plain = editDistance(meant, real, FARTHEST);
  const { year } = reading;
  const at = year === undefined ? -1 : meant.indexOf(year);
  const their = real.slice(at, at + 4);
  if (year === undefined || at < 0 || their === year || !/^(19|20)\d\d$/.test(their))
    return plain + elsewhere;
  const inTheirYear = meant.slice(0, at) + their + meant.slice(at + 4);
  return Math.min(plain, 1 + editDistance(inTheirYear, real, FARTHEST)) + elsewhere;
}

function signsOf(number: string): string {
  return number.toUpperCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function nameOf(document: DocumentKey | undefined): string {
  return document === undefined ? '' : `${document.country}/${document.authority}/${document.number}`;
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
