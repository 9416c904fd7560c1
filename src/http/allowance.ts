import { addressKey, type Clock } from '../base/index.ts';
import type { Guess } from '../access/index.ts';
import { HttpError } from './codes.ts';
import type { ServerOptions } from './options.ts';
import type { Cost } from './route.ts';
import type { Services } from './services.ts';
import { Throttle } from './throttle.ts';

/**
 * What one address, and one certificate number, may ask for in a minute. Kept by each process for itself, as a first wall; guesses
 * are counted by all processes together as well.
 */
export class Allowance {
  readonly #options: ServerOptions;
  readonly #services: Pick<Services, 'clock' | 'guess'>;
  readonly #clock: Clock;
  readonly #requests: Throttle;
  readonly #documents: Throttle;
  readonly #logins: Throttle;
  readonly #guesses: Throttle;
  readonly #guessedNumbers: Throttle;

  constructor(options: ServerOptions, services: Pick<Services, 'clock' | 'guess'>) {
    const perMinute = (rate: number, burst: number): Throttle => new Throttle({ burst, perMinute: rate });
    this.#options = options;
    this.#services = services;
    this.#clock = services.clock;
    this.#requests = perMinute(
      options.requestsPerMinute,
      Math.max(20, Math.ceil(options.requestsPerMinute / 6)),
    );
    this.#documents = perMinute(
      options.anonymousDocumentsPerMinute,
      Math.max(5, Math.ceil(options.anonymousDocumentsPerMinute / 4)),
    );
    this.#logins = perMinute(options.loginsPerMinute, options.loginsPerMinute);
    this.#guesses = perMinute(options.guessesPerMinute, options.guessesPerMinute);
    this.#guessedNumbers = perMinute(options.guessesPerMinute, options.guessesPerMinute * 3);
  }

  /** @throws {HttpError} `request-limit` with the seconds to wait. */
  spend(cost: Cost, address: string, isSignedIn: boolean): void {
    if (cost === 'free') return;
    const key = addressKey(address);
    const now = this.#clock().getTime();
    take(this.#requests, key, now);
    if (cost === 'document' && !isSignedIn) take(this.#documents, key, now);
    if (cost === 'login') take(this.#logins, key, now);
    if (cost === 'guess') take(this.#guesses, key, now);
  }

  /** One guess at one number, from wherever; whether the number exists makes no difference. */
  async guessAt(number: string): Promise<void> {
    const subject = number.slice(0, 200);
    take(this.#guessedNumbers, subject, this.#clock().getTime());
    await this.#guess('number', subject, 3);
  }

  /** One guess of an address, at whatever. */
  guessFrom(address: string): Promise<void> {
    return this.#guess('address', address, 1);
  }

  async #guess(of: Guess['of'], subject: string, times: number): Promise<void> {
    const { guessesPerMinute: perMinute } = this.#options;
    const seconds = await this.#services.guess({
      of,
      subject,
      bucket: { holds: perMinute * times, perMinute },
    });
    if (seconds > 0) throw new HttpError('request-limit', { seconds });
  }
}

function take(throttle: Throttle, key: string, now: number): void {
  const seconds = throttle.take(key, now);
  if (seconds > 0) throw new HttpError('request-limit', { seconds });
}
