import { describe, expect, test } from 'vitest';
import { gradeValues } from '../message/grading.ts';
import { specimenCertificate } from '../testing/specimen.ts';
import type { SpsCertificate, TradeLine } from './definition.ts';
import { spsCertificate17 } from './definition.ts';
import { gradeCertificate } from './grading.ts';

const LINE = '/SPSCertificate/SPSConsignment/IncludedSPSConsignmentItem[1]/IncludedSPSTradeLineItem[1]';

function graded(certificate: SpsCertificate, now?: string): string[] {
  const options = now === undefined ? {} : { now: new Date(now) };
  return gradeCertificate(certificate, options).map(({ level, code, path }) => `${level} ${code} ${path}`);
}

function withDocument(more: Partial<NonNullable<SpsCertificate['exchangedDocument']>>): SpsCertificate {
  const certificate = specimenCertificate();
  return { ...certificate, exchangedDocument: { ...certificate.exchangedDocument, ...more } };
}

function withLines(...lines: TradeLine[]): SpsCertificate {
  const certificate = specimenCertificate();
  return {
    ...certificate,
    consignment: { ...certificate.consignment, includedConsignmentItem: [{ includedTradeLineItem: lines }] },
  };
}

const tea: TradeLine = { sequenceNumeric: { value: '1' }, description: [{ value: 'Tea' }] };

describe('grading a certificate', () => {
  test('a good one has no finding', () => {
    expect(graded(specimenCertificate(2), '2026-03-03T00:00:00Z')).toEqual([]);
    expect(gradeValues(spsCertificate17, specimenCertificate(2))).toEqual([]);
  });

  test('a date of issue more than a day ahead is SEVERE, within a day it is not', () => {
    expect(graded(specimenCertificate(), '2026-02-27T00:00:00Z')).toEqual([
      'SEVERE issued-in-future /SPSCertificate/SPSExchangedDocument/IssueDateTime',
    ]);
    expect(graded(specimenCertificate(), '2026-03-01T12:00:00Z')).toEqual([]);
    expect(graded(specimenCertificate())).toEqual([]);
  });

  test('an issuer without name and number is SEVERE', () => {
    expect(graded(withDocument({ issuerParty: { roleCode: { value: 'AM' } } }))).toEqual([
      'SEVERE issuer-without-name /SPSCertificate/SPSExchangedDocument/IssuerSPSParty',
    ]);
  });

  test('countries without a code are SEVERE and equal ones a warning', () => {
    const certificate = specimenCertificate();
    const nowhere = { ...certificate.consignment, exportCountry: { name: [{ value: 'Atlantis' }] } };
    expect(graded({ ...certificate, consignment: nowhere })).toEqual([
      'SEVERE country-without-code /SPSCertificate/SPSConsignment/ExportSPSCountry',
    ]);
    const home = { ...certificate.consignment, importCountry: { id: { value: 'CN' } } };
    expect(graded({ ...certificate, consignment: home })).toEqual([
      'WARNING same-countries /SPSCertificate/SPSConsignment/ImportSPSCountry',
    ]);
  });

  test('a line that names no goods is SEVERE and a number used twice a warning', () => {
    expect(graded(withLines({ sequenceNumeric: { value: '1' } }))).toEqual([
      `SEVERE line-without-name ${LINE}`,
    ]);
    expect(graded(withLines(tea, tea))).toEqual([
      `WARNING repeated-sequence ${LINE.replace(/1\]$/, '2]')}/SequenceNumeric`,
    ]);
  });

  test.each([
    ['10', 'KGM', '9', 'KGM', true],
    ['10', 'KGM', '0.01', 'TNE', false],
    ['10.01', 'KGM', '0.01', 'TNE', true],
    ['10', undefined, '9', undefined, true],
    ['10', undefined, '9', 'KGM', false],
    ['10', 'KGM', '9', 'LTR', false],
  ])('net %s %s against gross %s %s: exceeds is %s', (net, netUnit, gross, grossUnit, exceeds) => {
    const measure = (value: string, unit: string | undefined) => ({ value, ...(unit ? { unit } : {}) });
    const certificate = withLines({
      ...tea,
      netWeightMeasure: measure(net, netUnit),
      grossWeightMeasure: measure(gross, grossUnit),
    });
    expect(graded(certificate)).toEqual(
      exceeds ? [`WARNING net-exceeds-gross ${LINE}/NetWeightMeasure`] : [],
    );
  });
});

describe('the ePhyto mapping', () => {
  test.each([
    ['ADDIEDL', 'May 1,2,5,10 2020', 'tag-not-date'],
    ['SPSFL', 'five', 'tag-not-integer'],
    ['SPSFL', '123', 'tag-not-integer'],
    ['ADRPN', 'x'.repeat(61), 'tag-text-too-long'],
  ])('the tag %s with the value %s is graded %s', (tag, value, code) => {
    const includedNote = [{ subject: { value: tag }, content: [{ value }] }];
    expect(graded(withDocument({ includedNote }))).toEqual([
      `WARNING ${code} /SPSCertificate/SPSExchangedDocument/IncludedSPSNote[1]/Content[1]`,
    ]);
  });

  test.each([
    ['RPCCO', 'XX', 'tag-not-country'],
    ['RPCOR', 'perhaps', 'tag-not-boolean'],
    ['OQV', '1.23456', 'tag-not-decimal'],
  ])('the line tag %s with the value %s is graded %s', (tag, value, code) => {
    const note = { subject: { value: tag }, content: [{ value }] };
    expect(graded(withLines({ ...tea, additionalInformationNote: [note] }))).toEqual([
      `WARNING ${code} ${LINE}/AdditionalInformationSPSNote[1]/Content[1]`,
    ]);
  });

  test.each(['True', 'FALSE', 'true', '0'])('the boolean %s is accepted', (value) => {
    const note = { subject: { value: 'RPCOR' }, content: [{ value }] };
    expect(graded(withLines({ ...tea, additionalInformationNote: [note] }))).toEqual([]);
  });

  test('a replacement without the number replaced is a warning', () => {
    const includedNote = [{ subject: { value: 'ADRP' }, content: [{ value: '4' }] }];
    expect(graded(withDocument({ includedNote }))).toEqual([
      'WARNING replacement-without-number /SPSCertificate/SPSExchangedDocument/IncludedSPSNote',
    ]);
  });

  test('a phytosanitary certificate names its statement', () => {
    const signatoryAuthentication = [{ issueLocation: { name: [{ value: 'Ningbo' }] } }];
    expect(graded(withDocument({ typeCode: { value: '851' }, signatoryAuthentication }))).toContain(
      'INFO statement-missing /SPSCertificate/SPSExchangedDocument/SignatorySPSAuthentication',
    );
  });

  test('a re-export certificate says on each line where the goods came from', () => {
    expect(graded(withDocument({ typeCode: { value: '657' } }))).toEqual([
      `WARNING re-export-without-origin ${LINE}/AdditionalInformationSPSNote`,
      `WARNING re-export-without-origin ${LINE}/AdditionalInformationSPSNote`,
    ]);
  });

  test('a tag of a line on the document is a remark', () => {
    const includedNote = [{ subject: { value: 'DMTLIL' }, content: [{ value: 'X' }] }];
    expect(graded(withDocument({ includedNote }))).toEqual([
      'INFO tag-out-of-place /SPSCertificate/SPSExchangedDocument/IncludedSPSNote[1]/Subject',
    ]);
  });
});
