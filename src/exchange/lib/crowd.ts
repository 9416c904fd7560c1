interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Items that are committed together at most. */
const MOST = 256;

/** Whatever arrives while a commit is under way goes into the next one together; nobody waits for a clock. */
export class Crowd<Item, Result> {
  readonly #commit: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly #isolates: (error: unknown) => boolean;
  readonly #waiting: Waiting<Item, Result>[] = [];
  #underWay: Promise<void> | undefined;

  /** `isolates`: whether a failure may be due to a single item, so that they are tried one by one. */
  constructor(
    commit: (items: readonly Item[]) => Promise<readonly Result[]>,
    isolates: (error: unknown) => boolean,
  ) {
    this.#commit = commit;
    this.#isolates = isolates;
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#underWay ??= this.#work();
    });
  }

  /** After everything that was added. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  async #work(): Promise<void> {
    // What was added in the same turn belongs together.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#together(this.#waiting.splice(0, MOST));
    this.#underWay = undefined;
  }

  async #together(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#commit(group.map(({ item }) => item));
      group.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error('a commit answers every item'));
        else resolve(result);
      });
    } catch (error) {
      if (group.length === 1 || !this.#isolates(error)) group.forEach(({ reject }) => reject(error));
      else for (const one of group) await this.#together([one]);
    }
  }
}
