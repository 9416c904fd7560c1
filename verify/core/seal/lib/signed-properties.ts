import { attributeOf, elementsOf, fromBase64, textOf, type XmlElement } from '../../../../src/base/index.ts';
import type { DigestAlgorithm } from '../../primitives.ts';
import { DIGEST_OF, WEAK_ALGORITHMS, XADES } from './algorithms.ts';
import { BrokenSeal } from './broken.ts';
import { algorithmUri, isDsig, plainText, type SignatureStructure } from './signature-structure.ts';
import { partsOf } from './survey.ts';

/** The signed properties of a XAdES baseline B seal that matter here (ETSI EN 319 132-1 §5.2). */
export interface SignedProperties {
  readonly element: XmlElement;
  readonly signingTime?: string;
  /** Digest of the certificate that the signer says is its own. */
  readonly certificate: { readonly algorithm: DigestAlgorithm; readonly value: Uint8Array };
  /** Whether unsigned properties (a timestamp, say) came along; they are not looked at. */
  readonly hasUnsigned: boolean;
}

/**
 * The properties that the seal's second reference signs. A seal without XAdES has neither reference nor Object; one
 * without the other is refused, as are objects that hold anything else.
 */
export function readSignedProperties(
  signature: XmlElement,
  { properties, objects }: SignatureStructure,
): SignedProperties | undefined {
  const [object, ...further] = objects;
  if (!object && !properties) return undefined;
  if (!object || !properties || further.length > 0)
    throw new BrokenSeal('seal-structure', 'FORMAT_FAILURE', { element: 'Object' });
  const [qualifying, ...others] = partsOf(object);
  if (!isXades(qualifying, 'QualifyingProperties') || others.length > 0) throw structure('Object');
  const signatureId = attributeOf(signature, 'Id');
  const target = attributeOf(qualifying, 'Target');
  if (signatureId === undefined || target !== `#${signatureId}`) throw structure('QualifyingProperties');
  const [element, unsigned, ...rest] = partsOf(qualifying);
  if (!isXades(element, 'SignedProperties') || rest.length > 0) throw structure('QualifyingProperties');
  if (unsigned && !isXades(unsigned, 'UnsignedProperties')) throw structure('QualifyingProperties');
  // Ids are unique in the document (findSignature), so this is the only element the reference can mean.
  if (attributeOf(element, 'Id') !== properties.id) throw new BrokenSeal('seal-reference-refused');
  return { element, hasUnsigned: unsigned !== undefined, ...readSignatureProperties(element) };
}

function readSignatureProperties(
  properties: XmlElement,
): Pick<SignedProperties, 'signingTime' | 'certificate'> {
  const [own, ...data] = partsOf(properties);
  if (!isXades(own, 'SignedSignatureProperties')) throw structure('SignedProperties');
  if (data.length > 1 || !data.every((part) => isXades(part, 'SignedDataObjectProperties')))
    throw structure('SignedProperties');
  const parts = partsOf(own);
  const times = parts.filter((part) => isXades(part, 'SigningTime'));
  const certificates = parts.filter(
    (part) => isXades(part, 'SigningCertificateV2') || isXades(part, 'SigningCertificate'),
  );
  const [certificate] = certificates;
  if (times.length > 1 || certificates.length > 1) throw structure('SignedSignatureProperties');
  if (!certificate) throw new BrokenSeal('seal-certificate-unreferenced', 'SIG_CONSTRAINTS_FAILURE');
  const [time] = times;
  return {
    certificate: readCertificateDigest(certificate),
    ...(time ? { signingTime: plainText(time).trim() } : {}),
  };
}

/** The first Cert names the signer's own certificate (EN 319 132-1 §5.2.2). */
function readCertificateDigest(element: XmlElement): SignedProperties['certificate'] {
  const [cert] = partsOf(element);
  const [claim] = cert && isXades(cert, 'Cert') ? partsOf(cert) : [];
  if (!isXades(claim, 'CertDigest')) throw structure(element.name);
  const [method, digest, ...rest] = partsOf(claim);
  if (!isDsig(method, 'DigestMethod') || !isDsig(digest, 'DigestValue') || rest.length > 0)
    throw structure('CertDigest');
  const uri = algorithmUri(method);
  const algorithm = DIGEST_OF.get(uri);
  if (!algorithm) {
    throw new BrokenSeal(
      WEAK_ALGORITHMS.has(uri) ? 'seal-algorithm-weak' : 'seal-algorithm-refused',
      WEAK_ALGORITHMS.has(uri) ? 'CRYPTO_CONSTRAINTS_FAILURE' : 'FORMAT_FAILURE',
      { algorithm: uri.slice(0, 200) },
    );
  }
  const value = elementsOf(digest).length === 0 ? fromBase64(textOf(digest)) : undefined;
  if (!value) throw new BrokenSeal('seal-value-malformed');
  return { algorithm, value };
}

function isXades(element: XmlElement | undefined, name: string): element is XmlElement {
  return element !== undefined && element.namespace === XADES && element.name === name;
}

function structure(element: string): BrokenSeal {
  return new BrokenSeal('seal-structure', 'FORMAT_FAILURE', { element });
}
