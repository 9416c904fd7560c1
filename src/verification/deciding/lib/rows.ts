import { ordered } from '../../../base/index.ts';
import type { CitedDocument, GoodsItem, Link, Reason } from '../../facts/index.ts';
import {
  chooseLines,
  copyItem,
  daysBetween,
  enterItem,
  enterItemMatches,
  isCovered,
  type Choice,
  type FactsRow,
  type QuantityStatus,
} from '../../matching/index.ts';
import { builtIn } from '../built-in.ts';
import type { CertificateFacts } from '../case-input.ts';
import type { CompiledRuleBook } from '../compiled-book.ts';
import { requirementsOf, type Requirement } from './requirements.ts';
import { enterPartner, type World } from './world.ts';

/** One combination that is judged: an item, a document that it needs or cites, the certificate that was found. */
export interface Row {
  readonly item: GoodsItem;
  readonly facts: FactsRow;
  readonly requirement: Requirement | undefined;
  readonly document: CitedDocument | undefined;
  readonly link: Link | undefined;
  readonly compared: Compared | undefined;
  /** How its quantity stands, once all rows were compared; absent where no certificate is. */
  status: QuantityStatus | undefined;
  /** Found while the row was made; they count with what the tables say. */
  readonly reasons: Reason[];
  /** Of tables asked before judgement. */
  readonly outputs: Record<string, string>;
}

export interface Compared {
  readonly certificate: CertificateFacts;
  readonly name: string;
  readonly choice: Choice;
  readonly types: readonly string[];
}

/** A cited document, and whether it was cited for this item or for all. */
interface Citation {
  readonly document: CitedDocument;
  readonly isOwn: boolean;
}

/** All rows of a case, items by their number, documents by code and reference. */
export function rowsOf(world: World, book: CompiledRuleBook): readonly Row[] {
  const items = ordered(world.input.declaration.items, (left, right) => left.item - right.item);
  const rows: Row[] = [];
  items.forEach((item, place) => {
    const isRepeated = item.item === items[place - 1]?.item || item.item === items[place + 1]?.item;
    // Quantities are added up by item: of two of one number, one would not count.
    if (isRepeated) rows.push(rowOfRepeated(item, world));
    else for (const row of rowsOfItem(item, world, book)) rows.push(row);
  });
  return rows;
}

function rowOfRepeated(item: GoodsItem, world: World): Row {
  const facts = { ...world.row, 'item.number': String(item.item) };
  return rowOfItem(item, facts, [builtIn('item-repeated', { item: String(item.item) })]);
}

function rowsOfItem(item: GoodsItem, world: World, book: CompiledRuleBook): readonly Row[] {
  const citations = citationsOf(item, world.input.declaration.documents);
  const codes: string[] = [];
  for (const { document } of citations) if (!codes.includes(document.code)) codes.push(document.code);
  const facts = { ...world.row };
  enterItem(facts, item, codes);
  if (!isReadable(item.commodity, book.practice.leastDigits))
    return [rowOfItem(item, facts, [builtIn('commodity-unreadable', { commodity: item.commodity })])];
  const { all, doubts } = requirementsOf(facts, book);
  const rows: Row[] = [];
  for (const requirement of all)
    for (const row of rowsOfRequirement(requirement, item, facts, citations, world, book)) rows.push(row);
  const asksNothing = book.national.requirement.length + book.local.requirement.length === 0;
  for (const { document, isOwn } of citations) {
    const isRequired = all.some((requirement) => requirement.codes.includes(document.code));
    if (isRequired || !(isOwn || asksNothing)) continue;
    const isOurs =
      book.patterns.byCode.has(document.code) || world.linkOf(document, item.item).link.state === 'linked';
    if (isOurs) rows.push(rowOfDocument(document, undefined, item, facts, world, book));
  }
  const [first] = rows;
  if (first === undefined) return [rowOfItem(item, facts, doubts)];
  for (const doubt of doubts) first.reasons.push(doubt);
  return rows;
}

/** A code by which goods can be told from others: shorter ones would escape every rule that names a commodity. */
function isReadable(commodity: string, leastDigits: number): boolean {
  return /^\d{2,14}$/.test(commodity) && commodity.length >= leastDigits;
}

function citationsOf(item: GoodsItem, header: readonly CitedDocument[]): readonly Citation[] {
  const all: Citation[] = [];
  for (const document of item.documents) all.push({ document, isOwn: true });
  for (const document of header) all.push({ document, isOwn: false });
  const sorted = ordered(all, orderOfCitations);
  return sorted.filter(({ document }, place) => {
    const before = sorted[place - 1];
    return before === undefined || orderOf(before.document, document) !== 0;
  });
}

function orderOfCitations(left: Citation, right: Citation): number {
  return (
    orderOf(left.document, right.document) ||
    Number(right.isOwn) - Number(left.isOwn) ||
    orderOfText(statedIn(left.document), statedIn(right.document))
  );
}

function orderOf(left: CitedDocument, right: CitedDocument): number {
  return (
    orderOfText(left.code, right.code) ||
    orderOfText(left.reference, right.reference) ||
    (left.line ?? 0) - (right.line ?? 0)
  );
}

function orderOfText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function statedIn({ quantity }: CitedDocument): string {
  return quantity === undefined ? '' : `${quantity.value} ${quantity.unit}`;
}

function rowOfItem(item: GoodsItem, facts: FactsRow, reasons: readonly Reason[]): Row {
  const none = {
    requirement: undefined,
    document: undefined,
    link: undefined,
    compared: undefined,
    status: undefined,
  };
  return { item, facts: { ...facts }, ...none, reasons: [...reasons], outputs: {} };
}

function rowsOfRequirement(
  requirement: Requirement,
  item: GoodsItem,
  facts: FactsRow,
  citations: readonly Citation[],
  world: World,
  book: CompiledRuleBook,
): Row[] {
  const own: Row[] = [];
  const shared: Row[] = [];
  for (const { document, isOwn } of citations) {
    if (!requirement.codes.includes(document.code)) continue;
    const row = rowOfDocument(document, requirement, item, facts, world, book);
    (isOwn ? own : shared).push(row);
  }
  if (own.length + shared.length === 0) return [rowOfMissing(requirement, item, facts, world)];
  if (shared.length === 0) return own;
  const isAnyCovering = own.some(isCovering) || shared.some(isCovering);
  return [...own, ...shared.filter((row) => !isAnyCovering || row.compared === undefined || isCovering(row))];
}

/** Of documents cited for all items, those without a line for this one stand aside where another has one. */
function isCovering({ compared }: Row): boolean {
  return compared !== undefined && isCovered(compared.choice.commodity);
}

function rowOfMissing(requirement: Requirement, item: GoodsItem, facts: FactsRow, world: World): Row {
  const row = { ...facts };
  row['item.check'] = requirement.check;
  row['document.code'] = requirement.codes[0];
  row['document.type'] = requirement.types[0];
  row['document.status'] = 'missing';
  const { declaration } = world.input;
  enterPartner(row, world.partnerOf(declaration.despatchCountry ?? item.origin));
  const none = { document: undefined, link: undefined, compared: undefined, status: undefined };
  return { item, facts: row, requirement, ...none, reasons: [], outputs: {} };
}

function rowOfDocument(
  document: CitedDocument,
  requirement: Requirement | undefined,
  item: GoodsItem,
  facts: FactsRow,
  world: World,
  book: CompiledRuleBook,
): Row {
  const { link, name } = world.linkOf(document, item.item);
  const certificate = link.state === 'linked' ? link.certificate : undefined;
  const row = { ...(certificate === undefined ? facts : world.rowOf(certificate, name)) };
  const types = typesOf(requirement, link);
  row['item.check'] = requirement?.check;
  row['document.code'] = document.code;
  row['document.type'] = types[0];
  row['document.reference'] = document.reference;
  row['document.status'] = 'cited';
  if (certificate === undefined) {
    // A link that says it is linked and has no certificate is not known.
    row['document.link'] = link.state === 'linked' ? 'unknown' : link.state;
    const { day } = world.input;
    row['document.waiting-days'] = String(Math.max(0, daysBetween(sinceOf(document, world), day)));
    enterPartner(row, world.partnerOf(countryOf(link)));
    return {
      item,
      facts: row,
      requirement,
      document,
      link,
      compared: undefined,
      status: undefined,
      reasons: [],
      outputs: {},
    };
  }
  const choice = chooseLines(item, certificate, document.line, book.commodity);
  const { declaration } = world.input;
  copyItem(row, facts);
  row['document.link'] = link.state;
  row['document.followed'] = link.chain.length > 1;
  enterItemMatches(row, { declaration, item, certificate, choice, types });
  const compared = { certificate, name, choice, types };
  return {
    item,
    facts: row,
    requirement,
    document,
    link,
    compared,
    status: undefined,
    reasons: [],
    outputs: {},
  };
}

/** First day on which a reference that leads to nothing was cited; today where it is new. */
export function sinceOf({ reference }: CitedDocument, { input }: World): string {
  const since = Object.hasOwn(input.waitingSince, reference) ? input.waitingSince[reference] : undefined;
  return since === undefined || since > input.day ? input.day : since;
}

/** What the requirement asks for; else what the reference says of itself. */
function typesOf(requirement: Requirement | undefined, { readings }: Link): readonly string[] {
  if (requirement !== undefined && requirement.types.length > 0) return requirement.types;
  return [...new Set(readings.map(({ type }) => type))].toSorted();
}

/** Country that every reading agrees on. */
export function countryOf({ readings }: Link): string | undefined {
  const [first] = readings;
  return readings.every(({ country }) => country === first?.country) ? first?.country : undefined;
}
