import type { CertificateFacts, DeclarationFacts, NamedParty } from '../facts/index.ts';
import type { Match } from './comparison.ts';
import { comparing, listed, stated, statedAll, written, type Compared } from './lib/compared.ts';
import { dayOf, daysBetween } from './lib/days.ts';
import { hasSameSigns, isAmong, isContained } from './lib/signs.ts';
import { isNamed, isSameParty, partyText } from './parties.ts';

/** A declaration beside a certificate, whatever the goods item. */
export interface HeaderPair {
  readonly declaration: DeclarationFacts;
  readonly certificate: CertificateFacts;
}

type Means = CertificateFacts['transport'][number];

const code = (
  declared: (declaration: DeclarationFacts) => string | undefined,
  certified: (certificate: CertificateFacts) => string | undefined,
): Compared<HeaderPair> =>
  comparing({
    declared: ({ declaration }) => stated(declared(declaration)),
    certified: ({ certificate }) => stated(certified(certificate)),
    isSame: (one, other) => one === other || one.toUpperCase() === other.toUpperCase(),
    showDeclared: written,
    showCertified: written,
  });

const party = (
  declared: (declaration: DeclarationFacts) => NamedParty | undefined,
  certified: (certificate: CertificateFacts) => NamedParty | undefined,
): Compared<HeaderPair> =>
  comparing({
    declared: ({ declaration }) => named(declared(declaration)),
    certified: ({ certificate }) => named(certified(certificate)),
    isSame: rememberingLast(isSameParty),
    showDeclared: partyText,
    showCertified: partyText,
  });

/** Numbers of a consignment, of which either side may hold a share. */
const contained = (
  declared: (declaration: DeclarationFacts) => readonly string[],
  certified: (certificate: CertificateFacts) => readonly string[],
): Compared<HeaderPair> =>
  comparing({
    declared: ({ declaration }) => statedAll(declared(declaration)),
    certified: ({ certificate }) => statedAll(certified(certificate)),
    isSame: isContained,
    showDeclared: listed,
    showCertified: listed,
    difference: (one, other) => entries(one.filter((each) => !isContained([each], other)).length),
  });

/** Fields that are the same for every goods item. */
export const HEADER_FIELDS = {
  'match.destination': code(
    ({ country }) => country,
    ({ importCountry }) => importCountry,
  ),
  'match.despatch': code(
    ({ despatchCountry }) => despatchCountry,
    ({ exportCountry }) => exportCountry,
  ),
  'match.port': code(
    ({ port }) => port,
    ({ entryPort }) => entryPort,
  ),
  'match.consignor': party(
    ({ consignor }) => consignor,
    ({ consignor }) => consignor,
  ),
  'match.consignee': party(
    ({ consignee }) => consignee,
    ({ consignee }) => consignee,
  ),
  'match.containers': contained(
    ({ containers }) => containers,
    ({ containers }) => containers,
  ),
  'match.seals': contained(
    ({ seals }) => seals,
    ({ seals }) => seals,
  ),
  'match.route': comparing<HeaderPair, readonly string[], readonly string[]>({
    declared: ({ declaration }) => statedAll(declaration.routeCountries),
    certified: passedThrough,
    isSame: (route, certified) => route.every((country) => certified.includes(country)),
    showDeclared: listed,
    showCertified: listed,
    difference: (route, certified) => entries(route.filter((country) => !certified.includes(country)).length),
  }),
  'match.transport': comparing<HeaderPair, Means, readonly Means[]>({
    declared: ({ declaration: { transportMeans, voyage } }) => meansOf(transportMeans, voyage),
    certified: ({ certificate: { transport } }) => {
      const known = transport.every(isStated) ? transport : transport.filter(isStated);
      return known.length === 0 ? undefined : known;
    },
    isSame: (declared, certified) => certified.some((each) => isSameMeans(declared, each)),
    showDeclared: meansText,
    showCertified: (certified) => listed(certified.map(meansText)),
  }),
  /** A certificate refers to much else besides: one reference in common is enough. */
  'match.transport-document': comparing<HeaderPair, readonly string[], readonly string[]>({
    declared: ({ declaration }) => statedAll(declaration.transportDocuments),
    certified: ({ certificate }) => statedAll(certificate.references),
    isSame: (declared, certified) => declared.some((each) => isAmong(each, certified)),
    showDeclared: listed,
    showCertified: listed,
  }),
  'match.issued-before-arrival': comparing<HeaderPair, string, string>({
    declared: ({ declaration }) => arrivalDay(declaration),
    certified: ({ certificate }) => dayOf(certificate.issued),
    isSame: (arrival, issued) => issued <= arrival,
    showDeclared: written,
    showCertified: written,
    difference: (arrival, issued) => ({ kind: 'days', size: String(daysBetween(arrival, issued)) }),
  }),
} as const satisfies Readonly<Record<`match.${string}`, Compared<HeaderPair>>>;

export type HeaderField = keyof typeof HEADER_FIELDS;

/** The day on which the goods arrive, or were declared where that is not stated. */
export function arrivalDay({ arrival, lodged }: DeclarationFacts): string | undefined {
  return dayOf(arrival) ?? dayOf(lodged);
}

/** Matches of a declaration with a certificate, once for all its items. */
export function matchHeader(pair: HeaderPair): Readonly<Record<HeaderField, Match>> {
  return {
    'match.destination': HEADER_FIELDS['match.destination'].state(pair),
    'match.despatch': HEADER_FIELDS['match.despatch'].state(pair),
    'match.port': HEADER_FIELDS['match.port'].state(pair),
    'match.consignor': HEADER_FIELDS['match.consignor'].state(pair),
    'match.consignee': HEADER_FIELDS['match.consignee'].state(pair),
    'match.containers': HEADER_FIELDS['match.containers'].state(pair),
    'match.seals': HEADER_FIELDS['match.seals'].state(pair),
    'match.route': HEADER_FIELDS['match.route'].state(pair),
    'match.transport': HEADER_FIELDS['match.transport'].state(pair),
    'match.transport-document': HEADER_FIELDS['match.transport-document'].state(pair),
    'match.issued-before-arrival': HEADER_FIELDS['match.issued-before-arrival'].state(pair),
  };
}

/** Certificates of one consignment mostly name the same parties. */
function rememberingLast(isSame: typeof isSameParty): typeof isSameParty {
  let last: { readonly declared: NamedParty; readonly certified: NamedParty } | undefined;
  let answer = false;
  return (declared, certified) => {
    if (last?.declared === declared && isAlike(last.certified, certified)) return answer;
    answer = isSame(declared, certified);
    last = { declared, certified };
    return answer;
  };
}

function isAlike(one: NamedParty, other: NamedParty): boolean {
  return one.name === other.name && one.id === other.id && one.country === other.country;
}

function named(party: NamedParty | undefined): NamedParty | undefined {
  return isNamed(party) ? party : undefined;
}

function entries(size: number) {
  return { kind: 'entries', size: String(size) } as const;
}

/** Countries that the certificate knows the goods to pass; its own ends count, but do not make it a statement of a route. */
function passedThrough({ certificate }: HeaderPair): readonly string[] | undefined {
  const { transitCountries, exportCountry, importCountry } = certificate;
  if (transitCountries.length === 0) return undefined;
  return [...transitCountries, ...[exportCountry, importCountry].filter((each) => each !== undefined)];
}

function meansOf(means: string | undefined, voyage: string | undefined): Means | undefined {
  const [known, sailed] = [stated(means), stated(voyage)];
  if (known === undefined) return sailed === undefined ? undefined : { voyage: sailed };
  return sailed === undefined ? { means: known } : { means: known, voyage: sailed };
}

function isStated({ means, voyage }: Means): boolean {
  return stated(means) !== undefined || stated(voyage) !== undefined;
}

/** Every part that both state is the same, and there is one. */
function isSameMeans(one: Means, other: Means): boolean {
  const means = isSameSign(stated(one.means), stated(other.means));
  const voyage = isSameSign(stated(one.voyage), stated(other.voyage));
  return means !== false && voyage !== false && (means ?? voyage) !== undefined;
}

function isSameSign(one: string | undefined, other: string | undefined): boolean | undefined {
  return one === undefined || other === undefined ? undefined : one === other || hasSameSigns(one, other);
}

function meansText({ means, voyage }: Means): string {
  return [means, voyage].filter((part) => part !== undefined).join(' ');
}
