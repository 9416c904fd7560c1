/** Refusals of our own reception that a later attempt may not meet any more. */
const PASSING: ReadonlySet<string> = new Set([
  'exchange-partner-not-live',
  'exchange-partner-unknown',
  'exchange-too-many',
  'exchange-key-missing',
  'exchange-channel-absent',
]);

export function isPassing(code: string): boolean {
  return PASSING.has(code);
}
