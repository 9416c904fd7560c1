import {
  CANONICALISATION_OF,
  DIGEST_OF,
  SCHEME_OF,
  type Canonicalisation,
  type DigestAlgorithm,
  type SignatureScheme,
} from '../../../verify/core/index.ts';
import { attributeOf, elementsOf, fromBase64, textOf, type XmlElement } from '../../base/index.ts';
import { BrokenSecurity } from './fault.ts';
import type { SecurityHeader } from './header.ts';
import { DSIG, EXCLUSIVE, WSSE } from './names.ts';

/** How an element is made into bytes. */
export interface CanonicalForm {
  readonly method: Canonicalisation;
  readonly inclusivePrefixes: readonly string[];
}

/** One ds:Reference: an element of the message, and the digest that it must have. */
export interface SignedPart extends CanonicalForm {
  readonly id: string;
  readonly algorithm: DigestAlgorithm;
  readonly value: Uint8Array;
  /** Whether it says that the signature itself is left out: then the element must not hold it. */
  readonly isEnveloped: boolean;
}

/** A ds:Signature of a message, read against the one profile that is taken (WS-I Basic Security Profile 1.1 §8, §9). */
export interface MessageSignature {
  readonly signedInfo: XmlElement;
  readonly form: CanonicalForm;
  readonly scheme: SignatureScheme;
  readonly value: Uint8Array;
  /** Base64 of it, without white space. */
  readonly valueText: string;
  readonly parts: readonly SignedPart[];
  /** The certificate (DER) that the signer names: a hint, nothing more. */
  readonly certificate: Uint8Array;
}

const ENVELOPED = `${DSIG}enveloped-signature`;
const MOST_PARTS = 8;
const MOST_PREFIXES = 32;

export function readSignature(header: SecurityHeader, signature: XmlElement): MessageSignature {
  const [info, value, keyInfo, ...rest] = elementsOf(signature);
  if (!isDsig(info, 'SignedInfo') || !isDsig(value, 'SignatureValue') || !isDsig(keyInfo, 'KeyInfo'))
    throw malformed('Signature');
  if (rest.length > 0) throw malformed('Object');
  const [canonicalisation, method, ...references] = elementsOf(info);
  if (!isDsig(canonicalisation, 'CanonicalizationMethod') || !isDsig(method, 'SignatureMethod'))
    throw malformed('SignedInfo');
  if (references.length === 0 || references.length > MOST_PARTS) throw malformed('Reference');
  const scheme = SCHEME_OF.get(algorithmOf(method));
  if (scheme === undefined || elementsOf(method).length > 0) throw refused(algorithmOf(method));
  return {
    signedInfo: info,
    form: canonicalForm(canonicalisation),
    scheme,
    value: bytesOf(value),
    valueText: textOf(value).replaceAll(/[\t\n\r ]/g, ''),
    parts: references.map(readPart),
    certificate: namedCertificate(header, keyInfo),
  };
}

function readPart(reference: XmlElement): SignedPart {
  const [transforms, method, value, ...rest] = elementsOf(reference);
  if (!isDsig(reference, 'Reference') || !isDsig(transforms, 'Transforms') || rest.length > 0)
    throw malformed('Reference');
  if (!isDsig(method, 'DigestMethod') || !isDsig(value, 'DigestValue')) throw malformed('Reference');
  const steps = elementsOf(transforms);
  const isEnveloped = steps[0] !== undefined && algorithmOf(steps[0]) === ENVELOPED;
  const [form, ...further] = isEnveloped ? steps.slice(1) : steps;
  if (!isDsig(form, 'Transform') || further.length > 0) throw malformed('Transforms');
  const uri = attributeOf(reference, 'URI') ?? '';
  // Only elements of this very message, by a bare name: no URL, no XPointer.
  const id = /^#([A-Za-z_][\w.-]{0,199})$/.exec(uri)?.[1];
  if (id === undefined) throw new BrokenSecurity('ws-signature-reference', { uri: uri.slice(0, 200) });
  const algorithm = DIGEST_OF.get(algorithmOf(method));
  if (algorithm === undefined || elementsOf(method).length > 0) throw refused(algorithmOf(method));
  return { id, algorithm, value: bytesOf(value), isEnveloped, ...canonicalForm(form) };
}

/** Exclusive canonicalisation only: any other depends on what surrounds the element, which is not signed. */
function canonicalForm(element: XmlElement): CanonicalForm {
  const uri = algorithmOf(element);
  const method = CANONICALISATION_OF.get(uri);
  const [inclusive, ...rest] = elementsOf(element);
  if (method !== 'c14n-exclusive' || rest.length > 0) throw refused(uri);
  if (inclusive === undefined) return { method, inclusivePrefixes: [] };
  if (inclusive.name !== 'InclusiveNamespaces' || inclusive.namespace !== EXCLUSIVE) throw refused(uri);
  const prefixes = (attributeOf(inclusive, 'PrefixList') ?? '')
    .split(/[\t\n\r ]+/)
    .filter((prefix) => prefix !== '');
  if (prefixes.length > MOST_PREFIXES) throw refused(uri);
  return { method, inclusivePrefixes: prefixes };
}

/** By a token of the same header, or inside the signature; anything else names a certificate that is not here. */
function namedCertificate(header: SecurityHeader, keyInfo: XmlElement): Uint8Array {
  const [first, ...rest] = elementsOf(keyInfo);
  if (first === undefined || rest.length > 0) throw malformed('KeyInfo');
  const holder = first.namespace === WSSE && first.name === 'SecurityTokenReference' ? inner(first) : first;
  if (holder.namespace === WSSE && holder.name === 'Reference') {
    const named = header.certificates.get((attributeOf(holder, 'URI') ?? '').replace(/^#/, ''));
    if (named === undefined) throw malformed('SecurityTokenReference');
    return named;
  }
  if (!isDsig(holder, 'X509Data')) throw malformed('KeyInfo');
  const certificate = inner(holder);
  if (!isDsig(certificate, 'X509Certificate')) throw malformed('X509Data');
  return bytesOf(certificate);
}

function inner(element: XmlElement): XmlElement {
  const [only, ...rest] = elementsOf(element);
  if (only === undefined || rest.length > 0) throw malformed(element.name);
  return only;
}

function bytesOf(element: XmlElement): Uint8Array {
  const bytes = elementsOf(element).length === 0 ? fromBase64(textOf(element)) : undefined;
  if (bytes === undefined || bytes.length === 0) throw malformed(element.name);
  return bytes;
}

function algorithmOf(element: XmlElement): string {
  return attributeOf(element, 'Algorithm') ?? '';
}

function isDsig(element: XmlElement | undefined, name: string): element is XmlElement {
  return element !== undefined && element.namespace === DSIG && element.name === name;
}

function malformed(element: string): BrokenSecurity {
  return new BrokenSecurity('ws-signature-malformed', { element: element.slice(0, 100) });
}

function refused(algorithm: string): BrokenSecurity {
  return new BrokenSecurity('ws-signature-algorithm', { algorithm: algorithm.slice(0, 200) });
}
