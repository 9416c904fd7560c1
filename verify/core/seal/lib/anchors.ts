import { parseInstant } from '../../../../src/base/index.ts';
import type { TrustAnchor } from '../../seal-report.ts';
import { readCertificate, type Certificate } from './certificate.ts';

export interface Anchor {
  readonly anchor: TrustAnchor;
  readonly certificate: Certificate;
}

/** Anchors are few and asked for with every document: what their bytes say is read once. */
const READ = new WeakMap<Uint8Array, Certificate | 'unreadable'>();

/** The anchors whose certificates can be read, those of the expected authority first. */
export function readAnchors(
  trust: readonly TrustAnchor[],
  expectedAuthority: string | undefined,
): readonly Anchor[] {
  const anchors: Anchor[] = [];
  for (const anchor of trust) {
    let certificate = READ.get(anchor.certificate);
    if (certificate === undefined) {
      certificate = readCertificate(anchor.certificate) ?? 'unreadable';
      READ.set(anchor.certificate, certificate);
    }
    if (certificate !== 'unreadable') anchors.push({ anchor, certificate });
  }
  if (expectedAuthority === undefined) return anchors;
  const isExpected = ({ anchor }: Anchor): boolean => anchor.authority === expectedAuthority;
  return [...anchors.filter(isExpected), ...anchors.filter((anchor) => !isExpected(anchor))];
}

/** Whether an anchor is trusted at a moment (milliseconds); a bound that is no RFC 3339 instant trusts nothing. */
export function isInForce({ from, until }: TrustAnchor, time: number): boolean {
  const start = from === undefined ? -Infinity : (parseInstant(from)?.getTime() ?? Infinity);
  const end = until === undefined ? Infinity : (parseInstant(until)?.getTime() ?? -Infinity);
  return start <= time && time <= end;
}
