import { Buffer } from 'node:buffer';
import { admitXml, XML_BOUNDS } from '../../verify/core/index.ts';
import { escapeAttribute, escapeText, parseInstant, toBase64, utf8, type XmlElement } from '../base/index.ts';
import { sha256 } from './digests.ts';
import { CryptoError } from './error.ts';
import type { SealKey } from './seal-key.ts';
import { openXml } from './xml.ts';

export interface SealingOptions {
  /** The signing time, RFC 3339. */
  readonly time: string;
  /** Distinguishes the seal's XML identifiers: a UUID, say. Letters, digits, `-`, `_` and `.`. */
  readonly id: string;
}

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';

/**
 * Seals a document: XAdES baseline B, enveloped, exclusive C14N, ECDSA P-256 with SHA-256, the certificate named by
 * SigningCertificateV2 (ETSI EN 319 132-1 §6). The Signature becomes the last child of the document element; not one
 * other character changes, but that the result is UTF-8.
 *
 * Throws CryptoError `seal-document-refused` (with the refusal) and `seal-document-sealed-already`.
 */
export function seal(xml: string | Uint8Array, key: SealKey, { time, id }: SealingOptions): string {
  const moment = parseInstant(time);
  if (!moment) throw new RangeError('the signing time is no RFC 3339 instant');
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(id))
    throw new RangeError('the identifier of a seal is letters, digits, - _ .');
  const bytes = typeof xml === 'string' ? utf8(xml) : xml;
  const admission = admitXml(bytes, XML_BOUNDS);
  if (!admission.admitted) throw new CryptoError('seal-document-refused', { refusal: admission.refusal });
  const properties = signedProperties(key, { time: instantText(moment), id });
  const info = signedInfo(sha256(canonicalDocument(bytes)), sha256(utf8(properties)), id);
  const signature =
    `<ds:Signature xmlns:ds="${DSIG}" Id="seal-${id}">${info}` +
    `<ds:SignatureValue>${toBase64(key.sign(utf8(info)))}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data>${certificates(key)}</ds:X509Data></ds:KeyInfo>` +
    `<ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}" Target="#seal-${id}">${properties}` +
    `</xades:QualifyingProperties></ds:Object></ds:Signature>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${insert(admission.body, admission.documentEnd, signature).replace(/^\n/, '')}`;
}

function canonicalDocument(bytes: Uint8Array): Uint8Array {
  const opening = openXml(bytes);
  if (!opening.opened) throw new CryptoError('seal-document-refused', { refusal: opening.refusal });
  const { document } = opening;
  try {
    if (document.warnings.length > 0) {
      throw new CryptoError('seal-document-refused', { refusal: 'xml-processing-instruction' });
    }
    if (hasSignature(document.root)) throw new CryptoError('seal-document-sealed-already');
    return document.canonical({ method: 'c14n-exclusive' });
  } finally {
    document.close();
  }
}

function hasSignature(element: XmlElement): boolean {
  return (
    element.namespace === DSIG ||
    element.children.some((child) => typeof child !== 'string' && hasSignature(child))
  );
}

/**
 * SignedInfo as its own exclusive canonical form, written into the document as it is: namespaces declared on it,
 * attributes in canonical order, no white space, no empty-element tags. So no second parse is needed to sign it.
 */
function signedInfo(content: Uint8Array, properties: Uint8Array, id: string): string {
  return (
    `<ds:SignedInfo xmlns:ds="${DSIG}">` +
    `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${ECDSA_SHA256}"></ds:SignatureMethod>` +
    `<ds:Reference Id="seal-content-${id}" URI=""><ds:Transforms>` +
    `<ds:Transform Algorithm="${DSIG}enveloped-signature"></ds:Transform>` +
    `<ds:Transform Algorithm="${EXCLUSIVE}"></ds:Transform></ds:Transforms>` +
    `${digestOf(content)}</ds:Reference>` +
    `<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#seal-properties-${id}"><ds:Transforms>` +
    `<ds:Transform Algorithm="${EXCLUSIVE}"></ds:Transform></ds:Transforms>` +
    `${digestOf(properties)}</ds:Reference></ds:SignedInfo>`
  );
}

function digestOf(digest: Uint8Array): string {
  return `<ds:DigestMethod Algorithm="${SHA256}"></ds:DigestMethod><ds:DigestValue>${toBase64(digest)}</ds:DigestValue>`;
}

/** SignedProperties as its own exclusive canonical form; see {@link signedInfo}. */
function signedProperties(key: SealKey, { time, id }: SealingOptions): string {
  return (
    `<xades:SignedProperties xmlns:xades="${XADES}" Id="${escapeAttribute(`seal-properties-${id}`)}">` +
    `<xades:SignedSignatureProperties><xades:SigningTime>${escapeText(time)}</xades:SigningTime>` +
    `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>` +
    `<ds:DigestMethod xmlns:ds="${DSIG}" Algorithm="${SHA256}"></ds:DigestMethod>` +
    `<ds:DigestValue xmlns:ds="${DSIG}">${toBase64(sha256(key.certificate))}</ds:DigestValue>` +
    `</xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties>` +
    `<xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#seal-content-${id}">` +
    `<xades:MimeType>application/xml</xades:MimeType></xades:DataObjectFormat></xades:SignedDataObjectProperties>` +
    `</xades:SignedProperties>`
  );
}

function certificates({ certificate, intermediates }: SealKey): string {
  return [certificate, ...intermediates]
    .map((each) => `<ds:X509Certificate>${toBase64(each)}</ds:X509Certificate>`)
    .join('');
}

/** Puts the Signature before the document element's end tag, opening an empty-element tag where there is none. */
function insert(body: Uint8Array, documentEnd: number, signature: string): string {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const head = text.toString('utf8', 0, documentEnd);
  const tail = text.toString('utf8', documentEnd);
  if (tail.startsWith('</')) return head + signature + tail;
  const name = /<([^\s/>!?]+)[^<]*$/.exec(head)?.[1] ?? '';
  return `${head}>${signature}</${name}>${tail.slice(2)}`;
}

function instantText(moment: Date): string {
  return moment.toISOString().replace('.000Z', 'Z');
}
