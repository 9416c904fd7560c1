import { verify } from 'node:crypto';
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../base/index.ts';
import { certificateThumbprint, keyOfCertificate } from './lib/known-certificates.ts';
import type { SealingKey } from './seal-key.ts';

/** A signature of JSON Web Signature (RFC 7515, compact): ES256, with the signer's certificate named by its digest. */
export interface JwsOptions {
  /** Media type of the whole, without `application/` (`typ`, §4.1.9): what is signed for one purpose serves no other. */
  readonly type: string;
  readonly payload: Uint8Array;
  /** Whether the payload is carried apart (appendix F). */
  readonly detached: boolean;
}

const LONGEST_HEADER = 1_000;

export async function signJws(key: SealingKey, { type, payload, detached }: JwsOptions): Promise<string> {
  const header = toBase64Url(utf8(headerOf(type, key.certificate)));
  const body = toBase64Url(payload);
  const signature = toBase64Url(await key.sign(utf8(`${header}.${body}`)));
  return `${header}.${detached ? '' : body}.${signature}`;
}

/**
 * What a signature covers and under which of the given certificates (DER, P-256) it holds; undefined where it holds under
 * none, is of another type, or is not of this form. `payload` is given exactly where it is carried apart.
 */
export function verifyJws(
  text: string,
  expected: {
    readonly type: string;
    readonly payload?: Uint8Array;
    readonly certificates: readonly Uint8Array[];
  },
): { readonly payload: Uint8Array; readonly certificate: Uint8Array } | undefined {
  const [header = '', carried = '', signed = '', ...rest] = text.split('.');
  if (rest.length > 0 || header.length > LONGEST_HEADER) return undefined;
  if ((expected.payload === undefined) === (carried === '')) return undefined;
  const payload = expected.payload ?? fromBase64Url(carried);
  const signature = fromBase64Url(signed);
  const told = fromBase64Url(header);
  if (payload === undefined || signature?.length !== 64 || told === undefined) return undefined;
  // One form of the header and no other: whatever else it could say would have to be understood.
  const said = fromUtf8(told);
  const certificate = expected.certificates.find((der) => said === headerOf(expected.type, der));
  if (certificate === undefined) return undefined;
  const bytes = utf8(`${header}.${toBase64Url(payload)}`);
  return holds(certificate, bytes, signature) ? { payload, certificate } : undefined;
}

function headerOf(type: string, certificate: Uint8Array): string {
  return JSON.stringify({ alg: 'ES256', typ: type, 'x5t#S256': certificateThumbprint(certificate) });
}

function holds(certificate: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = keyOfCertificate(certificate);
    const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    return isP256 && verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}
