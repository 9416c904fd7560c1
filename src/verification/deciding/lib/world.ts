import { canonicalJson, Handful, type CanonicalValue } from '../../../base/index.ts';
import type { CitedDocument, DocumentKey, Link } from '../../facts/index.ts';
import {
  declarationRow,
  enterCertificate,
  enterHeader,
  joinedRow,
  type Balances,
  type FactsRow,
  type QuantityClaim,
} from '../../matching/index.ts';
import type { CaseInput, CertificateFacts, LineBalance } from '../case-input.ts';

type Partner = CaseInput['partners'][number];

/** What a case rests on, ready to be asked; whatever order it came in. */
export interface World {
  readonly input: CaseInput;
  /** Facts of the declaration and of the goods item at hand; a row that is judged is a copy. */
  readonly row: FactsRow;
  readonly links: Links;
}

/** A certificate that is linked, with what is the same of it for all items. */
export interface Held {
  /** Its permanent name. */
  readonly name: string;
  readonly key: DocumentKey;
  /** By line; absent where it has no account yet. */
  balances: Balances | undefined;
  /** The first row that was made of it: what it says of the certificate and of the header is the same for all items. */
  row: FactsRow | undefined;
  /** Of the last item that draws on it. */
  claim: QuantityClaim | undefined;
}

/** A link, with the certificate that it leads to, if any. */
interface Known {
  readonly link: Link;
  readonly held: Held | undefined;
}

/** Links of one reference: of a document whose parts cover different items, one for each of these. */
interface Cited {
  ofAll?: Known;
  ofItems?: Map<number, Known>;
}

/** By code, then by reference as it was cited. */
type Links = Handful<string, Handful<string, Cited>>;

/** Certificates by their number; of one number there is seldom more than one. */
type Shelf = Handful<string, Held[]>;

/** Permanent name of a document. */
export function nameOfKey({ country, authority, number }: DocumentKey): string {
  return `${country}/${authority}/${number}`;
}

export function worldOf(input: CaseInput): World {
  const shelf: Shelf = new Handful();
  const links = linksOf(input.links, shelf);
  for (const account of input.accounts) {
    const held = heldOn(shelf, account);
    if (held === undefined) continue;
    const balances = new Handful<number, LineBalance>();
    for (const balance of account.lines) balances.set(balance.line, balance);
    held.balances = balances;
  }
  return { input, row: declarationRow(input.declaration), links };
}

/** The link of a document that an item cites. */
export function linkOf({ links }: World, document: CitedDocument, item: number): Known {
  const cited = links.get(document.code)?.get(document.reference);
  return cited?.ofItems?.get(item) ?? cited?.ofAll ?? unlinked(document);
}

/** How it stands with a country; of several statements the last. */
export function partnerOf({ input }: World, country: string | undefined): Partner | undefined {
  let found: Partner | undefined;
  for (const partner of input.partners) if (partner.country === country) found = partner;
  return found;
}

/** A row of the goods item at hand, with what is known of a certificate whatever the item. */
export function rowOfCertificate(world: World, certificate: CertificateFacts, held: Held): FactsRow {
  if (held.row !== undefined) return joinedRow(world.row, held.row);
  const { declaration } = world.input;
  const row = joinedRow(world.row, world.row);
  enterPartner(row, partnerOf(world, certificate.country));
  enterCertificate(row, certificate, declaration);
  enterHeader(row, { declaration, certificate });
  held.row = row;
  return row;
}

function linksOf(links: readonly Link[], shelf: Shelf): Links {
  const byCode = new Handful<string, Handful<string, Cited>>();
  for (const link of links) {
    const { code, reference, item } = link;
    let own = byCode.get(code);
    if (own === undefined) byCode.set(code, (own = new Handful()));
    let cited = own.get(reference);
    if (cited === undefined) own.set(reference, (cited = {}));
    if (item === undefined) cited.ofAll = knownOf(link, cited.ofAll, shelf);
    else {
      cited.ofItems ??= new Map();
      cited.ofItems.set(item, knownOf(link, cited.ofItems.get(item), shelf));
    }
  }
  return byCode;
}

function knownOf(given: Link, before: Known | undefined, shelf: Shelf): Known {
  const link = before === undefined ? given : lesserOf(before.link, given);
  const { state, certificate } = link;
  const isLinked = state === 'linked' && certificate !== undefined;
  return { link, held: isLinked ? (heldOn(shelf, certificate) ?? placedOn(shelf, certificate)) : undefined };
}

function heldOn(shelf: Shelf, { country, authority, number }: DocumentKey): Held | undefined {
  for (const held of shelf.get(number) ?? NOTHING)
    if (held.key.country === country && held.key.authority === authority) return held;
  return undefined;
}

const NOTHING: readonly never[] = [];

function placedOn(shelf: Shelf, key: DocumentKey): Held {
  const held: Held = { name: nameOfKey(key), key, balances: undefined, row: undefined, claim: undefined };
  const others = shelf.get(key.number);
  if (others === undefined) shelf.set(key.number, [held]);
  else others.push(held);
  return held;
}

/** Enters how it stands with the country that a document is of. */
export function enterPartner(row: FactsRow, partner: Partner | undefined): void {
  row['agreement.in-force'] = partner?.inForce;
  row['agreement.paperless'] = partner?.paperless;
  row['partner.reachable'] = partner?.reachable;
}

/** Nobody looked it up: it is not known. */
function unlinked({ code, reference }: CitedDocument): Known {
  const nothing = { readings: [], candidates: [], suggestions: [], chain: [] };
  return { link: { code, reference, state: 'unknown', ...nothing }, held: undefined };
}

/** Of two links of one reference always the same, whichever came first. */
function lesserOf(left: Link, right: Link): Link {
  return textOf(left) <= textOf(right) ? left : right;
}

function textOf(link: Link): string {
  // A link is plain data: texts, integers, lists and records of them.
  return canonicalJson(link as unknown as CanonicalValue);
}
