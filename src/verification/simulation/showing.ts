import { OUTCOMES, type Outcome } from '../facts/index.ts';
import { NOTHING, type ChangedCase, type ChangedGoods, type Tally } from './tally.ts';

export const SIMULATION_STATES = ['running', 'done', 'stopped', 'failed'] as const;

/** A draft decided over stored cases, as far as it has come. One that waits for its turn runs, too: nothing is done yet. */
export interface SimulationShown {
  readonly id: string;
  readonly table: string;
  readonly state: (typeof SIMULATION_STATES)[number];
  /** Days of the cases' last decisions, the last one not included; YYYY-MM-DD. */
  readonly from: string;
  readonly until: string;
  /** RFC 3339. */
  readonly begun: string;
  readonly ended?: string;
  readonly done: number;
  readonly total: number;
  /** Cases decided otherwise: `group` for other reasons alone, `different` with another outcome. */
  readonly changed: number;
  readonly exact: number;
  readonly group: number;
  readonly different: number;
  /** Cases that could not be decided again. */
  readonly unreadable: number;
  readonly outcomes: readonly { readonly before: Outcome; readonly after: Outcome; readonly count: number }[];
  readonly reasons: readonly { readonly code: string; readonly before: number; readonly after: number }[];
  readonly samples: readonly ChangedCase[];
  /** Goods items whose outcome changes: by country of origin and by heading, with their value. */
  readonly countries: readonly ShownGoods[];
  readonly headings: readonly ShownGoods[];
}

export interface ShownGoods {
  readonly key: string;
  readonly items: number;
  readonly values: readonly { readonly currency: string; readonly amount: string }[];
}

/** A row of the table as the driver gives it. */
export interface SimulationRow {
  readonly id: string;
  readonly name: string;
  readonly state: 'waiting' | (typeof SIMULATION_STATES)[number];
  readonly first: string;
  readonly until: string;
  readonly total: number;
  readonly done: number;
  readonly result: Tally | null;
  readonly asked: Date;
  readonly ended: Date | null;
}

export function shownSimulation(row: SimulationRow): SimulationShown {
  const tally = row.result ?? NOTHING;
  const { exact, group, different, unreadable, samples } = tally;
  return {
    id: row.id,
    table: row.name,
    state: row.state === 'waiting' ? 'running' : row.state,
    from: row.first,
    until: row.until,
    begun: row.asked.toISOString(),
    ...(row.ended === null ? {} : { ended: row.ended.toISOString() }),
    done: row.done,
    total: row.total,
    changed: group + different,
    exact,
    group,
    different,
    unreadable,
    outcomes: OUTCOMES.flatMap((before) =>
      OUTCOMES.flatMap((after) => {
        const count = tally.outcomes[`${before} ${after}`] ?? 0;
        return count === 0 ? [] : [{ before, after, count }];
      }),
    ),
    reasons: Object.entries(tally.reasons)
      .map(([code, { before, after }]) => ({ code, before, after }))
      .toSorted((left, right) => shift(right) - shift(left) || (left.code < right.code ? -1 : 1)),
    samples,
    countries: goodsShown(tally.countries),
    headings: goodsShown(tally.headings),
  };
}

function shift({ before, after }: { readonly before: number; readonly after: number }): number {
  return Math.abs(after - before);
}

function goodsShown(goods: Readonly<Record<string, ChangedGoods>>): readonly ShownGoods[] {
  return Object.entries(goods)
    .map(([key, { items, values }]) => ({
      key,
      items,
      values: Object.entries(values)
        .map(([currency, amount]) => ({ currency, amount }))
        .toSorted((left, right) => (left.currency < right.currency ? -1 : 1)),
    }))
    .toSorted((left, right) => right.items - left.items || (left.key < right.key ? -1 : 1));
}
