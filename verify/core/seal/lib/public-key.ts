import {
  contentOf,
  contentsOf,
  DerFault,
  naturalOf,
  octetsOf,
  oidOf,
  readDer,
  TAG,
  type Der,
} from './der.ts';

/** A public key; `spki` is the DER SubjectPublicKeyInfo that a host verifies with. */
export type PublicKey =
  | { readonly kind: 'ec'; readonly curve: 'P256' | 'P384'; readonly spki: Uint8Array; readonly text: string }
  | {
      readonly kind: 'rsa';
      readonly bits: number;
      readonly exponent: number;
      readonly spki: Uint8Array;
      readonly text: string;
    }
  | { readonly kind: 'ed25519'; readonly spki: Uint8Array; readonly text: string }
  | { readonly kind: 'unsupported'; readonly spki: Uint8Array; readonly text: string };

const OID = {
  ec: '1.2.840.10045.2.1',
  rsa: '1.2.840.113549.1.1.1',
  ed25519: '1.3.101.112',
  p256: '1.2.840.10045.3.1.7',
  p384: '1.3.132.0.34',
} as const;

/** Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7, RFC 3279, RFC 5480, RFC 8410). */
export function readPublicKey(spki: Der): PublicKey {
  const [algorithm, value, ...rest] = contentsOf(spki, TAG.sequence);
  if (!algorithm || rest.length > 0) throw new DerFault('public key');
  const [id, parameters] = contentsOf(algorithm, TAG.sequence);
  const bits = octetsOf(value);
  const type = oidOf(id);
  if (type === OID.ed25519 && parameters === undefined && bits.length === 32) {
    return { kind: 'ed25519', spki: spki.whole, text: 'Ed25519' };
  }
  if (type === OID.rsa) {
    contentOf(parameters, TAG.nothing);
    const [modulus, exponent] = contentsOf(readDer(bits), TAG.sequence).map((number) => naturalOf(number));
    if (!modulus || !exponent || exponent.length > 4) throw new DerFault('RSA key');
    const size = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
    return {
      kind: 'rsa',
      bits: size,
      exponent: exponent.reduce((number, byte) => number * 256 + byte, 0),
      spki: spki.whole,
      text: `RSA ${String(size)}`,
    };
  }
  if (type === OID.ec) {
    const curve = parameters?.tag === TAG.oid ? oidOf(parameters) : 'explicit';
    // 4: an uncompressed point (SEC 1 §2.3.3); no other form is used in certificates.
    if (curve === OID.p256 && bits.length === 65 && bits[0] === 4) {
      return { kind: 'ec', curve: 'P256', spki: spki.whole, text: 'EC P-256' };
    }
    if (curve === OID.p384 && bits.length === 97 && bits[0] === 4) {
      return { kind: 'ec', curve: 'P384', spki: spki.whole, text: 'EC P-384' };
    }
    return { kind: 'unsupported', spki: spki.whole, text: `EC ${curve}` };
  }
  return { kind: 'unsupported', spki: spki.whole, text: type };
}
