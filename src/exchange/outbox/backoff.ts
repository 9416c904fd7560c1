export interface Backoff {
  /** Milliseconds after the first failure. */
  readonly first: number;
  /** Milliseconds at most. */
  readonly most: number;
}

/** A message is tried at growing distances, up to six hours. */
export const MESSAGE_BACKOFF: Backoff = { first: 5_000, most: 21_600_000 };
/** A road that does not answer is tried by one message at a time, at least every quarter of an hour. */
export const ROAD_BACKOFF: Backoff = { first: 1_000, most: 900_000 };

/** The moment of the next attempt after so many failures: doubled each time, spread by half so that crowds part. */
export function nextAttempt(now: Date, failures: number, backoff: Backoff, jitter: () => number): Date {
  const doubled = backoff.first * 2 ** Math.min(Math.max(failures, 1) - 1, 30);
  return new Date(now.getTime() + Math.min(doubled, backoff.most) * (0.5 + jitter() / 2));
}
