/** Entries up to which looking through them is quicker than hashing. */
const FEW = 8;

interface Entry<Key, Value> {
  readonly key: Key;
  readonly value: Value;
  readonly before: Entry<Key, Value> | undefined;
}

/**
 * A map of what there is mostly a handful of, as documents of a declaration or lines of a certificate: its entries are looked
 * through, and hashed only where they are many, so that it is a fraction of a `Map` in time and memory and slow for nobody.
 */
export class Handful<Key extends string | number, Value> {
  private last: Entry<Key, Value> | undefined = undefined;
  private size = 0;
  private hashed: Map<Key, Value> | undefined = undefined;

  get(key: Key): Value | undefined {
    if (this.hashed !== undefined) return this.hashed.get(key);
    for (let entry = this.last; entry !== undefined; entry = entry.before)
      if (entry.key === key) return entry.value;
    return undefined;
  }

  /** Of several values of one key the last counts. */
  set(key: Key, value: Value): void {
    if (this.hashed !== undefined) {
      this.hashed.set(key, value);
      return;
    }
    this.last = { key, value, before: this.last };
    this.size += 1;
    if (this.size > FEW) this.hashed = hashedOf(this.last);
  }
}

function hashedOf<Key, Value>(last: Entry<Key, Value>): Map<Key, Value> {
  const hashed = new Map<Key, Value>();
  for (let entry: Entry<Key, Value> | undefined = last; entry !== undefined; entry = entry.before)
    if (!hashed.has(entry.key)) hashed.set(entry.key, entry.value);
  return hashed;
}
