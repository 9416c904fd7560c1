import { utf8 } from '../../base/index.ts';
import { sha256 } from '../digests.ts';
import { byEncoding, der, issuerAndSerial, octets, oid, sequence, setOf, small } from './der.ts';

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;

/** Who signs a container, and how its signature is encoded there. */
export interface ContainerSigner {
  readonly certificate: Uint8Array;
  readonly intermediates: readonly Uint8Array[];
  /** AlgorithmIdentifier of the signature, DER. */
  readonly algorithm: Uint8Array;
  /** The signature over bytes with SHA-256, as CMS carries it. */
  sign(bytes: Uint8Array): Uint8Array;
}

/**
 * A detached CMS SignedData (RFC 5652) over content of this SHA-256 digest, as CAdES baseline B, PAdES (ETSI EN 319 142-1 §6)
 * and S/MIME (RFC 8551) want it: content type, message digest and ESS signing-certificate-v2 (RFC 5035) signed, the signing
 * time too where it is given (a PDF states its own), the signer's certificate and its intermediates inside.
 */
export function detachedSignature(digest: Uint8Array, signer: ContainerSigner, time?: Date): Uint8Array {
  const { attributes, enclose } = unsignedContainer(digest, signer, time);
  return enclose(signer.sign(attributes));
}

/** A container before its signature is made: the attributes to be signed, and what encloses their signature. */
export function unsignedContainer(
  digest: Uint8Array,
  signer: Omit<ContainerSigner, 'sign'>,
  time?: Date,
): { readonly attributes: Uint8Array; enclose(signature: Uint8Array): Uint8Array } {
  const attributes = signedAttributes(digest, signer.certificate, time);
  const [issuer, serial] = issuerAndSerial(signer.certificate);
  const enclose = (signature: Uint8Array): Uint8Array => {
    const signerInfo = sequence(
      small(1),
      sequence(issuer, serial),
      sequence(oid(OID.sha256)),
      der(0xa0, ...attributes),
      signer.algorithm,
      octets(signature),
    );
    const signedData = sequence(
      small(1),
      setOf(sequence(oid(OID.sha256))),
      sequence(oid(OID.data)),
      der(0xa0, ...[signer.certificate, ...signer.intermediates].toSorted(byEncoding)),
      setOf(signerInfo),
    );
    return sequence(oid(OID.signedData), der(0xa0, signedData));
  };
  return { attributes: setOf(...attributes), enclose };
}

function signedAttributes(
  digest: Uint8Array,
  certificate: Uint8Array,
  time: Date | undefined,
): readonly Uint8Array[] {
  const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), setOf(value));
  return [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(digest)),
    ...(time === undefined ? [] : [attribute(OID.signingTime, timeOf(time))]),
    // SHA-256 is the default digest of ESSCertIDv2 and therefore absent.
    attribute(OID.signingCertificateV2, sequence(sequence(sequence(octets(sha256(certificate)))))),
  ].toSorted(byEncoding);
}

/** UTCTime until 2049 and GeneralizedTime after (RFC 5652 §11.3). */
function timeOf(time: Date): Uint8Array {
  const digits = time.toISOString().replace(/\D/g, '').slice(0, 14);
  return time.getUTCFullYear() < 2050
    ? der(0x17, utf8(`${digits.slice(2)}Z`))
    : der(0x18, utf8(`${digits}Z`));
}
