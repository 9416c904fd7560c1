/** What a decision can be, from mild to grave; the gravest of an item counts. */
export const OUTCOMES = ['pass', 'hold', 'inquire', 'refuse'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Who must do something about a reason. */
export const ACTORS = ['nobody', 'trader', 'officer', 'issuer', 'inspector'] as const;
export type ReasonActor = (typeof ACTORS)[number];

export function gravest(outcomes: readonly Outcome[]): Outcome {
  let worst: Outcome = 'pass';
  for (const each of outcomes) worst = graver(worst, each);
  return worst;
}

const GRAVITY: Readonly<Record<Outcome, number>> = { pass: 0, hold: 1, inquire: 2, refuse: 3 };

/** The graver of two. */
export function graver(one: Outcome, other: Outcome): Outcome {
  return GRAVITY[other] > GRAVITY[one] ? other : one;
}
