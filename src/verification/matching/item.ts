import type { CertificateFacts, CertifiedLine, GoodsItem } from '../facts/index.ts';
import {
  isCovered,
  isNearer,
  matchCommodity,
  UNSTATED,
  type CommodityMatch,
  type CommodityPractice,
} from './commodity.ts';
import { comparing, listed, stated, statedAll, written, type Compared } from './lib/compared.ts';
import { dayOf, daysBetween, momentOf } from './lib/days.ts';
import { isAmong } from './lib/signs.ts';

/** A line of a certificate that a goods item may draw on. */
export interface ChosenLine {
  readonly line: CertifiedLine;
  readonly commodity: CommodityMatch;
}

/** A goods item beside the lines of a certificate that may be meant. */
export interface ItemPair {
  readonly item: GoodsItem;
  readonly certificate: CertificateFacts;
  readonly lines: readonly ChosenLine[];
  /** UN/EDIFACT 1001 codes that the document may have; empty where any may be. */
  readonly types: readonly string[];
}

export interface Choice {
  readonly lines: readonly ChosenLine[];
  /** The nearest of all lines, also where none is near enough. */
  readonly commodity: CommodityMatch;
}

/**
 * Lines that a goods item may draw on: those whose commodity covers its own (the one it names, where it names one), and of these
 * those of its origin and establishment where any are.
 */
export function chooseLines(
  item: GoodsItem,
  certificate: CertificateFacts,
  named: number | undefined,
  practice: CommodityPractice,
): Choice {
  let nearest: CommodityMatch = UNSTATED;
  let lines: ChosenLine[] = [];
  for (const line of certificate.lines) {
    if (named !== undefined && line.line !== named) continue;
    const commodity = matchCommodity(item.commodity, line.codes, practice);
    if (isNearer(commodity, nearest) || commodity.match === 'absent-declared') nearest = commodity;
    if (!isCovered(commodity)) continue;
    if (lines.length === 0) lines = [{ line, commodity }];
    else lines.push({ line, commodity });
  }
  if (lines.length > 1) {
    lines = narrowed(lines, ({ origins }) => origins, item.origin === undefined ? [] : [item.origin]);
    lines = narrowed(lines, ({ establishments }) => establishments, item.establishments ?? []);
  }
  return { lines, commodity: nearest };
}

/** Keeps lines that state one of these, where any does. */
function narrowed(
  lines: ChosenLine[],
  statedBy: (line: CertifiedLine) => readonly string[],
  wanted: readonly string[],
): ChosenLine[] {
  if (wanted.length === 0) return lines;
  const agreeing = lines.filter(({ line }) => statedBy(line).some((each) => isAmong(each, wanted)));
  return agreeing.length === 0 ? lines : agreeing;
}

/** Fields that are compared for each goods item. */
export const ITEM_FIELDS = {
  'match.type': comparing<ItemPair, readonly string[], string>({
    declared: ({ types }) => statedAll(types),
    certified: ({ certificate }) => stated(certificate.typeCode),
    isSame: (types, type) => types.includes(type),
    showDeclared: listed,
    showCertified: written,
  }),
  'match.origin': comparing<ItemPair, string, readonly string[]>({
    declared: ({ item }) => stated(item.origin),
    certified: ({ lines }) => statedAll(together(lines, ({ origins }) => origins)),
    isSame: (origin, origins) =>
      origins.includes(origin) || origins.some((each) => each.toUpperCase() === origin.toUpperCase()),
    showDeclared: written,
    showCertified: listed,
  }),
  'match.establishment': comparing<ItemPair, readonly string[], readonly string[]>({
    declared: ({ item }) => statedAll(item.establishments),
    certified: ({ lines }) => statedAll(together(lines, ({ establishments }) => establishments)),
    isSame: (declared, certified) => declared.every((each) => isAmong(each, certified)),
    showDeclared: listed,
    showCertified: listed,
    difference: (declared, certified) => ({ kind: 'entries', size: String(missingOf(declared, certified)) }),
  }),
  'match.produced-before-issue': comparing<ItemPair, string, string>({
    declared: ({ item, lines }) => dayOf(item.produced) ?? latest(lines),
    certified: ({ certificate }) => momentOf(certificate.issued),
    isSame: (produced, issued) => produced <= issued,
    showDeclared: written,
    showCertified: (issued) => dayOf(issued) ?? issued,
    difference: (produced, issued) => ({ kind: 'days', size: String(daysBetween(issued, produced)) }),
  }),
  'match.goods-expiry': comparing<ItemPair, string, readonly string[]>({
    declared: ({ item }) => dayOf(item.expires),
    certified: ({ lines }) => statedAll(expiries(lines)),
    isSame: (declared, certified) => certified.includes(declared),
    showDeclared: written,
    showCertified: listed,
    difference: (declared, certified) => ({
      kind: 'days',
      size: String(Math.min(...certified.map((day) => Math.abs(daysBetween(declared, day))))),
    }),
  }),
} as const satisfies Readonly<Record<`match.${string}`, Compared<ItemPair>>>;

export type ItemField = keyof typeof ITEM_FIELDS;

function together(
  lines: readonly ChosenLine[],
  statedBy: (line: CertifiedLine) => readonly string[],
): readonly string[] {
  const [only] = lines;
  if (lines.length === 1 && only !== undefined) return statedBy(only.line);
  return [...new Set(lines.flatMap(({ line }) => statedBy(line)))];
}

function missingOf(declared: readonly string[], certified: readonly string[]): number {
  return declared.filter((each) => !isAmong(each, certified)).length;
}

/** Day on which the last of the lines was produced. */
function latest(lines: readonly ChosenLine[]): string | undefined {
  let last: string | undefined;
  for (const { line } of lines) {
    const day = dayOf(line.produced);
    if (day !== undefined && (last === undefined || day > last)) last = day;
  }
  return last;
}

function expiries(lines: readonly ChosenLine[]): readonly string[] | undefined {
  let days: string[] | undefined;
  for (const { line } of lines) {
    const day = dayOf(line.expires);
    if (day !== undefined) (days ??= []).push(day);
  }
  return days;
}
