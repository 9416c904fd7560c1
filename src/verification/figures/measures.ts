/** What is counted of cases, as it stands after the last decision on each. */
export const COUNTED = [
  'cases',
  'passed',
  'automatic',
  'manual',
  'held',
  'inquired',
  'refused',
  'fallback',
  'paper-not-asked',
  'minutes-saved',
  'shadow-exact',
  'shadow-group',
  'shadow-different',
] as const;
export type Counted = (typeof COUNTED)[number];

interface Measure {
  readonly of: Counted;
  /** Divided by this one. */
  readonly per?: Counted;
  readonly factor?: number;
  readonly unit: 'count' | 'percent' | 'minute' | 'hour';
}

/** What can be asked for. Its words are `verification-figure-<name>`. */
export const VERIFICATION_MEASURES = {
  /** Declarations that were decided. */
  cases: { of: 'cases', unit: 'count' },
  /** Passed, and no person had a hand in it. */
  automatic: { of: 'automatic', unit: 'count' },
  'automatic-rate': { of: 'automatic', per: 'cases', factor: 100, unit: 'percent' },
  /** Decided otherwise by officials than by the rules. */
  manual: { of: 'manual', unit: 'count' },
  'manual-rate': { of: 'manual', per: 'cases', factor: 100, unit: 'percent' },
  held: { of: 'held', unit: 'count' },
  inquired: { of: 'inquired', unit: 'count' },
  refused: { of: 'refused', unit: 'count' },
  fallback: { of: 'fallback', unit: 'count' },
  /** Documents that were electronic, and whose paper was not asked for. */
  'paper-not-asked': { of: 'paper-not-asked', unit: 'count' },
  /** A paper check's minutes for each automatic one. */
  'hours-saved': { of: 'minutes-saved', factor: 1 / 60, unit: 'hour' },
} as const satisfies Readonly<Record<string, Measure>>;
export type VerificationMeasure = keyof typeof VERIFICATION_MEASURES;
// Object.keys forgets the literal types.
export const VERIFICATION_MEASURE_NAMES = Object.keys(
  VERIFICATION_MEASURES,
) as readonly VerificationMeasure[];

/** By what it can be told apart; the words are `verification-figure-by-<name>`. */
export const VERIFICATION_DIMENSIONS = [
  'month',
  'country',
  'office',
  'authority',
  'chapter',
  'heading',
  'port',
  'reason',
  'rule',
  'scheme',
] as const;
export type VerificationDimension = (typeof VERIFICATION_DIMENSIONS)[number];
