import { CounterfoilError } from '../../../base/index.ts';

/** Faults that stop an import as a whole. What is wrong with one item is a refusal, see `item.ts` and `row.ts`. */
export const REGISTER_CODES = [
  'import-path-missing',
  'import-path-unusable',
  'import-source-changed',
  'import-taken-over',
  'import-mapping-invalid',
  'import-register-incomplete',
] as const;
export type RegisterCode = (typeof REGISTER_CODES)[number];

export class RegisterError extends CounterfoilError<RegisterCode> {
  override readonly name = 'RegisterError';
}
