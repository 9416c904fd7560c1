import { createHash, sign } from 'node:crypto';
import type { Canonicalisation } from '../../../verify/core/index.ts';
import { attributeOf, elementsOf, textOf, toBase64, utf8, type XmlElement } from '../../base/index.ts';
import { openXml } from '../xml.ts';
import type { Party } from './authority.ts';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
export const INCLUSIVE_11 = 'http://www.w3.org/2006/12/xml-c14n11';
export const ENVELOPED = `${DSIG}enveloped-signature`;
export const ECDSA_SHA256 = `${MORE}ecdsa-sha256`;
export const RSA_SHA256 = `${MORE}rsa-sha256`;

const METHODS: ReadonlyMap<string, Canonicalisation> = new Map([
  [EXCLUSIVE, 'c14n-exclusive'],
  [INCLUSIVE, 'c14n-1.0'],
  [INCLUSIVE_11, 'c14n-1.1'],
]);
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  [`${MORE}sha384`, 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
  [`${DSIG}sha1`, 'sha1'],
]);

/** A signer that does as it is told: everything about the seal can be other than it should be, and is still signed. */
export interface Forgery {
  readonly document: string;
  readonly by: Party;
  /** Certificates in KeyInfo; the signer's own where absent. */
  readonly certificates?: readonly Uint8Array[];
  readonly time?: string;
  /** `xades` (the default) names the signer's certificate and the time in signed properties. */
  readonly form?: 'xades' | 'plain';
  readonly method?: string;
  /** Signs canonical SignedInfo; by the method and the party's key where absent. */
  readonly sign?: (bytes: Uint8Array) => Uint8Array;
  /** Changes the Signature before digests and signature are made, so that they cover the change. */
  readonly template?: (signature: string) => string;
}

export const SIGNATURE_SLOT = '</rsm:SPSCertificate>';

/** Seals a document of the test world; digests and signature are right unless `template` makes that impossible. */
export function forge(forgery: Forgery): string {
  const signature = (forgery.template ?? ((text: string) => text))(templateOf(forgery));
  const at = forgery.document.lastIndexOf(SIGNATURE_SLOT);
  let xml = forgery.document.slice(0, at) + signature + forgery.document.slice(at);
  xml = withReferenceDigests(xml);
  const value = (forgery.sign ?? signerOf(forgery))(canonicalSignedInfo(xml));
  return xml.replace('{{value}}', toBase64(value));
}

function templateOf({
  by,
  certificates = [by.certificate],
  time = '2026-11-01T10:00:00Z',
  ...rest
}: Forgery): string {
  const isXades = rest.form !== 'plain';
  const algorithm = rest.method ?? (by.key.asymmetricKeyType === 'rsa' ? RSA_SHA256 : ECDSA_SHA256);
  const digests = `<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>{{digest}}</ds:DigestValue>`;
  const certificateDigest = toBase64(createHash('sha256').update(by.certificate).digest());
  const properties =
    `<ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#S1">` +
    `<xades:SignedProperties Id="P1"><xades:SignedSignatureProperties><xades:SigningTime>${time}</xades:SigningTime>` +
    `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>` +
    `<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>` +
    `<ds:DigestValue>${certificateDigest}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>` +
    `</xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object>`;
  return (
    `<ds:Signature xmlns:ds="${DSIG}" Id="S1"><ds:SignedInfo>` +
    `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/><ds:SignatureMethod Algorithm="${algorithm}"/>` +
    `<ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="${ENVELOPED}"/>` +
    `<ds:Transform Algorithm="${EXCLUSIVE}"/></ds:Transforms>${digests}</ds:Reference>` +
    (isXades
      ? `<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#P1"><ds:Transforms>` +
        `<ds:Transform Algorithm="${EXCLUSIVE}"/></ds:Transforms>${digests}</ds:Reference>`
      : '') +
    `</ds:SignedInfo><ds:SignatureValue>{{value}}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data>${certificates.map((each) => `<ds:X509Certificate>${toBase64(each)}</ds:X509Certificate>`).join('')}` +
    `</ds:X509Data></ds:KeyInfo>${isXades ? properties : ''}</ds:Signature>`
  );
}

function signerOf({ by, method }: Forgery): (bytes: Uint8Array) => Uint8Array {
  const hash = /sha(256|384|512)$/.exec(method ?? ECDSA_SHA256)?.[1] ?? '256';
  return (bytes) => sign(`sha${hash}`, bytes, { key: by.key, dsaEncoding: 'ieee-p1363' });
}

/** Fills each {{digest}} with the digest its own Reference asks for; the properties' first, for the content has none. */
function withReferenceDigests(xml: string): string {
  return withDocument(xml, (root, canonical) => {
    const signature = elementsOf(root).findLast((element) => element.name === 'Signature') ?? root;
    const references = descendants(signature).filter(
      ({ name, namespace }) => name === 'Reference' && namespace === DSIG,
    );
    let filled = xml;
    for (const reference of references) {
      const uri = attributeOf(reference, 'URI') ?? '';
      const target = uri.startsWith('#')
        ? descendants(root).find((element) => attributeOf(element, 'Id') === uri.slice(1))
        : undefined;
      const parts = descendants(reference);
      const method = parts
        .filter(({ name }) => name === 'Transform')
        .map((transform) => METHODS.get(attributeOf(transform, 'Algorithm') ?? ''))
        .findLast((known) => known !== undefined);
      const prefixes = parts.find(({ name }) => name === 'InclusiveNamespaces');
      const inclusivePrefixes = prefixes ? (attributeOf(prefixes, 'PrefixList') ?? '').split(' ') : [];
      const options = { method: method ?? 'c14n-1.0', inclusivePrefixes } as const;
      const bytes = canonical(target ? { ...options, of: target } : { ...options, without: signature });
      const algorithm = parts.find(({ name }) => name === 'DigestMethod');
      const hash = DIGESTS.get(algorithm ? (attributeOf(algorithm, 'Algorithm') ?? '') : '') ?? 'sha256';
      filled = filled.replace('{{digest}}', createHash(hash).update(bytes).digest('base64'));
    }
    return filled;
  });
}

function canonicalSignedInfo(xml: string): Uint8Array {
  return withDocument(xml, (root, canonical) => {
    const signedInfo = descendants(root).find(({ name }) => name === 'SignedInfo') ?? root;
    const [form] = elementsOf(signedInfo);
    const method = METHODS.get(form ? (attributeOf(form, 'Algorithm') ?? '') : '') ?? 'c14n-exclusive';
    const prefixes = form && elementsOf(form)[0];
    const inclusivePrefixes = prefixes ? (attributeOf(prefixes, 'PrefixList') ?? '').split(' ') : [];
    return canonical({ method, of: signedInfo, inclusivePrefixes });
  });
}

type Canonical = (options: {
  readonly method: Canonicalisation;
  readonly of?: XmlElement;
  readonly without?: XmlElement;
  readonly inclusivePrefixes?: readonly string[];
}) => Uint8Array;

function withDocument<Result>(xml: string, act: (root: XmlElement, canonical: Canonical) => Result): Result {
  const opening = openXml(utf8(xml));
  if (!opening.opened) throw new Error(`the forged document is refused: ${opening.refusal}`);
  try {
    return act(opening.document.root, (options) => opening.document.canonical(options));
  } finally {
    opening.document.close();
  }
}

/** An element and all under it, in document order. */
export function descendants(element: XmlElement): readonly XmlElement[] {
  return [element, ...elementsOf(element).flatMap((child) => descendants(child))];
}

/** The quantity a certificate of the test world states; what every attack wants to change. */
export function quantityOf(content: XmlElement): string {
  const measure = descendants(content).find(({ name }) => name === 'NetWeightMeasure');
  return measure ? textOf(measure) : '';
}
