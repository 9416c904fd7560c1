import type { CodeValue, MeasureValue, TextValue } from '../message/basic-types.ts';
import { readDate } from '../message/date-reading.ts';
import { collapse } from '../message/wording.ts';
import type { Consignment, Note, Party, SpsCertificate, TradeLine } from './definition.ts';
import { tradeLines } from './lines.ts';

/** Roles that a certificate names a party in, in the order of the message. */
export const PARTY_ROLES = [
  'issuer',
  'consignor',
  'consignee',
  'carrier',
  'despatch',
  'delivery',
  'customs-transit-agent',
  'officer',
] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

export const NAME_KINDS = ['description', 'common', 'scientific'] as const;
export type NameKind = (typeof NAME_KINDS)[number];

/** A name of goods in whatever language it came. */
export interface CommodityName {
  readonly kind: NameKind;
  readonly value: string;
  readonly language?: string;
}

export interface CommoditySummary {
  /** Line number as written; some senders keep 0 for totals. */
  readonly sequence?: string;
  /** Harmonized System codes as written, national digits included, without points and spaces. */
  readonly hsCodes: readonly string[];
  readonly names: readonly CommodityName[];
  /** Decimal text and Recommendation 20 unit. */
  readonly netWeight?: MeasureValue;
  /** ISO 3166-1 alpha-2. */
  readonly originCountries: readonly string[];
}

/** What a register needs to know of a certificate to key, search and list it. */
export interface CertificateSummary {
  readonly number?: string;
  /** UN/EDIFACT 1001. */
  readonly typeCode?: string;
  /** UN/EDIFACT 4405. */
  readonly statusCode?: string;
  /** Titles, one for each language. */
  readonly titles: readonly TextValue[];
  /** RFC 3339 date or date and time as far as stated (the zone may be missing); absent when it cannot be read. */
  readonly issueDate?: string;
  /** The day of `issueDate` as written. */
  readonly issueDay?: string;
  readonly exportCountry?: string;
  readonly importCountry?: string;
  readonly issuerName?: string;
  readonly issuerId?: string;
  /** The issuing office: place of issue of the first signatory that names one. */
  readonly placeOfIssue?: string;
  /** Number of the certificate that this one replaces. */
  readonly replaces?: string;
  readonly commodities: readonly CommoditySummary[];
  readonly parties: readonly { readonly role: PartyRole; readonly name: string; readonly id?: string }[];
  readonly containers: readonly string[];
  readonly seals: readonly string[];
  /** Numbers of the documents it refers to (bill of lading, waybill, permit, invoice), of the whole and of its lines. */
  readonly references: readonly string[];
  readonly transport: readonly { readonly mode?: string; readonly means?: string; readonly id?: string }[];
  readonly pointOfEntry?: string;
  /** UN/LOCODE. */
  readonly pointOfEntryCode?: string;
  /** Last day of validity. The message has no element for it; dialects that state it fill it. */
  readonly validUntil?: string;
}

/** Draws the summary. Names are collapsed to one line; nothing is invented. */
export function certificateSummary(certificate: SpsCertificate): CertificateSummary {
  const lines = tradeLines(certificate);
  const equipment = equipmentOf(certificate, lines);
  // Own members first: begun as a copy, each summary would have a hidden class of its own (`docs/decisions.md`).
  return {
    commodities: lines.map(commodity),
    parties: parties(certificate),
    containers: containers(equipment),
    seals: seals(equipment),
    references: references(certificate, lines),
    ...documentSummary(certificate),
    ...consignmentSummary(certificate.consignment),
  };
}

function documentSummary(certificate: SpsCertificate) {
  const document = certificate.exchangedDocument ?? {};
  const issued = document.issueDateTime && readDate(document.issueDateTime);
  const places = (document.signatoryAuthentication ?? []).flatMap(
    ({ issueLocation }) => issueLocation?.name ?? [],
  );
  return present({
    number: document.id?.value,
    typeCode: document.typeCode?.value,
    statusCode: document.statusCode?.value,
    titles: document.name ?? [],
    issueDate: issued?.text,
    issueDay: issued?.day,
    issuerName: oneLine(document.issuerParty?.name),
    issuerId: document.issuerParty?.id?.value,
    placeOfIssue: oneLine(places[0]),
    replaces: replacedNumber(certificate),
  });
}

function consignmentSummary(consignment: Consignment = {}) {
  return present({
    exportCountry: consignment.exportCountry?.id?.value,
    importCountry: consignment.importCountry?.id?.value,
    pointOfEntry: oneLine(consignment.unloadingBaseportLocation?.name?.[0]),
    pointOfEntryCode: consignment.unloadingBaseportLocation?.id?.value,
    transport: (consignment.mainCarriageTransportMovement ?? []).map(({ modeCode, usedTransportMeans, id }) =>
      present({ mode: modeCode?.value, means: oneLine(usedTransportMeans?.name), id: id?.value }),
    ),
  });
}

/** Properties that are undefined left out, as the types demand. */
function present<Shape extends object>(
  shape: Shape,
): { [Key in keyof Shape as undefined extends Shape[Key] ? never : Key]: Shape[Key] } & {
  [Key in keyof Shape as undefined extends Shape[Key] ? Key : never]?: Exclude<Shape[Key], undefined>;
} {
  const stated: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(shape)) if (value !== undefined) stated[name] = value;
  // Leaving members out changes nothing that the type says of those that stay.
  return stated as ReturnType<typeof present<Shape>>;
}

function oneLine(text: TextValue | undefined): string | undefined {
  return text && collapse(text.value);
}

/** Texts of the notes under a subject. */
export function noteTexts(notes: readonly Note[] | undefined, subject: string): TextValue[] {
  return (notes ?? [])
    .filter((note) => note.subject?.value === subject)
    .flatMap((note) => note.content ?? []);
}

/** The number that an ADRPN note gives. */
function replacedNumber(certificate: SpsCertificate): string | undefined {
  return oneLine(noteTexts(certificate.exchangedDocument?.includedNote, 'ADRPN')[0]);
}

const HS_SYSTEMS = ['HS', 'CN', 'HTS'];

/** Whether a classification is by the Harmonized System or a national tariff that extends it. */
export function hsCodes(item: TradeLine): CodeValue[] {
  return (item.applicableClassification ?? []).flatMap(({ systemName = [], systemId, classCode }) =>
    classCode !== undefined &&
    (isHarmonized(systemId?.value ?? '') || systemName.some(({ value }) => isHarmonized(value.trim())))
      ? [classCode]
      : [],
  );
}

function isHarmonized(system: string): boolean {
  return HS_SYSTEMS.includes(system.toUpperCase());
}

function commodity(item: TradeLine): CommoditySummary {
  return present({
    sequence: item.sequenceNumeric?.value,
    hsCodes: hsCodes(item).map(({ value }) => value.replace(/[.\s]/g, '')),
    names: [
      ...named('description', item.description),
      ...named('common', item.commonName),
      ...named('scientific', item.scientificName),
    ],
    netWeight: item.netWeightMeasure,
    originCountries: (item.originCountry ?? []).flatMap(({ id }) => (id ? [id.value] : [])),
  });
}

function named(kind: NameKind, texts: readonly TextValue[] = []): CommodityName[] {
  return texts.map(({ value, language }) =>
    language === undefined ? { kind, value: collapse(value) } : { kind, value: collapse(value), language },
  );
}

/** The parties by role, for the certificate as a whole. */
export function partiesOf(certificate: SpsCertificate): readonly (readonly [PartyRole, Party])[] {
  const { exchangedDocument: document, consignment } = certificate;
  const found: (readonly [PartyRole, Party | undefined])[] = [
    ['issuer', document?.issuerParty],
    ['consignor', consignment?.consignorParty],
    ['consignee', consignment?.consigneeParty],
    ['carrier', consignment?.carrierParty],
    ['despatch', consignment?.despatchParty],
    ['delivery', consignment?.deliveryParty],
    ['customs-transit-agent', consignment?.customsTransitAgentParty],
    ...(document?.signatoryAuthentication ?? []).map(
      ({ providerParty }) => ['officer', providerParty] as const,
    ),
  ];
  return found.flatMap(([role, party]) => (party ? [[role, party] as const] : []));
}

/** The name a party goes by: its own or that of the person who acts for it. */
export function partyName(role: PartyRole, party: Party): string | undefined {
  const person = oneLine(party.specifiedPerson?.name);
  const own = oneLine(party.name);
  return role === 'officer' ? (person ?? own) : (own ?? person);
}

function parties(certificate: SpsCertificate): CertificateSummary['parties'] {
  return partiesOf(certificate).flatMap(([role, party]) => {
    const name = partyName(role, party);
    return name === undefined ? [] : [{ role, name, ...(party.id ? { id: party.id.value } : {}) }];
  });
}

type Equipment = NonNullable<Consignment['utilizedTransportEquipment']>;

/** Containers of the consignment and of its lines. */
export function equipmentOf(
  certificate: SpsCertificate,
  lines: readonly TradeLine[] = tradeLines(certificate),
): Equipment {
  return [
    ...(certificate.consignment?.utilizedTransportEquipment ?? []),
    ...lines.flatMap(({ associatedTransportEquipment }) => associatedTransportEquipment ?? []),
  ];
}

function containers(equipment: Equipment): string[] {
  return [...new Set(equipment.flatMap(({ id }) => (id ? [id.value] : [])))];
}

function seals(equipment: Equipment): string[] {
  const found = equipment.flatMap(({ affixedSeal }) => affixedSeal ?? []);
  return [
    ...new Set(found.flatMap(({ id, maximumId }) => [id, maximumId].flatMap((seal) => seal?.value ?? []))),
  ];
}

function references(certificate: SpsCertificate, lines: readonly TradeLine[]): string[] {
  const documents = [
    ...(certificate.exchangedDocument?.referenceReferencedDocument ?? []),
    ...lines.flatMap(({ referenceReferencedDocument }) => referenceReferencedDocument ?? []),
  ];
  return [...new Set(documents.flatMap(({ id }) => (id ? [collapse(id.value)] : [])))];
}
