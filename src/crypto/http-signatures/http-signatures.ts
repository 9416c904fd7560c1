import { Buffer } from 'node:buffer';
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { equalBytes, utf8 } from '../../base/index.ts';
import { sha256 } from '../digests.ts';
import { certificateThumbprint, keyOfCertificate } from '../lib/known-certificates.ts';
import type { SealingKey } from '../seal-key.ts';
import type { HttpRequestParts, SignatureParameters } from './message.ts';
import { quoted, signatureBase } from './message.ts';
import { statedSignatures, type StatedSignature } from './parsing.ts';

/** What every signature of ours covers, and every partner's must; a request without a body has neither digest nor type. */
function coveredOf({ body }: HttpRequestParts): readonly string[] {
  return ['@method', '@target-uri', ...(body.length === 0 ? [] : ['content-digest', 'content-type'])];
}

/** `Content-Digest` of a body (RFC 9530 §2). */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${Buffer.from(sha256(body)).toString('base64')}:`;
}

/**
 * The headers that sign a request (RFC 9421): `content-digest`, `signature-input`, `signature`, by ECDSA P-256. A request with a
 * body must have its `content-type`.
 */
export async function signHttpRequest(
  request: HttpRequestParts,
  key: SealingKey,
  parameters: Omit<SignatureParameters, 'keyId'>,
): Promise<ReadonlyMap<string, string>> {
  const components = coveredOf(request);
  const digest = contentDigest(request.body);
  const { created, expires, nonce, tag } = parameters;
  const keyId = certificateThumbprint(key.certificate);
  const inner = [
    `(${components.map(quoted).join(' ')})`,
    `created=${String(created)}`,
    `expires=${String(expires)}`,
    `nonce=${quoted(nonce)}`,
    `keyid=${quoted(keyId)}`,
    `alg="ecdsa-p256-sha256"`,
    `tag=${quoted(tag)}`,
  ].join(';');
  const covered = { ...request, headers: new Map([...request.headers, ['content-digest', digest]]) };
  const base = signatureBase(covered, components, inner);
  if (base === undefined) throw new RangeError('the request has no content type or no address');
  const signature = Buffer.from(await key.sign(utf8(base))).toString('base64');
  return new Map([
    ...(request.body.length === 0 ? [] : ([['content-digest', digest]] as const)),
    ['signature-input', `counterfoil=${inner}`],
    ['signature', `counterfoil=:${signature}:`],
  ]);
}

/** Why a signed request is not taken. */
export const HTTP_SIGNATURE_FAULTS = [
  'absent',
  'unreadable',
  'component-missing',
  'parameter-missing',
  'key-unknown',
  'algorithm-unfit',
  'outside-its-time',
  'digest-differs',
  'signature-differs',
] as const;
export type HttpSignatureFault = (typeof HTTP_SIGNATURE_FAULTS)[number];

export type HttpSignatureVerdict =
  | { readonly valid: true; readonly parameters: SignatureParameters; readonly certificate: Uint8Array }
  | { readonly valid: false; readonly fault: HttpSignatureFault };

export interface HttpSignatureRules {
  /** Certificates (DER) whose keys may sign, now. */
  readonly certificates: readonly Uint8Array[];
  readonly now: Date;
  /** Largest age and lead of `created`, and largest `expires - created`, in seconds. */
  readonly window: number;
  readonly tag: string;
}

/**
 * Whether a request carries a signature by one of the keys over method, address, type and body. A verdict; it never throws on
 * what the request says. That the nonce is new is for the caller to know.
 */
export function verifyHttpRequest(
  request: HttpRequestParts,
  rules: HttpSignatureRules,
): HttpSignatureVerdict {
  const input = request.headers.get('signature-input');
  const signature = request.headers.get('signature');
  if (input === undefined && signature === undefined) return { valid: false, fault: 'absent' };
  const stated = statedSignatures(input, signature);
  if (stated === undefined) return { valid: false, fault: 'unreadable' };
  const ours = stated.filter(({ parameters }) => parameters.get('tag') === rules.tag);
  const [only] = ours;
  if (only === undefined || ours.length > 1) return { valid: false, fault: 'unreadable' };
  return verifyStated(request, only, rules);
}

function verifyStated(
  request: HttpRequestParts,
  stated: StatedSignature,
  rules: HttpSignatureRules,
): HttpSignatureVerdict {
  const fail = (fault: HttpSignatureFault): HttpSignatureVerdict => ({ valid: false, fault });
  if (!coveredOf(request).every((name) => stated.components.includes(name))) return fail('component-missing');
  const parameters = parametersOf(stated);
  if (parameters === undefined) return fail('parameter-missing');
  const { created, expires, keyId } = parameters;
  const seconds = rules.now.getTime() / 1000;
  const isTimely =
    Math.abs(seconds - created) <= rules.window && seconds <= expires && expires - created <= rules.window;
  if (!isTimely) return fail('outside-its-time');
  const certificate = rules.certificates.find((one) => certificateThumbprint(one) === keyId);
  if (certificate === undefined) return fail('key-unknown');
  const key = keyOfCertificate(certificate);
  if (!fits(key, stated.parameters.get('alg'))) return fail('algorithm-unfit');
  if (request.body.length > 0 && !digestFits(request)) return fail('digest-differs');
  const base = signatureBase(request, stated.components, stated.inner);
  if (base === undefined) return fail('component-missing');
  return holds(key, utf8(base), stated.signature)
    ? { valid: true, parameters, certificate }
    : fail('signature-differs');
}

function parametersOf({ parameters }: StatedSignature): SignatureParameters | undefined {
  const [created, expires, nonce, keyId, tag] = ['created', 'expires', 'nonce', 'keyid', 'tag'].map((name) =>
    parameters.get(name),
  );
  if (typeof created !== 'number' || typeof expires !== 'number') return undefined;
  if (typeof nonce !== 'string' || typeof keyId !== 'string' || typeof tag !== 'string') return undefined;
  return nonce.length < 16 || nonce.length > 100 ? undefined : { created, expires, nonce, keyId, tag };
}

/** The key decides the algorithm; a message that says another is refused, never obeyed. */
function fits(key: KeyObject, stated: string | number | undefined): boolean {
  return algorithmOf(key) !== undefined && (stated === undefined || stated === algorithmOf(key));
}

function algorithmOf(key: KeyObject): string | undefined {
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519';
  const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  return isP256 ? 'ecdsa-p256-sha256' : undefined;
}

function holds(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  return key.asymmetricKeyType === 'ed25519'
    ? verify(null, bytes, key, signature)
    : verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

const DIGESTS = /^\s*(sha-256|sha-512)=:([A-Za-z0-9+/]{43,88}={0,2}):\s*$/;

function digestFits({ headers, body }: HttpRequestParts): boolean {
  const [, name = '', stated = ''] = DIGESTS.exec(headers.get('content-digest') ?? '') ?? [];
  if (name === '') return false;
  const digest = createHash(name === 'sha-256' ? 'sha256' : 'sha512')
    .update(body)
    .digest();
  return equalBytes(digest, Buffer.from(stated, 'base64'));
}

/** Signature of a webhook by the Standard Webhooks' asymmetric scheme: `v1a,` and Ed25519 over `id.timestamp.body`. */
export function webhookSignature(
  key: { sign(bytes: Uint8Array): Uint8Array },
  message: { readonly id: string; readonly timestamp: number; readonly body: Uint8Array },
): string {
  return `v1a,${Buffer.from(key.sign(webhookContent(message))).toString('base64')}`;
}

/** Whether one of the signatures of a webhook holds for an Ed25519 key (SubjectPublicKeyInfo, DER) at a time. */
export function verifyWebhook(
  publicKey: Uint8Array,
  message: {
    readonly id: string;
    readonly timestamp: number;
    readonly body: Uint8Array;
    readonly signatures: string;
  },
  now: Date,
): boolean {
  const { timestamp, signatures } = message;
  if (Math.abs(now.getTime() / 1000 - timestamp) > WEBHOOK_SECONDS || signatures.length > 2_000) return false;
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  return signatures
    .split(' ')
    .filter((one) => one.startsWith('v1a,'))
    .some((one) => holds(key, webhookContent(message), Buffer.from(one.slice(4), 'base64')));
}

const WEBHOOK_SECONDS = 300;

function webhookContent(message: {
  readonly id: string;
  readonly timestamp: number;
  readonly body: Uint8Array;
}): Uint8Array {
  const { id, timestamp, body } = message;
  return Buffer.concat([utf8(`${id}.${String(timestamp)}.`), body]);
}
