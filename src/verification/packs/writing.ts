import { textWithin } from '../../base/index.ts';
import type { CaseInput } from '../deciding/index.ts';
import type {
  Amount,
  CertificateFacts,
  CitedDocument,
  Decision,
  DeclarationFacts,
  DocumentKey,
  GoodsItem,
  Link,
  Measure,
  NamedParty,
} from '../facts/index.ts';
import type { Expected, GivenCase } from '../written-cases/index.ts';
import { stated } from './lib/stated.ts';
import { unnaming } from './lib/unnamed.ts';

type GivenDeclaration = GivenCase['declaration'];
type GivenItem = GivenDeclaration['items'][number];
type GivenCertificate = NonNullable<GivenCase['certificates']>[number];
type GivenLine = NonNullable<GivenCertificate['lines']>[number];
type Party = (party: NamedParty) => NamedParty;

const LONGEST = 300;

/**
 * A stored case as a person would write it down, so that it can stand among the test cases: of the parties nothing stays by which they
 * could be known, what is compared stays equal or different as it was.
 */
export function givenOf({ declaration, links, accounts, partners, waitingSince, day }: CaseInput): GivenCase {
  const party = unnaming();
  return {
    day,
    declaration: givenDeclaration(declaration, party),
    ...some('certificates', certificatesOf(links, party)),
    ...some(
      'accounts',
      accounts.flatMap(({ number, lines }) =>
        lines.map(({ line, unit, limit, taken, claimants }) => ({
          certificate: number,
          line,
          limit: `${limit} ${unit}`,
          taken: `${taken} ${unit}`,
          claimants,
        })),
      ),
    ),
    ...some(
      'partners',
      partners.map(({ country, inForce, paperless, reachable }) => ({
        country,
        agreement: inForce,
        paperless,
        reachable,
      })),
    ),
    ...(Object.keys(waitingSince).length === 0 ? {} : { waiting: { ...waitingSince } }),
  };
}

/** What was decided, as an expectation says it: outcomes, the reasons that are graver than a pass, and what it waits for. */
export function expectationOf({ outcome, items, findings, waitsFor }: Decision): Expected {
  return {
    outcome,
    items: Object.fromEntries(
      items.map((each) => {
        const own = findings.filter(({ item }) => item === each.item);
        const reasons = own
          .flatMap((finding) => finding.reasons)
          .filter((reason) => reason.outcome !== 'pass');
        const shadow = own.flatMap((finding) => finding.shadow);
        const codes = (all: readonly { readonly code: string }[]) =>
          [...new Set(all.map(({ code }) => code))].toSorted();
        return [
          String(each.item),
          { outcome: each.outcome, ...some('reasons', codes(reasons)), ...some('shadow', codes(shadow)) },
        ];
      }),
    ),
    ...some(
      'waits',
      waitsFor.map(({ code, reference }) => `${code} ${reference}`),
    ),
  };
}

function givenDeclaration(facts: DeclarationFacts, party: Party): GivenDeclaration {
  const { consignor, consignee } = facts;
  return {
    direction: facts.direction,
    lodged: facts.lodged,
    ...stated({
      arrival: facts.arrival,
      office: facts.office,
      procedure: facts.procedure,
      class: facts.declarantClass,
      consignor: consignor === undefined ? undefined : party(consignor),
      consignee: consignee === undefined ? undefined : party(consignee),
      despatch: facts.despatchCountry,
      trade: facts.tradeCountry,
      port: facts.port,
      mode: facts.transportMode,
      means: facts.transportMeans,
      voyage: facts.voyage,
    }),
    ...some('route', facts.routeCountries),
    ...some('bills', facts.transportDocuments),
    ...some('containers', facts.containers),
    ...some('seals', facts.seals),
    ...some('documents', facts.documents.map(givenDocument)),
    items: facts.items.map(givenItem),
  };
}

function givenItem(facts: GoodsItem): GivenItem {
  const measured = (measure: Measure): string | undefined => {
    const found = facts.quantities.find((each) => each.measure === measure);
    return found === undefined ? undefined : textOf(found);
  };
  return {
    commodity: facts.commodity,
    ...stated({
      description: facts.description === undefined ? undefined : textWithin(facts.description, LONGEST),
      origin: facts.origin,
      net: measured('net-mass'),
      gross: measured('gross-mass'),
      statutory: measured('statutory'),
      traded: measured('transaction'),
      packages: facts.packages === undefined ? undefined : textOf(facts.packages),
      value: facts.value === undefined ? undefined : `${facts.value.amount} ${facts.value.currency}`,
      produced: facts.produced,
      expires: facts.expires,
    }),
    ...some('establishments', facts.establishments),
    ...some('checks', facts.checks),
    ...some('documents', facts.documents.map(givenDocument)),
  };
}

function givenDocument({
  code,
  reference,
  quantity,
  line,
}: CitedDocument): NonNullable<GivenItem['documents']>[number] {
  if (quantity === undefined && line === undefined && reference !== '') return `${code} ${reference}`;
  return {
    code,
    reference,
    ...stated({ quantity: quantity === undefined ? undefined : textOf(quantity), line }),
  };
}

/** Every certificate that a link leads to or might mean, those on the way to it with what took their place. */
function certificatesOf(links: readonly Link[], party: Party): GivenCertificate[] {
  const found = new Map<string, GivenCertificate>();
  const keep = (key: DocumentKey, given: () => GivenCertificate): void => {
    const name = `${key.country}/${key.authority}/${key.number}`;
    if (!found.has(name)) found.set(name, given());
  };
  for (const { certificate, chain, candidates, suggestions, state } of links) {
    if (certificate !== undefined) keep(certificate, () => givenCertificate(certificate, party));
    const numbers = candidates.map(({ number }) => number);
    for (const [place, key] of chain.entries()) {
      const next = chain[place + 1]?.number ?? (state === 'ambiguous' ? numbers : undefined);
      keep(key, () => ({ ...bare(key), state: 'replaced', ...stated({ 'replaced-by': next }) }));
    }
    for (const key of [...candidates, ...(state === 'foreign-type' ? suggestions : [])])
      keep(key, () => bare(key));
  }
  return [...found.values()];
}

function bare({ number, country, authority }: DocumentKey): GivenCertificate {
  return { number, country, authority };
}

function givenCertificate(facts: CertificateFacts, party: Party): GivenCertificate {
  const [transport] = facts.transport;
  return {
    ...bare(facts),
    state: facts.state,
    issued: facts.issued.slice(0, 10),
    ...stated({
      type: facts.typeCode,
      expires: facts.expires?.slice(0, 10),
      from: facts.exportCountry,
      to: facts.importCountry,
      consignor: facts.consignor === undefined ? undefined : party(facts.consignor),
      consignee: facts.consignee === undefined ? undefined : party(facts.consignee),
      mode: transport?.mode,
      means: transport?.means,
      voyage: transport?.voyage,
      port: facts.entryPort,
      result: facts.result,
      'replaced-by': facts.successor,
    }),
    ...some('transit', facts.transitCountries),
    ...some('containers', facts.containers),
    ...some('seals', facts.seals),
    ...some('references', facts.references),
    // None at all is a finding of its own: the inspection found nothing.
    ...(facts.findings === undefined ? {} : { findings: [...facts.findings] }),
    ...some('lines', facts.lines.map(givenLine)),
  };
}

function givenLine(facts: CertificateFacts['lines'][number]): GivenLine {
  const { netMass, grossMass, produced, expires } = facts;
  return {
    ...some(
      'codes',
      facts.codes.map(({ system, code }) => `${system} ${code}`),
    ),
    ...some('names', facts.names),
    ...some('quantities', facts.quantities.map(textOf)),
    ...some('packages', facts.packages.map(textOf)),
    ...some('origins', facts.origins),
    ...some('establishments', facts.establishments),
    ...stated({
      net: netMass === undefined ? undefined : textOf(netMass),
      gross: grossMass === undefined ? undefined : textOf(grossMass),
      produced,
      expires,
    }),
  };
}

function textOf({ value, unit }: Amount): string {
  return `${value} ${unit}`;
}

/** A list under its name, where it has anything. */
function some<const Name extends string, Value>(
  name: Name,
  values: readonly Value[] | undefined,
): { readonly [Member in Name]?: Value[] } {
  if (values === undefined || values.length === 0) return {};
  // The one member is the one that is named.
  return { [name]: [...values] } as { [Member in Name]: Value[] };
}
