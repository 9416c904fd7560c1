import { timelineOf } from '../inspection/index.ts';
import type { FileVerification } from './verification.ts';

/**
 * The report for a program: lights with their codes and values, facts, the acts with what was said in them, and the certificate laid out. Codes are stable;
 * sentences are not part of it.
 */
export function reportJson({
  name,
  size,
  digest,
  time,
  pack,
  inspection,
  exitCode,
}: FileVerification): string {
  const trust = pack && {
    made: pack.made,
    signer: pack.signer,
    authorities: pack.authorities.map(({ key }) => key),
  };
  const found = inspection.read
    ? {
        kind: inspection.kind,
        lights: inspection.lamps,
        ...(inspection.bundle && { acts: timelineOf(inspection.bundle) }),
        certificate: inspection.certificate,
        findings: inspection.findings,
      }
    : { refusal: inspection.refusal, values: inspection.values };
  return `${JSON.stringify({ name, size, digest, time, exitCode, trust, ...found }, undefined, 2)}\n`;
}
