import { formatDecimal, parseDecimal, textWithin } from '../../base/index.ts';
import type { DateTimeValue, MeasureValue, TextValue } from '../message/basic-types.ts';
import { readDate } from '../message/date-reading.ts';
import { collapse } from '../message/wording.ts';
import { isChed } from '../ched/profile.ts';
import { CODE_LISTS } from '../codes/code-lists.ts';
import type { Country, Party, SpsCertificate, TradeLine } from './definition.ts';
import { tradeLines } from './lines.ts';
import { noteTexts } from './summary.ts';

/** Exact decimal text and its unit (UN/ECE Recommendation 20; of packages 21). */
export interface GoodsAmount {
  readonly value: string;
  readonly unit: string;
}

/** One line of a certificate's goods, as it is compared with declarations. Only what is stated; nothing without its unit. */
export interface GoodsLine {
  /** The sender's own number where the numbers of all lines are distinct and whole; the place in the document otherwise. */
  readonly line: number;
  readonly codes: readonly { readonly system: string; readonly code: string }[];
  readonly names: readonly string[];
  readonly netMass?: GoodsAmount;
  readonly grossMass?: GoodsAmount;
  /** Volumes, and what is counted otherwise: pieces, stems. */
  readonly quantities: readonly GoodsAmount[];
  readonly packages: readonly GoodsAmount[];
  /** ISO 3166-1 alpha-2. */
  readonly origins: readonly string[];
  /** Approval numbers of establishments that produced or handled the goods. */
  readonly establishments: readonly string[];
  /** First day of a process that made the goods; treatments are none. YYYY-MM-DD. */
  readonly produced?: string;
  /** First day on which some of them expire. */
  readonly expires?: string;
}

/** The goods of a certificate, bounded. */
export interface CertificateGoods {
  readonly lines: readonly GoodsLine[];
  /** Lines that are in the document and not here. */
  readonly omitted: number;
}

/** What of a line is kept at the most; no certificate of an authority comes near it. */
const MOST = {
  codes: 8,
  names: 3,
  nameLength: 80,
  packages: 8,
  origins: 20,
  establishments: 50,
  code: 20,
  approval: 64,
} as const;
const TREATMENT = 'ZZZ';

/**
 * The goods of a certificate, at most so many lines. In the profile of TRACES NT a line numbered 0 is the sum of the others and no
 * goods of its own; elsewhere it is a line like any.
 */
export function certificateGoods(certificate: SpsCertificate, most: number): CertificateGoods {
  const all = tradeLines(certificate);
  const lines = all.length > 1 && isChed(certificate) ? all.filter((line) => numberOf(line) !== 0) : all;
  const numbers = lines.map(numberOf);
  const isNumbered =
    numbers.every((number) => number !== undefined && number > 0) && new Set(numbers).size === numbers.length;
  return {
    lines: lines
      .slice(0, most)
      .map((line, index) => goodsLine(line, (isNumbered ? numbers[index] : undefined) ?? index + 1)),
    omitted: Math.max(0, lines.length - most),
  };
}

function numberOf({ sequenceNumeric }: TradeLine): number | undefined {
  const value = sequenceNumeric?.value ?? '';
  return /^\d{1,6}$/.test(value) ? Number(value) : undefined;
}

function goodsLine(item: TradeLine, line: number): GoodsLine {
  const netMass = amountOf(item.netWeightMeasure);
  const grossMass = amountOf(item.grossWeightMeasure);
  const volume = amountOf(item.netVolumeMeasure) ?? amountOf(item.grossVolumeMeasure);
  const made = (item.appliedProcess ?? []).filter(({ typeCode }) => typeCode?.value !== TREATMENT);
  const produced = firstDay(made.map(({ completionPeriod }) => completionPeriod?.startDateTime));
  const expires = firstDay(item.expiryDateTime ?? []);
  return {
    line,
    codes: codesOf(item),
    names: namesOf(item),
    ...(netMass === undefined ? {} : { netMass }),
    ...(grossMass === undefined ? {} : { grossMass }),
    quantities: [volume, countOf(item)].filter((amount) => amount !== undefined),
    packages: packagesOf(item),
    origins: distinct(item.originCountry ?? [], ({ id }) => short(id?.value, MOST.code)).slice(
      0,
      MOST.origins,
    ),
    establishments: establishmentsOf(item),
    ...(produced === undefined ? {} : { produced }),
    ...(expires === undefined ? {} : { expires }),
  };
}

/** A measure that says how much of what; nothing can be compared with less. */
function amountOf(measure: MeasureValue | undefined): GoodsAmount | undefined {
  const unit = short(measure?.unit, MOST.code);
  const value = parseDecimal(measure?.value ?? '');
  return unit === undefined || value === undefined || value.coefficient < 0n
    ? undefined
    : { value: formatDecimal(value), unit };
}

/** Words by which senders say that they count pieces. */
const PIECES = /^(?:units?|pieces?|pcs|stems?|plants?)$/i;
const PIECE = 'H87';

/** The other quantity of an ePhyto: the tags OQV and OQU. */
function countOf({ additionalInformationNote }: TradeLine): GoodsAmount | undefined {
  const [written] = noteTexts(additionalInformationNote, 'OQV');
  const [named] = noteTexts(additionalInformationNote, 'OQU');
  const value = parseDecimal(collapse(written?.value ?? ''));
  const unit = collapse(named?.value ?? '');
  const code = PIECES.test(unit) ? PIECE : unit.toUpperCase();
  const isAmount = value !== undefined && value.coefficient >= 0n && CODE_LISTS.unit.has(code);
  return isAmount ? { value: formatDecimal(value), unit: code } : undefined;
}

function codesOf({ applicableClassification }: TradeLine): GoodsLine['codes'] {
  return (applicableClassification ?? [])
    .flatMap(({ systemName, systemId, classCode }) => {
      const system = (systemId?.value ?? systemName?.[0]?.value ?? '').trim().toUpperCase();
      const code = (classCode?.value ?? '').replace(/[.\s]/g, '');
      return system === '' || code === '' || code.length > MOST.code
        ? []
        : [{ system: textWithin(system, MOST.code), code }];
    })
    .slice(0, MOST.codes);
}

function namesOf({ description, commonName, scientificName }: TradeLine): readonly string[] {
  const texts = [...(description ?? []), ...(commonName ?? []), ...(scientificName ?? [])];
  return distinct(texts, nameOf).slice(0, MOST.names);
}

function nameOf({ value }: TextValue): string {
  const name = collapse(value);
  // Characters, so that none is cut in two.
  return name.length <= MOST.nameLength
    ? name
    : `${Array.from(name)
        .slice(0, MOST.nameLength - 1)
        .join('')}…`;
}

function packagesOf({ physicalPackage }: TradeLine): GoodsAmount[] {
  return (physicalPackage ?? [])
    .flatMap(({ itemQuantity, typeCode }) => {
      const value = parseDecimal(itemQuantity?.value ?? '');
      const unit = short(typeCode?.value, MOST.code);
      return value === undefined || value.coefficient < 0n || unit === undefined
        ? []
        : [{ value: formatDecimal(value), unit }];
    })
    .slice(0, MOST.packages);
}

/** Those that processed the goods, and those that are authorised where they are from. */
function establishmentsOf({ appliedProcess, originCountry }: TradeLine): string[] {
  const parties: (Party | undefined)[] = (appliedProcess ?? []).map(({ operatorParty }) => operatorParty);
  for (const { subordinateCountrySubDivision } of originCountry ?? []) {
    for (const division of subordinateCountrySubDivision ?? []) parties.push(...authorised(division, 0));
  }
  return distinct(parties, (party) => short(party?.id && collapse(party.id.value), MOST.approval)).slice(
    0,
    MOST.establishments,
  );
}

type Division = NonNullable<Country['subordinateCountrySubDivision']>[number];

/** Levels of a country's parts that are looked into. */
const DEPTH = 4;

function authorised(division: Division, depth: number): readonly Party[] {
  const below = depth < DEPTH ? (division.subordinateCountrySubDivision ?? []) : [];
  return [
    ...(division.activityAuthorizedParty ?? []),
    ...below.flatMap((part) => authorised(part, depth + 1)),
  ];
}

function firstDay(dates: readonly (DateTimeValue | undefined)[]): string | undefined {
  return dates.flatMap((date) => (date && readDate(date)?.day) ?? []).toSorted()[0];
}

/** What is longer is no code of any list. */
function short(text: string | undefined, most: number): string | undefined {
  return text !== undefined && text.length <= most ? text : undefined;
}

function distinct<Item>(items: readonly Item[], textOf: (item: Item) => string | undefined): string[] {
  const texts = new Set<string>();
  for (const item of items) {
    const text = textOf(item);
    if (text !== undefined && text !== '') texts.add(text);
  }
  return [...texts];
}
