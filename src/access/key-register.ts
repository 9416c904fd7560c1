import { toHex } from '../base/index.ts';
import { describeCertificate } from '../crypto/index.ts';
import type { Anchor } from './directory.ts';

/** A warning comes so many days before a key ends. */
export const KEY_WARNING_DAYS = 60;
const DAY = 86_400_000;

export const KEY_STATES = ['future', 'valid', 'expiring', 'ended', 'expired'] as const;
export type KeyState = (typeof KEY_STATES)[number];

/** A certificate that seals are judged or made by, as people see it; nothing of it is secret. */
export interface KeyShown {
  readonly kind: 'anchor' | 'seal';
  /** Authority, or office where the key is an office's own. */
  readonly owner: string;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  /** RFC 3339: the earlier of the certificate's end and the end of trust. */
  readonly ends: string;
  readonly state: KeyState;
  /** Days until it ends; negative afterwards. */
  readonly days: number;
  readonly trustedFrom?: string;
  readonly trustedUntil?: string;
  readonly revoked: readonly { readonly serial: string; readonly at: string }[];
}

/** Anchors and seal keys with their ends, those that end first leading. */
export function keysShown(
  keys: {
    readonly anchors: readonly Anchor[];
    readonly seals: ReadonlyMap<string, { readonly certificate: Uint8Array }>;
  },
  now: Date,
): readonly KeyShown[] {
  const anchors = keys.anchors.map((anchor) =>
    shown('anchor', anchor.authority, anchor.certificate, now, anchor),
  );
  const seals = [...keys.seals].map(([owner, { certificate }]) => shown('seal', owner, certificate, now, {}));
  return [...anchors, ...seals].toSorted((left, right) => (left.ends < right.ends ? -1 : 1));
}

function shown(
  kind: KeyShown['kind'],
  owner: string,
  certificate: Uint8Array,
  now: Date,
  { from, until, revoked = [] }: Pick<Anchor, 'from' | 'until' | 'revoked'>,
): KeyShown {
  const { fingerprint, subject, issuer, serial, ends: expiry } = describeCertificate(certificate);
  const isEnded = until !== undefined && Date.parse(until) < expiry.getTime();
  const ends = isEnded ? new Date(until) : expiry;
  const days = Math.floor((ends.getTime() - now.getTime()) / DAY);
  return {
    kind,
    owner,
    fingerprint: toHex(fingerprint),
    subject,
    issuer,
    serial,
    ends: ends.toISOString(),
    state: stateOf(from, ends, isEnded, now, days),
    days,
    ...(from === undefined ? {} : { trustedFrom: from }),
    ...(until === undefined ? {} : { trustedUntil: until }),
    revoked,
  };
}

function stateOf(from: string | undefined, ends: Date, isEnded: boolean, now: Date, days: number): KeyState {
  if (ends <= now) return isEnded ? 'ended' : 'expired';
  if (from !== undefined && Date.parse(from) > now.getTime()) return 'future';
  return days < KEY_WARNING_DAYS ? 'expiring' : 'valid';
}
