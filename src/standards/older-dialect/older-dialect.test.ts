import { describe, expect, test } from 'vitest';
import type { XmlElement } from '../../base/index.ts';
import { utf8 } from '../../base/index.ts';
import { openXml } from '../../crypto/index.ts';
import { specimenCertificate } from '../testing/specimen.ts';
import { isOlderDialect, readOlderDialect } from './reader.ts';
import { writeOlderDialect } from './writer.ts';

const published = `<?xml version="1.0" encoding="UTF-8" ?>
<certificates>
  <certificate id="NZL2009/0001/26" status="Approved">
    <issue_date year="2009" month="01" day="01" hour="12" min="00" sec="00" />
    <exporting_country country_code="NZ" />
    <country_name>New Zealand</country_name>
    <competent_authority>New Zealand Food Safety Authority</competent_authority>
    <exporting_country country_code="NZ" />
    <country_name>New Zealand</country_name>
    <importing_country country_code="CN" />
    <country_name>China</country_name>
    <title>Certificate for Animal Products for Human Consumption Exported from New Zealand</title>
  </certificate>
</certificates>`;

function parse(xml: string): XmlElement {
  const opening = openXml(utf8(xml));
  if (!opening.opened) throw new Error(opening.refusal);
  return opening.document.root;
}

describe('reading the older dialect', () => {
  const [reading] = readOlderDialect(parse(published));

  test('the published example is read whole', () => {
    expect(isOlderDialect(parse(published))).toBe(true);
    expect(reading?.document).toEqual({
      exchangedDocument: {
        name: [{ value: 'Certificate for Animal Products for Human Consumption Exported from New Zealand' }],
        id: { value: 'NZL2009/0001/26' },
        typeCode: { value: '852' },
        statusCode: { value: '39' },
        issueDateTime: { value: '2009-01-01T12:00:00' },
        issuerParty: { name: { value: 'New Zealand Food Safety Authority' } },
      },
      consignment: {
        exportCountry: { id: { value: 'NZ' }, name: [{ value: 'New Zealand' }] },
        importCountry: { id: { value: 'CN' }, name: [{ value: 'China' }] },
      },
    });
    expect(reading?.losses).toEqual([]);
  });

  test('what the message demands and the dialect lacks is graded', () => {
    const severe = reading?.findings.filter(({ level }) => level === 'SEVERE').map(({ path }) => path);
    expect(severe).toEqual(['/SPSCertificate/SPSConsignment/IncludedSPSConsignmentItem']);
    expect(reading?.findings.map(({ code }) => code)).toContain('type-from-title');
  });

  test('a number in the attribute no is read too, and several certificates each by itself', () => {
    const readings = readOlderDialect(
      parse(
        '<certificates><certificate no="1" status="Approved"/><certificate no="2" status="Nice"/></certificates>',
      ),
    );
    expect(readings.map(({ document }) => document.exchangedDocument?.id?.value)).toEqual(['1', '2']);
    expect(readings[1]?.losses).toEqual([
      { code: 'loss-not-carried', path: '/certificates/certificate[2]/@status' },
    ]);
  });

  test('a date that does not exist is SEVERE and lost', () => {
    const [bad] = readOlderDialect(
      parse('<certificate id="1"><issue_date year="2009" month="02" day="30"/></certificate>'),
    );
    expect(bad?.document.exchangedDocument?.issueDateTime).toBeUndefined();
    expect(bad?.findings).toContainEqual(
      expect.objectContaining({ level: 'SEVERE', code: 'unreadable-date', path: '/certificate/issue_date' }),
    );
    expect(bad?.losses).toEqual([{ code: 'loss-not-carried', path: '/certificate/issue_date' }]);
  });

  test('a second exporting country is a warning and lost', () => {
    const xml =
      '<certificate id="1"><exporting_country country_code="NZ"/><exporting_country country_code="AU"/></certificate>';
    const [reading2] = readOlderDialect(parse(xml));
    expect(reading2?.document.consignment?.exportCountry?.id?.value).toBe('NZ');
    expect(reading2?.findings.map(({ code }) => code)).toContain('repeated-element');
  });
});

describe('writing the older dialect', () => {
  test('what was read from it is written to the same values, without loss', () => {
    const documents = readOlderDialect(parse(published)).map(({ document }) => document);
    const { xml, losses } = writeOlderDialect(documents);
    expect(losses).toEqual([[]]);
    expect(readOlderDialect(parse(xml)).map(({ document }) => document)).toEqual(documents);
  });

  test('a full certificate keeps its head and every other value is named as lost', () => {
    const { xml, losses } = writeOlderDialect([specimenCertificate()]);
    expect(xml).toContain('<certificate id="CN-310000-2026-000123" status="Issued">');
    expect(xml).toContain('<issue_date year="2026" month="03" day="02" hour="09" min="30" sec="00">');
    const [lost = []] = losses;
    expect(lost).toContainEqual({
      code: 'loss-altered',
      path: '/SPSCertificate/SPSExchangedDocument/IssueDateTime',
    });
    expect(lost).toContainEqual({
      code: 'loss-not-carried',
      path: '/SPSCertificate/SPSConsignment/IncludedSPSConsignmentItem[1]/IncludedSPSTradeLineItem[1]/NetWeightMeasure',
    });
    expect(lost.map(({ path }) => path)).not.toContain('/SPSCertificate/SPSExchangedDocument/ID');
    expect(lost).not.toContainEqual(
      expect.objectContaining({ path: '/SPSCertificate/SPSExchangedDocument/TypeCode' }),
    );
  });

  test('a status that the dialect has no word for is written by its code and named', () => {
    const document = { exchangedDocument: { statusCode: { value: '146' } } };
    const { xml, losses } = writeOlderDialect([document]);
    expect(xml).toContain('status="146"');
    expect(losses[0]).toEqual([
      { code: 'loss-altered', path: '/SPSCertificate/SPSExchangedDocument/StatusCode' },
    ]);
  });
});
