import { BASIC_TYPES } from '../message/basic-types.ts';
import type { CompiledElement, CompiledMessage, CompiledStructure } from '../message/compiled.ts';
import type { Place } from '../message/place.ts';
import { pathOf } from '../message/place.ts';
import type { Node } from './equality.ts';
import { itemsOf, sameItem, sameValue } from './equality.ts';
import type { LossReport } from './losses.ts';

/** Lists longer than this are matched by their equal items and by looking a little ahead, not by their best match. */
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

/** Every basic value and attribute below a structure. */
export function visitStructure(
  structure: CompiledStructure,
  node: Node,
  place: Place,
  take: (path: string, value: unknown) => void,
): void {
  for (const child of structure.elements) {
    for (const [index, content] of itemsOf(node, child).entries()) {
      visit(child, content, placeOf(child, index, place), take);
    }
  }
}

function visit(
  element: CompiledElement,
  item: Node,
  place: Place,
  take: (path: string, value: unknown) => void,
): void {
  if (element.structure) {
    visitStructure(element.structure, item, place, take);
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

/** Which items of two lists belong together: those that agree in most, and what stands between them in order. */
function pairs(element: CompiledElement, ours: readonly Node[], theirs: readonly Node[]): Pair[] {
  const equal = (our: number, their: number): boolean => {
    const [item, other] = [ours[our], theirs[their]];
    return item !== undefined && other !== undefined && sameItem(element, item, other);
  };
  const agreed = (our: number, their: number): number => {
    const [item, other] = [ours[our], theirs[their]];
    return item && other ? agreement(element, item, other) : 0;
  };
  const anchors =
    ours.length === theirs.length && ours.every((_, index) => equal(index, index))
      ? ours.map((_, index): [number, number] => [index, index])
      : ours.length <= MATCHED_LENGTH && theirs.length <= MATCHED_LENGTH
        ? bestMatch(ours.length, theirs.length, agreed)
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

/** How many values and attributes of one item another says at the same places. */
function agreement(element: CompiledElement, left: Node, right: Node): number {
  if (!element.structure) {
    const attributes =
      element.basic === undefined || element.basic === 'dateTime'
        ? []
        : BASIC_TYPES[element.basic].attributes;
    const described = attributes.filter(
      ({ property }) => left[property] !== undefined && left[property] === right[property],
    );
    return (sameValue(element, left, right) ? 1 : 0) + described.length;
  }
  let agreed = 0;
  for (const property of Object.keys(left)) {
    const child = element.structure.byProperty.get(property);
    if (!child || right[property] === undefined) continue;
    const others = itemsOf(right, child);
    for (const [index, item] of itemsOf(left, child).entries()) {
      const other = others[index];
      if (other) agreed += agreement(child, item, other);
    }
  }
  return agreed;
}

/** The pairs of two short lists, in order, that agree in most altogether. */
function bestMatch(
  left: number,
  right: number,
  agreed: (our: number, their: number) => number,
): [number, number][] {
  const width = right + 1;
  const most = new Uint32Array((left + 1) * width);
  const mutual = new Uint32Array(left * right);
  const at = (our: number, their: number): number => most[our * width + their] ?? 0;
  for (let our = left - 1; our >= 0; our -= 1) {
    for (let their = right - 1; their >= 0; their -= 1) {
      const both = agreed(our, their);
      mutual[our * right + their] = both;
      most[our * width + their] = Math.max(
        at(our + 1, their),
        at(our, their + 1),
        both + at(our + 1, their + 1),
      );
    }
  }
  const found: [number, number][] = [];
  let [our, their] = [0, 0];
  while (our < left && their < right) {
    const both = mutual[our * right + their] ?? 0;
    if (both > 0 && at(our, their) === both + at(our + 1, their + 1)) {
      found.push([our, their]);
      our += 1;
      their += 1;
    } else if (at(our + 1, their) >= at(our, their + 1)) our += 1;
    else their += 1;
  }
  return found;
}

type Equal = (our: number, their: number) => boolean;

/**
 * Equal items of long lists. Where two are not equal, they stay beside each other unless what follows agrees better with some items
 * of one list left out.
 */
function nearMatch(left: number, right: number, equal: Equal): [number, number][] {
  const agreement = (our: number, their: number): number => {
    let agreed = 0;
    for (let ahead = 0; ahead < LOOK_AHEAD; ahead += 1) {
      const [one, other] = [our + ahead, their + ahead];
      if (one < left && other < right && equal(one, other)) agreed += 1;
    }
    return agreed;
  };
  const found: [number, number][] = [];
  let [our, their] = [0, 0];
  while (our < left && their < right) {
    let [ours, theirs] = [0, 0];
    if (equal(our, their)) found.push([our, their]);
    else {
      let best = agreement(our, their);
      for (let skip = 1; skip < LOOK_AHEAD && best < LOOK_AHEAD; skip += 1) {
        for (const [one, other] of [
          [skip, 0],
          [0, skip],
        ] as const) {
          const agreed = agreement(our + one, their + other);
          if (agreed > best) [best, ours, theirs] = [agreed, one, other];
        }
      }
    }
    const isBeside = ours === 0 && theirs === 0;
    our += isBeside ? 1 : ours;
    their += isBeside ? 1 : theirs;
  }
  return found;
}
