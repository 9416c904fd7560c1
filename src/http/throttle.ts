/** How fast something may be done: `burst` at once, then `perMinute` in a steady stream. */
export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Token buckets by key, in the memory of one process. The number of buckets is bounded: when it is reached, the buckets
 * that have refilled are forgotten first, then the oldest, so that many keys cost a limited memory and no lock-out.
 */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();
  readonly #rate: Rate;
  readonly #maximumKeys: number;

  constructor(rate: Rate, maximumKeys = 100_000) {
    this.#rate = rate;
    this.#maximumKeys = maximumKeys;
  }

  /** Takes `cost` tokens at a moment in milliseconds. Returns 0 when granted, otherwise the seconds until it would be. */
  take(key: string, now: number, cost = 1): number {
    const { burst, perMinute } = this.#rate;
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      if (this.#buckets.size >= this.#maximumKeys) this.#forget(now);
      bucket = { tokens: burst, at: now };
      this.#buckets.set(key, bucket);
    } else {
      const gained = (Math.max(0, now - bucket.at) / 60_000) * perMinute;
      bucket.tokens = Math.min(burst, bucket.tokens + gained);
      bucket.at = now;
    }
    if (bucket.tokens >= cost) {
      bucket.tokens -= cost;
      return 0;
    }
    return Math.max(1, Math.ceil(((cost - bucket.tokens) / perMinute) * 60));
  }

  get size(): number {
    return this.#buckets.size;
  }

  #forget(now: number): void {
    const refill = (this.#rate.burst / this.#rate.perMinute) * 60_000;
    for (const [key, bucket] of this.#buckets) if (now - bucket.at >= refill) this.#buckets.delete(key);
    for (const key of this.#buckets.keys()) {
      if (this.#buckets.size < this.#maximumKeys * 0.9) break;
      this.#buckets.delete(key);
    }
  }
}
