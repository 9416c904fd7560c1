import type { Canonicalisation, DigestAlgorithm, SignatureAlgorithm } from '../../primitives.ts';
import { isPlainSignature } from './ecdsa.ts';
import type { PublicKey } from './public-key.ts';

export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
export const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const ENVELOPED = `${DSIG}enveloped-signature`;
export const SIGNED_PROPERTIES_TYPE = 'http://uri.etsi.org/01903#SignedProperties';

const MORE_2001 = 'http://www.w3.org/2001/04/xmldsig-more#';
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#';
const ENCRYPTION = 'http://www.w3.org/2001/04/xmlenc#';

/** Canonicalisations by their identifier. The forms that keep comments are not here: no reader of ours sees one. */
export const CANONICALISATION_OF: ReadonlyMap<string, Canonicalisation> = new Map([
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', 'c14n-1.0'],
  ['http://www.w3.org/2006/12/xml-c14n11', 'c14n-1.1'],
  [EXCLUSIVE_C14N, 'c14n-exclusive'],
]);

export const DIGEST_OF: ReadonlyMap<string, DigestAlgorithm> = new Map([
  [`${ENCRYPTION}sha256`, 'SHA-256'],
  [`${MORE_2001}sha384`, 'SHA-384'],
  [`${ENCRYPTION}sha512`, 'SHA-512'],
]);

/** How a seal is signed, before the key is known (RFC 9231 §2.3). */
export interface SignatureScheme {
  readonly family: 'ecdsa' | 'rsa' | 'rsa-pss' | 'ed25519';
  readonly digest: DigestAlgorithm;
}

export const SCHEME_OF: ReadonlyMap<string, SignatureScheme> = new Map([
  [`${MORE_2001}ecdsa-sha256`, { family: 'ecdsa', digest: 'SHA-256' }],
  [`${MORE_2001}ecdsa-sha384`, { family: 'ecdsa', digest: 'SHA-384' }],
  [`${MORE_2001}ecdsa-sha512`, { family: 'ecdsa', digest: 'SHA-512' }],
  [`${MORE_2001}rsa-sha256`, { family: 'rsa', digest: 'SHA-256' }],
  [`${MORE_2001}rsa-sha384`, { family: 'rsa', digest: 'SHA-384' }],
  [`${MORE_2001}rsa-sha512`, { family: 'rsa', digest: 'SHA-512' }],
  [`${MORE_2007}sha256-rsa-MGF1`, { family: 'rsa-pss', digest: 'SHA-256' }],
  [`${MORE_2007}sha384-rsa-MGF1`, { family: 'rsa-pss', digest: 'SHA-384' }],
  [`${MORE_2007}sha512-rsa-MGF1`, { family: 'rsa-pss', digest: 'SHA-512' }],
  ['http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519', { family: 'ed25519', digest: 'SHA-512' }],
]);

/** Once usual, now too weak to prove anything: a verdict of its own, where an unknown algorithm is a fault of form. */
export const WEAK_ALGORITHMS: ReadonlySet<string> = new Set([
  `${DSIG}sha1`,
  `${DSIG}dsa-sha1`,
  `${DSIG}rsa-sha1`,
  `${MORE_2001}md5`,
  `${MORE_2001}sha224`,
  `${MORE_2001}rsa-md5`,
  `${MORE_2001}rsa-sha224`,
  `${MORE_2001}rsa-ripemd160`,
  `${MORE_2001}ecdsa-sha1`,
  `${MORE_2001}ecdsa-sha224`,
  `${MORE_2007}sha1-rsa-MGF1`,
]);

/** The algorithm of a scheme with a key; undefined when the key is of another kind. */
export function algorithmOf(
  { family, digest }: SignatureScheme,
  key: PublicKey,
): SignatureAlgorithm | undefined {
  if (family === 'ecdsa') return key.kind === 'ec' ? `ECDSA-${key.curve}-${digest}` : undefined;
  if (family === 'rsa') return key.kind === 'rsa' ? `RSA-${digest}` : undefined;
  if (family === 'rsa-pss') return key.kind === 'rsa' ? `RSA-PSS-${digest}` : undefined;
  return key.kind === 'ed25519' ? 'ED25519' : undefined;
}

/** Whether a signature value has the one form that its key gives: no DER, no padding, r and s in range. */
export function hasSignatureForm(key: PublicKey, value: Uint8Array): boolean {
  if (key.kind === 'ec') return isPlainSignature(key.curve, value);
  if (key.kind === 'rsa') return value.length === Math.ceil(key.bits / 8);
  return key.kind === 'ed25519' && value.length === 64;
}
