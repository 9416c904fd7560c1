import type { ExchangeCode } from './error.ts';

const HINDRANCES: ReadonlySet<ExchangeCode> = new Set<ExchangeCode>([
  'exchange-too-many',
  'exchange-key-missing',
  'exchange-channel-absent',
]);
const NOT_IN_FORCE: ReadonlySet<ExchangeCode> = new Set<ExchangeCode>([
  'exchange-partner-not-live',
  'exchange-partner-unknown',
]);

/** Refusals of our own reception that are faults of ours, or pass: the same message may be taken later. */
export function isHindrance(code: ExchangeCode): boolean {
  return HINDRANCES.has(code);
}

/** Also those that an agreement may end; for roads on which the message stays where it is meanwhile. */
export function isPassing(code: ExchangeCode): boolean {
  return isHindrance(code) || NOT_IN_FORCE.has(code);
}
