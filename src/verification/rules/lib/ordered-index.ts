import type { Amount } from '../../facts/index.ts';
import type { Cell } from '../table.ts';
import { addRow, emptySet, type RowSet } from './bits.ts';
import { isAmount, isTyped } from './cell-test.ts';
import {
  comparableAmount,
  comparableOf,
  compareAmount,
  compareText,
  dimensionOf,
  isDayText,
  type ComparableAmount,
} from './comparison.ts';
import { certainly, type Cells, type Indexed, type Passed } from './passed.ts';

/** Kinds whose values have an order. */
export type OrderedKind = 'number' | 'day' | 'quantity';

type Ordered = string | Amount;
type Index = Indexed<Ordered>;

/**
 * Tests of what has an order. The bounds that the cells name cut the line into regions, each a bound or what lies between two; all
 * values of a region pass the same rows. Undefined of a value that is none of its kind. A quantity is compared with the bounds that
 * measure the same; a cell with others cannot be answered of it.
 */
export function orderedIndex(kind: OrderedKind, cells: Cells): Index {
  if (kind !== 'quantity') return indexOf(kind, cells, () => true);
  const dimensions = new Set(
    cells.flatMap((cell) => pointsOf(kind, cell).map(({ unit }) => dimensionOf(unit))),
  );
  const indices = new Map<string, Index>();
  for (const dimension of dimensions)
    indices.set(
      dimension,
      indexOf(kind, cells, ({ unit }) => dimensionOf(unit) === dimension),
    );
  return {
    find: (value) =>
      typeof value === 'string' ? undefined : indices.get(dimensionOf(value.unit))?.find(value),
    classes: [...indices.values()].flatMap(({ classes }) => classes),
  };
}

/** A bound; `unit` is empty where its kind has none, `bound` absent where it is no decimal. */
interface Point {
  readonly text: string;
  readonly unit: string;
  readonly bound?: ComparableAmount;
}

function pointOf(text: string, unit = ''): Point {
  const bound = comparableAmount({ value: text, unit });
  return { text, unit, ...(bound === undefined ? {} : { bound }) };
}

function pointsOf(kind: OrderedKind, cell: Cell | undefined): readonly Point[] {
  switch (cell?.is) {
    case 'range':
      return [cell.from, cell.until].flatMap((text) =>
        text === undefined ? [] : [pointOf(text, cell.unit)],
      );
    case 'in':
    case 'not-in':
      return cell.values.map((text) => pointOf(text));
    case 'equal':
    case 'not-equal': {
      const { value } = cell;
      if (kind === 'quantity') return isAmount(value) ? [pointOf(value.value, value.unit)] : [];
      return typeof value === 'string' ? [pointOf(value)] : [];
    }
    default:
      return [];
  }
}

function indexOf(kind: OrderedKind, cells: Cells, counts: (point: Point) => boolean): Index {
  const order = orderOf(kind);
  const points = distinct(
    cells.flatMap((cell) => pointsOf(kind, cell)).filter(counts),
    (left, right) => order(valueOf(kind, left), right) ?? 0,
  );
  const placeOf = (point: Point) => points.findIndex((each) => order(valueOf(kind, point), each) === 0);
  const doubt = (cell: Cell | undefined) =>
    isTyped(cell) && pointsOf(kind, cell).some((point) => !counts(point));
  const spans = cells.map((cell) => (doubt(cell) ? undefined : spanOf(kind, cell, placeOf)));
  const regions = Array.from({ length: points.length * 2 + 1 }, (_, region) =>
    passedIn(region, spans, cells.length),
  );
  const find = (value: Ordered): Passed | undefined => {
    let [low, high] = [0, points.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const point = points[middle];
      const place = point === undefined ? undefined : order(value, point);
      if (place === undefined) return undefined;
      if (place === 0) return regions[middle * 2 + 1];
      if (place > 0) low = middle + 1;
      else high = middle;
    }
    return isOfKind(kind, value) ? regions[low * 2] : undefined;
  };
  return { find, classes: regions.filter((_, region) => !isVoid(kind, points, region)) };
}

/** Between a day and the next there is none; of numbers there are always more. */
function isVoid(kind: OrderedKind, points: readonly Point[], region: number): boolean {
  if (kind !== 'day' || region % 2 === 1) return false;
  const [before, after] = [points[region / 2 - 1], points[region / 2]];
  if (before === undefined || after === undefined) return false;
  return Date.parse(after.text) - Date.parse(before.text) <= 86_400_000;
}

function valueOf(kind: OrderedKind, { text, unit }: Point): Ordered {
  return kind === 'quantity' ? { value: text, unit } : text;
}

function isOfKind(kind: OrderedKind, value: Ordered): boolean {
  if (kind === 'day') return typeof value === 'string' && isDayText(value);
  const text = typeof value === 'string' ? value : value.value;
  return comparableOf(text) !== undefined;
}

/** Compares a value with a bound. */
function orderOf(kind: OrderedKind): (value: Ordered, point: Point) => number | undefined {
  if (kind === 'day')
    return (value, { text }) =>
      typeof value === 'string' && isDayText(value) ? (value < text ? -1 : value > text ? 1 : 0) : undefined;
  return (value, { bound }) => {
    if (bound === undefined) return undefined;
    return typeof value === 'string' ? compareText(value, bound) : compareAmount(value, bound);
  };
}

function distinct(points: readonly Point[], order: (left: Point, right: Point) => number): readonly Point[] {
  const sorted = points.toSorted(order);
  return sorted.filter((point, place) => {
    const before = sorted[place - 1];
    return before === undefined || order(before, point) !== 0;
  });
}

/** Whether a region passes the cell. */
type Span = (region: number) => boolean;

function spanOf(kind: OrderedKind, cell: Cell | undefined, placeOf: (point: Point) => number): Span {
  if (cell === undefined || cell.is === 'any' || cell.is === 'present') return () => true;
  if (cell.is === 'range') {
    const { from: lower, until: upper, unit } = cell;
    const from = lower === undefined ? -1 : placeOf(pointOf(lower, unit)) * 2 + 1;
    const until = upper === undefined ? Infinity : placeOf(pointOf(upper, unit)) * 2 + 1;
    return (region) => region >= from && (region < until || (cell.inclusive === true && region === until));
  }
  const places = new Set(pointsOf(kind, cell).map((point) => placeOf(point) * 2 + 1));
  if (cell.is === 'equal' || cell.is === 'in') return (region) => places.has(region);
  if (cell.is === 'not-equal' || cell.is === 'not-in') return (region) => !places.has(region);
  return () => false;
}

function passedIn(region: number, spans: readonly (Span | undefined)[], rows: number): Passed {
  const yes: RowSet = emptySet(rows);
  const doubts: number[] = [];
  spans.forEach((span, row) => {
    if (span === undefined) doubts.push(row);
    else if (span(region)) addRow(yes, row);
  });
  if (doubts.length === 0) return certainly(yes);
  const maybe = yes.slice();
  for (const row of doubts) addRow(maybe, row);
  return { yes, maybe };
}
