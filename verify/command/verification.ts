import { answerNow, openXml, sha256Hex } from '../../src/crypto/index.ts';
import { parsePolicy, runNow, type LogPolicy } from '../core/index.ts';
import { inspect, readTrustPack, type Inspection, type Lamp, type TrustPack } from '../inspection/index.ts';
import { VerifyCommandError } from './error.ts';

/** More than any policy that parsePolicy reads; what is longer need not be decoded. */
const LONGEST_POLICY = 1_000_000;

export interface VerificationRequest {
  readonly file: Uint8Array;
  /** The name the file goes by in the report. */
  readonly name: string;
  /** A trust list, as {@link readTrustPack} reads it. */
  readonly trustPack?: Uint8Array;
  /** Who must have signed it: SHA-256 of the key, hex. */
  readonly trustKey?: string;
  /** A C2SP tlog-policy; takes the place of the trust list's. */
  readonly policy?: Uint8Array;
  /** The present moment, RFC 3339. */
  readonly time: string;
}

/** What `counterfoil verify` found, and what it was asked with. */
export interface FileVerification {
  readonly name: string;
  readonly size: number;
  /** SHA-256 of the file, lower-case hex. */
  readonly digest: string;
  readonly time: string;
  readonly pack?: TrustPack;
  readonly inspection: Inspection;
  readonly exitCode: VerifyExitCode;
}

/**
 * 0: every light that the file can answer is good. 1: a light failed. 2: a light could not be judged, or is good only
 * with a remark that matters. 3: the file is neither a document nor a bundle.
 */
export type VerifyExitCode = 0 | 1 | 2 | 3;

/**
 * Verifies a sealed document or an evidence bundle without network and database, on the server's own parser and
 * cryptography. Throws VerifyCommandError where the trust list or the policy is not one; the file itself never throws.
 */
export function verifyFile(request: VerificationRequest): FileVerification {
  const { file, name, trustPack, trustKey, policy, time } = request;
  const ownPolicy = policy === undefined ? undefined : readPolicy(policy);
  const listed = trustPack === undefined ? undefined : readPack(trustPack, trustKey);
  const base = listed ?? (ownPolicy && { made: time, authorities: [] });
  const pack = base && { ...base, ...(ownPolicy && { policy: ownPolicy }) };
  const inspection = runNow(inspect(file, { openXml }, { time, ...(pack && { pack }) }), answerNow);
  return {
    name,
    size: file.length,
    digest: sha256Hex(file),
    time,
    inspection,
    exitCode: inspection.read ? exitCodeOf(inspection.lamps) : 3,
    ...(pack && { pack }),
  };
}

function exitCodeOf(lamps: readonly Lamp[]): VerifyExitCode {
  const lights = lamps.filter(({ asked }) => asked).map(({ light }) => light);
  if (lights.includes('failed')) return 1;
  return lights.every((light) => light === 'passed') ? 0 : 2;
}

function readPack(bytes: Uint8Array, key: string | undefined): TrustPack {
  const reading = runNow(readTrustPack(bytes), answerNow);
  if (!reading.read) throw new VerifyCommandError(reading.fault, { path: reading.path });
  const { pack } = reading;
  if (key !== undefined && pack.signer !== key.toLowerCase())
    throw new VerifyCommandError('verify-trust-signer', { expected: key, found: pack.signer ?? '—' });
  return pack;
}

function readPolicy(bytes: Uint8Array): LogPolicy {
  const text = new TextDecoder().decode(bytes.subarray(0, LONGEST_POLICY));
  const reading = runNow(parsePolicy(text), answerNow);
  if (!reading.read)
    throw new VerifyCommandError('verify-policy', { line: reading.line, fault: reading.fault });
  return reading.policy;
}
