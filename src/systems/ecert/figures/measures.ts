/** What is counted in the sums. */
export const COUNTED = [
  'certificates',
  'kilograms',
  'withdrawn',
  'replaced',
  'cancelled',
  'expired',
  'verified',
  'results',
  'passes',
  'refusals',
  'requests',
  'result-seconds',
  'inquiries',
  'answered',
  'answered-in-1-day',
  'answered-in-3-days',
  'answered-in-7-days',
  'answer-seconds',
  'forgeries-reported',
  'forgeries-confirmed',
] as const;
export type Counted = (typeof COUNTED)[number];

/** A measure that one can ask for: a sum, or the quotient of two. */
export interface Measure {
  readonly of: Counted;
  readonly per?: Counted;
  /** What the quotient is multiplied by. */
  readonly factor?: number;
  readonly unit: 'count' | 'kilogram' | 'hour' | 'percent';
}

const HOUR = 1 / 3600;

/** The measures; the words of each are `figure-<name>`. */
export const MEASURES = {
  certificates: { of: 'certificates', unit: 'count' },
  kilograms: { of: 'kilograms', unit: 'kilogram' },
  withdrawn: { of: 'withdrawn', unit: 'count' },
  replaced: { of: 'replaced', unit: 'count' },
  cancelled: { of: 'cancelled', unit: 'count' },
  expired: { of: 'expired', unit: 'count' },
  verified: { of: 'verified', unit: 'count' },
  results: { of: 'results', unit: 'count' },
  passes: { of: 'passes', unit: 'count' },
  refusals: { of: 'refusals', unit: 'count' },
  requests: { of: 'requests', unit: 'count' },
  'refusal-rate': { of: 'refusals', per: 'results', factor: 100, unit: 'percent' },
  'result-hours': { of: 'result-seconds', per: 'verified', factor: HOUR, unit: 'hour' },
  inquiries: { of: 'inquiries', unit: 'count' },
  answered: { of: 'answered', unit: 'count' },
  'answer-hours': { of: 'answer-seconds', per: 'answered', factor: HOUR, unit: 'hour' },
  'answered-in-1-day': { of: 'answered-in-1-day', per: 'answered', factor: 100, unit: 'percent' },
  'answered-in-3-days': { of: 'answered-in-3-days', per: 'answered', factor: 100, unit: 'percent' },
  'answered-in-7-days': { of: 'answered-in-7-days', per: 'answered', factor: 100, unit: 'percent' },
  'forgeries-reported': { of: 'forgeries-reported', unit: 'count' },
  'forgeries-confirmed': { of: 'forgeries-confirmed', unit: 'count' },
} as const satisfies Readonly<Record<string, Measure>>;
export type MeasureName = keyof typeof MEASURES;
// Object.keys forgets the literal types.
export const MEASURE_NAMES = Object.freeze(Object.keys(MEASURES) as MeasureName[]);
