import { createHmac, sign } from 'node:crypto';
import { utf8 } from '../../base/index.ts';
import { ECDSA_SHA256, ENVELOPED, EXCLUSIVE, forge, RSA_SHA256, type Forgery } from './forge.ts';
import { broken, doubtful, PASSED, type Expected, type SealVector } from './vector.ts';
import { NOW, type World } from './world.ts';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';

/** Forms of the Signature that are not the one we accept, each signed by the true key wherever that can be. */
export function structureVectors({ seal, trust, certificate }: World): readonly SealVector[] {
  const document = certificate();
  const sealed = forge({ document, by: seal });
  const vector = (name: string, xml: string, expected: Expected): SealVector => ({
    name,
    xml: utf8(xml),
    trust,
    time: NOW,
    expected,
  });
  const made = (name: string, forgery: Partial<Forgery>, expected: Expected): SealVector =>
    vector(name, forge({ document, by: seal, ...forgery }), expected);
  const templated = (name: string, from: string | RegExp, to: string, expected: Expected): SealVector =>
    made(name, { template: (text) => text.replace(from, to) }, expected);
  const transform = (algorithm: string, inner = ''): string =>
    `<ds:Transform Algorithm="${algorithm}">${inner}</ds:Transform>`;
  const contentTransform = `<ds:Transform Algorithm="${EXCLUSIVE}"/></ds:Transforms>`;
  const swap = (from: string | RegExp, to: string): string => sealed.replace(from, to);
  const malformed = broken('seal-value-malformed', 'SIG_CRYPTO_FAILURE');
  const refusedReference = broken('seal-reference-refused');
  const refusedTransform = broken('seal-transform-refused');
  const secondSignature = broken('seal-second-signature');
  const firstSignedInfo = /<ds:SignedInfo>[^]*<\/ds:SignedInfo>/;
  return [
    // More than one of what there is one of.
    vector('a second SignedInfo is refused', swap(firstSignedInfo, '$&$&'), secondSignature),
    vector(
      'a second SignedInfo in an Object is refused',
      sealed.replace(
        '</ds:Signature>',
        `<ds:Object>${firstSignedInfo.exec(sealed)?.[0] ?? ''}</ds:Object></ds:Signature>`,
      ),
      secondSignature,
    ),
    vector(
      'a second SignatureValue is refused',
      swap(/<ds:SignatureValue>[^<]*<\/ds:SignatureValue>/, '$&$&'),
      secondSignature,
    ),
    vector(
      'a second Signature beside the first is refused',
      sealed.replace(
        /<ds:Signature [^]*<\/ds:Signature>/,
        (whole) => whole.replaceAll('S1', 'S2').replaceAll('P1', 'P2') + whole,
      ),
      secondSignature,
    ),
    vector(
      'an element of XML Signature in the content is refused',
      sealed.replace('<rsm:SPSConsignment>', `<rsm:SPSConsignment><KeyInfo xmlns="${DSIG}"/>`),
      secondSignature,
    ),
    vector(
      'a comment in the DigestValue is refused',
      swap('<ds:DigestValue>', '<ds:DigestValue><!-- AAAA -->'),
      broken('seal-comment'),
    ),
    vector(
      'a comment in the SignatureValue is refused',
      swap('<ds:SignatureValue>', '<ds:SignatureValue><!-- AAAA -->'),
      broken('seal-comment'),
    ),
    vector(
      'an element in the DigestValue is refused',
      swap('<ds:DigestValue>', '<ds:DigestValue><x/>'),
      broken('seal-structure'),
    ),
    vector(
      'text between the parts of a Signature is refused',
      swap('<ds:SignatureValue>', 'x<ds:SignatureValue>'),
      broken('seal-structure'),
    ),
    vector(
      'a SignedInfo after the SignatureValue is refused',
      swap(/(<ds:SignedInfo>[^]*<\/ds:SignedInfo>)(<ds:SignatureValue>[^<]*<\/ds:SignatureValue>)/, '$2$1'),
      broken('seal-structure'),
    ),
    // Identifiers.
    made(
      'two elements of the same Id are refused',
      { document: document.replace('<ram:ID>', '<ram:ID Id="P1">') },
      broken('seal-duplicate-id'),
    ),
    made(
      'the same Id in another case is refused',
      { document: document.replace('<ram:ID>', '<ram:ID id="P1">') },
      broken('seal-duplicate-id'),
    ),
    made(
      'the same xml:id is refused',
      { document: document.replace('<ram:ID>', '<ram:ID xml:id="P1">') },
      broken('seal-duplicate-id'),
    ),
    made(
      'two elements of the content with the same Id are refused',
      {
        document: document.replace('<ram:ID>', '<ram:ID Id="a">').replace('<ram:Name ', '<ram:Name Id="a" '),
      },
      broken('seal-duplicate-id'),
    ),
    // References.
    templated('a reference to a file is refused', 'URI=""', 'URI="file:///etc/hostname"', refusedReference),
    templated(
      'a reference to the network is refused',
      'URI=""',
      'URI="http://192.0.2.1/x"',
      refusedReference,
    ),
    templated('a reference by XPointer is refused', 'URI=""', 'URI="#xpointer(/)"', refusedReference),
    templated('a reference to a part of the content is refused', 'URI=""', 'URI="#P1"', refusedReference),
    templated(
      'a third reference is refused',
      '</ds:SignedInfo>',
      `<ds:Reference URI=""><ds:Transforms>${transform(ENVELOPED)}</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>{{digest}}</ds:DigestValue></ds:Reference></ds:SignedInfo>`,
      refusedReference,
    ),
    templated(
      'a seal of nothing but its own properties is refused',
      /<ds:Reference URI="">[^]*?<\/ds:Reference>/,
      '',
      refusedReference,
    ),
    templated(
      'properties that the seal does not sign are refused',
      /<ds:Reference Type[^]*?<\/ds:Reference>/,
      '',
      broken('seal-structure'),
    ),
    templated(
      'properties under another Id than the one signed are refused',
      'URI="#P1"',
      'URI="#S1"',
      refusedReference,
    ),
    made(
      'properties of another Signature are refused',
      { template: (text) => text.replace('Target="#S1"', 'Target="#S2"') },
      broken('seal-structure'),
    ),
    made(
      'a reference without URI passes and is remarked',
      { template: (text) => text.replace('<ds:Reference URI="">', '<ds:Reference>') },
      { ...PASSED, remark: 'seal-reference-without-uri' },
    ),
    vector(
      'a key to be fetched is refused',
      swap('<ds:X509Data>', '<ds:RetrievalMethod URI="http://192.0.2.1/key"/><ds:X509Data>'),
      refusedReference,
    ),
    // Transforms.
    templated(
      'XSLT is refused',
      contentTransform,
      `${transform('http://www.w3.org/TR/1999/REC-xslt-19991116', '<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform" version="1.0"/>')}</ds:Transforms>`,
      refusedTransform,
    ),
    templated(
      'XPath is refused',
      contentTransform,
      `${transform('http://www.w3.org/TR/1999/REC-xpath-19991116', '<ds:XPath>not(self::ram:NetWeightMeasure)</ds:XPath>')}</ds:Transforms>`,
      refusedTransform,
    ),
    templated(
      'XPath Filter 2 is refused',
      contentTransform,
      `${transform('http://www.w3.org/2002/06/xmldsig-filter2')}</ds:Transforms>`,
      refusedTransform,
    ),
    templated(
      'base64 is refused',
      contentTransform,
      `${transform(`${DSIG}base64`)}</ds:Transforms>`,
      refusedTransform,
    ),
    templated(
      'C14N with comments is refused',
      contentTransform,
      `${transform(`${EXCLUSIVE}WithComments`)}</ds:Transforms>`,
      refusedTransform,
    ),
    templated(
      'two canonicalisations are refused',
      contentTransform,
      `${transform(EXCLUSIVE)}${contentTransform}`,
      refusedTransform,
    ),
    templated(
      'a canonicalisation before the enveloped transform is refused',
      `<ds:Transform Algorithm="${ENVELOPED}"/><ds:Transform Algorithm="${EXCLUSIVE}"/>`,
      transform(EXCLUSIVE) + transform(ENVELOPED),
      broken('seal-not-enveloped'),
    ),
    templated(
      'no transform at all covers the Signature itself and is refused',
      /<ds:Transforms>[^]*?<\/ds:Transforms>/,
      '',
      broken('seal-not-enveloped'),
    ),
    templated(
      'the enveloped transform alone means C14N 1.0',
      `<ds:Transform Algorithm="${EXCLUSIVE}"/></ds:Transforms>`,
      '</ds:Transforms>',
      PASSED,
    ),
    templated(
      'an unknown canonicalisation of SignedInfo is refused',
      `CanonicalizationMethod Algorithm="${EXCLUSIVE}"`,
      'CanonicalizationMethod Algorithm="urn:example:none"',
      broken('seal-algorithm-refused'),
    ),
    // Algorithms.
    ...['sha1', 'sha256', 'sha384', 'sha512'].map((hash) => {
      const uri = hash === 'sha1' ? `${DSIG}hmac-sha1` : `${MORE}hmac-${hash}`;
      return made(
        `HMAC-${hash} with the public key for a secret is refused`,
        {
          method: uri,
          sign: (bytes) => createHmac(hash, seal.handle.publicKey.toString('pem')).update(bytes).digest(),
        },
        broken('seal-algorithm-refused'),
      );
    }),
    made(
      'no algorithm is no seal',
      { method: 'none', sign: () => new Uint8Array([0]) },
      broken('seal-algorithm-refused'),
    ),
    templated(
      'an empty algorithm is refused',
      `SignatureMethod Algorithm="${ECDSA_SHA256}"`,
      'SignatureMethod Algorithm=""',
      broken('seal-algorithm-refused'),
    ),
    made(
      'RSA named over an ECDSA key is refused',
      {
        method: RSA_SHA256,
        sign: (bytes) => sign('sha256', bytes, { key: seal.key, dsaEncoding: 'ieee-p1363' }),
      },
      broken('seal-algorithm-mismatch', 'SIG_CRYPTO_FAILURE'),
    ),
    made(
      'another digest named than was signed with is seen',
      {
        method: `${MORE}ecdsa-sha384`,
        sign: (bytes) => sign('sha256', bytes, { key: seal.key, dsaEncoding: 'ieee-p1363' }),
      },
      broken('seal-signature-wrong', 'SIG_CRYPTO_FAILURE'),
    ),
    made(
      'ECDSA with SHA-1 is a verdict of its own',
      {
        method: `${MORE}ecdsa-sha1`,
        sign: (bytes) => sign('sha1', bytes, { key: seal.key, dsaEncoding: 'ieee-p1363' }),
      },
      doubtful('CRYPTO_CONSTRAINTS_FAILURE', 'seal-algorithm-weak'),
    ),
    templated(
      'a SHA-1 digest is a verdict of its own',
      'http://www.w3.org/2001/04/xmlenc#sha256',
      `${DSIG}sha1`,
      doubtful('CRYPTO_CONSTRAINTS_FAILURE', 'seal-algorithm-weak'),
    ),
    templated(
      'a parameter of the signature method is refused',
      `SignatureMethod Algorithm="${ECDSA_SHA256}"/>`,
      `SignatureMethod Algorithm="${ECDSA_SHA256}"><ds:HMACOutputLength>1</ds:HMACOutputLength></ds:SignatureMethod>`,
      broken('seal-algorithm-refused'),
    ),
    // Values.
    made(
      'r of zero is refused',
      { sign: (bytes) => zeroed(sign('sha256', bytes, { key: seal.key, dsaEncoding: 'ieee-p1363' }), 0) },
      malformed,
    ),
    made(
      's of zero is refused',
      { sign: (bytes) => zeroed(sign('sha256', bytes, { key: seal.key, dsaEncoding: 'ieee-p1363' }), 32) },
      malformed,
    ),
    made('r and s of zero are refused', { sign: () => new Uint8Array(64) }, malformed),
    made(
      'r of the order is refused',
      {
        sign: (bytes) =>
          Uint8Array.from([
            ...ORDER,
            ...sign('sha256', bytes, { key: seal.key, dsaEncoding: 'ieee-p1363' }).subarray(32),
          ]),
      },
      malformed,
    ),
    made(
      'DER for r‖s is refused',
      { sign: (bytes) => sign('sha256', bytes, { key: seal.key, dsaEncoding: 'der' }) },
      malformed,
    ),
    made(
      'a signature value of another length is refused',
      {
        sign: (bytes) => sign('sha256', bytes, { key: seal.key, dsaEncoding: 'ieee-p1363' }).subarray(0, 63),
      },
      malformed,
    ),
    vector(
      'a signature value that is not base64 is refused',
      swap('<ds:SignatureValue>', '<ds:SignatureValue>*'),
      broken('seal-value-malformed'),
    ),
    vector(
      'an empty signature value is refused',
      swap(/<ds:SignatureValue>[^<]*</, '<ds:SignatureValue><'),
      broken('seal-value-malformed'),
    ),
    // What the seal says of itself.
    vector(
      'another signing time is seen',
      swap('2026-11-01T10:00:00Z', '2026-11-02T10:00:00Z'),
      broken('seal-properties-changed', 'HASH_FAILURE'),
    ),
    vector(
      'another digest is seen by the signature',
      swapDigest(sealed, forge({ document: certificate('900'), by: seal })),
      broken('seal-signature-wrong', 'SIG_CRYPTO_FAILURE'),
    ),
    templated('a time that is none is remarked', '2026-11-01T10:00:00Z', 'yesterday', {
      ...PASSED,
      remark: 'seal-time-malformed',
    }),
    made(
      'a time to come is remarked',
      { time: '2027-03-01T00:00:00Z' },
      { ...PASSED, remark: 'seal-claimed-future' },
    ),
    made(
      'a seal without signed properties passes and is remarked',
      { form: 'plain' },
      { ...PASSED, remark: 'seal-not-xades' },
    ),
    templated(
      'signed properties that name no certificate are doubtful',
      /<xades:SigningCertificateV2>[^]*<\/xades:SigningCertificateV2>/,
      '',
      doubtful('SIG_CONSTRAINTS_FAILURE', 'seal-certificate-unreferenced'),
    ),
    vector(
      'unsigned properties are passed over and remarked',
      swap('</xades:QualifyingProperties>', '<xades:UnsignedProperties><x/></xades:UnsignedProperties>$&'),
      { ...PASSED, remark: 'seal-unsigned-properties' },
    ),
  ];
}

const ORDER = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');

function zeroed(signature: Uint8Array, from: number): Uint8Array {
  const copy = Uint8Array.from(signature);
  copy.fill(0, from, from + 32);
  return copy;
}

/** The other document, with its true digest, under the signature of this one. */
function swapDigest(sealed: string, other: string): string {
  const value = /<ds:SignatureValue>[^<]*/.exec(sealed)?.[0] ?? '';
  return other.replace(/<ds:SignatureValue>[^<]*/, value);
}
