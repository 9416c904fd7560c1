import { fromBase64, fromUtf8 } from '../base/index.ts';
import {
  readRevocationList,
  runNow,
  type RevocationList,
  type RevocationListFault,
} from '../../verify/core/index.ts';
import { answerNow } from './answers.ts';
import { CryptoError } from './error.ts';

/** A list, with the place of the authority's certificate that it verifies by. */
interface Revocations {
  readonly list: RevocationList;
  readonly authority: number;
}

const ARMOUR = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END X509 CRL-----/;
/** PEM of the largest list, with its lines. */
const LARGEST_TEXT = 1_500_000;

/**
 * Reads a revocation list (RFC 5280, DER or PEM) by whichever of the authorities' certificates (DER) made it.
 * @throws {CryptoError} one of REVOCATION_LIST_FAULTS.
 */
export function readRevocations(
  bytes: Uint8Array,
  authorities: readonly Uint8Array[],
  time: Date,
): Revocations {
  const der = bytes[0] === 0x30 ? bytes : unarmoured(bytes);
  if (der === undefined) throw new CryptoError('revocation-list-unreadable');
  let told: RevocationListFault = 'revocation-list-other-issuer';
  for (const [authority, certificate] of authorities.entries()) {
    const reading = runNow(readRevocationList(der, certificate, time.getTime()), answerNow);
    if (reading.read) return { list: reading.list, authority };
    if (reading.fault !== 'revocation-list-other-issuer') told = reading.fault;
  }
  throw new CryptoError(told);
}

function unarmoured(bytes: Uint8Array): Uint8Array | undefined {
  const text = bytes.length > LARGEST_TEXT ? undefined : fromUtf8(bytes);
  const [, base64] = ARMOUR.exec(text ?? '') ?? [];
  return base64 === undefined ? undefined : fromBase64(base64.replaceAll(/\s/g, ''));
}
