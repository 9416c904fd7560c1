const LENGTH = 10;
const DASH = 45;
const MILLISECONDS = 86_400_000;

/** The day of a moment or day as its document wrote it; undefined for anything else. */
export function dayOf(text: string | undefined): string | undefined {
  const moment = momentOf(text);
  return moment === undefined || moment.length === LENGTH ? moment : moment.slice(0, LENGTH);
}

/** A moment or day as its document wrote it, which sorts after its own day and before the next; undefined for anything else. */
export function momentOf(text: string | undefined): string | undefined {
  return text === undefined || !beginsWithDay(text) ? undefined : text;
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

/** Days since 1970-01-01, of a day or a moment that begins with it. */
export function dayNumber(day: string): number {
  const [year, month, date] = [numberAt(day, 0, 4), numberAt(day, 5, 7), numberAt(day, 8, 10)];
  // Months that are none, and years that are taken for those of a century, are left to what is built in.
  if (!(year >= 100 && month >= 1 && month <= 12))
    return Math.floor(Date.UTC(year, month - 1, date) / MILLISECONDS);
  // Counted from March a leap day is the last of its year (the proleptic Gregorian calendar of ISO 8601-1 §4.2.1).
  const marches = month > 2 ? year : year - 1;
  const months = month > 2 ? month - 3 : month + 9;
  const leaps = Math.floor(marches / 4) - Math.floor(marches / 100) + Math.floor(marches / 400);
  return marches * 365 + leaps + Math.floor((months * 153 + 2) / 5) + date - DAYS_TO_EPOCH;
}

/** From the first of March of the year 0, less one, to 1970-01-01. */
const DAYS_TO_EPOCH = 719_469;

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
  if (!beginsWithDay(expires)) return undefined;
  return daysBetween(day, expires) - Number(isMidnight(expires));
}

function isMidnight(moment: string): boolean {
  if (moment.length === LENGTH || moment.startsWith('T00:00:00Z', LENGTH)) return true;
  return moment.startsWith('T00:00', LENGTH) && /^T00:00(:00(\.0+)?)?(Z|[+-]|$)/.test(moment.slice(LENGTH));
}
