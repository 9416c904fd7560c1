import type { SpsCertificate } from '../standards/index.ts';
import {
  EXPORTERS,
  IMPORTERS,
  VESSELS,
  type DemonstrationExporter,
  type DemonstrationParty,
  type DemonstrationProduct,
} from './trade.ts';

/** One invented certificate and who issues it. */
export interface DemonstrationCertificate {
  readonly number: string;
  readonly authority: string;
  readonly country: string;
  readonly office: string;
  readonly issued: Date;
  readonly document: SpsCertificate;
}

const DAY = 86_400_000;
const TITLES: Readonly<Record<DemonstrationProduct['documentType'], Readonly<Record<'en' | 'zh', string>>>> =
  {
    '851': { en: 'Phytosanitary Certificate', zh: '植物检疫证书' },
    '852': { en: 'Sanitary Certificate', zh: '卫生证书' },
    '853': { en: 'Veterinary (Health) Certificate', zh: '兽医（卫生）证书' },
  };
const AUTHORITY_NAMES: Readonly<Record<string, string>> = {
  'CN-GACC': 'General Administration of Customs of the People’s Republic of China',
  'NZ-MPI': 'Ministry for Primary Industries',
  'NL-NVWA': 'Netherlands Food and Consumer Product Safety Authority',
  'AU-DAFF': 'Department of Agriculture, Fisheries and Forestry',
  'CL-SAG': 'Servicio Agrícola y Ganadero',
};
const CLAUSES: Readonly<Record<DemonstrationProduct['documentType'], string>> = {
  '851':
    'The plants, plant products or other regulated articles described herein have been inspected and/or tested according to appropriate official procedures and are considered to be free from the quarantine pests specified by the importing contracting party.',
  '852':
    'The products described herein were produced under official supervision and are fit for human consumption.',
  '853':
    'The animals from which the products derive passed ante-mortem and post-mortem inspection; the products are fit for human consumption.',
};

/** A small repeatable sequence (mulberry32): the demonstration is the same at every first start. */
function sequenceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** `count` certificates of all exporters in turn, issued in the ninety days before `now`, oldest first. */
export function demonstrationCertificates(now: Date, count: number): readonly DemonstrationCertificate[] {
  return Array.from({ length: count }, (_, index) => {
    const exporter = at(EXPORTERS, index);
    const issued = new Date(
      Math.floor((now.getTime() - (90 * DAY * (count - index)) / count) / 60_000) * 60_000,
    );
    return certificateOf(exporter, issued, index, sequenceOf(index * 7919 + 17));
  });
}

/** Days of the three years before the last ninety. */
const HISTORY_DAYS = 3 * 365;
/** Beyond the serial numbers of the last ninety days. */
const HISTORY_START = 6000;

/** `count` older certificates, from three years ago up to ninety days before `now`, ever more of them; oldest first. */
export function demonstrationHistory(now: Date, count: number): readonly DemonstrationCertificate[] {
  return Array.from({ length: count }, (_, place) => {
    const index = HISTORY_START + place;
    const daysAgo = 90 + HISTORY_DAYS * (1 - Math.sqrt((place + 0.5) / count));
    const issued = new Date(Math.floor((now.getTime() - daysAgo * DAY) / 60_000) * 60_000);
    return certificateOf(at(EXPORTERS, index), issued, index, sequenceOf(index * 7919 + 17));
  });
}

function certificateOf(
  exporter: DemonstrationExporter,
  issued: Date,
  index: number,
  below: (limit: number) => number,
): DemonstrationCertificate {
  const office = at(exporter.offices, below(100));
  const product = at(exporter.products, below(100));
  const destination = at(exporter.destinations, below(100));
  const importer = IMPORTERS[destination];
  if (importer === undefined) throw new Error(`no importer in ${destination}`);
  const number = exporter.numberPattern
    .replace('{office}', office.key.split('/').at(-1) ?? '')
    .replace('{year}', String(issued.getUTCFullYear()))
    .replace('{serial}', String(100_200 + index * 37));
  return {
    number,
    authority: exporter.authority,
    country: exporter.country,
    office: office.key,
    issued,
    document: {
      exchangedDocument: exchangedDocument(exporter, { number, office, product, issued }),
      consignment: {
        consignorParty: party(at(exporter.consignors, product.consignor), exporter.country),
        consigneeParty: party(at(importer.consignees, below(100)), destination),
        exportCountry: {
          id: { value: exporter.country },
          name: [text(COUNTRY_NAMES[exporter.country] ?? '')],
        },
        loadingBaseportLocation: { id: { value: exporter.port.locode }, name: [text(exporter.port.name)] },
        importCountry: { id: { value: destination }, name: [text(COUNTRY_NAMES[destination] ?? '')] },
        unloadingBaseportLocation: { id: { value: importer.port.locode }, name: [text(importer.port.name)] },
        examinationEvent: { occurrenceLocation: { name: [text(exporter.port.name)] } },
        mainCarriageTransportMovement: [
          {
            id: { value: `${100 + below(800)}E` },
            modeCode: { value: '1' },
            usedTransportMeans: { name: text(at(VESSELS, below(100))) },
          },
        ],
        utilizedTransportEquipment: [
          {
            id: { value: containerNumber(below) },
            affixedSeal: [{ id: { value: `${exporter.country}${100_000 + below(899_999)}` } }],
          },
        ],
        includedConsignmentItem: [{ includedTradeLineItem: [tradeLine(exporter, product, below)] }],
      },
    },
  };
}

const COUNTRY_NAMES: Readonly<Record<string, string>> = {
  CN: 'China',
  NZ: 'New Zealand',
  NL: 'Netherlands',
  AU: 'Australia',
  CL: 'Chile',
  SG: 'Singapore',
  ZA: 'South Africa',
};

function exchangedDocument(
  exporter: DemonstrationExporter,
  facts: {
    readonly number: string;
    readonly office: DemonstrationExporter['offices'][number];
    readonly product: DemonstrationProduct;
    readonly issued: Date;
  },
): NonNullable<SpsCertificate['exchangedDocument']> {
  const { number, office, product, issued } = facts;
  const title = TITLES[product.documentType];
  const time = { value: issued.toISOString().replace('.000Z', 'Z') };
  return {
    name: [text(title.en, 'en'), text(title.zh, 'zh')],
    id: { value: number },
    typeCode: { value: product.documentType },
    statusCode: { value: '70' },
    issueDateTime: time,
    issuerParty: { name: text(AUTHORITY_NAMES[exporter.authority] ?? exporter.authority) },
    signatoryAuthentication: [
      {
        actualDateTime: time,
        issueLocation: { name: [text(office.name)] },
        providerParty: { specifiedPerson: { name: text(office.signatory) } },
        includedClause: [{ id: { value: '1' }, content: [text(CLAUSES[product.documentType], 'en')] }],
      },
    ],
  };
}

function tradeLine(
  exporter: DemonstrationExporter,
  product: DemonstrationProduct,
  below: (limit: number) => number,
) {
  const packages = 200 + below(900);
  const net = packages * product.package.kilograms;
  return {
    sequenceNumeric: { value: '1' },
    description: [text(product.description.en, 'en'), text(product.description.zh, 'zh')],
    scientificName: [text(product.scientific)],
    productionBatchId: [{ value: `B${20_260_000 + below(9999)}` }],
    intendedUse: [text(product.intendedUse, 'en')],
    netWeightMeasure: { value: String(net), unit: 'KGM' },
    grossWeightMeasure: { value: String(Math.round(net * 1.06)), unit: 'KGM' },
    applicableClassification: [
      {
        systemName: [text('HS')],
        classCode: { value: product.hs },
        className: [text(product.description.en, 'en')],
      },
    ],
    physicalPackage: [
      {
        levelCode: { value: '3' },
        typeCode: { value: product.package.code },
        itemQuantity: { value: String(packages) },
      },
    ],
    originCountry: [{ id: { value: exporter.country }, name: [text(COUNTRY_NAMES[exporter.country] ?? '')] }],
  };
}

function party({ name, address, city }: DemonstrationParty, country: string) {
  const [lineOne, lineTwo] = address;
  return {
    name: text(name),
    specifiedAddress: {
      lineOne: text(lineOne),
      lineTwo: text(lineTwo),
      cityName: text(city),
      countryId: { value: country },
    },
  };
}

/** Owner code, serial number and the check digit of ISO 6346. */
function containerNumber(below: (limit: number) => number): string {
  const bare = `${at(['MSKU', 'COSU', 'TGHU', 'HLXU'], below(100))}${String(100_000 + below(899_999))}`;
  const values = '0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ';
  const sum = [...bare].reduce((total, letter, index) => total + values.indexOf(letter) * 2 ** index, 0);
  return `${bare}${(sum % 11) % 10}`;
}

function text(value: string, language?: string): { readonly value: string; readonly language?: string } {
  return language === undefined ? { value } : { value, language };
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('the demonstration has no such list');
  return item;
}
