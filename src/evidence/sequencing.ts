import type { Round, Sequencer } from './sequencer.ts';

export interface SequencingOptions {
  /** Milliseconds between looks at the queue when nobody wakes it (200). */
  readonly interval?: number;
  /** Least milliseconds from one round to the next, so that acts that come together share a round (10). */
  readonly gap?: number;
  /** Told of every round that this process made. */
  readonly onRound?: (round: Round) => void;
  /** Told of a round that failed; the next is tried after a pause that grows to two seconds. */
  readonly onFault?: (error: unknown) => void;
}

/** How the rounds of this process fare; for readiness and metrics. */
export interface SequencingState {
  /** Milliseconds of monotonic time since the last round, or look at an empty queue, that ended without a fault. */
  readonly sinceSuccess: number;
  readonly faultsInARow: number;
  readonly taken: number;
  readonly rounds: number;
}

/** Runs rounds until it is stopped. */
export class Sequencing {
  readonly #sequencer: Sequencer;
  readonly #options: SequencingOptions;
  #running = true;
  #awake = false;
  #wake: (() => void) | undefined;
  readonly #ended: Promise<void>;
  #success = performance.now();
  #faults = 0;
  #taken = 0;
  #rounds = 0;

  constructor(sequencer: Sequencer, options: SequencingOptions = {}) {
    this.#sequencer = sequencer;
    this.#options = options;
    this.#ended = this.#run();
  }

  /** Something was committed to the queue: do not wait for the interval. */
  wake(): void {
    this.#awake = true;
    this.#wake?.();
  }

  state(): SequencingState {
    return {
      sinceSuccess: performance.now() - this.#success,
      faultsInARow: this.#faults,
      taken: this.#taken,
      rounds: this.#rounds,
    };
  }

  /** Ends after the round that is under way. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#wake?.();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { interval = 200, gap = 10 } = this.#options;
    while (this.#running) {
      const more = await this.#attempt();
      if (this.#faults > 0) await this.#pause(Math.min(2000, interval * 2 ** Math.min(this.#faults, 8)));
      else if (!more) await this.#pause(interval);
      if (this.#running && this.#awake) await this.#sleep(gap);
    }
  }

  /** Whether another round should follow at once. */
  async #attempt(): Promise<boolean> {
    const woken = this.#awake;
    this.#awake = false;
    try {
      if (!woken && !(await this.#sequencer.hasWork())) {
        this.#succeeded();
        return false;
      }
      const round = await this.#sequencer.round();
      this.#succeeded();
      if (!round.turn) return false;
      this.#rounds += 1;
      this.#taken += round.taken;
      this.#options.onRound?.(round);
      return round.taken > 0 && (await this.#sequencer.hasWork());
    } catch (error) {
      this.#faults += 1;
      this.#options.onFault?.(error);
      return false;
    }
  }

  #succeeded(): void {
    this.#success = performance.now();
    this.#faults = 0;
  }

  /** Sleeps until the time is up or somebody wakes it. */
  async #pause(milliseconds: number): Promise<void> {
    if (this.#awake || !this.#running) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    });
  }
}
