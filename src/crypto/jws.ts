import { Buffer } from 'node:buffer';
import { verify } from 'node:crypto';
import { utf8 } from '../base/index.ts';
import { certificateThumbprint, keyOfCertificate } from './lib/known-certificates.ts';
import type { SealingKey } from './seal-key.ts';

/** A signature of JSON Web Signature (RFC 7515, compact): ES256, with the signer's certificate named by its digest. */
export interface JwsOptions {
  /** Media type of the whole, without `application/` (`typ`, §4.1.9): what is signed for one purpose serves no other. */
  readonly type: string;
  readonly payload: Uint8Array;
  /** Whether the payload is carried apart (appendix F). */
  readonly detached: boolean;
  /** Whether it is one of many that are made at once, and is signed beside the main thread where the key can (no). */
  readonly beside?: boolean;
}

const LONGEST_HEADER = 1_000;

export async function signJws(
  key: SealingKey,
  { type, payload, detached, beside = false }: JwsOptions,
): Promise<string> {
  const header = headerOf(type, key.certificate);
  const body = base64Url(payload);
  const covered = asciiBytes(`${header}.${body}`);
  const signature = base64Url(
    await (beside && key.signBeside !== undefined ? key.signBeside(covered) : key.sign(covered)),
  );
  return `${header}.${detached ? '' : body}.${signature}`;
}

/**
 * What a signature covers and under which of the given certificates (DER, P-256) it holds; undefined where it holds under
 * none, is of another type, or is not of this form. `payload` is given exactly where it is carried apart. Verified beside the
 * main thread: it is the dearest part of every message that comes.
 */
export async function verifyJws(
  text: string,
  expected: {
    readonly type: string;
    readonly payload?: Uint8Array;
    readonly certificates: readonly Uint8Array[];
  },
): Promise<{ readonly payload: Uint8Array; readonly certificate: Uint8Array } | undefined> {
  const [header = '', carried = '', signed = '', ...rest] = text.split('.');
  if (rest.length > 0 || header.length > LONGEST_HEADER) return undefined;
  if ((expected.payload === undefined) === (carried === '')) return undefined;
  const payload = expected.payload ?? bytesOf(carried);
  const signature = bytesOf(signed);
  if (payload === undefined || signature?.length !== 64) return undefined;
  // One form of the header and no other: whatever else it could say would have to be understood.
  const certificate = expected.certificates.find((der) => header === headerOf(expected.type, der));
  if (certificate === undefined) return undefined;
  const body = expected.payload === undefined ? carried : base64Url(payload);
  return (await holds(certificate, asciiBytes(`${header}.${body}`), signature))
    ? { payload, certificate }
    : undefined;
}

const headers = new WeakMap<Uint8Array, Map<string, string>>();

/** The header as it is carried, base64url; made once for a certificate and a type. */
function headerOf(type: string, certificate: Uint8Array): string {
  let made = headers.get(certificate);
  if (made === undefined) headers.set(certificate, (made = new Map()));
  let header = made.get(type);
  if (header === undefined) {
    const said = { alg: 'ES256', typ: type, 'x5t#S256': certificateThumbprint(certificate) };
    made.set(type, (header = base64Url(utf8(JSON.stringify(said)))));
  }
  return header;
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
}

/** Of what is made of base64url and points. */
function asciiBytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/** Undefined where the text is not the one form that these bytes have: the decoder alone would pass over what it does not know. */
function bytesOf(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? new Uint8Array(bytes) : undefined;
}

/** So many are not made to wait for more. */
const LARGE_BURST = 16;

let burst: Promise<void> | undefined;
let waiting = 0;

/**
 * Those that come up begin together, as long as each turn of the event loop brings another: begun by itself, each would wake a
 * thread, which is dearer to the loop than all the rest that it does for it.
 */
function nextBurst(): Promise<void> {
  waiting += 1;
  burst ??= new Promise((resolve) => {
    let before = 0;
    const look = (): void => {
      if (before < waiting && waiting < LARGE_BURST) {
        before = waiting;
        setImmediate(look);
        return;
      }
      burst = undefined;
      waiting = 0;
      resolve();
    };
    setImmediate(look);
  });
  return burst;
}

async function holds(certificate: Uint8Array, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  await nextBurst();
  return new Promise((resolve) => {
    try {
      const key = keyOfCertificate(certificate);
      const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
      if (!isP256) resolve(false);
      else
        verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature, (fault, result) => {
          resolve(fault === null && result);
        });
    } catch {
      resolve(false);
    }
  });
}
