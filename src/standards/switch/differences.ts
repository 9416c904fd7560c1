import { BASIC_TYPES } from '../message/basic-types.ts';
import type { CompiledElement, CompiledMessage, CompiledStructure } from '../message/compiled.ts';
import type { Place } from '../message/place.ts';
import { pathOf } from '../message/place.ts';
import type { Node } from './equality.ts';
import { itemsOf, sameItem, sameValue } from './equality.ts';
import type { LossReport } from './losses.ts';

/** Lists longer than this are matched by position and by looking a little ahead, not by their best match. */
const MATCHED_LENGTH = 48;
const LOOK_AHEAD = 8;

/**
 * Reports every value by which the document that a target's own reader gives back differs from the source: lost, altered or
 * added. What it does not report reads back equal, whatever the two forms are.
 */
export function reportDifferences(
  message: CompiledMessage,
  source: object,
  target: object,
  report: LossReport,
): void {
  const place: Place = { parent: undefined, name: message.definition.root, position: 0 };
  // Documents of one message: plain data, walked by its definition.
  compareStructures(message.root, source as Node, target as Node, place, report);
}

function compareStructures(
  structure: CompiledStructure,
  source: Node,
  target: Node,
  place: Place,
  report: LossReport,
): void {
  for (const element of structure.elements) {
    const [ours, theirs] = [itemsOf(source, element), itemsOf(target, element)];
    if (ours.length === 0 && theirs.length === 0) continue;
    for (const [our, their] of pairs(element, ours, theirs)) {
      const at = placeOf(element, our ?? their ?? 0, place);
      const [item, other] = [itemAt(ours, our), itemAt(theirs, their)];
      if (item && other) compareItems(element, item, other, at, report);
      else if (item) visit(element, item, at, (path, value) => report.lose('loss-not-carried', path, value));
      else if (other) visit(element, other, at, (path, value) => report.add(path, value));
    }
  }
}

function itemAt(items: readonly Node[], index: number | undefined): Node | undefined {
  return index === undefined ? undefined : items[index];
}

function placeOf(element: CompiledElement, index: number, parent: Place): Place {
  return { parent, name: element.name, position: element.repeatable ? index + 1 : 0 };
}

function compareItems(
  element: CompiledElement,
  source: Node,
  target: Node,
  place: Place,
  report: LossReport,
): void {
  if (element.structure) {
    compareStructures(element.structure, source, target, place, report);
    return;
  }
  if (!sameValue(element, source, target)) {
    report.lose('loss-altered', pathOf(place), source['value'], target['value']);
  }
  if (element.basic === undefined || element.basic === 'dateTime') return;
  for (const { name, property } of BASIC_TYPES[element.basic].attributes) {
    const [ours, theirs] = [source[property], target[property]];
    if (ours === theirs) continue;
    const path = `${pathOf(place)}/@${name}`;
    if (ours === undefined) report.add(path, theirs);
    else report.lose(theirs === undefined ? 'loss-not-carried' : 'loss-altered', path, ours, theirs);
  }
}

/** Every basic value and attribute below an item. */
function visit(
  element: CompiledElement,
  item: Node,
  place: Place,
  take: (path: string, value: unknown) => void,
): void {
  if (element.structure) {
    for (const child of element.structure.elements) {
      for (const [index, content] of itemsOf(item, child).entries()) {
        visit(child, content, placeOf(child, index, place), take);
      }
    }
    return;
  }
  const path = pathOf(place);
  take(path, item['value']);
  if (element.basic === undefined || element.basic === 'dateTime') return;
  for (const { name, property } of BASIC_TYPES[element.basic].attributes) {
    if (item[property] !== undefined) take(`${path}/@${name}`, item[property]);
  }
}

type Pair = readonly [our: number | undefined, their: number | undefined];

/** Which items of two lists belong together: equal ones first, then what stands between them in order. */
function pairs(element: CompiledElement, ours: readonly Node[], theirs: readonly Node[]): Pair[] {
  const equal = (our: number, their: number): boolean => {
    const [item, other] = [ours[our], theirs[their]];
    return item !== undefined && other !== undefined && sameItem(element, item, other);
  };
  const anchors =
    ours.length === theirs.length && ours.every((_, index) => equal(index, index))
      ? ours.map((_, index): [number, number] => [index, index])
      : ours.length <= MATCHED_LENGTH && theirs.length <= MATCHED_LENGTH
        ? longestMatch(ours.length, theirs.length, equal)
        : nearMatch(ours.length, theirs.length, equal);
  const result: Pair[] = [];
  let [our, their] = [0, 0];
  for (const [nextOur, nextTheir] of [...anchors, [ours.length, theirs.length] as const]) {
    while (our < nextOur || their < nextTheir) {
      result.push([our < nextOur ? our : undefined, their < nextTheir ? their : undefined]);
      if (our < nextOur) our += 1;
      if (their < nextTheir) their += 1;
    }
    if (nextOur < ours.length || nextTheir < theirs.length) result.push([nextOur, nextTheir]);
    our = nextOur + 1;
    their = nextTheir + 1;
  }
  return result;
}

type Equal = (our: number, their: number) => boolean;

/** The longest common subsequence of two short lists. */
function longestMatch(left: number, right: number, equal: Equal): [number, number][] {
  const width = right + 1;
  const lengths = new Uint8Array((left + 1) * width);
  const matches = new Uint8Array(left * right);
  for (let our = left - 1; our >= 0; our -= 1) {
    for (let their = right - 1; their >= 0; their -= 1) {
      const isEqual = equal(our, their);
      if (isEqual) matches[our * right + their] = 1;
      lengths[our * width + their] = isEqual
        ? (lengths[(our + 1) * width + their + 1] ?? 0) + 1
        : Math.max(lengths[(our + 1) * width + their] ?? 0, lengths[our * width + their + 1] ?? 0);
    }
  }
  const found: [number, number][] = [];
  let [our, their] = [0, 0];
  while (our < left && their < right) {
    if (matches[our * right + their] === 1) {
      found.push([our, their]);
      our += 1;
      their += 1;
    } else if ((lengths[(our + 1) * width + their] ?? 0) >= (lengths[our * width + their + 1] ?? 0)) our += 1;
    else their += 1;
  }
  return found;
}

/** Equal items of long lists, where they stand near each other. */
function nearMatch(left: number, right: number, equal: Equal): [number, number][] {
  const found: [number, number][] = [];
  let their = 0;
  for (let our = 0; our < left && their < right; our += 1) {
    for (let ahead = 0; ahead < LOOK_AHEAD && their + ahead < right; ahead += 1) {
      if (!equal(our, their + ahead)) continue;
      found.push([our, their + ahead]);
      their += ahead + 1;
      break;
    }
  }
  return found;
}
