import type { SpsCertificate, TradeLine } from '../sps-certificate/definition.ts';

/** A certificate of invented trade with the given number of lines, complete and free of findings. */
export function specimenCertificate(lines = 1): SpsCertificate {
  return {
    exchangedDocument: {
      name: [
        { value: 'Sanitary Certificate', language: 'en' },
        { value: '卫生证书', language: 'zh' },
      ],
      id: { value: 'CN-310000-2026-000123' },
      typeCode: { value: '852' },
      statusCode: { value: '70' },
      issueDateTime: { value: '2026-03-02T09:30:00+08:00' },
      issuerParty: { id: { value: 'CN-GACC' }, name: { value: 'General Administration of Customs' } },
      includedNote: [
        { subject: { value: 'ADRP' }, content: [{ value: '4' }] },
        { subject: { value: 'ADRPN' }, content: [{ value: 'CN-310000-2026-000077' }] },
        { subject: { value: 'ADEDL' }, content: [{ value: 'Fit for human consumption.', language: 'en' }] },
        { content: [{ value: 'A note under no subject.' }] },
      ],
      referenceReferencedDocument: [
        {
          relationshipTypeCode: { value: 'AWR' },
          id: { value: 'LAB-7' },
          attachmentBinaryObject: [{ value: 'JVBERi0xLjcK', filename: 'lab.pdf' }],
          information: { value: 'Laboratory report' },
        },
      ],
      signatoryAuthentication: [
        {
          actualDateTime: { value: '2026-03-02' },
          issueLocation: { name: [{ value: 'Shanghai' }] },
          providerParty: { specifiedPerson: { name: { value: 'Li Wei' } } },
          includedClause: [{ id: { value: '1' }, content: [{ value: 'The goods were inspected.' }] }],
        },
      ],
    },
    consignment: {
      consignorParty: {
        name: { value: 'East Sea Foods Co., Ltd' },
        specifiedAddress: { lineOne: { value: '8 Harbour Road' }, countryId: { value: 'CN' } },
      },
      consigneeParty: { name: { value: 'Southern Imports Ltd' } },
      exportCountry: { id: { value: 'CN' } },
      importCountry: { id: { value: 'NZ' } },
      unloadingBaseportLocation: { id: { value: 'NZAKL' }, name: [{ value: 'Auckland' }] },
      mainCarriageTransportMovement: [
        {
          id: { value: 'V.26W' },
          modeCode: { value: '1' },
          usedTransportMeans: { name: { value: 'MV Ever Calm' } },
        },
      ],
      utilizedTransportEquipment: [
        {
          id: { value: 'TEMU1234565' },
          affixedSeal: [{ id: { value: 'S100' }, maximumId: { value: 'S102' } }],
          settingTemperature: [{ valueMeasure: { value: '-18', unit: 'CEL' } }],
        },
      ],
      includedConsignmentItem: [
        { includedTradeLineItem: Array.from({ length: lines }, (_, index) => line(index + 1)) },
      ],
    },
  };
}

function line(sequence: number): TradeLine {
  return {
    sequenceNumeric: { value: String(sequence) },
    description: [
      { value: 'Frozen peeled shrimp', language: 'en' },
      { value: '冻虾仁', language: 'zh' },
    ],
    commonName: [{ value: 'Shrimp' }],
    scientificName: [{ value: 'Litopenaeus vannamei' }],
    productionBatchId: [{ value: `B-${String(sequence)}` }],
    netWeightMeasure: { value: '1000.50', unit: 'KGM' },
    grossWeightMeasure: { value: '1.1', unit: 'TNE' },
    applicableClassification: [
      {
        systemName: [{ value: 'HS' }],
        classCode: { value: '030617' },
        className: [{ value: 'Shrimps, frozen' }],
      },
    ],
    physicalPackage: [
      { levelCode: { value: '3' }, typeCode: { value: 'CT' }, itemQuantity: { value: '100' } },
    ],
    originCountry: [
      { id: { value: 'CN' }, subordinateCountrySubDivision: [{ name: [{ value: 'Zhejiang' }] }] },
    ],
    appliedProcess: [
      {
        typeCode: { value: 'ZZZ' },
        completionPeriod: {
          startDateTime: { value: '2026-02-20' },
          durationMeasure: { value: '3', unit: 'HUR' },
        },
        applicableProcessCharacteristic: [
          { description: [{ value: 'TTL1' }, { value: 'Freezing' }] },
          { description: [{ value: 'TTTM' }], valueMeasure: { value: '-25', unit: 'CEL' } },
        ],
      },
    ],
  };
}
