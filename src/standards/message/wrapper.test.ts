import { describe, expect, test } from 'vitest';
import type { XmlElement } from '../../base/index.ts';
import { fromUtf8, toBase64, utf8 } from '../../base/index.ts';
import { openXml } from '../../crypto/index.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import { unwrap, unwrapText } from './wrapper.ts';

const inner =
  '<SPSCertificate xmlns="urn:un:unece:uncefact:data:standard:SPSCertificate:17"><SPSConsignment/></SPSCertificate>';

function parse(xml: string): XmlElement {
  const opening = openXml(utf8(xml));
  if (!opening.opened) throw new Error(opening.refusal);
  return opening.document.root;
}

const envelope = (content: string) =>
  parse(`<h:Envelope xmlns:h="urn:hub"><From>NO</From><Content>${content}</Content></h:Envelope>`);

function innerText(root: XmlElement): string | undefined {
  const found = unwrap(spsCertificate17, root);
  return found && 'bytes' in found ? fromUtf8(found.bytes) : undefined;
}

describe('unwrapping', () => {
  test('a certificate itself is no wrapper', () => {
    expect(unwrap(spsCertificate17, parse(inner))).toBeUndefined();
  });

  test.each([
    ['CDATA', `<![CDATA[${inner}]]>`, 'text'],
    ['escaped text', inner.replaceAll('&', '&amp;').replaceAll('<', '&lt;'), 'text'],
    ['base64', toBase64(utf8(inner)), 'base64'],
    ['base64 in lines', toBase64(utf8(inner)).replace(/(.{60})/g, '$1\n'), 'base64'],
  ])('a certificate as %s is found', (_name, content, wrapping) => {
    const root = envelope(content);
    expect(unwrap(spsCertificate17, root)).toMatchObject({ wrapping, path: '/Envelope/Content' });
    expect(innerText(root)).toBe(inner);
  });

  test('a certificate as an element of an envelope is found as that element', () => {
    const found = unwrap(spsCertificate17, envelope(inner));
    expect(found).toMatchObject({ wrapping: 'element', path: '/Envelope/Content/SPSCertificate' });
  });

  test('an encoding declared inside a text is dropped, for a text has none', () => {
    const declared = `<?xml version="1.0" encoding="ISO-8859-1"?>${inner}`;
    expect(innerText(envelope(`<![CDATA[${declared}]]>`))).toBe(inner);
  });

  test.each([
    [
      'another message',
      '<![CDATA[<Invoice xmlns="urn:x"><ID>1234567890</ID><Name>abcdefghijklmnop</Name></Invoice>]]>',
    ],
    ['base64 of something else', toBase64(utf8('<Invoice>'.padEnd(100, 'x')))],
    ['a long text', 'x'.repeat(500)],
    ['an element of that name in another namespace', '<SPSCertificate xmlns="urn:other"/>'],
  ])('%s is not taken for one', (_name, content) => {
    expect(unwrap(spsCertificate17, envelope(content))).toBeUndefined();
  });

  test('the search is bounded in depth and number', () => {
    const deep = '<d>'.repeat(40) + inner + '</d>'.repeat(40);
    expect(unwrap(spsCertificate17, envelope(deep))).toBeUndefined();
    expect(unwrap(spsCertificate17, envelope(`${'<n/>'.repeat(5000)}${inner}`))).toBeUndefined();
  });

  test('a body that is base64 as a whole is recognised, and plain XML is left alone', () => {
    expect(unwrapText(spsCertificate17, toBase64(utf8(inner)))).toMatchObject({ wrapping: 'base64' });
    expect(unwrapText(spsCertificate17, inner)).toBeUndefined();
  });
});
