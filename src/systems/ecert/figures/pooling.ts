/** A number that may be told, under its key. */
export interface Told {
  readonly key: string;
  readonly amount: number;
}

export interface Pooled {
  readonly rows: readonly Told[];
  /** What is told together; absent where nothing had to be pooled, null where even the pool is too small to tell. */
  readonly others?: number | null;
}

/**
 * Numbers without those from which single cases could be told: whatever is below the smallest is told together with
 * others, so many of them that neither the pool nor the difference from a total gives one away.
 */
export function pooled(rows: readonly Told[], smallest: number): Pooled {
  const told = rows.filter(({ amount }) => amount > 0);
  const small = told.filter(({ amount }) => amount < smallest);
  if (small.length === 0) return { rows: told };
  const rest = told
    .filter(({ amount }) => amount >= smallest)
    .toSorted((left, right) => left.amount - right.amount);
  const sum = () => small.reduce((total, { amount }) => total + amount, 0);
  while ((small.length < 2 || sum() < smallest) && rest.length > 0) {
    const next = rest.shift();
    if (next !== undefined) small.push(next);
  }
  const shown = new Set(rest.map(({ key }) => key));
  return { rows: told.filter(({ key }) => shown.has(key)), others: sum() < smallest ? null : sum() };
}
