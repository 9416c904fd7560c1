/** What can be asked: measures that belong in one picture, since they have one unit. */
export const THEMES = {
  certificates: ['certificates'],
  weight: ['kilograms'],
  verification: ['verified', 'passes', 'refusals', 'requests'],
  'refusal-rate': ['refusal-rate'],
  speed: ['result-hours', 'answer-hours'],
  inquiries: ['inquiries', 'answered'],
  answered: ['answered-in-1-day', 'answered-in-3-days', 'answered-in-7-days'],
  ended: ['withdrawn', 'replaced', 'cancelled', 'expired'],
  forgeries: ['forgeries-reported', 'forgeries-confirmed'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Theme = keyof typeof THEMES;
// Object.keys forgets the literal types.
export const THEME_NAMES = Object.keys(THEMES) as readonly Theme[];

export const DIMENSIONS = [
  'month',
  'year',
  'country',
  'destination',
  'authority',
  'office',
  'chapter',
  'heading',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Filters of the address that the API takes as they are. */
export const CONDITIONS = ['from', 'until', 'direction', 'country', 'destination', 'commodity'] as const;

export interface Asked {
  readonly theme: Theme;
  readonly by: Dimension;
  readonly conditions: Readonly<Partial<Record<(typeof CONDITIONS)[number], string>>>;
}

const FORMS: Readonly<Record<(typeof CONDITIONS)[number], RegExp>> = {
  from: /^\d{4}-(?:0[1-9]|1[0-2])$/,
  until: /^\d{4}-(?:0[1-9]|1[0-2])$/,
  direction: /^(?:in|out)$/,
  country: /^[A-Z]{2}$/,
  destination: /^[A-Z]{2}$/,
  commodity: /^\d{2}(?:\d{2})?$/,
};

/** What an address asks for; what it says that is of no known form is passed over. */
export function askedOf(search: Readonly<Record<string, string>>): Asked {
  const conditions = CONDITIONS.flatMap((name) => {
    const value = search[name];
    return value !== undefined && FORMS[name].test(value) ? [[name, value] as const] : [];
  });
  return {
    theme: THEME_NAMES.find((name) => name === search['measure']) ?? 'certificates',
    by: DIMENSIONS.find((name) => name === search['by']) ?? 'month',
    conditions: Object.fromEntries(conditions),
  };
}
