import { demandP256 } from '../cose/signing.ts';
import { sha256 } from '../digests.ts';
import type { SealKey } from '../seal-key.ts';
import { der, membersOf, natural, octets, oid, sequence, setOf, small } from './der.ts';

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaSha256: '1.2.840.10045.4.3.2',
} as const;

/**
 * A detached CMS SignedData (RFC 5652) over bytes as CAdES baseline B and PAdES want it (ETSI EN 319 142-1 §6): content
 * type, message digest and ESS signing-certificate-v2 (RFC 5035) signed, no signing time (the PDF states it), the signer's
 * certificate and its intermediates inside. ECDSA P-256 with SHA-256.
 */
export function detachedSignature(digest: Uint8Array, key: SealKey): Uint8Array {
  demandP256(key);
  const attributes = signedAttributes(digest, key.certificate);
  const signature = key.sign(setOf(...attributes));
  const [issuer, serial] = issuerAndSerial(key.certificate);
  const signerInfo = sequence(
    small(1),
    sequence(issuer, serial),
    sequence(oid(OID.sha256)),
    der(0xa0, ...attributes),
    sequence(oid(OID.ecdsaSha256)),
    octets(sequence(natural(signature.subarray(0, 32)), natural(signature.subarray(32)))),
  );
  const signedData = sequence(
    small(1),
    setOf(sequence(oid(OID.sha256))),
    sequence(oid(OID.data)),
    der(0xa0, ...[key.certificate, ...key.intermediates].toSorted(byEncoding)),
    setOf(signerInfo),
  );
  return sequence(oid(OID.signedData), der(0xa0, signedData));
}

/** In the order of their encodings, as DER puts the members of a set. */
function signedAttributes(digest: Uint8Array, certificate: Uint8Array): readonly Uint8Array[] {
  const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), setOf(value));
  return [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(digest)),
    // SHA-256 is the default digest of ESSCertIDv2 and therefore absent.
    attribute(OID.signingCertificateV2, sequence(sequence(sequence(octets(sha256(certificate)))))),
  ].toSorted(byEncoding);
}

function byEncoding(left: Uint8Array, right: Uint8Array): number {
  const at = left.findIndex((byte, index) => byte !== right[index]);
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
}

/** Issuer and serial number as they stand in a certificate (RFC 5280 §4.1). */
function issuerAndSerial(certificate: Uint8Array): readonly [issuer: Uint8Array, serial: Uint8Array] {
  const fields = membersOf(membersOf(certificate)[0] ?? certificate);
  const start = fields[0]?.[0] === 0xa0 ? 1 : 0;
  const [serial, , issuer] = fields.slice(start);
  if (serial === undefined || issuer === undefined) throw new TypeError('no certificate');
  return [issuer, serial];
}
