import { CounterfoilError } from '../../base/index.ts';

/** Why an act on a rule pack did not take place; each a key of the words. */
export const PACK_CODES = [
  'pack-unreadable',
  'pack-not-known',
  'pack-faulty',
  'pack-foreign-authority',
] as const;
export type PackCode = (typeof PACK_CODES)[number];

/** A rule pack that cannot be used; its faults say where. */
export class PackError extends CounterfoilError<PackCode> {
  override readonly name = 'PackError';
}
