import { LANGUAGES } from '../../../../base/index.ts';
import { modelWords } from '../words.ts';
import type { CellField, CertificateModel, FieldOf, ModelField, RowsField, SpokenText } from '../model.ts';

type Section = CertificateModel['sections'][number];

/** A label in the six languages, from the catalogue. */
export function spoken(word: string): SpokenText {
  const key = `model-${word}`;
  const [en, zh, fr, es, ru, ar] = LANGUAGES.map((language) => {
    const sentence = modelWords[language]?.[key];
    if (sentence === undefined) throw new Error(`the words of the models lack ${key} (${language})`);
    return sentence;
  });
  if (!en || !zh || !fr || !es || !ru || !ar) throw new Error(`the words of the models lack ${key}`);
  return { en, zh, fr, es, ru, ar };
}

type More<Kind extends ModelField['kind']> = Partial<
  Omit<FieldOf<Kind>, 'key' | 'kind' | 'label' | 'help' | 'place'>
> & { readonly helped?: string };

function named(key: string, word: string, helped: string | undefined) {
  return { key, label: spoken(word), ...(helped === undefined ? {} : { help: spoken(helped) }) };
}

export function text(key: string, word: string, place: string, { helped, ...more }: More<'text'> = {}) {
  return { ...named(key, word, helped), kind: 'text', place, maxLength: 200, ...more } satisfies CellField;
}

export function texts(key: string, word: string, place: string, { helped, ...more }: More<'texts'> = {}) {
  return { ...named(key, word, helped), kind: 'texts', place, maxLength: 400, ...more } satisfies CellField;
}

export function date(key: string, word: string, place: string, { helped, ...more }: More<'date'> = {}) {
  return { ...named(key, word, helped), kind: 'date', place, ...more } satisfies CellField;
}

export function country(key: string, word: string, place: string, { helped, ...more }: More<'country'> = {}) {
  return { ...named(key, word, helped), kind: 'country', place, ...more } satisfies CellField;
}

export function quantity(
  key: string,
  word: string,
  place: string,
  { helped, units = ['KGM', 'TNE'], ...more }: More<'quantity'> = {},
) {
  return { ...named(key, word, helped), kind: 'quantity', place, units, ...more } satisfies CellField;
}

export function choice(key: string, word: string, place: string, { helped, ...more }: More<'choice'> = {}) {
  return { ...named(key, word, helped), kind: 'choice', place, ...more } satisfies CellField;
}

export function rows(
  key: string,
  word: string,
  place: string,
  { columns, most, ...more }: Pick<RowsField, 'columns' | 'most'> & More<'rows'>,
) {
  return { key, label: spoken(word), kind: 'rows', place, columns, most, ...more } satisfies RowsField;
}

const PARTY = 'consignment.consignorParty';
const RECEIVER = 'consignment.consigneeParty';

export function partiesSection(): Section {
  return {
    key: 'parties',
    label: spoken('section-parties'),
    fields: [
      text('consignor', 'consignor', `${PARTY}.name`, { required: true, helped: 'consignor-help' }),
      text('consignorAddress', 'consignor-address', `${PARTY}.specifiedAddress.lineOne`, {
        required: true,
        maxLength: 300,
      }),
      text('consignee', 'consignee', `${RECEIVER}.name`, { required: true }),
      text('consigneeAddress', 'consignee-address', `${RECEIVER}.specifiedAddress.lineOne`, {
        required: true,
        maxLength: 300,
      }),
    ],
  };
}

const LEG = 'consignment.mainCarriageTransportMovement[0]';
const EQUIPMENT = 'consignment.utilizedTransportEquipment';
const LOCODE = { pattern: '[A-Z]{2}[A-Z2-9]{3}', helped: 'port-code-help', maxLength: 5 };

export function routeSection({ cooled }: { readonly cooled: boolean }): Section {
  const columns: CellField[] = [
    text('number', 'container', 'id', {
      required: true,
      pattern: '[A-Z]{3}[UJZ]\\d{7}',
      check: 'container',
      maxLength: 11,
      helped: 'container-help',
    }),
    text('seal', 'seal', 'affixedSeal[0].id', { maxLength: 35 }),
  ];
  if (cooled) {
    columns.push(
      quantity('temperature', 'temperature', 'settingTemperature[0].valueMeasure', {
        units: ['CEL'],
        minimum: '-60',
        maximum: '40',
        fraction: 1,
      }),
    );
  }
  return {
    key: 'route',
    label: spoken('section-route'),
    fields: [
      country('importCountry', 'import-country', 'consignment.importCountry', { required: true }),
      choice('transportMode', 'transport-mode', `${LEG}.modeCode`, {
        required: true,
        list: 'transport-mode',
        codes: ['1', '2', '3', '4', '5'],
        default: '1',
      }),
      text('conveyance', 'conveyance', `${LEG}.usedTransportMeans.name`, { required: true }),
      text('voyage', 'voyage', `${LEG}.id`, { maxLength: 35 }),
      text('loadingPort', 'loading-port', 'consignment.loadingBaseportLocation.name[0]', { required: true }),
      text('loadingPortCode', 'loading-port-code', 'consignment.loadingBaseportLocation.id', LOCODE),
      text('entryPort', 'entry-port', 'consignment.unloadingBaseportLocation.name[0]', { required: true }),
      text('entryPortCode', 'entry-port-code', 'consignment.unloadingBaseportLocation.id', LOCODE),
      date('departureDate', 'departure-date', 'consignment.exportExitDateTime'),
      rows('containers', 'containers', EQUIPMENT, { columns, most: 60 }),
    ],
  };
}

export const LINES = 'consignment.includedConsignmentItem[0].includedTradeLineItem';
const PACKAGE = 'physicalPackage[0]';
const AREA = 'originCountry[0].subordinateCountrySubDivision[0]';

/** Columns that every line of goods has, and those of a model between them. */
export function goodsSection(options: {
  readonly own: readonly CellField[];
  readonly packed: boolean;
  readonly uses: readonly string[];
  readonly packages?: readonly string[];
  readonly scientific: boolean;
}): Section {
  const packages = options.packages ?? ['CT', 'BX', 'BG', 'CS', 'PX', 'DR'];
  return {
    key: 'goods',
    label: spoken('section-goods'),
    fields: [
      rows('lines', 'lines', LINES, {
        required: true,
        least: 1,
        most: 100,
        sequence: 'sequenceNumeric',
        constants: [
          { place: 'applicableClassification[0].systemName[0]', value: 'HS' },
          { place: `${PACKAGE}.levelCode`, value: '3', when: 'packages' },
        ],
        columns: [
          texts('description', 'description', 'description', { required: true }),
          text('scientificName', 'scientific-name', 'scientificName[0]', { required: options.scientific }),
          text('hsCode', 'hs-code', 'applicableClassification[0].classCode', {
            required: true,
            pattern: '\\d{6}',
            maxLength: 6,
            helped: 'hs-code-help',
          }),
          country('origin', 'origin', 'originCountry[0]', { required: true }),
          text('region', 'region', `${AREA}.name[0]`, { required: true }),
          ...options.own,
          text('batch', 'batch', 'productionBatchId[0]', { maxLength: 60 }),
          quantity('packages', 'packages', `${PACKAGE}.itemQuantity`, {
            required: options.packed,
            units: ['C62'],
            minimum: '1',
            fraction: 0,
          }),
          choice('packageType', 'package-type', `${PACKAGE}.typeCode`, {
            required: options.packed,
            list: 'package-type',
            codes: [...packages],
          }),
          text('marks', 'marks', 'additionalInformationNote[subject=DMTLIL].content[0]', { maxLength: 500 }),
          quantity('netWeight', 'net-weight', 'netWeightMeasure', {
            required: true,
            minimum: '0.001',
            maximum: '500000000',
            fraction: 3,
          }),
          quantity('grossWeight', 'gross-weight', 'grossWeightMeasure', {
            minimum: '0.001',
            maximum: '600000000',
            fraction: 3,
          }),
          choice('intendedUse', 'intended-use', 'intendedUse[0]', {
            required: true,
            choices: options.uses.map((use) => ({ code: USES[use] ?? use, label: spoken(`use-${use}`) })),
          }),
        ],
      }),
    ],
  };
}

const USES: Readonly<Record<string, string>> = {
  human: 'Human consumption',
  processing: 'Processing',
  feed: 'Animal feed',
  sowing: 'Sowing',
};

/** The establishment that is approved for the trade, with its number in the importing country's list. */
export function establishmentColumns(words: readonly [name: string, number: string]): readonly CellField[] {
  const place = `${AREA}.activityAuthorizedParty[0]`;
  return [
    text('establishment', words[0], `${place}.name`, { required: true }),
    text('establishmentNumber', words[1], `${place}.id`, {
      required: true,
      pattern: '[A-Z0-9][A-Z0-9/ .-]{1,34}',
      maxLength: 35,
    }),
  ];
}

export function producedColumns(word: string): readonly CellField[] {
  return [
    date('productionDate', word, 'additionalInformationNote[subjectCode=PRODUCTION_DATE].content[0]', {
      required: true,
      bound: 'past',
    }),
    date('expiryDate', 'expiry-date', 'expiryDateTime[0]', { bound: 'future' }),
  ];
}

const TAGGED = 'applicableProcessCharacteristic';

/** Treatments of all lines; the message states them with each. */
export function treatmentSection({ required }: { readonly required: boolean }): Section {
  return {
    key: 'treatment',
    label: spoken('section-treatment'),
    fields: [
      rows('treatments', 'treatments', `${LINES}[*].appliedProcess`, {
        required,
        most: 10,
        constants: [{ place: 'typeCode', value: 'ZZZ' }],
        columns: [
          text('treatment', 'treatment', `${TAGGED}[description=TTL1].description[1]`, { required: true }),
          text('chemical', 'chemical', `${TAGGED}[description=TTL2].description[1]`, { maxLength: 100 }),
          date('date', 'treatment-date', 'completionPeriod.startDateTime', { required: true, bound: 'past' }),
          quantity('duration', 'duration', 'completionPeriod.durationMeasure', {
            required: true,
            units: ['HUR', 'MIN', 'DAY'],
            minimum: '0.1',
            maximum: '100000',
            fraction: 1,
          }),
          quantity('temperature', 'treatment-temperature', `${TAGGED}[description=TTTM].valueMeasure`, {
            units: ['CEL'],
            minimum: '-60',
            maximum: '200',
            fraction: 1,
          }),
          quantity('concentration', 'concentration', `${TAGGED}[description=TTCO].valueMeasure`, {
            units: ['GL', 'KX'],
            minimum: '0.001',
            maximum: '100000',
            fraction: 3,
          }),
          text('details', 'treatment-details', `${TAGGED}[description=TTAI].description[1]`, {
            maxLength: 400,
          }),
        ],
      }),
    ],
  };
}

const NOTE = (subject: string): string => `exchangedDocument.includedNote[subject=${subject}].content`;

export function declarationSection(own: readonly ModelField[] = []): Section {
  return {
    key: 'declaration',
    label: spoken('section-declaration'),
    fields: [
      ...own,
      date('inspectionDate', 'inspection-date', `${NOTE('ADDIEDL')}[0]`, { required: true, bound: 'past' }),
      text('importPermit', 'import-permit', `${NOTE('ADIPEDL')}[0]`, { maxLength: 60 }),
      text('contract', 'contract', 'consignment.id', { maxLength: 60 }),
      text('consignmentMarks', 'consignment-marks', `${NOTE('DMCL')}[0]`, { maxLength: 500 }),
      texts('additionalDeclaration', 'additional-declaration', NOTE('ADEDL'), {
        maxLength: 4000,
        helped: 'additional-declaration-help',
      }),
    ],
  };
}

type Statement = FieldOf<'statements'>['statements'][number];

export function attestationSection(statements: readonly Statement[]): Section {
  return {
    key: 'attestation',
    label: spoken('section-attestation'),
    fields: [
      {
        key: 'attestations',
        label: spoken('attestations'),
        kind: 'statements',
        required: true,
        place: 'exchangedDocument.signatoryAuthentication[0].includedClause',
        statements: [...statements],
      },
    ],
  };
}

/** Rules that hold in every model with goods that are packed and weighed. */
export const GOODS_RULES: CertificateModel['rules'] = [
  { kind: 'at-most', rows: 'lines', first: 'netWeight', second: 'grossWeight' },
];
export const PRODUCED_RULES: CertificateModel['rules'] = [
  { kind: 'not-after', rows: 'lines', first: 'productionDate', second: 'expiryDate' },
];
