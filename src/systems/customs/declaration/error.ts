import { CounterfoilError } from '../../../base/index.ts';

/** Why an act on declarations is refused; each a key of the words. */
export const DECLARATION_CODES = [
  'declaration-invalid',
  'declaration-number-conflict',
  'declaration-authority-unfit',
  'declaration-declarant-unfit',
  'declaration-office-unfit',
  'declaration-number-fixed',
  'declaration-media-type',
  'decision-not-found',
  'inquiry-not-possible',
] as const;
export type DeclarationCode = (typeof DECLARATION_CODES)[number];

/** Why a well-formed act on a declaration is refused; each a key of the words. */
export const DECLARATION_REFUSALS = [
  'finalise-not-passed',
  'overrule-same',
  'overrule-not-proposed',
  'overrule-second-official',
  'amend-finished',
  'annul-not-released',
  'annul-not-proposed',
] as const;

/** Faults within a declaration; they stand in `errors[]`, never alone. */
export const DECLARATION_FAULTS = [
  'declaration-member',
  'declaration-item-repeated',
  'declaration-xml-line',
] as const;

/** An act on declarations that did not take place. */
export class DeclarationError extends CounterfoilError<DeclarationCode> {
  override readonly name = 'DeclarationError';
}
