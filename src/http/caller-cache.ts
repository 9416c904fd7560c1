import type { Clock } from '../base/index.ts';
import type { AccessService, Caller } from './services/access.ts';

interface Remembered {
  readonly caller: Caller;
  readonly until: number;
}

/** A closed session or a lost right takes effect everywhere within so many milliseconds, here at once. */
const REMEMBERED_FOR = 2_000;
const MAXIMUM_CALLERS = 20_000;

/**
 * Callers by token, remembered for two seconds, so that a partner who asks a thousand times a second is looked up once.
 * Only what was found is remembered: a stranger's guesses cost a look-up each and are throttled by address.
 */
export class CallerCache {
  readonly #remembered = new Map<string, Remembered>();
  readonly #asked = new Map<string, Promise<Caller | undefined>>();
  readonly #access: AccessService;
  readonly #clock: Clock;

  constructor(access: AccessService, clock: Clock) {
    this.#access = access;
    this.#clock = clock;
  }

  known(token: string): Caller | undefined {
    const found = this.#remembered.get(token);
    if (found === undefined) return undefined;
    if (found.until > this.#clock().getTime()) return found.caller;
    this.#remembered.delete(token);
    return undefined;
  }

  /** Looks a token up; callers that ask at the same time share one look-up. */
  ask(token: string): Promise<Caller | undefined> {
    const asked = this.#asked.get(token);
    if (asked !== undefined) return asked;
    const answer = this.#lookUp(token).finally(() => this.#asked.delete(token));
    this.#asked.set(token, answer);
    return answer;
  }

  forget(token: string): void {
    this.#remembered.delete(token);
    this.#asked.delete(token);
  }

  /** Forgets the callers of sessions that were closed by their name. */
  forgetSessions(ids: readonly string[]): void {
    const closed = new Set(ids);
    for (const [token, { caller }] of this.#remembered) {
      if (caller.session !== undefined && closed.has(caller.session.id)) this.forget(token);
    }
  }

  /** Forgets an account whose rights have changed. */
  forgetAccount(account: string): void {
    for (const [token, { caller }] of this.#remembered) {
      if (caller.account === account) this.forget(token);
    }
  }

  async #lookUp(token: string): Promise<Caller | undefined> {
    const caller = await this.#access.callerOf(token);
    // A session that was closed while it was looked up is not remembered.
    if (caller !== undefined && this.#asked.has(token)) {
      if (this.#remembered.size >= MAXIMUM_CALLERS) this.#remembered.clear();
      this.#remembered.set(token, { caller, until: this.#clock().getTime() + REMEMBERED_FOR });
    }
    return caller;
  }
}
