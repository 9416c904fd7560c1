import { attributeOf, elementsOf, fromBase64, textOf, type XmlElement } from '../../../../src/base/index.ts';
import type { Canonicalisation, DigestAlgorithm } from '../../primitives.ts';
import {
  CANONICALISATION_OF,
  DIGEST_OF,
  DSIG,
  ENVELOPED,
  EXCLUSIVE_C14N,
  SCHEME_OF,
  SIGNED_PROPERTIES_TYPE,
  WEAK_ALGORITHMS,
  type SignatureScheme,
} from './algorithms.ts';
import { BrokenSeal } from './broken.ts';
import { readCertificateText, type Certificate } from './certificate.ts';
import { partsOf } from './survey.ts';

export interface CanonicalForm {
  readonly method: Canonicalisation;
  readonly inclusivePrefixes: readonly string[];
}

export interface DigestClaim extends CanonicalForm {
  readonly algorithm: DigestAlgorithm;
  readonly value: Uint8Array;
}

/** What a ds:Signature says, read strictly against the one profile that is accepted. */
export interface SignatureStructure {
  readonly signedInfo: XmlElement;
  readonly signedInfoForm: CanonicalForm;
  readonly scheme: SignatureScheme;
  readonly value: Uint8Array;
  readonly document: DigestClaim & { readonly hasUri: boolean };
  readonly properties?: DigestClaim & { readonly id: string };
  /** The certificates in KeyInfo, in their order: hints, nothing more. */
  readonly certificates: readonly Certificate[];
  readonly objects: readonly XmlElement[];
}

const MOST_CERTIFICATES = 8;
const MOST_PREFIXES = 32;

export function readStructure(signature: XmlElement): SignatureStructure {
  const [signedInfo, signatureValue, ...rest] = partsOf(signature);
  if (!isDsig(signedInfo, 'SignedInfo') || !isDsig(signatureValue, 'SignatureValue'))
    throw structure(signature);
  const keyInfo = isDsig(rest[0], 'KeyInfo') ? rest[0] : undefined;
  const objects = keyInfo ? rest.slice(1) : rest;
  if (!objects.every((object) => isDsig(object, 'Object'))) throw structure(signature);
  const [canonicalisation, method, ...references] = partsOf(signedInfo);
  if (!isDsig(canonicalisation, 'CanonicalizationMethod') || !isDsig(method, 'SignatureMethod'))
    throw structure(signedInfo);
  if (!references.every((reference) => isDsig(reference, 'Reference'))) throw structure(signedInfo);
  const value = fromBase64(plainText(signatureValue));
  if (!value || value.length === 0) throw new BrokenSeal('seal-value-malformed');
  return {
    signedInfo,
    signedInfoForm: canonicalForm(canonicalisation, 'seal-algorithm-refused'),
    scheme: signatureScheme(method),
    value,
    ...readReferences(references),
    certificates: keyInfo ? readCertificates(keyInfo) : [],
    objects,
  };
}

function readReferences(
  references: readonly XmlElement[],
): Pick<SignatureStructure, 'document' | 'properties'> {
  const isOfProperties = (reference: XmlElement): boolean =>
    attributeOf(reference, 'Type') === SIGNED_PROPERTIES_TYPE;
  const [document, ...furtherDocuments] = references.filter((reference) => !isOfProperties(reference));
  const [properties, ...furtherProperties] = references.filter(isOfProperties);
  if (!document || furtherDocuments.length > 0 || furtherProperties.length > 0) {
    throw new BrokenSeal('seal-reference-refused', 'FORMAT_FAILURE', { count: String(references.length) });
  }
  const uri = attributeOf(document, 'URI');
  if (uri !== undefined && uri !== '')
    throw new BrokenSeal('seal-reference-refused', 'FORMAT_FAILURE', { uri: uri.slice(0, 200) });
  const claim = { hasUri: uri !== undefined, ...readReference(document, true) };
  if (!properties) return { document: claim };
  const target = attributeOf(properties, 'URI') ?? '';
  const id = /^#([^\s#()]{1,200})$/.exec(target)?.[1];
  if (id === undefined)
    throw new BrokenSeal('seal-reference-refused', 'FORMAT_FAILURE', { uri: target.slice(0, 200) });
  return { document: claim, properties: { id, ...readReference(properties, false) } };
}

function readReference(reference: XmlElement, isEnveloped: boolean): DigestClaim {
  const parts = partsOf(reference);
  const hasTransforms = isDsig(parts[0], 'Transforms');
  const [method, digest, ...rest] = hasTransforms ? parts.slice(1) : parts;
  if (!isDsig(method, 'DigestMethod') || !isDsig(digest, 'DigestValue') || rest.length > 0)
    throw structure(reference);
  const transforms = hasTransforms && parts[0] ? partsOf(parts[0]) : [];
  const form = readTransforms(transforms, isEnveloped);
  const uri = algorithmUri(method);
  const algorithm = DIGEST_OF.get(uri);
  if (!algorithm || elementsOf(method).length > 0) throw refusedAlgorithm(uri);
  const value = fromBase64(plainText(digest));
  if (!value) throw new BrokenSeal('seal-value-malformed');
  return { algorithm, value, ...form };
}

/** Enveloped exactly where it belongs, then at most one canonicalisation; with none it is C14N 1.0 (XMLDSig §4.4.3.2). */
function readTransforms(transforms: readonly XmlElement[], isEnveloped: boolean): CanonicalForm {
  if (!transforms.every((transform) => isDsig(transform, 'Transform')))
    throw new BrokenSeal('seal-structure', 'FORMAT_FAILURE', { element: 'Transforms' });
  const removesSignature = transforms[0] !== undefined && algorithmUri(transforms[0]) === ENVELOPED;
  if (isEnveloped && !removesSignature) {
    const [first] = transforms;
    if (first) canonicalForm(first, 'seal-transform-refused');
    throw new BrokenSeal('seal-not-enveloped');
  }
  if (removesSignature && transforms[0] && partsOf(transforms[0]).length > 0)
    throw new BrokenSeal('seal-transform-refused');
  const [form, ...further] = isEnveloped ? transforms.slice(1) : transforms;
  if (further[0]) {
    throw new BrokenSeal('seal-transform-refused', 'FORMAT_FAILURE', { algorithm: algorithmUri(further[0]) });
  }
  return form ? canonicalForm(form, 'seal-transform-refused') : { method: 'c14n-1.0', inclusivePrefixes: [] };
}

function canonicalForm(
  element: XmlElement,
  fault: 'seal-algorithm-refused' | 'seal-transform-refused',
): CanonicalForm {
  const uri = algorithmUri(element);
  const method = CANONICALISATION_OF.get(uri);
  if (!method) throw new BrokenSeal(fault, 'FORMAT_FAILURE', { algorithm: uri.slice(0, 200) });
  const [inclusive, ...rest] = partsOf(element);
  if (!inclusive) return { method, inclusivePrefixes: [] };
  const isPrefixList = inclusive.name === 'InclusiveNamespaces' && inclusive.namespace === EXCLUSIVE_C14N;
  if (!isPrefixList || rest.length > 0 || method !== 'c14n-exclusive') {
    throw new BrokenSeal(fault, 'FORMAT_FAILURE', { algorithm: uri });
  }
  const prefixes = (attributeOf(inclusive, 'PrefixList') ?? '')
    .split(/[\t\n\r ]+/)
    .filter((prefix) => prefix !== '');
  if (prefixes.length > MOST_PREFIXES) throw new BrokenSeal(fault, 'FORMAT_FAILURE', { algorithm: uri });
  return { method, inclusivePrefixes: prefixes };
}

function signatureScheme(method: XmlElement): SignatureScheme {
  const uri = algorithmUri(method);
  const scheme = SCHEME_OF.get(uri);
  // A parameter (HMACOutputLength, RSAPSSParams) changes what is verified: none is accepted.
  if (!scheme || elementsOf(method).length > 0) throw refusedAlgorithm(uri);
  return scheme;
}

function refusedAlgorithm(uri: string): BrokenSeal {
  const values = { algorithm: uri.slice(0, 200) };
  return WEAK_ALGORITHMS.has(uri)
    ? new BrokenSeal('seal-algorithm-weak', 'CRYPTO_CONSTRAINTS_FAILURE', values)
    : new BrokenSeal('seal-algorithm-refused', 'FORMAT_FAILURE', values);
}

function readCertificates(keyInfo: XmlElement): readonly Certificate[] {
  const certificates: Certificate[] = [];
  for (const part of elementsOf(keyInfo)) {
    if (isDsig(part, 'RetrievalMethod')) throw new BrokenSeal('seal-reference-refused');
    if (!isDsig(part, 'X509Data')) continue;
    for (const item of elementsOf(part)) {
      if (!isDsig(item, 'X509Certificate')) continue;
      const certificate = readCertificateText(plainText(item));
      if (!certificate || certificates.length >= MOST_CERTIFICATES) {
        throw new BrokenSeal('seal-certificate-unreadable');
      }
      certificates.push(certificate);
    }
  }
  return certificates;
}

export function algorithmUri(element: XmlElement): string {
  return attributeOf(element, 'Algorithm') ?? '';
}

export function isDsig(element: XmlElement | undefined, name: string): element is XmlElement {
  return element !== undefined && element.namespace === DSIG && element.name === name;
}

/** Text of an element that may hold nothing else. */
export function plainText(element: XmlElement): string {
  if (elementsOf(element).length > 0) throw structure(element);
  return textOf(element);
}

function structure(element: XmlElement): BrokenSeal {
  return new BrokenSeal('seal-structure', 'FORMAT_FAILURE', { element: element.name });
}
