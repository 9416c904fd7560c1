import { EcertError } from '../error.ts';

export interface GroupCommitOptions<Item, Context, Result> {
  /** Groups under way at a time, where crowds wait. */
  readonly transactions: number;
  /** Items whose contexts have equal names share a transaction. */
  readonly groupOf: (context: Context) => string;
  /** Bytes of an item, by which groups are bounded. */
  readonly sizeOf: (item: Item) => number;
  /** Commits a group; results in the order of the items. */
  readonly commit: (items: readonly Item[], context: Context) => Promise<readonly Result[]>;
  /** Whether a failure may be due to a single item, so that the items are tried one by one. */
  readonly isolates: (error: unknown) => boolean;
  /** Items that are on their way here: while there are any, a group waits for their company (none). */
  readonly expected?: () => number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface Group<Item, Context, Result> {
  readonly context: Context;
  readonly waiting: Waiting<Item, Result>[];
}

export const GROUP_ITEMS = 512;
export const GROUP_BYTES = 16_777_216;
/** So many items are worth a transaction beside the one under way; fewer cost less by waiting for its end together. */
const CROWD = 64;
/** So many items wait for no more company. */
const COMPANY = 32;
/** Milliseconds for which items wait for company that is on its way. */
const PATIENCE = 20;

/**
 * Group commit: whatever arrives while a transaction is under way goes into the next one together. An item on its own
 * is committed at once, a crowd shares the cost of the commit, and nobody waits but a moment for those on their way.
 */
export class GroupCommit<Item, Context, Result> {
  readonly #options: GroupCommitOptions<Item, Context, Result>;
  readonly #groups = new Map<string, Group<Item, Context, Result>>();
  readonly #underWay = new Set<Promise<void>>();
  #scheduled = false;
  #closed = false;
  #waiting = 0;
  #patience: NodeJS.Timeout | undefined;
  #isPatient = true;

  constructor(options: GroupCommitOptions<Item, Context, Result>) {
    this.#options = options;
  }

  add(item: Item, context: Context): Promise<Result> {
    if (this.#closed) return Promise.reject(new EcertError('intake-closed'));
    return new Promise((resolve, reject) => {
      const name = this.#options.groupOf(context);
      let group = this.#groups.get(name);
      if (group === undefined) this.#groups.set(name, (group = { context, waiting: [] }));
      group.waiting.push({ item, resolve, reject });
      this.#waiting += 1;
      this.#schedule();
    });
  }

  /** An item that was expected does not come. */
  reconsider(): void {
    if (this.#waiting > 0) this.#schedule();
  }

  /** Ends after everything that was added. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#underWay.size > 0 || this.#groups.size > 0) {
      this.#start();
      await Promise.all(this.#underWay);
    }
  }

  /** After what arrived together has been added. */
  #schedule(): void {
    if (this.#scheduled || !this.#mayStart()) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#start();
    });
  }

  #mayStart(): boolean {
    if (this.#underWay.size === 0) return this.#waiting === 0 || !this.#awaitsCompany();
    if (this.#underWay.size >= this.#options.transactions) return false;
    const [next] = this.#groups.values();
    return next !== undefined && next.waiting.length >= CROWD;
  }

  /** Whether waiting a moment makes a group worth more than it costs. */
  #awaitsCompany(): boolean {
    if (this.#closed || !this.#isPatient || this.#waiting >= COMPANY) return false;
    if ((this.#options.expected?.() ?? 0) === 0) return false;
    this.#patience ??= setTimeout(() => {
      this.#patience = undefined;
      this.#isPatient = false;
      this.#start();
    }, PATIENCE);
    return true;
  }

  #start(): void {
    while (this.#mayStart()) {
      const [next] = this.#groups;
      if (next === undefined) return;
      const [name, group] = next;
      const taken = this.#take(group);
      this.#waiting -= taken.length;
      clearTimeout(this.#patience);
      this.#patience = undefined;
      this.#isPatient = true;
      this.#groups.delete(name);
      // What is left over queues behind the other groups.
      if (group.waiting.length > 0) this.#groups.set(name, group);
      const run = this.#run(taken, group.context).finally(() => {
        this.#underWay.delete(run);
        this.#start();
      });
      this.#underWay.add(run);
    }
  }

  #take(group: Group<Item, Context, Result>): Waiting<Item, Result>[] {
    let bytes = 0;
    let count = 0;
    for (const { item } of group.waiting) {
      bytes += this.#options.sizeOf(item);
      if (count > 0 && (count >= GROUP_ITEMS || bytes > GROUP_BYTES)) break;
      count += 1;
    }
    return group.waiting.splice(0, count);
  }

  async #run(taken: readonly Waiting<Item, Result>[], context: Context): Promise<void> {
    try {
      const results = await this.#options.commit(
        taken.map(({ item }) => item),
        context,
      );
      taken.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error('a group was answered with too few results'));
        else resolve(result);
      });
    } catch (error) {
      if (taken.length > 1 && this.#options.isolates(error)) {
        for (const one of taken) await this.#run([one], context);
      } else {
        for (const { reject } of taken) reject(error);
      }
    }
  }
}
