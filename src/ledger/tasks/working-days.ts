const DAY = 86_400_000;

/** The same time of day so many working days later: Saturdays and Sundays (UTC) are passed over. */
export function addWorkingDays(from: Date, days: number): Date {
  let moment = from.getTime();
  for (let left = days; left > 0;) {
    moment += DAY;
    const weekday = new Date(moment).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return new Date(moment);
}

/** So many working days earlier. */
export function subtractWorkingDays(from: Date, days: number): Date {
  let moment = from.getTime();
  for (let left = days; left > 0;) {
    moment -= DAY;
    const weekday = new Date(moment).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return new Date(moment);
}
