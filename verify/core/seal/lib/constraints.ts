import { parseInstant } from '../../../../src/base/index.ts';
import type { Indication, SealRemark, SubIndication } from '../../seal-report.ts';
import { instant, KEY_USAGE, type Certificate } from './certificate.ts';
import type { PublicKey } from './public-key.ts';

/** What stands against a seal whose cryptography holds; the first of a list decides the verdict. */
export interface Objection {
  readonly indication: Extract<Indication, 'INDETERMINATE' | 'TOTAL-FAILED'>;
  readonly subIndication: SubIndication;
  readonly remark: SealRemark;
}

/** Remarks that constraints make; each a key of the words. */
export const CONSTRAINT_REMARKS = [
  'seal-revoked',
  'seal-revoked-since',
  'seal-revoked-later',
  'seal-not-yet-valid',
  'seal-expired',
  'seal-expired-since',
  'seal-other-authority',
  'seal-key-usage',
  'seal-key-too-weak',
  'seal-key-unsupported',
  'seal-key-weak',
  'seal-claimed-future',
] as const;
export type ConstraintRemark = (typeof CONSTRAINT_REMARKS)[number];

/** Purposes a seal certificate may be limited to (RFC 5280 §4.2.1.12, RFC 9336, and one of wide use). */
const SEAL_PURPOSES: ReadonlySet<string> = new Set([
  '2.5.29.37.0',
  '1.3.6.1.5.5.7.3.36',
  '1.3.6.1.5.5.7.3.4',
  '1.3.6.1.4.1.311.10.3.12',
]);
/** A signer's clock may be ahead of ours by this much before it is remarked. */
const CLOCK_TOLERANCE = 300_000;

function objection(
  indication: Objection['indication'],
  subIndication: SubIndication,
  code: ConstraintRemark,
  values: Readonly<Record<string, string>> = {},
): Objection {
  return { indication, subIndication, remark: { level: 'SEVERE', code, values } };
}

/**
 * Revocation against the time of judgement and the claimed time. Nothing but the claim says that a seal is older than
 * the revocation of its key, and whoever stole the key can claim: hence INDETERMINATE, REVOKED_NO_POE.
 */
export function revocationObjections(
  certificates: readonly Certificate[],
  revoked: readonly { readonly serial: string; readonly at: string }[],
  time: number,
  claimed: number | undefined,
  remark: (remark: SealRemark) => void,
): readonly Objection[] {
  const objections: Objection[] = [];
  for (const { serial, at } of revoked) {
    if (
      !certificates.some((certificate) => certificate.serial === serial.toUpperCase().replace(/^0+(?=.)/, ''))
    )
      continue;
    const moment = parseInstant(at)?.getTime() ?? -Infinity;
    const values = { serial, at };
    if (moment > time) remark({ level: 'INFO', code: 'seal-revoked-later', values });
    else if (claimed === undefined || claimed < moment) {
      objections.push(objection('INDETERMINATE', 'REVOKED_NO_POE', 'seal-revoked-since', values));
    } else objections.push(objection('TOTAL-FAILED', 'REVOKED', 'seal-revoked', values));
  }
  return objections;
}

/** Validity of the signer's certificate at the time of judgement and at the claimed time (EN 319 102-1 §5.2.6, table 6). */
export function validityObjections(
  { notBefore, notAfter, validFrom, validUntil }: Certificate,
  time: number,
  claimed: number | undefined,
): readonly Objection[] {
  const sealed = claimed === undefined ? time : Math.min(claimed, time);
  if (sealed < notBefore) {
    return [objection('TOTAL-FAILED', 'NOT_YET_VALID', 'seal-not-yet-valid', { from: validFrom })];
  }
  if (time <= notAfter) return [];
  const values = { until: validUntil };
  return claimed !== undefined && claimed > notAfter
    ? [objection('TOTAL-FAILED', 'EXPIRED', 'seal-expired', values)]
    : [objection('INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', 'seal-expired-since', values)];
}

export function authorityObjections(authority: string, expected: string | undefined): readonly Objection[] {
  return expected === undefined || authority === expected
    ? []
    : [
        objection('INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE', 'seal-other-authority', {
          authority,
          expected,
        }),
      ];
}

/** A seal is made by an end entity whose certificate does not keep it from sealing; a pinned one answers for itself. */
export function usageObjections(signer: Certificate, isPinned: boolean): readonly Objection[] {
  const { keyUsage, extendedKeyUsage } = signer;
  const maySign =
    keyUsage === undefined ||
    keyUsage.has(KEY_USAGE.digitalSignature) ||
    keyUsage.has(KEY_USAGE.nonRepudiation);
  const isForSeals =
    extendedKeyUsage === undefined || extendedKeyUsage.some((purpose) => SEAL_PURPOSES.has(purpose));
  const isEndEntity = !signer.isAuthority || isPinned;
  return maySign && isForSeals && isEndEntity
    ? []
    : [
        objection('INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE', 'seal-key-usage', {
          subject: signer.subject,
        }),
      ];
}

/** RSA below 2048 bits or with an exponent below 65537 proves nothing; 2048 is remarked; 3072 is what we ask for. */
export function strengthObjections(
  keys: readonly PublicKey[],
  remark: (remark: SealRemark) => void,
): readonly Objection[] {
  return keys.flatMap((key) => {
    const values = { key: key.text };
    if (key.kind === 'unsupported') {
      return [objection('INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE', 'seal-key-unsupported', values)];
    }
    if (key.kind !== 'rsa' || (key.bits >= 3072 && key.exponent >= 65_537)) return [];
    if (key.bits < 2048 || key.exponent < 65_537) {
      return [objection('INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE', 'seal-key-too-weak', values)];
    }
    remark({ level: 'WARNING', code: 'seal-key-weak', values });
    return [];
  });
}

export function futureRemarks(time: number, claimed: number | undefined): readonly SealRemark[] {
  return claimed === undefined || claimed <= time + CLOCK_TOLERANCE
    ? []
    : [{ level: 'WARNING', code: 'seal-claimed-future', values: { claimed: instant(claimed) } }];
}
