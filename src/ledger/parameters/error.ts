import { CounterfoilError } from '../../base/index.ts';

/** Why an act on parameters did not take place; each a key of the words. */
export const PARAMETER_CODES = [
  'parameter-not-known',
  'parameter-forbidden',
  'parameter-change-invalid',
] as const;
export type ParameterCode = (typeof PARAMETER_CODES)[number];

/** Faults of a proposal, and refusals of an approval; each a key of the words. */
export const PARAMETER_FAULTS = [
  'parameter-level-unfit',
  'parameter-instant-unfit',
  'parameter-period-unfit',
  'parameter-row-repeated',
  'parameter-own-proposal',
  'parameter-changed-meanwhile',
] as const;

/** An act on parameters that did not take place. */
export class ParameterError extends CounterfoilError<ParameterCode> {
  override readonly name = 'ParameterError';
}
