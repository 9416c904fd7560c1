import { canonicalJson, type CanonicalValue } from '../../../base/index.ts';
import type { CitedDocument, DocumentKey, Link } from '../../facts/index.ts';
import { declarationRow, enterCertificate, enterHeader, type FactsRow } from '../../matching/index.ts';
import type { CaseInput, CertificateFacts, LineBalance } from '../case-input.ts';

/** What a case rests on, ready to be asked; whatever order it came in. */
export interface World {
  readonly input: CaseInput;
  /** The link of a document that an item cites. */
  linkOf(document: CitedDocument, item: number): Known;
  balancesOf(name: string): ReadonlyMap<number, LineBalance> | undefined;
  partnerOf(country: string | undefined): CaseInput['partners'][number] | undefined;
  /** Facts of the declaration; to be copied, not changed. */
  readonly row: FactsRow;
  /** The same with what is known of a certificate, whatever the item; to be copied, not changed. */
  rowOf(certificate: CertificateFacts, name: string): FactsRow;
}

/** A link, with the name of the certificate that it leads to; empty where it leads to none. */
interface Known {
  readonly link: Link;
  readonly name: string;
}

/** Permanent name of a document. */
export function nameOfKey({ country, authority, number }: DocumentKey): string {
  return `${country}/${authority}/${number}`;
}

export function worldOf(input: CaseInput): World {
  const links = linksOf(input.links);
  const accounts = new Map(
    input.accounts.map((account) => [
      nameOfKey(account),
      new Map(account.lines.map((balance) => [balance.line, balance])),
    ]),
  );
  const partners = new Map(input.partners.map((partner) => [partner.country, partner]));
  const rows = new Map<string, FactsRow>();
  const { declaration } = input;
  const row = declarationRow(declaration);
  return {
    input,
    row,
    linkOf: (document, item) => {
      const cited = links.get(document.code)?.get(document.reference);
      return cited?.ofItems?.get(item) ?? cited?.ofAll ?? unlinked(document);
    },
    balancesOf: (name) => accounts.get(name),
    partnerOf: (country) => (country === undefined ? undefined : partners.get(country)),
    rowOf: (certificate, name) => {
      const known = rows.get(name);
      if (known !== undefined) return known;
      const made = { ...row };
      enterPartner(made, partners.get(certificate.country));
      enterCertificate(made, certificate, declaration);
      enterHeader(made, { declaration, certificate });
      rows.set(name, made);
      return made;
    },
  };
}

/** Links of one reference: of a document whose parts cover different items, one for each of these. */
interface Cited {
  ofAll?: Known;
  ofItems?: Map<number, Known>;
}

/** By code, then by reference as it was cited. */
function linksOf(links: readonly Link[]): ReadonlyMap<string, ReadonlyMap<string, Cited>> {
  const byCode = new Map<string, Map<string, Cited>>();
  for (const link of links) {
    const { code, reference, item } = link;
    let own = byCode.get(code);
    if (own === undefined) byCode.set(code, (own = new Map()));
    let cited = own.get(reference);
    if (cited === undefined) own.set(reference, (cited = {}));
    if (item === undefined) cited.ofAll = knownOf(link, cited.ofAll);
    else {
      cited.ofItems ??= new Map();
      cited.ofItems.set(item, knownOf(link, cited.ofItems.get(item)));
    }
  }
  return byCode;
}

function knownOf(given: Link, before: Known | undefined): Known {
  const link = before === undefined ? given : lesserOf(before.link, given);
  const { state, certificate } = link;
  return { link, name: state === 'linked' && certificate !== undefined ? nameOfKey(certificate) : '' };
}

/** Enters how it stands with the country that a document is of. */
export function enterPartner(row: FactsRow, partner: CaseInput['partners'][number] | undefined): void {
  row['agreement.in-force'] = partner?.inForce;
  row['agreement.paperless'] = partner?.paperless;
  row['partner.reachable'] = partner?.reachable;
}

/** Nobody looked it up: it is not known. */
function unlinked({ code, reference }: CitedDocument): Known {
  const nothing = { readings: [], candidates: [], suggestions: [], chain: [] };
  return { link: { code, reference, state: 'unknown', ...nothing }, name: '' };
}

/** Of two links of one reference always the same, whichever came first. */
function lesserOf(left: Link, right: Link): Link {
  return textOf(left) <= textOf(right) ? left : right;
}

function textOf(link: Link): string {
  // A link is plain data: texts, integers, lists and records of them.
  return canonicalJson(link as unknown as CanonicalValue);
}
