import type { Round, Sequencer } from './sequencer.ts';

export interface SequencingOptions {
  /** Milliseconds between looks at the queue when nobody wakes it (200). */
  readonly interval?: number;
  /**
   * Least milliseconds from the end of one round to the next, so that acts that come together share a round (25). After
   * a long round it is twice as long as that round took: sequencing never takes more than a third of the time.
   */
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
  #stopped: (() => void) | undefined;
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
    this.#stopped?.();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { interval = 200, gap = 25 } = this.#options;
    while (this.#running) {
      const started = performance.now();
      const isFull = await this.#attempt();
      const took = performance.now() - started;
      if (isFull) continue;
      if (this.#faults > 0) await this.#sleep(Math.min(2000, interval * 2 ** Math.min(this.#faults, 8)));
      else await this.#sleep(gap === 0 ? 0 : Math.min(interval, Math.max(gap, 2 * took)));
      if (!this.#awake) await this.#pause(interval);
    }
  }

  /** Whether the round was full, so that another should follow at once. */
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
      return round.taken >= this.#sequencer.batch;
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

  /** Waits until the time is up, or somebody wakes it. */
  async #pause(milliseconds: number): Promise<void> {
    if (!this.#running) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  /** Waits until the time is up, or it is stopped. */
  async #sleep(milliseconds: number): Promise<void> {
    if (!this.#running || milliseconds === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#stopped = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#stopped = undefined;
  }
}
