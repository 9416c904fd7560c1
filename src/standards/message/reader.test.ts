import { describe, expect, test } from 'vitest';
import type { XmlElement } from '../../base/index.ts';
import { openXml } from '../../crypto/index.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import type { MessageReading } from './reader.ts';
import { MAXIMUM_FINDINGS, readMessage } from './reader.ts';
import type { SpsCertificate } from '../sps-certificate/definition.ts';

const family = 'urn:un:unece:uncefact:data:standard:';
const RSM = `${family}SPSCertificate:17`;
const RAM = `${family}ReusableAggregateBusinessInformationEntity:21`;
const UDT = `${family}UnqualifiedDataType:21`;

function parse(xml: string): XmlElement {
  const opening = openXml(new TextEncoder().encode(xml));
  if (!opening.opened) throw new Error(opening.refusal);
  return opening.document.root;
}

interface Parts {
  readonly document?: string;
  readonly consignment?: string;
  readonly rsm?: string;
  readonly ram?: string;
  readonly udt?: string;
}

function read({ document = '', consignment = '', rsm = RSM, ram = RAM, udt = UDT }: Parts) {
  const xml =
    `<a:SPSCertificate xmlns:a="${rsm}" xmlns="${ram}" xmlns:u="${udt}">` +
    `<a:SPSExchangedDocument>${document}</a:SPSExchangedDocument>` +
    `<a:SPSConsignment>${consignment}</a:SPSConsignment></a:SPSCertificate>`;
  return readMessage(spsCertificate17, parse(xml));
}

function found(reading: MessageReading<SpsCertificate>, code: string) {
  return reading.findings.filter((finding) => finding.code === code);
}

describe('reading is lenient', () => {
  test('elements out of order are read, with one remark for their structure', () => {
    const reading = read({
      document: '<TypeCode>851</TypeCode><ID>N1</ID><Name>T</Name><StatusCode>70</StatusCode>',
    });
    expect(reading.document.exchangedDocument).toEqual({
      typeCode: { value: '851' },
      id: { value: 'N1' },
      name: [{ value: 'T' }],
      statusCode: { value: '70' },
    });
    expect(found(reading, 'element-order')).toEqual([
      {
        area: 'Schema',
        level: 'WARNING',
        code: 'element-order',
        path: '/SPSCertificate/SPSExchangedDocument',
        values: { element: 'ID', after: 'TypeCode' },
      },
    ]);
  });

  test('an unknown element is kept aside with its path', () => {
    const reading = read({ document: '<ID>N1</ID><Extra><More>x</More></Extra>' });
    const path = '/SPSCertificate/SPSExchangedDocument/Extra';
    expect(found(reading, 'unknown-element')).toMatchObject([{ level: 'WARNING', path }]);
    expect(reading.unknown).toMatchObject([{ path, element: { name: 'Extra' } }]);
    expect(reading.document.exchangedDocument?.id?.value).toBe('N1');
  });

  test('an element of a foreign namespace is not taken for ours of the same name', () => {
    const reading = read({ document: '<x:ID xmlns:x="urn:other">EVIL</x:ID>' });
    expect(reading.document.exchangedDocument).toBeUndefined();
    expect(found(reading, 'unknown-element')).toHaveLength(1);
  });

  test('of a repeated single element the first is read and the others kept aside', () => {
    const reading = read({ document: '<ID>first</ID><ID>second</ID><ID>third</ID>' });
    expect(reading.document.exchangedDocument?.id?.value).toBe('first');
    expect(found(reading, 'repeated-element')).toMatchObject([
      { level: 'WARNING', path: '/SPSCertificate/SPSExchangedDocument/ID[2]' },
    ]);
    expect(reading.unknown.map(({ path }) => path)).toEqual([
      '/SPSCertificate/SPSExchangedDocument/ID[2]',
      '/SPSCertificate/SPSExchangedDocument/ID[3]',
    ]);
  });

  test.each(['8', '11'])('version %s is read with a remark', (version) => {
    const reading = read({
      document: '<ID>N1</ID><CopyIndicator><u:Indicator>true</u:Indicator></CopyIndicator>',
      rsm: `${family}SPSCertificate:${version}`,
      ram: `${family}ReusableAggregateBusinessInformationEntity:9`,
      udt: `${family}UnqualifiedDataType:9`,
    });
    expect(reading.version).toBe(version);
    expect(reading.document.exchangedDocument?.id?.value).toBe('N1');
    expect(found(reading, 'other-version')).toMatchObject([{ level: 'INFO' }]);
    expect(found(reading, 'element-of-other-version')).toMatchObject([{ level: 'INFO' }]);
  });

  test('namespaces are compared without regard to case', () => {
    const reading = read({ document: '<ID>N1</ID>', ram: RAM.replace('standard', 'Standard') });
    expect(reading.document.exchangedDocument?.id?.value).toBe('N1');
  });

  test('a message without any namespace is read by its names, with one warning', () => {
    const root = parse(
      '<SPSCertificate><SPSExchangedDocument><ID>N1</ID></SPSExchangedDocument></SPSCertificate>',
    );
    const reading = readMessage(spsCertificate17, root);
    expect(reading.version).toBeUndefined();
    expect(reading.document.exchangedDocument?.id?.value).toBe('N1');
    expect(found(reading, 'unknown-namespace')).toHaveLength(1);
    expect(found(reading, 'element-without-namespace')).toHaveLength(1);
  });

  test('another message is refused as SEVERE and read as nothing', () => {
    const reading = readMessage(spsCertificate17, parse('<Invoice><ID>1</ID></Invoice>'));
    expect(reading.document).toEqual({});
    expect(found(reading, 'other-message')).toMatchObject([{ level: 'SEVERE', path: '/SPSCertificate' }]);
  });

  test('text between elements is kept aside', () => {
    const reading = read({ document: 'loose<ID>N1</ID>' });
    expect(found(reading, 'stray-text')).toHaveLength(1);
    expect(reading.unknown).toEqual([{ path: '/SPSCertificate/SPSExchangedDocument', text: 'loose' }]);
  });

  test('a signature at the end of the root is no unknown element', () => {
    const xml =
      `<a:SPSCertificate xmlns:a="${RSM}"><a:SPSConsignment/>` +
      '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature></a:SPSCertificate>';
    expect(found(readMessage(spsCertificate17, parse(xml)), 'unknown-element')).toEqual([]);
  });

  test('a message that is faulty everywhere gets a bounded number of findings', () => {
    const reading = read({ document: '<Extra/>'.repeat(5000) });
    expect(reading.findings).toHaveLength(MAXIMUM_FINDINGS + 1);
    expect(reading.findings.at(-1)?.code).toBe('too-many-findings');
    expect(reading.unknown.length).toBeLessThanOrEqual(MAXIMUM_FINDINGS);
  });
});

describe('values', () => {
  test.each([
    [
      '<IssueDateTime><u:DateTimeString>2024-03-22</u:DateTimeString></IssueDateTime>',
      { value: '2024-03-22' },
      0,
    ],
    [
      '<IssueDateTime><u:DateTime>2024-03-22T01:02:03Z</u:DateTime></IssueDateTime>',
      { value: '2024-03-22T01:02:03Z', form: 'dateTime' },
      0,
    ],
    ['<IssueDateTime> 2024-03-22 </IssueDateTime>', { value: '2024-03-22' }, 1],
    [
      '<IssueDateTime><u:DateTimeString format="102">20240322</u:DateTimeString></IssueDateTime>',
      { value: '20240322', format: '102' },
      0,
    ],
  ])('the date form %s is read', (document, value, remarks) => {
    const reading = read({ document });
    expect(reading.document.exchangedDocument?.issueDateTime).toEqual(value);
    expect(found(reading, 'date-as-text')).toHaveLength(remarks);
    expect(found(reading, 'unreadable-date')).toEqual([]);
  });

  test.each(['NULL', 'null', 'N/A', 'n/a', '***', '--', ' . '])(
    '“%s” counts as absent with a remark',
    (text) => {
      const reading = read({ document: `<Description>${text}</Description>` });
      expect(reading.document.exchangedDocument?.description).toBeUndefined();
      expect(found(reading, 'says-nothing')).toMatchObject([{ level: 'INFO' }]);
    },
  );

  test.each(['None', 'nil', 'NA', 'Nullarbor', '0', '无'])('“%s” is a statement and stays', (text) => {
    const reading = read({ document: `<Description>${text}</Description>` });
    expect(reading.document.exchangedDocument?.description).toEqual([{ value: text }]);
  });

  test('what the schema demands may be empty without a remark', () => {
    const reading = read({
      consignment:
        '<ExaminationSPSEvent><OccurrenceSPSLocation><Name/></OccurrenceSPSLocation></ExaminationSPSEvent>',
    });
    expect(reading.document.consignment).toBeUndefined();
    expect(found(reading, 'says-nothing')).toEqual([]);
  });

  const line = (content: string) =>
    `<IncludedSPSConsignmentItem><IncludedSPSTradeLineItem>${content}</IncludedSPSTradeLineItem></IncludedSPSConsignmentItem>`;
  const linePath = '/SPSCertificate/SPSConsignment/IncludedSPSConsignmentItem[1]/IncludedSPSTradeLineItem[1]';

  test.each([
    ['<NetWeightMeasure>10</NetWeightMeasure>', 'missing-unit', 'WARNING'],
    ['<NetWeightMeasure unitCode="KILO">10</NetWeightMeasure>', 'unknown-unit', 'WARNING'],
    ['<NetWeightMeasure unitCode="KGM">-10</NetWeightMeasure>', 'negative-amount', 'SEVERE'],
    ['<NetWeightMeasure unitCode="KGM">10,5</NetWeightMeasure>', 'not-a-number', 'WARNING'],
    ['<NetWeightMeasure unitCode="KGM">1e3</NetWeightMeasure>', 'not-a-number', 'WARNING'],
  ])('%s is graded %s', (content, code, level) => {
    expect(found(read({ consignment: line(content) }), code)).toMatchObject([
      { level, path: `${linePath}/NetWeightMeasure` },
    ]);
  });

  test('an amount that is no number is kept aside and not read', () => {
    const reading = read({ consignment: line('<NetWeightMeasure>ten</NetWeightMeasure>') });
    expect(reading.document.consignment).toBeUndefined();
    expect(reading.unknown.map(({ path }) => path)).toEqual([`${linePath}/NetWeightMeasure`]);
  });

  test('a temperature below nought is no negative amount', () => {
    const reading = read({
      consignment:
        '<UtilizedSPSTransportEquipment><SettingSPSTemperature><ValueMeasure unitCode="CEL">-18</ValueMeasure></SettingSPSTemperature></UtilizedSPSTransportEquipment>',
    });
    expect(found(reading, 'negative-amount')).toEqual([]);
  });

  test('an unknown code of a complete list is a warning, of another a remark', () => {
    const reading = read({
      document: '<TypeCode>9999</TypeCode><IncludedSPSNote><Subject>MINE</Subject></IncludedSPSNote>',
    });
    expect(found(reading, 'unknown-code').map(({ level, path }) => [level, path])).toEqual([
      ['WARNING', '/SPSCertificate/SPSExchangedDocument/TypeCode'],
      ['INFO', '/SPSCertificate/SPSExchangedDocument/IncludedSPSNote[1]/Subject'],
    ]);
  });

  test('an unreadable date of issue is as grave as its absence', () => {
    expect(
      found(read({ document: '<IssueDateTime>spring</IssueDateTime>' }), 'unreadable-date'),
    ).toMatchObject([{ level: 'SEVERE', area: 'Mapping' }]);
    expect(found(read({ document: '<ID>1</ID>' }), 'missing-element').map(({ path }) => path)).toContain(
      '/SPSCertificate/SPSExchangedDocument/IssueDateTime',
    );
  });

  test('missing number, type, status, issue date, issuer, countries and items are SEVERE', () => {
    const reading = read({ document: '<Name>T</Name>', consignment: '<ID>C1</ID>' });
    const severe = reading.findings.filter(({ level }) => level === 'SEVERE');
    expect(severe.map(({ area, path }) => [area, path.split('/').at(-1)])).toEqual([
      ['MandatoryElements', 'ID'],
      ['MandatoryElements', 'TypeCode'],
      ['MandatoryElements', 'StatusCode'],
      ['MandatoryElements', 'IssueDateTime'],
      ['MandatoryElements', 'IssuerSPSParty'],
      ['MandatoryElements', 'ExportSPSCountry'],
      ['MandatoryElements', 'ImportSPSCountry'],
      ['MandatoryElements', 'IncludedSPSConsignmentItem'],
    ]);
  });

  test('attributes are read where they are known and remarked where not', () => {
    const reading = read({ document: '<Name languageID="zh" foo="x">证书</Name>' });
    expect(reading.document.exchangedDocument?.name).toEqual([{ value: '证书', language: 'zh' }]);
    expect(found(reading, 'unknown-attribute')).toMatchObject([
      { level: 'INFO', values: { attribute: 'foo' } },
    ]);
  });
});
