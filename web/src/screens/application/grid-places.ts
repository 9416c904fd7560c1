import { quantityOf, textIn, textOf, type Cell, type Field, type Form } from './form-values.ts';

/** One input of a line: a column, or one language of a column of several. */
export interface Place {
  readonly cell: Cell;
  readonly language?: string;
  /** Below the line in a JSON Pointer: `netWeight`, `description/zh`. */
  readonly path: string;
}

export function placesOf({ columns = [] }: Field): readonly Place[] {
  return columns.flatMap((cell): readonly Place[] =>
    cell.kind === 'texts'
      ? (cell.languages ?? []).map((language) => ({ cell, language, path: `${cell.key}/${language}` }))
      : [{ cell, path: cell.key }],
  );
}

/** What stands in a place, as text. */
export function textAt(row: Form, { cell, language }: Place): string {
  const value = row[cell.key];
  if (language !== undefined) return textIn(value, language);
  return cell.kind === 'quantity' ? quantityOf(value, cell).value : textOf(value);
}

/** The line with another text in a place. */
export function withText(row: Form, { cell, language }: Place, text: string): Form {
  const value = row[cell.key];
  if (language !== undefined) {
    const known = typeof value === 'object' && value !== null ? value : {};
    return { ...row, [cell.key]: { ...known, [language]: text } };
  }
  if (cell.kind === 'quantity') return { ...row, [cell.key]: { ...quantityOf(value, cell), value: text } };
  return { ...row, [cell.key]: text };
}

/** Cells as a spreadsheet hands them over; undefined where it is one text, to be pasted as such. */
export function pastedCells(text: string): readonly (readonly string[])[] | undefined {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  if (lines.length === 1 && !text.includes('\t')) return undefined;
  return lines.map((line) => line.split('\t').map((cell) => cell.trim()));
}

/** A code's name by which a pasted text may call it. */
export interface Named {
  readonly value: string;
  readonly label: string;
}

/** The text as the place holds it: names of countries and choices become their codes, numbers lose their thousands. */
export function readCell(text: string, { cell }: Place, countries: readonly Named[]): string {
  if (cell.kind === 'quantity')
    return /^[\d\s.,]*$/.test(text) ? text.replace(/[\s,](?=\d{3}(?:\D|$))/g, '') : text;
  const names: readonly Named[] =
    cell.kind === 'country'
      ? countries
      : (cell.choices ?? []).map(({ code, label }) => ({ value: code, label }));
  const wanted = text.toLowerCase();
  return (
    names.find(({ value, label }) => [value, label].some((name) => name.toLowerCase() === wanted))?.value ??
    text
  );
}

interface Landing {
  readonly row: number;
  readonly place: number;
  /** The most lines there may be. */
  readonly most: number;
  /** A line to begin with. */
  readonly empty: Form;
  readonly countries: readonly Named[];
}

/** The lines with a pasted block laid into them, from one place on to the right and down. */
export function withPasted(
  rows: readonly Form[],
  places: readonly Place[],
  cells: readonly (readonly string[])[],
  { row, place, most, empty, countries }: Landing,
): readonly Form[] {
  const made = [...rows];
  for (const [down, line] of cells.entries()) {
    const at = row + down;
    if (at >= most) break;
    let next = made[at] ?? empty;
    for (const [right, text] of line.entries()) {
      const target = places[place + right];
      if (target !== undefined) next = withText(next, target, readCell(text, target, countries));
    }
    made[at] = next;
  }
  return made;
}
