import type { Clock, RandomBytes } from '../../base/index.ts';
import type { Database } from '../../database/index.ts';
import type { Passwords } from '../passwords.ts';

/** What the parts of signing in work with. */
export interface Means {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly passwords: Passwords;
  /** 32 bytes that seal the secrets of code generators; where absent, accounts that have one cannot sign in by it. */
  readonly secretKey?: Uint8Array;
  /** Milliseconds for which a person stays signed in. */
  readonly sessionTerm: number;
}

/** Where somebody asks from: the address slows guesses, the rest is told to the owner of the account. */
export interface Whereabouts {
  readonly address: string;
  /** User-Agent, as it was sent. */
  readonly agent?: string;
}
