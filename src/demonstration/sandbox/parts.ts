import { HOME_AUTHORITY } from '../parties.ts';

/** The partner that anyone can be. ZZ is no country and never will be one (ISO 3166-1, user-assigned). */
export const SANDBOX_PARTNER = 'ZZ-SANDBOX';
export const SANDBOX_COUNTRY = 'ZZ';

/** Authorities with which the partner has agreements, each for trying one thing; they sort after the first. */
export const SANDBOX_AUTHORITIES = {
  live: HOME_AUTHORITY,
  testing: 'ZZ-TRIAL',
  suspended: 'ZZ-SUSPENDED',
  limited: 'ZZ-LIMITED',
} as const;

/** Largest content of a message, in bytes: small enough to be gone beyond in a moment. */
export const SANDBOX_BYTES = 262_144;
