import { canonicalJson, type CanonicalValue } from '../../../base/index.ts';
import type { CitedDocument, DocumentKey, Link } from '../../facts/index.ts';
import {
  declarationRow,
  enterCertificate,
  enterHeader,
  matchHeader,
  type FactsRow,
} from '../../matching/index.ts';
import type { CaseInput, CertificateFacts, LineBalance } from '../case-input.ts';

/** What a case rests on, ready to be asked; whatever order it came in. */
export interface World {
  readonly input: CaseInput;
  linkOf(document: CitedDocument): Link;
  balancesOf(name: string): ReadonlyMap<number, LineBalance> | undefined;
  partnerOf(country: string | undefined): CaseInput['partners'][number] | undefined;
  /** Facts of the declaration; to be copied, not changed. */
  readonly row: FactsRow;
  /** The same with what is known of a certificate, whatever the item; to be copied, not changed. */
  rowOf(certificate: CertificateFacts, name: string): FactsRow;
}

/** Permanent name of a document. */
export function nameOfKey({ country, authority, number }: DocumentKey): string {
  return `${country}/${authority}/${number}`;
}

/** How a link is found again from a citation. */
export function citationKey({
  code,
  reference,
}: {
  readonly code: string;
  readonly reference: string;
}): string {
  return `${code} ${reference}`;
}

export function worldOf(input: CaseInput): World {
  const links = new Map<string, Link>();
  for (const link of input.links) {
    const key = citationKey(link);
    const known = links.get(key);
    links.set(key, known === undefined ? link : lesserOf(known, link));
  }
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
    linkOf: (document) => links.get(citationKey(document)) ?? unlinked(document),
    balancesOf: (name) => accounts.get(name),
    partnerOf: (country) => (country === undefined ? undefined : partners.get(country)),
    rowOf: (certificate, name) => {
      const known = rows.get(name);
      if (known !== undefined) return known;
      const made = { ...row };
      enterPartner(made, partners.get(certificate.country));
      enterCertificate(made, certificate, declaration);
      enterHeader(made, matchHeader({ declaration, certificate }));
      rows.set(name, made);
      return made;
    },
  };
}

/** Enters how it stands with the country that a document is of. */
export function enterPartner(row: FactsRow, partner: CaseInput['partners'][number] | undefined): void {
  row['agreement.in-force'] = partner?.inForce;
  row['agreement.paperless'] = partner?.paperless;
  row['partner.reachable'] = partner?.reachable;
}

/** Nobody looked it up: it is not known. */
function unlinked({ code, reference }: CitedDocument): Link {
  return { code, reference, state: 'unknown', readings: [], candidates: [], suggestions: [], chain: [] };
}

/** Of two links of one reference always the same, whichever came first. */
function lesserOf(left: Link, right: Link): Link {
  return textOf(left) <= textOf(right) ? left : right;
}

function textOf(link: Link): string {
  // A link is plain data: texts, integers, lists and records of them.
  return canonicalJson(link as unknown as CanonicalValue);
}
