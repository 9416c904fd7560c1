import type { Database } from '../../database/index.ts';
import { readOne, type ReadingOptions } from './reading.ts';
import { takeUnread } from './taking.ts';

export interface ReaderOptions extends ReadingOptions {
  readonly database: Database;
  /** Messages read at a time (8). */
  readonly atOnce?: number;
  /** Milliseconds for which a message belongs to whoever took it (120 000). */
  readonly lease?: number;
  readonly onCommitted?: () => void;
  readonly onFault?: (error: unknown) => void;
}

const SYSTEM = { kind: 'system' } as const;
const AT_ONCE = 8;
const LEASE = 120_000;
const PER_PARTNER = 16;

/** Reads what was kept, any number of processes beside one another. */
export class Reader {
  readonly #options: ReaderOptions;
  #underWay: Promise<number> | undefined;
  #stopped = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** Reads what is due, one round; returns how many messages it took. */
  look(): Promise<number> {
    this.#underWay ??= this.#round().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** Reads until nothing is due. */
  async drain(): Promise<void> {
    while ((await this.look()) > 0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#underWay;
  }

  async #round(): Promise<number> {
    const { database, clock, partners, onCommitted, lease, atOnce } = this.#options;
    const keys = [...new Set(partners.all().map(({ partner }) => partner))];
    if (keys.length === 0 || this.#stopped) return 0;
    const now = clock();
    const until = new Date(now.getTime() + (lease ?? LEASE));
    const unread = await database.transaction(SYSTEM, (transaction) =>
      takeUnread(transaction, keys, { now, until, limit: PER_PARTNER }),
    );
    const rest = [...unread];
    const worker = async (): Promise<void> => {
      for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
        const wasRead = await readOne(this.#options, next);
        if (wasRead) onCommitted?.();
      }
    };
    await Promise.all(Array.from({ length: atOnce ?? AT_ONCE }, worker));
    return unread.length;
  }
}
