import { Buffer } from 'node:buffer';
import { admitXml, XML_BOUNDS } from '../../verify/core/index.ts';
import { parseInstant, utf8, type XmlElement } from '../base/index.ts';
import { CryptoError } from './error.ts';
import type { SealingKey, SealKey } from './seal-key.ts';
import { xadesSignature } from './xades.ts';
import { openXml } from './xml.ts';

export interface SealingOptions {
  /** The signing time, RFC 3339. */
  readonly time: string;
  /** Distinguishes the seal's XML identifiers: a UUID, say. Letters, digits, `-`, `_` and `.`. */
  readonly id: string;
}

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

/**
 * Seals a document: XAdES baseline B, enveloped, exclusive C14N, ECDSA P-256 with SHA-256, the certificate named by
 * SigningCertificateV2 (ETSI EN 319 132-1 §6). The Signature becomes the last child of the document element; not one
 * other character changes, but that the result is UTF-8.
 *
 * Throws CryptoError `seal-document-refused` (with the refusal) and `seal-document-sealed-already`.
 */
export function seal(xml: string | Uint8Array, key: SealKey, options: SealingOptions): string;
export function seal(
  xml: string | Uint8Array,
  key: SealingKey,
  options: SealingOptions,
): string | Promise<string>;
export function seal(
  xml: string | Uint8Array,
  key: SealingKey,
  { time, id }: SealingOptions,
): string | Promise<string> {
  const moment = parseInstant(time);
  if (!moment) throw new RangeError('the signing time is no RFC 3339 instant');
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(id))
    throw new RangeError('the identifier of a seal is letters, digits, - _ .');
  const bytes = typeof xml === 'string' ? utf8(xml) : xml;
  const admission = admitXml(bytes, XML_BOUNDS);
  if (!admission.admitted) throw new CryptoError('seal-document-refused', { refusal: admission.refusal });
  const { body, documentEnd } = admission;
  const signing = {
    ids: { signature: `seal-${id}`, properties: `seal-properties-${id}` },
    time: instantText(moment),
    references: [
      { id: `seal-content-${id}`, uri: '', bytes: canonicalDocument(bytes), type: 'application/xml' },
    ],
  };
  const sealed = (signature: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n${insert(body, documentEnd, signature).replace(/^\n/, '')}`;
  const signature = xadesSignature(signing, key);
  return typeof signature === 'string' ? sealed(signature) : signature.then(sealed);
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
