/** What was made lately, by its name, up to a total size; the longest unused goes first. Makings in progress are shared. */
export class Remembered<Value> {
  readonly #most: number;
  readonly #sizeOf: (value: Value) => number;
  readonly #kept = new Map<string, { readonly value: Value; readonly size: number }>();
  readonly #making = new Map<string, Promise<Value>>();
  #size = 0;

  constructor(most: number, sizeOf: (value: Value) => number) {
    this.#most = most;
    this.#sizeOf = sizeOf;
  }

  async get(name: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(name);
    if (known !== undefined) {
      this.#kept.delete(name);
      this.#kept.set(name, known);
      return known.value;
    }
    const making = this.#making.get(name) ?? make();
    this.#making.set(name, making);
    try {
      const value = await making;
      this.#keep(name, value);
      return value;
    } finally {
      this.#making.delete(name);
    }
  }

  #keep(name: string, value: Value): void {
    if (this.#kept.has(name)) return;
    const size = this.#sizeOf(value);
    if (size > this.#most / 4) return;
    this.#kept.set(name, { value, size });
    this.#size += size;
    for (const [oldest, { size: freed }] of this.#kept) {
      if (this.#size <= this.#most) break;
      this.#kept.delete(oldest);
      this.#size -= freed;
    }
  }
}
