import { toTenth } from './rounding.ts';

/** Every month from the first to the last, so that a month without acts is a gap of its own. */
export function monthsBetween(first: string, last: string): readonly string[] {
  const placeOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const from = placeOf(first);
  return Array.from({ length: Math.max(0, placeOf(last) - from + 1) }, (_, index) => {
    const place = from + index;
    return `${String(Math.floor(place / 12)).padStart(4, '0')}-${String((place % 12) + 1).padStart(2, '0')}`;
  });
}

/** Every month between the first and the last that there is, those without anything as `blank` makes them. */
export function everyMonth<Row>(
  rows: readonly Row[],
  monthOf: (row: Row) => string,
  blank: (month: string) => Row,
): readonly Row[] {
  const known = new Map(rows.map((row) => [monthOf(row), row]));
  const months = [...known.keys()].toSorted();
  return monthsBetween(months[0] ?? '', months.at(-1) ?? '').map((month) => known.get(month) ?? blank(month));
}

/** Hours and percents to one place: more would claim what nobody measured. */
export function rounded(amount: number | undefined, unit: string): number | undefined {
  if (amount === undefined) return undefined;
  return unit === 'hour' || unit === 'percent' ? toTenth(amount) : Math.round(amount);
}
