import {
  addDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  type Decimal,
} from '../../../base/index.ts';
import type { Counted } from './measures.ts';

/** Where a contribution is counted. */
export interface Place {
  /** First day of the month, `2026-11-01`. */
  readonly month: string;
  readonly country: string;
  /** Empty where it is not known. */
  readonly destination: string;
  readonly authority: string;
  readonly office: string;
  /** Harmonized System codes, whole; counted by chapter and heading, each once. */
  readonly commodities: readonly string[];
}

const MINUS: Decimal = { coefficient: -1n, scale: 0 };

/** What one line of a history adds at a place; amounts are decimal text. */
export interface Contribution {
  readonly place: Place;
  readonly amounts: Readonly<Partial<Record<Counted, string>>>;
}

/** The first day of the month of a moment. */
export function monthOf(moment: string): string {
  return `${moment.slice(0, 7)}-01`;
}

/** A row of the sums. */
export interface SumRow {
  readonly measure: Counted;
  readonly grain: 'country' | 'office';
  readonly level: 0 | 2 | 4;
  readonly month: string;
  readonly country: string;
  readonly destination: string;
  readonly authority: string;
  readonly office: string;
  readonly commodity: string;
  readonly amount: string;
}

/** Adds contributions up to one row for each place and measure; rows of nothing fall away. */
export class Sums {
  readonly #rows = new Map<string, { readonly row: Omit<SumRow, 'amount'>; amount: Decimal }>();

  add({ place, amounts }: Contribution, sign: 1 | -1 = 1): void {
    for (const [measure, text] of Object.entries(amounts)) {
      const amount = parseDecimal(text);
      if (amount === undefined) continue;
      // Object.entries forgets that the names are those of the sums.
      const named = measure as Counted;
      for (const row of rowsOf(named, place))
        this.#add(row, sign === 1 ? amount : multiplyDecimals(amount, MINUS));
    }
  }

  rows(): readonly SumRow[] {
    return [...this.#rows.values()]
      .map(({ row, amount }) => ({ ...row, amount: formatDecimal(amount) }))
      .filter(({ amount }) => Number(amount) !== 0);
  }

  #add(row: Omit<SumRow, 'amount'>, amount: Decimal): void {
    const key = Object.values(row).join('\u0000');
    const known = this.#rows.get(key);
    if (known === undefined) this.#rows.set(key, { row, amount });
    else known.amount = addDecimals(known.amount, amount);
  }
}

function rowsOf(measure: Counted, place: Place): readonly Omit<SumRow, 'amount'>[] {
  const { month, country, destination, authority, office, commodities } = place;
  const level = (digits: 2 | 4) => [
    ...new Set(commodities.filter((code) => code.length >= digits).map((code) => code.slice(0, digits))),
  ];
  const codes = [
    { level: 0 as const, commodity: '' },
    ...level(2).map((commodity) => ({ level: 2 as const, commodity })),
    ...level(4).map((commodity) => ({ level: 4 as const, commodity })),
  ];
  return codes.flatMap(({ level: digits, commodity }) => {
    const shared = { measure, level: digits, month, country, destination, commodity };
    return [
      { ...shared, grain: 'country' as const, authority: '', office: '' },
      { ...shared, grain: 'office' as const, authority, office },
    ];
  });
}
