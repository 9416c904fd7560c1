import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  normaliseDecimal,
  parseDecimal,
  type Decimal,
} from '../../../base/index.ts';
import { convert } from '../../../standards/index.ts';
import { cellReader, type CellReader } from './cell-reading.ts';
import type { RegisterMapping } from './register-mapping.ts';
import type { Row } from './row.ts';

/** Count and net weight of some certificates; kilograms of those weights that convert exactly. */
export interface Figures {
  readonly count: number;
  readonly kilograms: Decimal;
}

export const NO_FIGURES: Figures = { count: 0, kilograms: { coefficient: 0n, scale: 0 } };

/** What certificates are grouped by: year of issue, issuing office (place of issue), importing country; '' where unknown. */
export interface FigureKey {
  readonly year: string;
  readonly office: string;
  readonly country: string;
}

/** Figures of one side, by group. */
export class FigureTable {
  readonly #groups = new Map<string, Figures>();

  add(key: FigureKey, figures: Figures): void {
    const name = JSON.stringify([key.year, key.office, key.country]);
    this.#groups.set(name, sumOf(this.#groups.get(name) ?? NO_FIGURES, figures));
  }

  of({ year, office, country }: FigureKey): Figures {
    return this.#groups.get(JSON.stringify([year, office, country])) ?? NO_FIGURES;
  }

  keys(): readonly FigureKey[] {
    return [...this.#groups.keys()].map((name) => {
      // Written by `add`, as a list of three texts.
      const [year, office, country] = JSON.parse(name) as [string, string, string];
      return { year, office, country };
    });
  }
}

export function sumOf(left: Figures, right: Figures): Figures {
  return { count: left.count + right.count, kilograms: addDecimals(left.kilograms, right.kilograms) };
}

export function sameFigures(left: Figures, right: Figures): boolean {
  return left.count === right.count && compareDecimals(left.kilograms, right.kilograms) === 0;
}

export function kilogramsText({ kilograms }: Figures): string {
  return formatDecimal(normaliseDecimal(kilograms));
}

/** How the figures of a row are read: straight from its cells, without making a certificate of it. */
export interface FigureReader {
  readonly wanted: readonly string[];
  read(row: Row): { readonly key: FigureKey; readonly figures: Figures };
}

const ISSUED = /^exchangedDocument\.issueDateTime$/;
const OFFICE = /^exchangedDocument\.signatoryAuthentication\[\d+\]\.issueLocation\.name\[\d+\]$/;
const COUNTRY = /^consignment\.importCountry\.id$/;
const NET_WEIGHT = /\.netWeightMeasure$/;

interface Cell {
  readonly cell: number | undefined;
  readonly constant: string | undefined;
  readonly read: CellReader;
  readonly unitCell: number | undefined;
  readonly unit: string | undefined;
  readonly readUnit: CellReader;
}

/** The reader of a register's figures, by the places of the certificate that the mapping fills. */
export function figureReader({ values }: RegisterMapping): FigureReader {
  const columns = new Map<string, number>();
  const indexOf = (column: string | undefined): number | undefined => {
    if (column === undefined) return undefined;
    const index = columns.get(column) ?? columns.size;
    columns.set(column, index);
    return index;
  };
  const cellsAt = (place: RegExp): readonly Cell[] =>
    values
      .filter(({ path }) => place.test(path))
      .map((value) => ({
        cell: indexOf(value.column),
        constant: value.constant,
        read: cellReader(value),
        unitCell: indexOf(value.unitColumn),
        unit: value.unit,
        readUnit: cellReader(value.unitCodes === undefined ? {} : { codes: value.unitCodes }),
      }));
  const issued = cellsAt(ISSUED);
  const offices = cellsAt(OFFICE);
  const countries = cellsAt(COUNTRY);
  const weights = cellsAt(NET_WEIGHT);
  return {
    wanted: [...columns.keys()],
    read: (row) => ({
      key: {
        year: firstText(issued, row).slice(0, 4),
        office: firstText(offices, row).replace(/\s+/g, ' '),
        country: firstText(countries, row),
      },
      figures: {
        count: 1,
        kilograms: weights.reduce((sum, cell) => addWeight(sum, cell, row), NO_FIGURES.kilograms),
      },
    }),
  };
}

function textOfCell({ cell, constant, read }: Cell, row: Row): string | undefined {
  if (cell === undefined) return constant;
  const reading = read(row.cells[cell]);
  return reading.read ? reading.text : undefined;
}

function firstText(cells: readonly Cell[], row: Row): string {
  for (const cell of cells) {
    const text = textOfCell(cell, row);
    if (text !== undefined) return text;
  }
  return '';
}

function addWeight(sum: Decimal, cell: Cell, row: Row): Decimal {
  const text = textOfCell(cell, row);
  const value = text === undefined ? undefined : parseDecimal(text);
  const stated = cell.unitCell === undefined ? undefined : cell.readUnit(row.cells[cell.unitCell]);
  const unit = (stated?.read === true ? stated.text : undefined) ?? cell.unit;
  if (value === undefined || unit === undefined) return sum;
  const conversion = convert({ value, unit }, 'KGM');
  return conversion.converted ? addDecimals(sum, conversion.quantity.value) : sum;
}
