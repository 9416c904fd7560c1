import { Handful } from '../../base/index.ts';
import type { CommodityMapping } from '../deciding/rule-book.ts';
import type { CertifiedLine } from '../facts/index.ts';

/** How codes are compared: what a country's practice says, made ready. */
export interface CommodityPractice {
  readonly leastDigits: number;
  readonly foreign: ReadonlySet<string>;
  readonly mappings: Handful<string, readonly CommodityMapping[]>;
}

export interface CommodityMatch {
  readonly match:
    'absent-declared' | 'absent-certified' | 'different' | 'too-short' | 'mapped' | 'prefix' | 'equal';
  /** Leading digits that both have in common. */
  readonly digits: number;
}

export const UNSTATED: CommodityMatch = { match: 'absent-certified', digits: 0 };
const HARMONIZED = 6;

/** What codes mostly come to, by digits, made once: every item is compared with every line. */
const DIFFERENT = Array.from({ length: 15 }, (_, digits) => ({ match: 'different', digits }) as const);
const EQUAL = Array.from({ length: 15 }, (_, digits) => ({ match: 'equal', digits }) as const);
const PREFIX = Array.from({ length: 15 }, (_, digits) => ({ match: 'prefix', digits }) as const);

export function commodityPractice(
  leastDigits: number,
  foreign: readonly string[],
  mappings: readonly CommodityMapping[],
): CommodityPractice {
  const bySystem = new Handful<string, CommodityMapping[]>();
  for (const mapping of mappings) {
    const own = bySystem.get(mapping.system);
    if (own === undefined) bySystem.set(mapping.system, [mapping]);
    else own.push(mapping);
  }
  return { leastDigits, foreign: new Set(foreign), mappings: bySystem };
}

/** Whether goods of a declared code may come under what a line certifies. */
export function isCovered({ match }: CommodityMatch): boolean {
  return match === 'equal' || match === 'prefix' || match === 'mapped';
}

/** Compares a declared code with those of a line; the nearest counts. */
export function matchCommodity(
  declared: string,
  codes: CertifiedLine['codes'],
  practice: CommodityPractice,
): CommodityMatch {
  if (declared === '') return { match: 'absent-declared', digits: 0 };
  let best = UNSTATED;
  for (const { system, code } of codes) {
    const match = matchOne(declared, system, code, practice);
    if (best === UNSTATED || isNearer(match, best)) best = match;
  }
  return best;
}

export function isNearer(left: CommodityMatch, right: CommodityMatch): boolean {
  if (left.match === right.match) return left.digits > right.digits;
  return closeness(left.match) > closeness(right.match);
}

function closeness(match: CommodityMatch['match']): number {
  switch (match) {
    case 'equal':
      return 6;
    case 'prefix':
      return 5;
    case 'mapped':
      return 4;
    case 'too-short':
      return 3;
    case 'different':
      return 2;
    case 'absent-certified':
      return 1;
    case 'absent-declared':
      return 0;
  }
}

function matchOne(
  declared: string,
  system: string,
  code: string,
  { leastDigits, foreign, mappings }: CommodityPractice,
): CommodityMatch {
  if (code === '') return UNSTATED;
  if (declared === code) return EQUAL[code.length] ?? { match: 'equal', digits: code.length };
  const digits = commonDigits(declared, code);
  if (digits === code.length)
    return digits < leastDigits
      ? { match: 'too-short', digits }
      : (PREFIX[digits] ?? { match: 'prefix', digits });
  const isMapped = mappings
    .get(system)
    ?.some(({ from, to }) => from !== '' && to !== '' && code.startsWith(from) && declared.startsWith(to));
  if (isMapped === true) return { match: 'mapped', digits };
  const agrees = digits >= HARMONIZED && HARMONIZED >= leastDigits && foreign.has(system);
  if (agrees) return { match: 'prefix', digits: HARMONIZED };
  return DIFFERENT[digits] ?? { match: 'different', digits };
}

function commonDigits(left: string, right: string): number {
  let digits = 0;
  const most = Math.min(left.length, right.length);
  while (digits < most && left.charCodeAt(digits) === right.charCodeAt(digits)) digits += 1;
  return digits;
}
