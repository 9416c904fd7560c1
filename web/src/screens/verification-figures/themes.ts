/** What can be asked: measures that belong in one picture, since they have one unit. */
export const THEMES = {
  rate: ['automatic-rate', 'manual-rate'],
  cases: ['automatic', 'manual', 'held', 'inquired', 'refused'],
  decided: ['cases'],
  time: ['hours-saved'],
  paper: ['paper-not-asked'],
  fallback: ['fallback'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Theme = keyof typeof THEMES;
// Object.keys forgets the literal types.
export const THEME_NAMES = Object.keys(THEMES) as readonly Theme[];

export const DIMENSIONS = [
  'month',
  'country',
  'office',
  'chapter',
  'heading',
  'port',
  'reason',
  'rule',
  'scheme',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Reasons and rules are counted by declarations alone, schemes by papers. */
const ONLY: Readonly<Partial<Record<Dimension, Theme>>> = {
  reason: 'decided',
  rule: 'decided',
  scheme: 'paper',
};

export interface Asked {
  readonly theme: Theme;
  readonly by: Dimension;
  readonly from?: string;
  readonly until?: string;
  /** One key of a dimension, shown by month. */
  readonly of?: KeyedDimension;
  readonly key?: string;
}
export type KeyedDimension = Exclude<Dimension, 'month' | 'office'>;

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** What an address asks for; what it says that is of no known form is passed over. */
export function askedOf(search: Readonly<Record<string, string>>): Asked {
  const by = DIMENSIONS.find((name) => name === search['by']) ?? 'month';
  const of = DIMENSIONS.find(
    (name): name is KeyedDimension => name === search['of'] && name !== 'month' && name !== 'office',
  );
  const { from, until, key } = search;
  const isNarrowed = of !== undefined && key !== undefined && (by === 'month' || by === 'office');
  const asked = THEME_NAMES.find((name) => name === search['measure']) ?? 'rate';
  return {
    theme: ONLY[isNarrowed ? of : by] ?? asked,
    by,
    ...(from !== undefined && MONTH.test(from) ? { from } : {}),
    ...(until !== undefined && MONTH.test(until) ? { until } : {}),
    ...(isNarrowed ? { of, key } : {}),
  };
}
