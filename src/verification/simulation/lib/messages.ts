import type { RuleBook } from '../../deciding/index.ts';
import type { SimulatedCase, Tally } from '../tally.ts';

/** The rules of one office: those in force, and those with the draft in its place. */
export interface BookPair {
  readonly before: RuleBook;
  readonly after: RuleBook;
}

/** A stored case, its input as the text that is kept. */
export interface StoredCase extends SimulatedCase {
  readonly office: string;
  readonly input: string;
}

/** What the thread is told. */
export type SimulatorMessage =
  | { readonly kind: 'book'; readonly office: string; readonly books: BookPair }
  | { readonly kind: 'cases'; readonly cases: readonly StoredCase[] };

/** What it answers to each portion of cases. */
export type SimulatorAnswer = Tally;
