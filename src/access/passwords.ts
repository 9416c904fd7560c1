import { hash, verify } from '@node-rs/argon2';
import { AccessError } from './error.ts';
import { isCommonPassword } from './signing-in/guessed-passwords.ts';

/** Argon2id with 19 MiB, two passes, one lane: what RFC 9106 calls for where memory is dear. 2 is Argon2id. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const SHORTEST = 10;
const LONGEST = 200;

/** Hashings at once: each holds 19 MiB and a core, and the rest of the process shares the thread pool. */
const AT_ONCE = 2;
/** Hashings that may wait; more are turned away, because they could not be answered in time anyway. */
const WAITING = 64;

/**
 * One spelling for what keyboards write in several: compatibility forms joined (RFC 8265, OpaqueString; full-width
 * forms of CJK keyboards besides).
 */
function spelling(password: string): string {
  return password.normalize('NFKC');
}

/** Hashes and checks passwords, a bounded number at once. */
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  #decoy: Promise<string> | undefined;

  /**
   * PHC text. Throws `password-unfit` when too short or too long, `password-common` when it is among those that are
   * guessed first; `context` is what anybody knows of its owner.
   */
  async hash(password: string, context: readonly string[] = []): Promise<string> {
    const text = spelling(password);
    if (text.length < SHORTEST || text.length > LONGEST) {
      throw new AccessError('password-unfit', { shortest: SHORTEST, longest: LONGEST });
    }
    if (isCommonPassword(text, context)) throw new AccessError('password-common');
    return this.#bounded(() => hash(text, COST));
  }

  /**
   * Whether a password fits a hash. Without a hash the same work is done on a decoy, so that an unknown login takes as
   * long as a wrong password. Throws `sign-in-limited` when too many wait.
   */
  async fits(stored: string | undefined, password: string): Promise<boolean> {
    const text = spelling(password.slice(0, LONGEST * 4)).slice(0, LONGEST);
    const against = stored ?? (await this.decoy());
    return (await this.#bounded(() => verify(against, text))) && stored !== undefined;
  }

  /** A hash that nobody's password fits; made once, before the first sign-in. */
  decoy(): Promise<string> {
    this.#decoy ??= hash('the password of nobody', COST);
    return this.#decoy;
  }

  async #bounded<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= WAITING) throw new AccessError('sign-in-limited', { seconds: 5 });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
