import type { ProvenLeaf, Proofs } from './proofs.ts';

interface Waiter {
  readonly missing: Set<string>;
  readonly proven: Map<string, ProvenLeaf>;
  readonly done: () => void;
}

/**
 * Waits for leaves to be proven, whichever process sequences them. All who wait share one look at the log, taken
 * after each round of this process and otherwise every `interval` milliseconds while anybody waits.
 */
export class Waiting {
  readonly #proofs: Proofs;
  readonly #interval: number;
  readonly #waiters = new Set<Waiter>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking = false;
  #again = false;

  constructor(proofs: Proofs, interval: number) {
    this.#proofs = proofs;
    this.#interval = interval;
  }

  /** The leaves that were proven before the time was up, by id; the rest follows later, or its act never committed. */
  async wait(ids: readonly string[], milliseconds: number): Promise<ReadonlyMap<string, ProvenLeaf>> {
    const proven = new Map<string, ProvenLeaf>();
    if (ids.length === 0) return proven;
    await new Promise<void>((resolve) => {
      const timeout = setTimeout(() => {
        waiter.done();
      }, milliseconds);
      const waiter: Waiter = {
        missing: new Set(ids),
        proven,
        done: () => {
          clearTimeout(timeout);
          this.#waiters.delete(waiter);
          resolve();
        },
      };
      this.#waiters.add(waiter);
      this.#schedule();
    });
    return proven;
  }

  /** Looks now: a round has ended. */
  wake(): void {
    if (this.#waiters.size === 0) return;
    if (this.#looking) this.#again = true;
    else void this.#look();
  }

  /** Lets everybody go with what is proven so far. */
  close(): void {
    clearTimeout(this.#timer);
    for (const waiter of this.#waiters) waiter.done();
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#looking || this.#waiters.size === 0) return;
    this.#timer = setTimeout(() => void this.#look(), this.#interval);
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#looking = true;
    try {
      do {
        this.#again = false;
        const missing = new Set([...this.#waiters].flatMap((waiter) => [...waiter.missing]));
        this.#settle(await this.#proofs.proofsOf([...missing]));
      } while (this.#again);
    } catch {
      // The database is away; those who wait are told by their own time limit, and the next look tries again.
    } finally {
      this.#looking = false;
      this.#schedule();
    }
  }

  #settle(proofs: ReadonlyMap<string, ProvenLeaf>): void {
    for (const waiter of this.#waiters) {
      for (const id of waiter.missing) {
        const proof = proofs.get(id);
        if (proof === undefined) continue;
        waiter.proven.set(id, proof);
        waiter.missing.delete(id);
      }
      if (waiter.missing.size === 0) waiter.done();
    }
  }
}
