const LENGTH = 10;
const DASH = 45;
const MILLISECONDS = 86_400_000;

/** The day of a moment or day as its document wrote it; undefined for anything else. */
export function dayOf(text: string | undefined): string | undefined {
  if (text === undefined || !beginsWithDay(text)) return undefined;
  return text.length === LENGTH ? text : text.slice(0, LENGTH);
}

/** `YYYY-MM-DD`, sign by sign: dates are read several times for each comparison. */
function beginsWithDay(text: string): boolean {
  if (text.length < LENGTH) return false;
  for (let at = 0; at < LENGTH; at++) {
    const code = text.charCodeAt(at);
    if (at === 4 || at === 7 ? code !== DASH : code < 48 || code > 57) return false;
  }
  return true;
}

/** Days since 1970-01-01. */
export function dayNumber(day: string): number {
  return Math.floor(
    Date.UTC(numberAt(day, 0, 4), numberAt(day, 5, 7) - 1, numberAt(day, 8, 10)) / MILLISECONDS,
  );
}

function numberAt(text: string, from: number, until: number): number {
  let number = 0;
  for (let at = from; at < until; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

export function dayAfter(day: string, days: number): string {
  return new Date((dayNumber(day) + days) * MILLISECONDS).toISOString().slice(0, 10);
}

export function daysBetween(from: string, until: string): number {
  return dayNumber(until) - dayNumber(from);
}

/**
 * Days of validity after a day: 0 on the last day, negative afterwards. `expires` is the first moment at which a document is no
 * longer valid: midnight ends the day before.
 */
export function daysLeft(expires: string, day: string): number | undefined {
  const last = dayOf(expires);
  if (last === undefined) return undefined;
  const time = expires.slice(10);
  const isMidnight = time === '' || /^T00:00(:00(\.0+)?)?(Z|[+-]|$)/.test(time);
  return daysBetween(day, last) - Number(isMidnight);
}
