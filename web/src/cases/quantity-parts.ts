/** Quantities of one line of a certificate, exact decimals of one unit. */
export interface Quantities {
  readonly unit: string;
  readonly certified: string;
  /** Used up by others, held by others. */
  readonly used?: string | undefined;
  readonly held?: string | undefined;
  /** Of the declaration that is looked at. */
  readonly own?: string | undefined;
  readonly free?: string | undefined;
  readonly tolerance?: string | undefined;
  /** What goes beyond what is certified. */
  readonly excess?: string | undefined;
}

/** Parts in the order in which they are told. */
export const PARTS = ['used', 'held', 'own', 'free', 'tolerance', 'excess'] as const;

interface BarPart {
  readonly name: 'used' | 'held' | 'own' | 'excess';
  /** Shares of the whole bar, 0 to 1. */
  readonly from: number;
  readonly size: number;
}

/** Where the parts of a bar begin and how long they are; only drawn by, so floating numbers do. */
export function barOf(quantities: Quantities): {
  readonly parts: readonly BarPart[];
  /** Places of what is certified, and of that with its tolerance. */
  readonly limit: number;
  readonly tolerated: number;
} {
  const certified = read(quantities.certified);
  const used = read(quantities.used);
  const held = read(quantities.held);
  const own = read(quantities.own);
  const tolerated = certified + read(quantities.tolerance);
  const taken = used + held + own;
  const whole = Math.max(certified, tolerated, taken) || 1;
  const excess = Math.max(0, taken - certified);
  const within = Math.max(0, own - excess);
  const sizes = [
    ['used', used],
    ['held', held],
    ['own', within],
    ['excess', own - within],
  ] as const;
  const parts: BarPart[] = [];
  let from = 0;
  for (const [name, size] of sizes) {
    if (size > 0) parts.push({ name, from: from / whole, size: size / whole });
    from += size;
  }
  return { parts, limit: certified / whole, tolerated: tolerated / whole };
}

function read(value: string | undefined): number {
  const number = Number(value ?? 0);
  return Number.isFinite(number) && number > 0 ? number : 0;
}
