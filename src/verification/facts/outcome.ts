/** What a decision can be, from mild to grave; the gravest of an item counts. */
export const OUTCOMES = ['pass', 'hold', 'inquire', 'refuse'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Who must do something about a reason. */
export const ACTORS = ['nobody', 'trader', 'officer', 'issuer', 'inspector'] as const;
export type ReasonActor = (typeof ACTORS)[number];

export function gravest(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce<Outcome>(
    (worst, each) => (OUTCOMES.indexOf(each) > OUTCOMES.indexOf(worst) ? each : worst),
    'pass',
  );
}
