import { X509Certificate, type KeyObject } from 'node:crypto';
import { toBase64Url } from '../../base/index.ts';
import { sha256 } from '../digests.ts';

const digests = new WeakMap<Uint8Array, string>();
const keys = new WeakMap<Uint8Array, KeyObject>();

/** SHA-256 of a certificate (DER), base64url; made once for bytes that are asked about with every message. */
export function certificateThumbprint(certificate: Uint8Array): string {
  let digest = digests.get(certificate);
  if (digest === undefined) digests.set(certificate, (digest = toBase64Url(sha256(certificate))));
  return digest;
}

/** The public key of a certificate (DER), read once. Throws on what is no certificate. */
export function keyOfCertificate(certificate: Uint8Array): KeyObject {
  let key = keys.get(certificate);
  if (key === undefined) keys.set(certificate, (key = new X509Certificate(certificate).publicKey));
  return key;
}
