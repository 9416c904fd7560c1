import type { Outcome, Reason, ReasonActor } from '../facts/index.ts';

/** Table named by reasons that no table can give: what cannot be read, found or judged at all. Its words are `reason-<code>`. */
export const BUILT_IN = 'built-in';

/**
 * What is decided where no table speaks. None passes but what nothing is required of, and what an official's practice lets through
 * while a partner's road is down.
 */
export const BUILT_IN_REASONS = {
  'certificate-awaited': ['hold', 'nobody'],
  'certificate-overdue': ['inquire', 'officer'],
  'reference-ambiguous': ['hold', 'trader'],
  'reference-unreadable': ['hold', 'trader'],
  'reference-foreign-type': ['hold', 'trader'],
  'document-missing': ['hold', 'trader'],
  'partner-unreachable': ['hold', 'nobody'],
  'fallback-passed': ['pass', 'nobody'],
  'commodity-unreadable': ['hold', 'trader'],
  'requirement-unknown': ['hold', 'trader'],
  'nothing-required': ['pass', 'nobody'],
  'no-rule': ['hold', 'officer'],
  'no-items': ['hold', 'trader'],
  'item-repeated': ['hold', 'trader'],
  'quantity-exceeded': ['hold', 'officer'],
  'quantity-not-compared': ['hold', 'officer'],
} as const satisfies Readonly<Record<string, readonly [Outcome, ReasonActor]>>;

export type BuiltInCode = keyof typeof BUILT_IN_REASONS;

export function builtIn(code: BuiltInCode, values: Readonly<Record<string, string>> = {}): Reason {
  const [outcome, actor] = BUILT_IN_REASONS[code];
  return { code, outcome, actor, table: BUILT_IN, row: code, values, sentence: {} };
}
