import { ordered } from '../../../base/index.ts';
import type { CitedDocument, GoodsItem, Link, Reason } from '../../facts/index.ts';
import {
  chooseLines,
  daysBetween,
  enterItem,
  enterItemMatches,
  isCovered,
  joinedRow,
  type Choice,
  type FactsRow,
  type QuantityStatus,
} from '../../matching/index.ts';
import { builtIn } from '../built-in.ts';
import type { CertificateFacts } from '../case-input.ts';
import type { CompiledRuleBook } from '../compiled-book.ts';
import { requirementsOf, type Requirement } from './requirements.ts';
import { enterPartner, linkOf, partnerOf, rowOfCertificate, type Held, type World } from './world.ts';

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
  readonly held: Held;
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
  // Of the item at hand: what a row keeps, it copies.
  const facts = joinedRow(world.row, world.row);
  items.forEach((item, place) => {
    const before = place === 0 ? undefined : items[place - 1];
    const after = place === items.length - 1 ? undefined : items[place + 1];
    // Quantities are added up by item: of two of one number, one would not count.
    if (item.item === before?.item || item.item === after?.item) rows.push(rowOfRepeated(item, world));
    else for (const row of rowsOfItem(item, facts, world, book)) rows.push(row);
  });
  return rows;
}

function rowOfRepeated(item: GoodsItem, world: World): Row {
  const facts = joinedRow(world.row, world.row);
  facts['item.number'] = String(item.item);
  return rowOfItem(item, facts, [builtIn('item-repeated', { item: String(item.item) })]);
}

function rowsOfItem(item: GoodsItem, facts: FactsRow, world: World, book: CompiledRuleBook): readonly Row[] {
  const citations = citationsOf(item, world.input.declaration.documents);
  const codes: string[] = [];
  for (const { document } of citations) if (!codes.includes(document.code)) codes.push(document.code);
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
      book.patterns.byCode.has(document.code) || linkOf(world, document, item.item).link.state === 'linked';
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

/** What is cited for an item, each once, in a stable order. */
function citationsOf(item: GoodsItem, header: readonly CitedDocument[]): readonly Citation[] {
  const own = item.documents.map((document) => ({ document, isOwn: true }));
  const all = header.length === 0 ? own : [...own, ...header.map((document) => ({ document, isOwn: false }))];
  const sorted = ordered(all, orderOfCitations);
  const isAgain = ({ document }: Citation, place: number): boolean => {
    const before = place === 0 ? undefined : sorted[place - 1];
    return before !== undefined && orderOf(before.document, document) === 0;
  };
  return sorted.some(isAgain) ? sorted.filter((each, place) => !isAgain(each, place)) : sorted;
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
  const row = newRow(item, joinedRow(facts, facts), undefined, undefined, undefined, undefined);
  row.reasons.push(...reasons);
  return row;
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
  const row = joinedRow(facts, facts);
  row['item.check'] = requirement.check;
  row['document.code'] = requirement.codes[0];
  row['document.type'] = requirement.types[0];
  row['document.status'] = 'missing';
  const { declaration } = world.input;
  enterPartner(row, partnerOf(world, declaration.despatchCountry ?? item.origin));
  return newRow(item, row, requirement, undefined, undefined, undefined);
}

function rowOfDocument(
  document: CitedDocument,
  requirement: Requirement | undefined,
  item: GoodsItem,
  facts: FactsRow,
  world: World,
  book: CompiledRuleBook,
): Row {
  const { link, held } = linkOf(world, document, item.item);
  const certificate = held === undefined ? undefined : link.certificate;
  const types = typesOf(requirement, link);
  if (held === undefined || certificate === undefined) {
    const row = joinedRow(facts, facts);
    enterDocument(row, document, requirement, types);
    // A link that says it is linked and has no certificate is not known.
    row['document.link'] = link.state === 'linked' ? 'unknown' : link.state;
    const { day } = world.input;
    row['document.waiting-days'] = String(Math.max(0, daysBetween(sinceOf(document, world), day)));
    enterPartner(row, partnerOf(world, countryOf(link)));
    return newRow(item, row, requirement, document, link, undefined);
  }
  const row = joinedRow(facts, rowOfCertificate(world, certificate, held));
  enterDocument(row, document, requirement, types);
  row['document.link'] = link.state;
  row['document.followed'] = link.chain.length > 1;
  const choice = chooseLines(item, certificate, document.line, book.commodity);
  enterItemMatches(row, { declaration: world.input.declaration, item, certificate, choice, types });
  return newRow(item, row, requirement, document, link, { certificate, held, choice, types });
}

function enterDocument(
  row: FactsRow,
  document: CitedDocument,
  requirement: Requirement | undefined,
  types: readonly string[],
): void {
  row['item.check'] = requirement?.check;
  row['document.code'] = document.code;
  row['document.type'] = types[0];
  row['document.reference'] = document.reference;
  row['document.status'] = 'cited';
}

function newRow(
  item: GoodsItem,
  facts: FactsRow,
  requirement: Requirement | undefined,
  document: CitedDocument | undefined,
  link: Link | undefined,
  compared: Compared | undefined,
): Row {
  return { item, facts, requirement, document, link, compared, status: undefined, reasons: [], outputs: {} };
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
