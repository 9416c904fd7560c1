import type { FieldName } from '../facts/index.ts';

/** What comparison makes of a field, as its values in {@link FIELDS} say. */
export type Match = 'equal' | 'different' | 'absent-declared' | 'absent-certified' | 'absent-both';

/** One field of the side-by-side screen: what the declaration says, what the certificate says. */
export interface Comparison {
  readonly field: FieldName;
  readonly declared?: string;
  readonly certified?: string;
  /** A value of the field: `equal`, `prefix`, `exceeds-line` … */
  readonly match: string;
  /** How far apart: days, digits in common, entries of lists that only one side has, a quantity with its unit and its percent. */
  readonly difference?: {
    readonly kind: 'days' | 'digits' | 'entries' | 'quantity';
    readonly size: string;
    readonly unit?: string;
    readonly percent?: string;
  };
}

/** Both sides of a field as texts, absent where they are not stated. */
export type Sides = Pick<Comparison, 'declared' | 'certified' | 'difference'>;
