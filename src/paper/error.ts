import { CounterfoilError } from '../base/index.ts';

/** Why a paper cannot be made; each a key of the words. */
export const PAPER_CODES = [
  'paper-not-sealed',
  'paper-number-unknown',
  'paper-busy',
  'paper-closed',
  'paper-not-set',
  'paper-seal-too-large',
  'paper-page-unknown',
  'status-list-unknown',
] as const;
export type PaperCode = (typeof PAPER_CODES)[number];

/** A paper that was not made. */
export class PaperError extends CounterfoilError<PaperCode> {
  override readonly name = 'PaperError';
}
