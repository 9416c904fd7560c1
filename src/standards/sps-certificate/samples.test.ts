import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openXml } from '../../crypto/index.ts';
import { documentFaults, writeMessage } from '../message/writer.ts';
import { attachments } from './attachments.ts';
import { spsCertificate17 } from './definition.ts';
import { certificateFace } from './face.ts';
import { readCertificate } from './reading.ts';
import { certificateSummary } from './summary.ts';

const samples = '../shared/data/sps-certificate-17/samples';
const hub = '../shared/data/ephyto-hub/SPSCertificateContent.xml';

function read(path: string) {
  const opening = openXml(new Uint8Array(readFileSync(path)));
  if (!opening.opened) throw new Error(opening.refusal);
  return readCertificate(opening.document.root, { now: new Date('2026-11-22T00:00:00Z') });
}

describe.skipIf(!existsSync(samples))('the certificates of a national test system (absent: skipped)', () => {
  const files = existsSync(samples) ? readdirSync(samples) : [];

  test.each(files)('%s is read whole, without a SEVERE finding', (file) => {
    const reading = read(`${samples}/${file}`);
    expect(reading.findings.filter(({ level }) => level === 'SEVERE')).toEqual([]);
    expect(reading.unknown).toEqual([]);
    expect(reading.version).toBe('17');
  });

  test('their warnings are true: amounts without a unit, and an attachment that is no file', () => {
    const warnings = files.flatMap((file) =>
      read(`${samples}/${file}`).findings.filter(({ level }) => level === 'WARNING'),
    );
    expect([...new Set(warnings.map(({ code }) => code))].toSorted()).toEqual([
      'attachment-of-unknown-type',
      'missing-unit',
    ]);
  });

  test.each(files)('%s can be written again and says the same', (file) => {
    const { document } = read(`${samples}/${file}`);
    const opening = openXml(new TextEncoder().encode(writeMessage(spsCertificate17, document)));
    if (!opening.opened) throw new Error(opening.refusal);
    expect(readCertificate(opening.document.root).document).toEqual(document);
  });

  test('their summary names number, countries and goods', () => {
    expect(certificateSummary(read(`${samples}/CFE_491412335BO.xml`).document)).toMatchObject({
      number: '491412335BO',
      typeCode: '851',
      statusCode: '70',
      issueDay: '2025-07-14',
      exportCountry: 'BO',
      importCountry: 'EC',
      placeOfIssue: 'Santa Cruz',
      commodities: [{ netWeight: { value: '10.00', unit: 'KGM' } }],
    });
  });
});

describe.skipIf(!existsSync(hub))('a certificate of the ePhyto Hub (absent: skipped)', () => {
  test('is read with graded findings, none SEVERE', () => {
    const { findings } = read(hub);
    expect(findings.filter(({ level }) => level === 'SEVERE')).toEqual([]);
    const codes = new Set(findings.map(({ code }) => code));
    expect([...codes].toSorted()).toEqual([
      'attachment-broken',
      'date-as-text',
      'date-without-zone',
      'element-order',
      'hs-not-international',
      'says-nothing',
      'tag-not-date',
      'unknown-element',
    ]);
  });

  test('has six attachments, one of them broken', () => {
    const found = attachments(read(hub).document);
    expect(found.map(({ filename, type, broken }) => [filename, type, broken])).toEqual([
      ['TestPdf.pdf', 'application/pdf', false],
      ['US-F-12345-13467-7N.png', 'image/png', false],
      ['TestJpeg.jpeg', 'image/jpeg', false],
      ['TestGif.gif', 'image/gif', false],
      ['TestIngenFiltypeINavn', 'application/pdf', false],
      ['UkjentFiltype', undefined, true],
    ]);
    expect(found.map((attachment) => attachment.decode()?.length)).toEqual([
      10073,
      51607,
      77178,
      552,
      10073,
      undefined,
    ]);
  });

  test('could be written but for the broken attachment', () => {
    expect(documentFaults(spsCertificate17, read(hub).document).map(({ code }) => code)).toEqual([
      'value-not-base64',
    ]);
  });

  test('keeps every language of its goods, and its face shows every section', () => {
    const { document } = read(hub);
    const [first] = certificateSummary(document).commodities;
    expect(first?.names.map(({ kind, language }) => `${kind} ${language ?? ''}`)).toEqual([
      'description en',
      'description nn',
      'common ',
      'scientific ',
    ]);
    expect(certificateFace(document).sections.map(({ label }) => label)).toEqual([
      'face-identity',
      'face-parties',
      'face-places',
      'face-transport',
      'face-goods',
      'face-treatments',
      'face-declarations',
      'face-annexes',
      'face-issue',
    ]);
  });
});
