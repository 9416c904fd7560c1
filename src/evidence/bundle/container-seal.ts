import { escapeAttribute, escapeText, toBase64, utf8 } from '../../base/index.ts';
import type { SealKey } from '../../crypto/index.ts';
import { sha256 } from '../../crypto/index.ts';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
const ASIC = 'http://uri.etsi.org/02918/v1.2.1#';

export interface SealedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly type: string;
}

/**
 * The seal of a container: one detached XAdES baseline B signature over all its data files (ETSI EN 319 162-1 §4.4.3.2, EN 319 132-1 §6), for
 * `META-INF/signatures001.xml`. SignedInfo and SignedProperties are written as their own exclusive canonical form.
 */
export function sealContainer(
  files: readonly SealedFile[],
  key: SealKey,
  { time, id }: { readonly time: string; readonly id: string },
): string {
  const properties = signedProperties(files, key, time, id);
  const info = signedInfo(files, properties, id);
  const certificates = [key.certificate, ...key.intermediates]
    .map((each) => `<ds:X509Certificate>${toBase64(each)}</ds:X509Certificate>`)
    .join('');
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<asic:XAdESSignatures xmlns:asic="${ASIC}">` +
    `<ds:Signature xmlns:ds="${DSIG}" Id="container-${id}">${info}` +
    `<ds:SignatureValue>${toBase64(key.sign(utf8(info)))}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data>${certificates}</ds:X509Data></ds:KeyInfo>` +
    `<ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}" Target="#container-${id}">${properties}` +
    `</xades:QualifyingProperties></ds:Object></ds:Signature></asic:XAdESSignatures>\n`
  );
}

function digestOf(bytes: Uint8Array): string {
  return (
    `<ds:DigestMethod Algorithm="${SHA256}"></ds:DigestMethod>` +
    `<ds:DigestValue>${toBase64(sha256(bytes))}</ds:DigestValue>`
  );
}

function signedInfo(files: readonly SealedFile[], properties: string, id: string): string {
  const references = files.map(
    ({ path, bytes }, index) =>
      `<ds:Reference Id="file-${String(index + 1)}-${id}" URI="${escapeAttribute(path)}">${digestOf(bytes)}</ds:Reference>`,
  );
  return (
    `<ds:SignedInfo xmlns:ds="${DSIG}">` +
    `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${ECDSA_SHA256}"></ds:SignatureMethod>` +
    references.join('') +
    `<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#properties-${id}">` +
    `<ds:Transforms><ds:Transform Algorithm="${EXCLUSIVE}"></ds:Transform></ds:Transforms>` +
    `${digestOf(utf8(properties))}</ds:Reference></ds:SignedInfo>`
  );
}

function signedProperties(files: readonly SealedFile[], key: SealKey, time: string, id: string): string {
  const formats = files.map(
    ({ type }, index) =>
      `<xades:DataObjectFormat ObjectReference="#file-${String(index + 1)}-${id}">` +
      `<xades:MimeType>${escapeText(type)}</xades:MimeType></xades:DataObjectFormat>`,
  );
  return (
    `<xades:SignedProperties xmlns:xades="${XADES}" Id="properties-${id}">` +
    `<xades:SignedSignatureProperties><xades:SigningTime>${escapeText(time)}</xades:SigningTime>` +
    `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>` +
    `<ds:DigestMethod xmlns:ds="${DSIG}" Algorithm="${SHA256}"></ds:DigestMethod>` +
    `<ds:DigestValue xmlns:ds="${DSIG}">${toBase64(sha256(key.certificate))}</ds:DigestValue>` +
    `</xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties>` +
    `<xades:SignedDataObjectProperties>${formats.join('')}</xades:SignedDataObjectProperties>` +
    `</xades:SignedProperties>`
  );
}
