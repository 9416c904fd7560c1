import { describe, expect, test } from 'vitest';
import { StandardsError } from '../error.ts';
import type { SpsCertificate } from '../sps-certificate/definition.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import { documentFaults, writeMessage } from './writer.ts';

const complete: SpsCertificate = {
  exchangedDocument: {
    id: { value: 'N-1' },
    typeCode: { value: '852' },
    statusCode: { value: '70' },
    issueDateTime: { value: '2024-03-22T10:00:00+08:00' },
    issuerParty: { name: { value: 'Authority & Sons <A>' } },
    signatoryAuthentication: [{ issueLocation: { name: [{ value: 'Ningbo' }] } }],
  },
  consignment: {
    consignorParty: { name: { value: 'A' } },
    consigneeParty: { name: { value: 'B' } },
    exportCountry: { id: { value: 'CN' } },
    importCountry: { id: { value: 'NZ' } },
    includedConsignmentItem: [
      {
        includedTradeLineItem: [
          {
            sequenceNumeric: { value: '1' },
            description: [{ value: 'Tea' }],
            netWeightMeasure: { value: '10.50', unit: 'KGM' },
          },
        ],
      },
    ],
  },
};

function faultsOf(change: (document: SpsCertificate) => unknown): [string, string][] {
  return documentFaults(spsCertificate17, change(complete)).map(({ code, path }) => [
    code,
    path.replace('/SPSCertificate/', ''),
  ]);
}

const withDocument = (more: object) => (document: SpsCertificate) => ({
  ...document,
  exchangedDocument: { ...document.exchangedDocument, ...more },
});

describe('writing', () => {
  test('is in fixed order, without insignificant white space, with escapes of canonical XML', () => {
    const xml = writeMessage(spsCertificate17, complete);
    expect(xml).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<rsm:SPSCertificate xmlns:ram="[^"]+:21" xmlns:rsm="[^"]+:17" xmlns:udt="[^"]+:21"><rsm:SPSExchangedDocument><ram:Name><\/ram:Name><ram:ID>N-1<\/ram:ID><ram:TypeCode>852<\/ram:TypeCode>/,
    );
    expect(xml).toContain('<ram:Name>Authority &amp; Sons &lt;A&gt;</ram:Name>');
    expect(xml).toContain('<ram:NetWeightMeasure unitCode="KGM">10.50</ram:NetWeightMeasure>');
    expect(xml.split('\n')).toHaveLength(2);
  });

  test('sends what the schema demands and nobody states empty, as is the custom', () => {
    expect(writeMessage(spsCertificate17, complete)).toContain(
      '<ram:ExaminationSPSEvent><ram:OccurrenceSPSLocation><ram:Name></ram:Name></ram:OccurrenceSPSLocation></ram:ExaminationSPSEvent>',
    );
  });

  test('lists every fault at once and writes nothing', () => {
    const broken = { exchangedDocument: { id: { value: ' ' }, typeCode: { value: 'XX' } } };
    expect(() => writeMessage(spsCertificate17, broken)).toThrow(StandardsError);
    const codes = documentFaults(spsCertificate17, broken).map(({ code, path }) => `${code} ${path}`);
    expect(codes).toEqual([
      'value-says-nothing /SPSCertificate/SPSExchangedDocument/ID',
      'code-not-in-list /SPSCertificate/SPSExchangedDocument/TypeCode',
      'element-missing /SPSCertificate/SPSExchangedDocument/StatusCode',
      'element-missing /SPSCertificate/SPSExchangedDocument/IssueDateTime',
      'element-missing /SPSCertificate/SPSExchangedDocument/IssuerSPSParty',
      'element-missing /SPSCertificate/SPSExchangedDocument/SignatorySPSAuthentication',
      'element-missing /SPSCertificate/SPSConsignment',
    ]);
  });

  test('a draft may lack anything but not be wrong', () => {
    const draft = { exchangedDocument: { typeCode: { value: 'XX' } } };
    expect(documentFaults(spsCertificate17, draft, { complete: false }).map(({ code }) => code)).toEqual([
      'code-not-in-list',
    ]);
  });

  test.each([
    ['a text of no XML character', { name: [{ value: 'a\u0000b' }] }, 'value-not-xml'],
    ['a lone surrogate', { name: [{ value: 'a\ud800' }] }, 'value-not-xml'],
    ['a text that says nothing', { name: [{ value: 'N/A' }] }, 'value-says-nothing'],
    ['a number with spaces', { id: { value: ' N1' } }, 'value-not-token'],
    ['a date of no calendar', { issueDateTime: { value: '2023-02-30' } }, 'value-not-date'],
    [
      'a typed date without a time',
      { issueDateTime: { value: '2023-02-20', form: 'dateTime' } },
      'value-not-date',
    ],
    ['an unknown property', { nmae: [] }, 'property-unknown'],
    ['an unknown attribute', { id: { value: 'N1', colour: 'red' } }, 'property-unknown'],
    ['a number instead of a text', { id: { value: 1 } }, 'value-not-text'],
    ['a list instead of a value', { id: [{ value: 'N1' }] }, 'value-not-structure'],
    ['a value instead of a list', { name: { value: 'N1' } }, 'value-not-list'],
    [
      'a list attribute of another list',
      { statusCode: { value: '70', list: '1373' } },
      'attribute-not-allowed',
    ],
    [
      'a damaged attachment',
      { referenceReferencedDocument: [{ attachmentBinaryObject: [{ value: 'abc' }] }] },
      'value-not-base64',
    ],
    [
      'a URI that schema processors differ on',
      { referenceReferencedDocument: [{ attachmentBinaryObject: [{ value: 'YQ==', uri: 'http://[x' }] }] },
      'value-not-uri',
    ],
    ['a note subject that is no tag', { includedNote: [{ subject: { value: 'FREE' } }] }, 'code-not-in-list'],
  ])('%s is a fault', (_title, change, code) => {
    expect(faultsOf(withDocument(change)).map(([found]) => found)).toEqual([code]);
  });

  test('a document nested beyond measure is a fault, not a crash', () => {
    let part: Record<string, unknown> = { name: [{ value: 'deepest' }] };
    for (let level = 0; level < 20_000; level += 1) part = { subordinateCountrySubDivision: [part] };
    const faults = documentFaults(spsCertificate17, {
      ...complete,
      consignment: { ...complete.consignment, exportCountry: { id: { value: 'CN' }, ...part } },
    });
    expect(faults.map(({ code }) => code)).toContain('structure-too-deep');
  });
});
