import { expect, test } from 'vitest';
import { specimenCertificate } from '../testing/specimen.ts';
import { certificateSummary } from './summary.ts';

test('the summary says what a register needs', () => {
  expect(certificateSummary(specimenCertificate())).toEqual({
    number: 'CN-310000-2026-000123',
    typeCode: '852',
    statusCode: '70',
    titles: [
      { value: 'Sanitary Certificate', language: 'en' },
      { value: '卫生证书', language: 'zh' },
    ],
    issueDate: '2026-03-02T09:30:00+08:00',
    issueDay: '2026-03-02',
    exportCountry: 'CN',
    importCountry: 'NZ',
    issuerName: 'General Administration of Customs',
    issuerId: 'CN-GACC',
    placeOfIssue: 'Shanghai',
    pointOfEntry: 'Auckland',
    pointOfEntryCode: 'NZAKL',
    replaces: 'CN-310000-2026-000077',
    commodities: [
      {
        sequence: '1',
        hsCodes: ['030617'],
        names: [
          { kind: 'description', value: 'Frozen peeled shrimp', language: 'en' },
          { kind: 'description', value: '冻虾仁', language: 'zh' },
          { kind: 'common', value: 'Shrimp' },
          { kind: 'scientific', value: 'Litopenaeus vannamei' },
        ],
        netWeight: { value: '1000.50', unit: 'KGM' },
        originCountries: ['CN'],
      },
    ],
    parties: [
      { role: 'issuer', name: 'General Administration of Customs', id: 'CN-GACC' },
      { role: 'consignor', name: 'East Sea Foods Co., Ltd' },
      { role: 'consignee', name: 'Southern Imports Ltd' },
      { role: 'officer', name: 'Li Wei' },
    ],
    containers: ['TEMU1234565'],
    seals: ['S100', 'S102'],
    references: ['LAB-7'],
    transport: [{ mode: '1', means: 'MV Ever Calm', id: 'V.26W' }],
  });
});

test('an empty document has an empty summary', () => {
  expect(certificateSummary({})).toEqual({
    titles: [],
    commodities: [],
    parties: [],
    containers: [],
    seals: [],
    references: [],
    transport: [],
  });
});

test('national digits of a tariff code stay, its points and spaces go', () => {
  const line = {
    applicableClassification: [
      { systemId: { value: 'CN' }, classCode: { value: '0602.90 48' } },
      { systemName: [{ value: 'IPPCPCC' }], classCode: { value: '77' } },
    ],
  };
  const certificate = { consignment: { includedConsignmentItem: [{ includedTradeLineItem: [line] }] } };
  expect(certificateSummary(certificate).commodities[0]?.hsCodes).toEqual(['06029048']);
});
