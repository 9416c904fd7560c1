import { ordered } from '../../../base/index.ts';

/** What wants to be covered, and the places of the stocks that may cover it, the most wanted first. */
export interface Demand {
  readonly amount: bigint;
  readonly stocks: readonly number[];
}

/** How stocks are shared out. */
export interface Allocation {
  /** By demand, what it draws of each of its stocks, in their order. */
  readonly drawn: readonly (readonly bigint[])[];
  /** Whether a demand is among those that cannot all be covered, however stocks are shared out. */
  readonly isTight: readonly boolean[];
  /** Whether such demands compete for a stock. */
  readonly isTightStock: readonly boolean[];
  readonly users: Users;
}

/** Who may draw on a stock, by stock; `at` is its place among the user's own stocks. */
type Users = readonly (readonly { readonly demand: number; readonly at: number }[])[];

/** Shares as they are moved about. */
interface Board {
  readonly demands: readonly Demand[];
  readonly users: Users;
  readonly drawn: bigint[][];
  /** What is not covered yet, by demand. */
  readonly open: bigint[];
  /** What is left, by stock. */
  readonly left: bigint[];
}

/** Steps of improvement at most, for all rounds together; what is not covered by then counts as not to be covered. */
const MOST_STEPS = 4_000_000;

/**
 * Covers demands from stocks as far as at all possible: a maximal flow (Ford and Fulkerson), begun by giving each demand in its
 * order what is left of its stocks. What is tight is the same for every maximal flow: what residual paths from uncovered demands
 * reach.
 */
export function allocate(demands: readonly Demand[], capacities: readonly bigint[]): Allocation {
  const board: Board = {
    demands,
    users: usersOf(demands, capacities.length),
    drawn: demands.map(({ stocks }) => stocks.map(() => 0n)),
    open: demands.map(({ amount }) => amount),
    left: [...capacities],
  };
  demands.forEach(({ stocks }, demand) => {
    stocks.forEach((stock, at) => {
      const share = least(board.open[demand] ?? 0n, board.left[stock] ?? 0n);
      if (share > 0n) give(board, demand, at, share, stock);
    });
  });
  if (board.open.some((rest) => rest > 0n)) {
    const steps = demands.reduce((sum, { stocks }) => sum + stocks.length, capacities.length);
    for (let rounds = MOST_STEPS / steps; rounds > 0; rounds--) if (!improve(board)) break;
  }
  return tightOf(board);
}

function give({ drawn, open, left }: Board, demand: number, at: number, share: bigint, stock: number): void {
  move(drawn, demand, at, share);
  left[stock] = (left[stock] ?? 0n) - share;
  open[demand] = (open[demand] ?? 0n) - share;
}

/** A step of a path: the demand it comes from, the stock it goes to, and the step before. */
interface Step {
  readonly demand: number;
  readonly at: number;
  readonly stock: number;
  readonly before: Step | undefined;
}

/** Moves shares along the shortest path from an uncovered demand to a stock that has something left. */
function improve(board: Board): boolean {
  const { demands, users, drawn, open, left } = board;
  const visited = new Set<number>();
  const queue: Step[] = [];
  const extend = (demand: number, before: Step | undefined): void => {
    demands[demand]?.stocks.forEach((stock, at) => {
      if (visited.has(stock)) return;
      visited.add(stock);
      queue.push({ demand, at, stock, before });
    });
  };
  open.forEach((rest, demand) => {
    if (rest > 0n) extend(demand, undefined);
  });
  for (const step of queue) {
    if ((left[step.stock] ?? 0n) > 0n) {
      push(board, step);
      return true;
    }
    for (const { demand, at } of users[step.stock] ?? [])
      if ((drawn[demand]?.[at] ?? 0n) > 0n) extend(demand, step);
  }
  return false;
}

function push({ demands, drawn, open, left }: Board, last: Step): void {
  const path: Step[] = [];
  for (let step: Step | undefined = last; step !== undefined; step = step.before) path.unshift(step);
  const [first] = path;
  if (first === undefined) return;
  const placeOf = (demand: number, stock: number): number => demands[demand]?.stocks.indexOf(stock) ?? -1;
  let amount = least(open[first.demand] ?? 0n, left[last.stock] ?? 0n);
  for (const { demand, before } of path)
    if (before !== undefined) amount = least(amount, drawn[demand]?.[placeOf(demand, before.stock)] ?? 0n);
  for (const { demand, at, before } of path) {
    move(drawn, demand, at, amount);
    if (before !== undefined) move(drawn, demand, placeOf(demand, before.stock), -amount);
  }
  open[first.demand] = (open[first.demand] ?? 0n) - amount;
  left[last.stock] = (left[last.stock] ?? 0n) - amount;
}

function tightOf({ demands, users, drawn, open, left }: Board): Allocation {
  const isTight = demands.map(() => false);
  const isTightStock = left.map(() => false);
  const queue = open.flatMap((rest, demand) => (rest > 0n ? [demand] : []));
  for (const demand of queue) {
    if (isTight[demand] === true) continue;
    isTight[demand] = true;
    for (const stock of demands[demand]?.stocks ?? []) {
      if (isTightStock[stock] === true) continue;
      isTightStock[stock] = true;
      for (const user of users[stock] ?? [])
        if ((drawn[user.demand]?.[user.at] ?? 0n) > 0n) queue.push(user.demand);
    }
  }
  return { drawn, isTight, isTightStock, users };
}

function usersOf(demands: readonly Demand[], stocks: number): Users {
  const users: { demand: number; at: number }[][] = [];
  for (let stock = 0; stock < stocks; stock++) users.push([]);
  demands.forEach((demand, place) => {
    demand.stocks.forEach((stock, at) => users[stock]?.push({ demand: place, at }));
  });
  return users;
}

/** Demands that share stocks with one another, and these stocks; places in their order. */
export interface Part {
  readonly demands: readonly number[];
  readonly stocks: readonly number[];
  readonly isTight: boolean;
}

/**
 * Parts that share nothing with one another. Those that are tight stand apart from those that are not: what the tight ones leave is
 * nothing.
 */
export function partsOf(
  demands: readonly Demand[],
  { isTight, isTightStock, users }: Allocation,
): readonly Part[] {
  const seen = demands.map(() => false);
  const taken = isTightStock.map(() => false);
  const parts: Part[] = [];
  for (let start = 0; start < demands.length; start++) {
    if (seen[start] === true) continue;
    seen[start] = true;
    const tight = isTight[start] === true;
    const members = [start];
    const stocks: number[] = [];
    for (const member of members) {
      for (const stock of demands[member]?.stocks ?? []) {
        if (taken[stock] === true || (isTightStock[stock] === true) !== tight) continue;
        taken[stock] = true;
        stocks.push(stock);
        for (const { demand } of users[stock] ?? []) {
          if (seen[demand] === true || (isTight[demand] === true) !== tight) continue;
          seen[demand] = true;
          members.push(demand);
        }
      }
    }
    parts.push({ demands: ordered(members, ascending), stocks: ordered(stocks, ascending), isTight: tight });
  }
  return parts;
}

function ascending(left: number, right: number): number {
  return left - right;
}

function move(drawn: bigint[][], demand: number, at: number, amount: bigint): void {
  const shares = drawn[demand];
  if (shares !== undefined) shares[at] = (shares[at] ?? 0n) + amount;
}

function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
