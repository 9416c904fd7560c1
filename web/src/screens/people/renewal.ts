const DAY = 86_400_000;
/** An account that ends within so many milliseconds is offered for renewal. */
const SOON = 90 * DAY;

/** Within how many days accounts end that are looked for. */
export const ENDING = ['30', '90', '365'] as const;
export type Ending = (typeof ENDING)[number];

/** The moment before which accounts end that are looked for, from today on: RFC 3339. */
export function endOf(ending: Ending, now: Date): string {
  return new Date(now.getTime() + Number(ending) * DAY).toISOString();
}

/** Whether an account ends soon, or has ended. */
export function endsSoon(expires: string | undefined, now: Date): boolean {
  return expires !== undefined && Date.parse(expires) - now.getTime() < SOON;
}

/** A year from its end or, where that has passed, from today: RFC 3339. */
export function yearOn(expires: string, now: Date): string {
  const from = new Date(Math.max(Date.parse(expires), now.getTime()));
  from.setUTCFullYear(from.getUTCFullYear() + 1);
  return from.toISOString();
}
