import { escapeAttribute, escapeText, toBase64, utf8 } from '../base/index.ts';
import { sha256 } from './digests.ts';
import type { SealingKey, SealKey } from './seal-key.ts';
import { signedBy } from './signed-by.ts';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';

/** What a signature covers: a file beside it, or the document that it stands in. */
export interface XadesReference {
  readonly id: string;
  /** Empty for the document around the signature. */
  readonly uri: string;
  /** What is digested: the file's bytes, or the canonical form of the document without the signature. */
  readonly bytes: Uint8Array;
  /** Media type. */
  readonly type: string;
}

export interface XadesSigning {
  /** Id of the Signature, and of its SignedProperties. Letters, digits, `-`, `_` and `.`. */
  readonly ids: { readonly signature: string; readonly properties: string };
  /** The signing time, RFC 3339. */
  readonly time: string;
  readonly references: readonly XadesReference[];
}

/**
 * A Signature, XAdES baseline B (ETSI EN 319 132-1 §6): exclusive C14N, ECDSA P-256 with SHA-256, the certificate named by
 * SigningCertificateV2. SignedInfo and SignedProperties are written as their own exclusive canonical form (namespaces declared
 * on them, attributes in canonical order, no white space, no empty-element tags), so that no parse is needed to sign them.
 */
export function xadesSignature(signing: XadesSigning, key: SealKey): string;
export function xadesSignature(signing: XadesSigning, key: SealingKey): string | Promise<string>;
export function xadesSignature(signing: XadesSigning, key: SealingKey): string | Promise<string> {
  const { ids } = signing;
  const properties = signedProperties(signing, key.certificate);
  const info = signedInfo(signing, utf8(properties));
  const certificates = [key.certificate, ...key.intermediates]
    .map((each) => `<ds:X509Certificate>${toBase64(each)}</ds:X509Certificate>`)
    .join('');
  return signedBy(
    key,
    utf8(info),
    (signature) =>
      `<ds:Signature xmlns:ds="${DSIG}" Id="${ids.signature}">${info}` +
      `<ds:SignatureValue>${toBase64(signature)}</ds:SignatureValue>` +
      `<ds:KeyInfo><ds:X509Data>${certificates}</ds:X509Data></ds:KeyInfo>` +
      `<ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}" Target="#${ids.signature}">${properties}` +
      `</xades:QualifyingProperties></ds:Object></ds:Signature>`,
  );
}

function signedInfo({ ids, references }: XadesSigning, properties: Uint8Array): string {
  const transform = (algorithm: string) => `<ds:Transform Algorithm="${algorithm}"></ds:Transform>`;
  const enveloped = `<ds:Transforms>${transform(`${DSIG}enveloped-signature`)}${transform(EXCLUSIVE)}</ds:Transforms>`;
  const covered = references.map(
    ({ id, uri, bytes }) =>
      `<ds:Reference Id="${id}" URI="${escapeAttribute(uri)}">${uri === '' ? enveloped : ''}` +
      `${digestOf(bytes)}</ds:Reference>`,
  );
  return (
    `<ds:SignedInfo xmlns:ds="${DSIG}">` +
    `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${ECDSA_SHA256}"></ds:SignatureMethod>${covered.join('')}` +
    `<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#${ids.properties}">` +
    `<ds:Transforms>${transform(EXCLUSIVE)}</ds:Transforms>${digestOf(properties)}</ds:Reference></ds:SignedInfo>`
  );
}

function digestOf(bytes: Uint8Array): string {
  return (
    `<ds:DigestMethod Algorithm="${SHA256}"></ds:DigestMethod>` +
    `<ds:DigestValue>${toBase64(sha256(bytes))}</ds:DigestValue>`
  );
}

function signedProperties({ ids, time, references }: XadesSigning, certificate: Uint8Array): string {
  const formats = references.map(
    ({ id, type }) =>
      `<xades:DataObjectFormat ObjectReference="#${id}">` +
      `<xades:MimeType>${escapeText(type)}</xades:MimeType></xades:DataObjectFormat>`,
  );
  return (
    `<xades:SignedProperties xmlns:xades="${XADES}" Id="${ids.properties}">` +
    `<xades:SignedSignatureProperties><xades:SigningTime>${escapeText(time)}</xades:SigningTime>` +
    `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>` +
    `<ds:DigestMethod xmlns:ds="${DSIG}" Algorithm="${SHA256}"></ds:DigestMethod>` +
    `<ds:DigestValue xmlns:ds="${DSIG}">${toBase64(sha256(certificate))}</ds:DigestValue>` +
    `</xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties>` +
    `<xades:SignedDataObjectProperties>${formats.join('')}</xades:SignedDataObjectProperties>` +
    `</xades:SignedProperties>`
  );
}
