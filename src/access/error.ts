import { CounterfoilError } from '../base/index.ts';

/** Why an act of this room did not take place; each a key of the words. */
export const ACCESS_CODES = [
  'sign-in-limited',
  'access-forbidden',
  'account-exists',
  'account-not-known',
  'account-login-unfit',
  'account-role-not-known',
  'account-needs-authority',
  'account-no-password',
  'password-unfit',
  'token-term-unfit',
  'authority-not-known',
  'authority-key-unfit',
  'office-not-known',
  'office-key-unfit',
  'anchor-not-known',
  'anchor-exists',
  'anchor-unreadable',
  'anchor-term-unfit',
  'serial-unfit',
] as const;
export type AccessCode = (typeof ACCESS_CODES)[number];

export class AccessError extends CounterfoilError<AccessCode> {
  override readonly name = 'AccessError';
}
