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
  'authority',
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
  readonly authority?: string;
  readonly office?: string;
  /** Only one key of a dimension. */
  readonly of?: KeyedDimension;
  readonly key?: string;
}
type KeyedDimension = Exclude<Dimension, 'month' | 'office' | 'authority'>;

/** Whether one key of a dimension can be asked for. */
export function isKeyed(name: Dimension): name is KeyedDimension {
  return name !== 'month' && name !== 'office' && name !== 'authority';
}

export const KEYED_DIMENSIONS = DIMENSIONS.filter(isKeyed);

/** Sums are kept by one dimension at a time: what may be told apart where only one key of another is asked for. */
export function goesWith(by: string, of: string): boolean {
  return ['month', 'office', 'authority', of].includes(by) || (by === 'heading' && of === 'chapter');
}

const AUTHORITY = /^[A-Z]{2}-[A-Z0-9-]{1,30}$/;
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** What an address asks for; what it says that is of no known form is passed over. */
export function askedOf(search: Readonly<Record<string, string>>): Asked {
  const by = DIMENSIONS.find((name) => name === search['by']) ?? 'month';
  const of = KEYED_DIMENSIONS.find((name) => name === search['of']);
  const { from, until, key = '', authority = '', office = '' } = search;
  const isNarrowed = of !== undefined && key !== '' && goesWith(by, of);
  const asked = THEME_NAMES.find((name) => name === search['measure']) ?? 'rate';
  return {
    theme: ONLY[isNarrowed ? of : by] ?? asked,
    by,
    ...(from !== undefined && MONTH.test(from) ? { from } : {}),
    ...(until !== undefined && MONTH.test(until) ? { until } : {}),
    ...(AUTHORITY.test(authority) ? { authority } : {}),
    ...(office === '' ? {} : { office }),
    ...(isNarrowed ? { of, key } : {}),
  };
}
