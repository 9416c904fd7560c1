import { remembered } from '../../../base/index.ts';
import { addRow, emptySet, removeRow, type RowSet } from './bits.ts';
import { certainly, setOf, type Cells, type Indexed, type Passed } from './passed.ts';

/** Values whose longest prefix is kept, once it was found. */
const MOST_REMEMBERED = 256;
/** Prefixes that are rather tried one after the other. */
const FEW = 4;

/**
 * Tests of texts and codes. What a value passes depends on the value itself where some cell names it, and otherwise on the longest
 * named prefix that it begins with alone: every shorter one that it begins with is a prefix of that one too.
 */
export function textIndex(cells: Cells): Indexed<string> {
  const mentions = mentionsOf(cells);
  const base = setOf(
    cells,
    (cell) =>
      cell === undefined ||
      cell.is === 'any' ||
      cell.is === 'present' ||
      cell.is === 'not-equal' ||
      cell.is === 'not-in' ||
      cell.is === 'not-prefix',
  );
  const lengths = [...new Set([...mentions.prefixes.keys()].map(({ length }) => length))].toSorted(
    (left, right) => right - left,
  );
  const prefixed = new Map<string, Passed>();
  for (const prefix of mentions.prefixes.keys())
    prefixed.set(prefix, certainly(passing(cells, base, rowsOfPrefixes(mentions, lengths, prefix), [])));
  const exact = new Map<string, Passed>();
  for (const [value, rows] of mentions.exact)
    exact.set(value, certainly(passing(cells, base, rowsOfPrefixes(mentions, lengths, value), rows)));
  const others = certainly(base);
  if (exact.size === 0 && prefixed.size <= FEW)
    return { find: firstOf(prefixed, others), classes: [...prefixed.values(), others] };
  const search = (value: string): Passed => {
    const named = exact.get(value);
    if (named !== undefined) return named;
    for (const length of lengths) {
      const known = length > value.length ? undefined : prefixed.get(value.slice(0, length));
      if (known !== undefined) return known;
    }
    return others;
  };
  const find = lengths.length === 0 ? search : remembered(search, MOST_REMEMBERED);
  return { find, classes: [...exact.values(), ...prefixed.values(), others] };
}

/** What the longest of a few prefixes says. */
function firstOf(prefixed: ReadonlyMap<string, Passed>, others: Passed): (value: string) => Passed {
  const longestFirst = [...prefixed].toSorted(([left], [right]) => right.length - left.length);
  return (value) => {
    for (const [prefix, passed] of longestFirst) if (value.startsWith(prefix)) return passed;
    return others;
  };
}

/** Rows by the values and the prefixes that their cells name. */
interface Mentions {
  readonly exact: ReadonlyMap<string, readonly number[]>;
  readonly prefixes: ReadonlyMap<string, readonly number[]>;
}

function mentionsOf(cells: Cells): Mentions {
  const exact = new Map<string, number[]>();
  const prefixes = new Map<string, number[]>();
  const mention = (map: Map<string, number[]>, value: string, row: number) => {
    const rows = map.get(value);
    if (rows === undefined) map.set(value, [row]);
    else rows.push(row);
  };
  cells.forEach((cell, row) => {
    if (cell?.is === 'in' || cell?.is === 'not-in')
      for (const value of cell.values) mention(exact, value, row);
    if (cell?.is === 'prefix' || cell?.is === 'not-prefix')
      for (const value of cell.values) mention(prefixes, value, row);
    if ((cell?.is === 'equal' || cell?.is === 'not-equal') && typeof cell.value === 'string')
      mention(exact, cell.value, row);
  });
  return { exact, prefixes };
}

function rowsOfPrefixes(
  { prefixes }: Mentions,
  lengths: readonly number[],
  value: string,
): readonly number[] {
  return lengths.flatMap((length) =>
    length > value.length ? [] : (prefixes.get(value.slice(0, length)) ?? []),
  );
}

/** The rows passed by what is named: those that want it are added to the others, those that do not are taken away. */
function passing(
  cells: Cells,
  base: RowSet,
  prefixRows: readonly number[],
  exactRows: readonly number[],
): RowSet {
  const set = emptySet(cells.length);
  set.set(base);
  for (const row of [...prefixRows, ...exactRows]) {
    const is = cells[row]?.is;
    if (is === 'equal' || is === 'in' || is === 'prefix') addRow(set, row);
    else removeRow(set, row);
  }
  return set;
}
