import { ordered } from '../../../base/index.ts';
import type { CitedDocument, GoodsItem, Link, Reason } from '../../facts/index.ts';
import {
  chooseLines,
  daysBetween,
  declarationRow,
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
  /** What covers the item together with its certificate, once quantities are compared; absent where no certificate is. */
  pool: string | undefined;
  /** How its quantity stands, once all rows were compared; absent where no certificate is. */
  status: QuantityStatus | undefined;
  /** Found while the row was made; they count with what the tables say. */
  reasons: readonly Reason[];
  /** Of tables asked before judgement. */
  outputs: Readonly<Record<string, string>>;
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
  let before: GoodsItem | undefined;
  for (let place = 0; place < items.length; place++) {
    const [item, after] = [items[place], items[place + 1]];
    if (item === undefined) continue;
    // Quantities are added up by item: of two of one number, one would not count.
    if (item.item === before?.item || item.item === after?.item) rows.push(rowOfRepeated(item, world));
    else enterRowsOfItem(rows, item, world, book);
    before = item;
  }
  return rows;
}

function rowOfRepeated(item: GoodsItem, world: World): Row {
  const facts = declarationRow(world.input.declaration);
  facts['item.number'] = String(item.item);
  return newRow(item, facts, undefined, undefined, undefined, undefined, [
    builtIn('item-repeated', { item: String(item.item) }),
  ]);
}

function enterRowsOfItem(rows: Row[], item: GoodsItem, world: World, book: CompiledRuleBook): void {
  const from = rows.length;
  const citations = citationsOf(item, world.input.declaration.documents);
  enterItem(world.row, item, codesOf(citations));
  if (!isReadable(item.commodity, book.practice.leastDigits)) {
    rows.push(rowOfItem(item, world, [builtIn('commodity-unreadable', { commodity: item.commodity })]));
    return;
  }
  const { all, doubts } = requirementsOf(world.row, book);
  for (const requirement of all) enterRequired(rows, requirement, item, citations, world, book);
  for (const { document, isOwn } of citations) {
    if (isRequired(all, document) || !(isOwn || book.requirements.length === 0)) continue;
    const isOurs =
      book.patterns.byCode.has(document.code) || linkOf(world, document, item.item).link.state === 'linked';
    if (isOurs) rows.push(rowOfDocument(document, undefined, item, world, book));
  }
  const first = rows[from];
  if (first === undefined) rows.push(rowOfItem(item, world, doubts));
  else if (doubts.length > 0) first.reasons = [...first.reasons, ...doubts];
}

function isRequired(all: readonly Requirement[], { code }: CitedDocument): boolean {
  for (const { codes } of all) if (codes.includes(code)) return true;
  return false;
}

/** A code by which goods can be told from others: shorter ones would escape every rule that names a commodity. */
function isReadable(commodity: string, leastDigits: number): boolean {
  return commodity.length >= leastDigits && /^\d{2,14}$/.test(commodity);
}

/** What is cited for an item, each once, in a stable order. */
function citationsOf(item: GoodsItem, header: readonly CitedDocument[]): readonly Citation[] {
  const all = item.documents.map((document): Citation => ({ document, isOwn: true }));
  for (const document of header) all.push({ document, isOwn: false });
  if (isEachOnce(all)) return all;
  const sorted = ordered(all, orderOfCitations);
  return sorted.filter(({ document }, place) => {
    const before = place === 0 ? undefined : sorted[place - 1];
    return before === undefined || orderOf(before.document, document) !== 0;
  });
}

/** Whether citations are in order, and none is there twice. */
function isEachOnce(citations: readonly Citation[]): boolean {
  let before: CitedDocument | undefined;
  for (const { document } of citations) {
    if (before !== undefined && orderOf(before, document) >= 0) return false;
    before = document;
  }
  return true;
}

function codesOf(citations: readonly Citation[]): readonly string[] {
  let codes: string[] | undefined;
  for (const { document } of citations) {
    if (codes === undefined) codes = [document.code];
    else if (!codes.includes(document.code)) codes.push(document.code);
  }
  return codes ?? [];
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

function rowOfItem(item: GoodsItem, { row }: World, reasons: readonly Reason[]): Row {
  return newRow(item, joinedRow(row, row), undefined, undefined, undefined, undefined, reasons);
}

function enterRequired(
  rows: Row[],
  requirement: Requirement,
  item: GoodsItem,
  citations: readonly Citation[],
  world: World,
  book: CompiledRuleBook,
): void {
  const shared: Row[] = [];
  let isMissing = true;
  let isAnyCovering = false;
  for (const { document, isOwn } of citations) {
    if (!requirement.codes.includes(document.code)) continue;
    const row = rowOfDocument(document, requirement, item, world, book);
    (isOwn ? rows : shared).push(row);
    isMissing = false;
    isAnyCovering ||= isCovering(row);
  }
  if (isMissing) rows.push(rowOfMissing(requirement, item, world));
  for (const row of shared)
    if (!isAnyCovering || row.compared === undefined || isCovering(row)) rows.push(row);
}

/** Of documents cited for all items, those without a line for this one stand aside where another has one. */
function isCovering({ compared }: Row): boolean {
  return compared !== undefined && isCovered(compared.choice.commodity);
}

function rowOfMissing(requirement: Requirement, item: GoodsItem, world: World): Row {
  const row = joinedRow(world.row, world.row);
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
  world: World,
  book: CompiledRuleBook,
): Row {
  const { link, held } = linkOf(world, document, item.item);
  const certificate = held === undefined ? undefined : link.certificate;
  const types = typesOf(requirement, link);
  if (held === undefined || certificate === undefined) {
    const row = joinedRow(world.row, world.row);
    enterDocument(row, document, requirement, types);
    // A link that says it is linked and has no certificate is not known.
    row['document.link'] = link.state === 'linked' ? 'unknown' : link.state;
    const { day } = world.input;
    row['document.waiting-days'] = String(Math.max(0, daysBetween(sinceOf(document, world), day)));
    enterPartner(row, partnerOf(world, countryOf(link)));
    return newRow(item, row, requirement, document, link, undefined);
  }
  const row = rowOfCertificate(world, certificate, held);
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
  reasons = NO_REASONS,
): Row {
  return {
    item,
    facts,
    requirement,
    document,
    link,
    compared,
    pool: undefined,
    status: undefined,
    reasons,
    outputs: NO_OUTPUTS,
  };
}

const NO_REASONS: readonly Reason[] = [];
const NO_OUTPUTS: Readonly<Record<string, string>> = Object.freeze({});

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
