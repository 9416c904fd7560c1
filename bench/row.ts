/**
 * One line of the benchmark table: our figure against a floor that was measured in the same run on the same machine.
 * `ratio` is always "more is better": ours ÷ floor where the figure is a rate, floor ÷ ours where it is a time or a size.
 */
export interface BenchRow {
  /** What was measured, and against what. */
  readonly what: string;
  readonly ours: number;
  readonly floor: number;
  /** Of `ours` and `floor`: `certificates/s`, `ms`, `MB`. */
  readonly unit: string;
  readonly ratio: number;
  /** The ratio that was promised; a row below it makes the run fail. */
  readonly atLeast: number;
}

/** A row of a rate: more is better. */
export function rateRow(row: Omit<BenchRow, 'ratio'>): BenchRow {
  return { ...row, ratio: row.ours / row.floor };
}

/** A row of a time or a size that has to stay below `floor`: less is better. */
export function limitRow(row: Omit<BenchRow, 'ratio' | 'atLeast'>): BenchRow {
  return { ...row, ratio: row.floor / row.ours, atLeast: 1 };
}
