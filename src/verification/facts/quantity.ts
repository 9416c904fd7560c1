/** Exact decimal text and its unit (UN/ECE Recommendation 20). Zero is a quantity; what was not stated is absent. */
export interface Amount {
  readonly value: string;
  readonly unit: string;
}

/** What a quantity of a goods item says. */
export const MEASURES = ['net-mass', 'gross-mass', 'statutory', 'second-statutory', 'transaction'] as const;
export type Measure = (typeof MEASURES)[number];

export interface Measured extends Amount {
  readonly measure: Measure;
}
