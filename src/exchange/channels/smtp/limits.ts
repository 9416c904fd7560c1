import { addressKey, type Clock } from '../../../base/index.ts';

export interface ServerLimits {
  /** Connections at once, of all and of one address (an IPv6 subscriber counts as one). */
  readonly connections: number;
  readonly connectionsOfOne: number;
  readonly mailsPerMinute: number;
  /** Bytes of mails in memory at once. */
  readonly memoryBytes: number;
}

export const USUAL_LIMITS: ServerLimits = {
  connections: 64,
  connectionsOfOne: 8,
  mailsPerMinute: 600,
  memoryBytes: 268_435_456,
};

/** Most addresses remembered; beyond, the whole minute is forgotten rather than memory filled. */
const MOST_ADDRESSES = 10_000;

/** Counts what each address does, and what all have in memory. */
export class Allowance {
  readonly #limits: ServerLimits;
  readonly #clock: Clock;
  readonly #open = new Map<string, number>();
  readonly #mails = new Map<string, number>();
  #minute = 0;
  #held = 0;

  constructor(limits: ServerLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Whether an address may have one more connection; to be given back by `disconnect`. */
  connect(address: string): boolean {
    const key = addressKey(address);
    const open = this.#open.get(key) ?? 0;
    if (open >= this.#limits.connectionsOfOne) return false;
    this.#open.set(key, open + 1);
    return true;
  }

  disconnect(address: string): void {
    const key = addressKey(address);
    const open = (this.#open.get(key) ?? 0) - 1;
    if (open > 0) this.#open.set(key, open);
    else this.#open.delete(key);
  }

  /** Whether an address may send one more mail in this minute. */
  mail(address: string): boolean {
    const minute = Math.floor(this.#clock().getTime() / 60_000);
    if (minute !== this.#minute || this.#mails.size > MOST_ADDRESSES) this.#mails.clear();
    this.#minute = minute;
    const key = addressKey(address);
    const sent = (this.#mails.get(key) ?? 0) + 1;
    this.#mails.set(key, sent);
    return sent <= this.#limits.mailsPerMinute;
  }

  /** Whether so many more bytes fit into memory; to be given back by `release`. */
  hold(bytes: number): boolean {
    if (this.#held + bytes > this.#limits.memoryBytes) return false;
    this.#held += bytes;
    return true;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }
}
