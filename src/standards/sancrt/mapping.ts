import type { EdifactMapping, GroupMapping, SegmentMapping, ValueMapping } from '../edifact/mapping.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import { sancrtTable } from './table.ts';

/** A place by its function (3227). */
const place = (each: string, code: string): SegmentMapping => ({
  segment: 'LOC',
  fixed: { '3227': code },
  each,
  values: [
    ['C517.3225', 'ID'],
    ['C517.3224', 'Name'],
  ],
});

const country = (each: string, code: string): SegmentMapping => ({
  ...place(each, code),
  values: [
    ['C517.3225', 'ID'],
    ['C517.3224', 'Name'],
    ['C519.3223', 'SubordinateSPSCountrySubDivision/ID'],
    ['C519.3222', 'SubordinateSPSCountrySubDivision/Name'],
  ],
});

const date = (from: string, code: string): SegmentMapping => ({
  segment: 'DTM',
  fixed: { 'C507.2005': code },
  values: [['C507.2380', from]],
});

/** A text in a segment of its own, known by the code of its subject in 4441; its language in 3453. */
const text = (each: string, code: string, values: readonly ValueMapping[]): SegmentMapping => ({
  segment: 'FTX',
  fixed: { '4451': code },
  each,
  values,
});

const NOTE: readonly ValueMapping[] = [
  ['C107.4441', 'Subject'],
  ['C108.4440#1-5', 'Content'],
  ['3453', 'Content@languageID'],
];

const PARTY: readonly ValueMapping[] = [
  ['C082.3039', 'ID'],
  ['C080.3036#1-5', 'Name'],
  ['C059.3042', 'SpecifiedSPSAddress/LineOne'],
  ['C059.3042#2', 'SpecifiedSPSAddress/LineTwo'],
  ['C059.3042#3', 'SpecifiedSPSAddress/LineThree'],
  ['C059.3042#4', 'SpecifiedSPSAddress/LineFour'],
  ['3164', 'SpecifiedSPSAddress/CityName'],
  ['3229', 'SpecifiedSPSAddress/CountrySubDivisionID'],
  ['3251', 'SpecifiedSPSAddress/PostcodeCode'],
  ['3207', 'SpecifiedSPSAddress/CountryID'],
];

/** A party by its role (3035), with its contacts and the person who acts for it. */
const party = (each: string, code: string): GroupMapping => ({
  group: '2',
  each,
  first: true,
  segments: [{ segment: 'NAD', fixed: { '3035': code }, values: PARTY }],
  groups: [
    {
      group: '3',
      each: 'DefinedSPSContact',
      segments: [{ segment: 'CTA', fixed: { '3139': 'IC' }, values: [['C056.3412', 'PersonName']] }],
    },
    {
      group: '3',
      segments: [
        { segment: 'CTA', fixed: { '3139': 'ZZZ' }, values: [['C056.3412', 'SpecifiedSPSPerson/Name']] },
      ],
    },
  ],
});

const referenced = (group: string): GroupMapping => ({
  group,
  each: 'ReferenceSPSReferencedDocument',
  segments: [
    {
      segment: 'DOC',
      values: [
        ['C002.1001', 'TypeCode'],
        ['C503.1004', 'ID'],
        ['C503.1366', 'Information'],
      ],
    },
    date('IssueDateTime', '137'),
  ],
});

const equipment = (group: string, seals: string, each: string): GroupMapping => ({
  group,
  each,
  segments: [
    { segment: 'EQD', fixed: { '8053': 'CN' }, values: [['C237.8260', 'ID']] },
    {
      segment: 'TMP',
      fixed: { '6245': '2' },
      each: 'SettingSPSTemperature',
      values: [
        ['C239.6246', 'ValueMeasure'],
        ['C239.6411', 'ValueMeasure@unitCode'],
      ],
    },
  ],
  groups: [
    { group: seals, each: 'AffixedSPSSeal', segments: [{ segment: 'SEL', values: [['9308', 'ID']] }] },
  ],
});

/** An amount of a line, by what is measured (6313). */
const amount = (from: string, code: string): SegmentMapping => ({
  segment: 'MEA',
  fixed: { 'C502.6313': code },
  assumed: { '6311': 'AAE' },
  values: [
    ['C174.6314', from],
    ['C174.6411', `${from}@unitCode`],
  ],
});

/** A name of the goods, by what kind of name it is. */
const name = (each: string, kind: string): SegmentMapping => ({
  segment: 'IMD',
  fixed: { 'C273.7009': kind },
  assumed: { '7077': 'F', 'C273.3055': 'ZZZ' },
  each,
  values: [
    ['C273.7008#1-2', '.'],
    ['C273.3453', '.@languageID'],
  ],
});

const line: GroupMapping = {
  group: '9',
  each: 'SPSConsignment/IncludedSPSConsignmentItem/IncludedSPSTradeLineItem',
  segments: [
    {
      segment: 'LIN',
      values: [
        ['1082', 'SequenceNumeric'],
        ['C829.1082', '#item'],
      ],
    },
    amount('NetWeightMeasure', 'AAA'),
    amount('GrossWeightMeasure', 'AAB'),
    amount('NetVolumeMeasure', 'AAX'),
    amount('GrossVolumeMeasure', 'AAW'),
    {
      segment: 'PIA',
      fixed: { '4347': '5', 'C212.7143': 'HS' },
      each: 'ApplicableSPSClassification',
      where: { SystemName: 'HS' },
      values: [['C212.7140', 'ClassCode']],
    },
    name('Description', 'DESCRIPTION'),
    name('CommonName', 'COMMON'),
    name('ScientificName', 'SCIENTIFIC'),
    name('IntendedUse', 'USE'),
    { segment: 'GIN', fixed: { '7405': 'BX' }, each: 'ProductionBatchID', values: [['C208.7402', '.']] },
    { segment: 'DTM', fixed: { 'C507.2005': '36' }, each: 'ExpiryDateTime', values: [['C507.2380', '.']] },
    country('OriginSPSCountry', '27'),
    place('OriginSPSLocation', '198'),
    text('AdditionalInformationSPSNote', 'AAI', NOTE),
  ],
  groups: [
    referenced('10'),
    {
      group: '13',
      each: 'PhysicalSPSPackage',
      segments: [
        {
          segment: 'PAC',
          values: [
            ['7224', 'ItemQuantity'],
            ['C531.7075', 'LevelCode'],
            ['C202.7065', 'TypeCode'],
          ],
        },
        { segment: 'PCI', each: 'PhysicalSPSShippingMarks', values: [['C210.7102#1-10', 'Marking']] },
        amount('NominalGrossWeightMeasure', 'AAB'),
        amount('NominalGrossVolumeMeasure', 'AAW'),
      ],
    },
    equipment('14', '15', 'AssociatedSPSTransportEquipment'),
    {
      group: '16',
      each: 'AppliedSPSProcess',
      segments: [
        { segment: 'PRC', values: [['C242.7187', 'TypeCode']] },
        {
          segment: 'IMD',
          assumed: { '7077': 'F', 'C273.3055': 'ZZZ' },
          each: 'ApplicableSPSProcessCharacteristic',
          values: [
            ['C273.7009', 'Description'],
            ['C273.7008#1-2', 'Description[2]'],
          ],
        },
        date('CompletionSPSPeriod/StartDateTime', '194'),
        date('CompletionSPSPeriod/EndDateTime', '206'),
        {
          segment: 'MEA',
          fixed: { 'C502.6313': 'TN' },
          assumed: { '6311': 'AAE' },
          values: [
            ['C174.6314', 'CompletionSPSPeriod/DurationMeasure'],
            ['C174.6411', 'CompletionSPSPeriod/DurationMeasure@unitCode'],
          ],
        },
        country('OperationSPSCountry', '298'),
      ],
    },
  ],
};

const DOCUMENT = 'SPSExchangedDocument';
const CONSIGNMENT = 'SPSConsignment';
const SIGNATORY = `${DOCUMENT}/SignatorySPSAuthentication[1]`;

/** How SANCRT says what our certificate says: each rule serves reading, writing and the documentation. */
export const sancrt: EdifactMapping = {
  name: 'sancrt',
  title: 'UN/EDIFACT SANCRT (D.97A)',
  table: sancrtTable,
  definition: spsCertificate17,
  segments: [
    {
      segment: 'BGM',
      assumed: { '1225': '9' },
      values: [
        ['C002.1001', `${DOCUMENT}/TypeCode`],
        ['C002.1000', `${DOCUMENT}/Name`],
        ['C106.1004', `${DOCUMENT}/ID`],
      ],
    },
    date(`${DOCUMENT}/IssueDateTime`, '137'),
    date(`${SIGNATORY}/ActualDateTime`, '218'),
    date(`${CONSIGNMENT}/ExportExitDateTime`, '136'),
    date(`${CONSIGNMENT}/AvailabilityDueDateTime`, '44'),
    country(`${CONSIGNMENT}/ExportSPSCountry`, '35'),
    country(`${CONSIGNMENT}/ImportSPSCountry`, '28'),
    country(`${CONSIGNMENT}/ReExportSPSCountry`, '37'),
    country(`${CONSIGNMENT}/TransitSPSCountry`, '49'),
    place(`${CONSIGNMENT}/LoadingBaseportSPSLocation`, '34'),
    place(`${CONSIGNMENT}/UnloadingBaseportSPSLocation`, '33'),
    place(`${CONSIGNMENT}/ConsigneeReceiptSPSLocation`, '88'),
    place(`${CONSIGNMENT}/TransitSPSLocation`, '50'),
    place(`${CONSIGNMENT}/ExaminationSPSEvent/OccurrenceSPSLocation`, '43'),
    {
      segment: 'LOC',
      fixed: { '3227': '14' },
      each: `${CONSIGNMENT}/StorageSPSEvent`,
      values: [
        ['C517.3225', 'OccurrenceSPSLocation/ID'],
        ['C517.3224', 'OccurrenceSPSLocation/Name'],
      ],
    },
    place(`${SIGNATORY}/IssueSPSLocation`, '91'),
    { segment: 'RFF', fixed: { 'C506.1153': 'CU' }, values: [['C506.1154', `${CONSIGNMENT}/ID`]] },
    text(`${DOCUMENT}/IncludedSPSNote`, 'AAI', NOTE),
    text(`${SIGNATORY}/IncludedSPSClause`, 'CER', [
      ['C107.4441', 'ID'],
      ['C108.4440#1-5', 'Content'],
      ['3453', 'Content@languageID'],
    ]),
    text(`${DOCUMENT}/Description`, 'ACB', [
      ['C108.4440#1-5', '.'],
      ['3453', '.@languageID'],
    ]),
    {
      segment: 'GIS',
      fixed: { 'C529.3055': '6', 'C529.7187': '4405' },
      values: [['C529.7365', `${DOCUMENT}/StatusCode`]],
    },
  ],
  groups: [
    { ...referenced('1'), each: `${DOCUMENT}/ReferenceSPSReferencedDocument` },
    party(`${DOCUMENT}/IssuerSPSParty`, 'MS'),
    party(`${SIGNATORY}/ProviderSPSParty`, 'AM'),
    party(`${SIGNATORY}/LocationProviderSPSParty`, 'VG'),
    party(`${CONSIGNMENT}/ConsignorSPSParty`, 'CZ'),
    party(`${CONSIGNMENT}/ConsigneeSPSParty`, 'CN'),
    party(`${CONSIGNMENT}/CarrierSPSParty`, 'CA'),
    party(`${CONSIGNMENT}/DespatchSPSParty`, 'PW'),
    party(`${CONSIGNMENT}/DeliverySPSParty`, 'DP'),
    party(`${CONSIGNMENT}/CustomsTransitAgentSPSParty`, 'CB'),
    {
      group: '4',
      each: `${CONSIGNMENT}/MainCarriageSPSTransportMovement`,
      segments: [
        {
          segment: 'TDT',
          fixed: { '8051': '20' },
          values: [
            ['8028', 'ID'],
            ['C220.8067', 'ModeCode'],
            ['C222.8212', 'UsedSPSTransportMeans/Name'],
          ],
        },
      ],
    },
    equipment('6', '7', `${CONSIGNMENT}/UtilizedSPSTransportEquipment`),
    line,
  ],
};
