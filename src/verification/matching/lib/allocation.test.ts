import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, partsOf, type Demand } from './allocation.ts';

const problem = fc.integer({ min: 1, max: 4 }).chain((stocks) =>
  fc.record({
    capacities: fc.array(fc.bigInt({ min: 0n, max: 6n }), { minLength: stocks, maxLength: stocks }),
    demands: fc.array(
      fc.record({
        amount: fc.bigInt({ min: 0n, max: 8n }),
        stocks: fc.shuffledSubarray(Array.from({ length: stocks }, (_, place) => place)),
      }),
      { maxLength: 5 },
    ),
  }),
);

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

/** The least cut (Ford and Fulkerson): over all sets of demands, what the others want and the set's stocks have. */
function mostCoverable(demands: readonly Demand[], capacities: readonly bigint[]): bigint {
  let least = sum(demands.map(({ amount }) => amount));
  for (let set = 0; set < 1 << demands.length; set++) {
    const inside = demands.filter((_, place) => (set & (1 << place)) !== 0);
    const outside = demands.filter((_, place) => (set & (1 << place)) === 0);
    const stocks = new Set(inside.flatMap((demand) => demand.stocks));
    const cut =
      sum(outside.map(({ amount }) => amount)) + sum([...stocks].map((stock) => capacities[stock] ?? 0n));
    if (cut < least) least = cut;
  }
  return least;
}

describe('sharing out', () => {
  it('covers as much as can be covered at all, and never more than a stock has or a demand wants', () => {
    fc.assert(
      fc.property(problem, ({ demands, capacities }) => {
        const { drawn } = allocate(demands, capacities);
        const used = capacities.map(() => 0n);
        demands.forEach(({ amount, stocks }, demand) => {
          const own = drawn[demand] ?? [];
          expect(own.every((share) => share >= 0n)).toBe(true);
          expect(sum(own) <= amount).toBe(true);
          stocks.forEach((stock, at) => (used[stock] = (used[stock] ?? 0n) + (own[at] ?? 0n)));
        });
        used.forEach((amount, stock) => expect(amount <= (capacities[stock] ?? 0n)).toBe(true));
        expect(sum(used)).toBe(mostCoverable(demands, capacities));
      }),
      { numRuns: 600 },
    );
  });

  it('calls tight exactly those demands that cannot all be covered, in whatever order they come', () => {
    fc.assert(
      fc.property(problem, ({ demands, capacities }) => {
        const { isTight } = allocate(demands, capacities);
        const reversed = allocate(demands.toReversed(), capacities).isTight.toReversed();
        expect(reversed).toEqual(isTight);
        expect(isTight.some(Boolean)).toBe(
          mostCoverable(demands, capacities) < sum(demands.map(({ amount }) => amount)),
        );
      }),
      { numRuns: 600 },
    );
  });

  it('tells apart what shares nothing; every demand is in one part, and every part that is tight has too little', () => {
    fc.assert(
      fc.property(problem, ({ demands, capacities }) => {
        const parts = partsOf(demands, allocate(demands, capacities));
        expect(parts.flatMap((part) => part.demands).toSorted((left, right) => left - right)).toEqual(
          demands.map((_, place) => place),
        );
        for (const part of parts) {
          const wanted = sum(part.demands.map((place) => demands[place]?.amount ?? 0n));
          const there = sum(part.stocks.map((place) => capacities[place] ?? 0n));
          expect(wanted > there).toBe(part.isTight);
        }
      }),
      { numRuns: 600 },
    );
  });
});
