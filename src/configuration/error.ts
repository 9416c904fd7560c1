import { CounterfoilError } from '../base/index.ts';

/** Faults of the environment; each a key of the words. */
export const CONFIGURATION_CODES = [
  'configuration-faulty',
  'configuration-empty',
  'configuration-not-an-integer',
  'configuration-out-of-range',
  'configuration-not-a-choice',
  'configuration-not-a-flag',
  'configuration-not-a-url',
  'configuration-not-an-origin',
  'configuration-not-an-address-range',
  'configuration-not-a-mail-address',
  'configuration-unknown-variable',
  'configuration-both-or-neither',
  'configuration-needs',
] as const;
export type ConfigurationCode = (typeof CONFIGURATION_CODES)[number];

/** The environment cannot be used. `faults` lists every fault; a fault's `path` is the variable's name. */
export class ConfigurationError extends CounterfoilError<ConfigurationCode> {
  override readonly name = 'ConfigurationError';
}
