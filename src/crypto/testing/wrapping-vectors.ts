import { utf8 } from '../../base/index.ts';
import { forge, SIGNATURE_SLOT } from './forge.ts';
import { broken, type Expected, type SealVector } from './vector.ts';
import { NOW, type World } from './world.ts';

const ROOT = /<rsm:SPSCertificate[^>]*>/;

/** Signature wrapping, XSW1 to XSW9 as SAML Raider numbers them, told of a certificate that is made to say 900 kg. */
export function wrappingVectors({ seal, trust, certificate }: World): readonly SealVector[] {
  const sealed = forge({ document: certificate(), by: seal });
  const signature = /<ds:Signature [^]*<\/ds:Signature>/.exec(sealed)?.[0] ?? '';
  const prologue = /^<\?xml[^>]*>\n/;
  const original = sealed.replace(prologue, '').replace(signature, '');
  const evil = certificate('900').replace(prologue, '');
  const evilHead = evil.slice(0, evil.lastIndexOf(SIGNATURE_SLOT));
  const endOf = (xml: string): number => xml.lastIndexOf(SIGNATURE_SLOT);
  const beforeEnd = (xml: string, more: string): string =>
    xml.slice(0, endOf(xml)) + more + xml.slice(endOf(xml));
  const inSignature = (more: string): string =>
    signature.replace('</ds:Signature>', `${more}</ds:Signature>`);
  const vector = (name: string, xml: string, expected: Expected): SealVector => ({
    name,
    xml: utf8(xml),
    trust,
    time: NOW,
    expected,
  });
  return [
    vector(
      'XSW1: the evil certificate is the document, the original sits inside the Signature',
      beforeEnd(evil, inSignature(original)),
      broken('seal-structure'),
    ),
    vector(
      'XSW2: the original is a child of the evil certificate, before the detached Signature',
      beforeEnd(evil, original + signature),
      broken('seal-content-changed', 'HASH_FAILURE'),
    ),
    vector(
      'XSW3: the evil certificate is the first child of the sealed one',
      sealed.replace(ROOT, (tag) => tag + evil),
      broken('seal-content-changed', 'HASH_FAILURE'),
    ),
    vector(
      'XSW4: the sealed original, with its Signature, is a child of the evil certificate',
      beforeEnd(evil, sealed.replace(prologue, '')),
      broken('seal-misplaced'),
    ),
    vector(
      'XSW5: the Signature is in the evil certificate and the original comes after it',
      `${evilHead}${signature}${original}${SIGNATURE_SLOT}`,
      broken('seal-misplaced'),
    ),
    vector(
      'XSW6: the evil certificate bears the Signature, which holds the original after its KeyInfo',
      beforeEnd(evil, signature.replace('</ds:KeyInfo>', `</ds:KeyInfo>${original}`)),
      broken('seal-structure'),
    ),
    vector(
      'XSW7: the evil certificate is in an element of extensions at the head of the original',
      sealed.replace(
        ROOT,
        (tag) => `${tag}<ext:Extensions xmlns:ext="urn:example:extensions">${evil}</ext:Extensions>`,
      ),
      broken('seal-content-changed', 'HASH_FAILURE'),
    ),
    vector(
      'XSW8: the original is in an Object of the Signature of the evil certificate',
      beforeEnd(evil, inSignature(`<ds:Object>${original}</ds:Object>`)),
      broken('seal-structure'),
    ),
    vector(
      'XSW9: the evil certificate bears the Signature, and the whole sealed original sits in an Object',
      beforeEnd(evil, inSignature(`<ds:Object>${sealed.replace(prologue, '')}</ds:Object>`)),
      broken('seal-second-signature'),
    ),
    vector(
      'the sealed certificate is wrapped in an envelope of another name',
      `<envelope>${sealed.replace(prologue, '')}</envelope>`,
      broken('seal-misplaced'),
    ),
    vector('the document is nothing but the Signature', signature, broken('seal-misplaced')),
    vector(
      'the Signature is the first child of the certificate',
      original.replace(ROOT, (tag) => tag + signature),
      broken('seal-misplaced'),
    ),
    vector('an element follows the Signature', beforeEnd(sealed, '<extra/>'), broken('seal-misplaced')),
  ];
}
