import { beforeAll, describe, expect, it } from 'vitest';
import { escapeText, toBase64, utf8 } from '../../base/index.ts';
import {
  issueAuthority,
  issueSealCertificate,
  readCertificatesPem,
  readSealKey,
  seal,
} from '../../crypto/index.ts';
import type { TrustAnchor } from '../../../verify/core/index.ts';
import { verifyEnclosed } from './enclosure.ts';
import { examine, readContent } from './examination.ts';
import { sampleXml } from './testing/certificates.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const NUMBER = 'NZL2026/0001/26';
const declaration = /^<\?xml[^>]*\?>\s*/;

let sealed = '';
let anchors: readonly TrustAnchor[] = [];

beforeAll(async () => {
  const period = {
    from: '2026-01-01T00:00:00Z',
    until: '2030-01-01T00:00:00Z',
    country: 'NZ',
    organisation: 'MPI',
  };
  const authority = await issueAuthority({ ...period, commonName: 'Root' });
  const own = await issueSealCertificate(authority, { ...period, commonName: 'Seal' });
  const key = readSealKey({ privateKey: own.privateKey, certificates: own.certificate });
  sealed = seal(sampleXml({ number: NUMBER }), key, { time: '2026-03-02T08:00:00Z', id: 'one' });
  const [certificate = new Uint8Array()] = readCertificatesPem(authority.certificate);
  anchors = [{ authority: 'NZ-MPI', certificate }];
});

const envelope = (content: string) =>
  `<env xmlns="urn:example:hub"><From>NZ</From><Content>${content}</Content></env>`;

function examined(text: string) {
  return examine(utf8(text), 'application/xml', { anchors, now: NOW });
}

describe('a certificate in an envelope', () => {
  it.each([
    ['escaped text', (xml: string) => envelope(escapeText(xml))],
    ['CDATA', (xml: string) => envelope(`<![CDATA[${xml}]]>`)],
    ['base64', (xml: string) => envelope(toBase64(utf8(xml)))],
    ['a typed element', (xml: string) => envelope(xml.replace(declaration, ''))],
    ['bare base64 without an envelope', (xml: string) => `${toBase64(utf8(xml))}\n`],
    ['an envelope in an envelope', (xml: string) => envelope(toBase64(utf8(envelope(escapeText(xml)))))],
  ])('is found in %s, and its own seal is what is judged', (_, wrap) => {
    const { statement, seal: verdict, findings, faults } = examined(wrap(sealed));
    expect(faults).toEqual([]);
    expect(statement?.number).toBe(NUMBER);
    expect(verdict).toMatchObject({ indication: 'TOTAL-PASSED', authority: 'NZ-MPI' });
    expect(findings.map(({ code }) => code)).toContain('document-enclosed');
  });

  it('that was altered inside is refused by its seal, and nothing of it is read', () => {
    const { statement, faults } = examined(envelope(toBase64(utf8(sealed.replace('1000.5', '9000.5')))));
    expect(statement).toBeUndefined();
    expect(faults.map(({ code }) => code)).toEqual(['seal-broken']);
  });

  it('keeps the bytes as handed in under their own digest', () => {
    const wrapped = utf8(envelope(toBase64(utf8(sealed))));
    const { made } = examine(wrapped, 'application/xml', { anchors, now: NOW });
    expect(made).toBeUndefined();
    expect(verifyEnclosed(wrapped, anchors, NOW.toISOString()).bytes).toEqual(utf8(sealed));
  });

  it('behind more wrappers than any partner sends is not followed', () => {
    let text = sealed;
    for (let layer = 0; layer < 4; layer += 1) text = envelope(toBase64(utf8(text)));
    expect(examined(text).statement?.number).toBeUndefined();
  });

  it('with a DOCTYPE inside is refused as any other', () => {
    const hostile = `<!DOCTYPE a [<!ENTITY x "y">]>${sampleXml({ number: NUMBER }).replace(declaration, '')}`;
    expect(examined(envelope(toBase64(utf8(hostile)))).faults.map(({ code }) => code)).toEqual([
      'xml-doctype',
    ]);
  });
});

describe('the older dialect', () => {
  const certificate = (number: string) =>
    `<certificate id="${number}" status="Approved"><issue_date year="2026" month="01" day="01" hour="12" min="00" sec="00"/>` +
    '<exporting_country country_code="NZ"/><country_name>New Zealand</country_name>' +
    '<competent_authority>Ministry for Primary Industries</competent_authority>' +
    '<importing_country country_code="CN"/><country_name>China</country_name>' +
    '<title>Certificate for Animal Products for Human Consumption</title></certificate>';

  it('is read like any certificate', () => {
    const { statement } = examined(`<certificates>${certificate(NUMBER)}</certificates>`);
    expect(statement).toMatchObject({
      number: NUMBER,
      issuerName: 'Ministry for Primary Industries',
      dated: true,
    });
    expect(statement?.body).toMatchObject({ exportCountry: 'NZ', importCountry: 'CN' });
  });

  it('with several certificates in one document says to send each by itself', () => {
    const { faults } = examined(`<certificates>${certificate('A1')}${certificate('A2')}</certificates>`);
    expect(faults).toEqual([
      { code: 'document-several-certificates', path: '/certificates', values: { count: 2 } },
    ]);
  });

  it('is read from the kept bytes as it was on arrival', () => {
    const bytes = utf8(`<certificates>${certificate(NUMBER)}</certificates>`);
    const { content } = verifyEnclosed(bytes, [], NOW.toISOString()).report;
    expect(content && readContent(content).document.exchangedDocument?.id?.value).toBe(NUMBER);
  });
});
