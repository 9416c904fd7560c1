import { parseDecimal } from '../../base/index.ts';
import { readDate } from '../message/date-reading.ts';
import type { Node } from '../switch/equality.ts';
import { itemsOf } from '../switch/equality.ts';
import type { WrittenSet } from './charset.ts';
import { isWithin } from './charset.ts';
import type { CompiledGroup, CompiledSegment, CompiledValue, Step } from './mapping.ts';
import type { Segment } from './syntax.ts';
import type { SegmentGroup } from './tree.ts';

/** The segments and groups of a document by a mapping. Values that do not fit are left out; texts are cut. */
export function mapDocument(group: CompiledGroup, document: object, set?: WrittenSet): SegmentGroup {
  // A document of the mapping's message: plain data, walked by its definition.
  return mapGroup(group, document as Node, 1, set);
}

function mapGroup(group: CompiledGroup, node: Node, position: number, set?: WrittenSet): SegmentGroup {
  const segments = group.segments.flatMap((segment) => mapSegment(segment, node, position, set));
  const groups = group.groups.flatMap((inner) => mapGroups(inner, node, position, set));
  return { name: group.definition.group, segments, groups };
}

function mapGroups(
  group: CompiledGroup,
  node: Node,
  position: number,
  set: WrittenSet | undefined,
): SegmentGroup[] {
  const items = group.each.length === 0 ? [{ node, position }] : follow(node, group.each, true);
  const mapped = items.flatMap(({ node: item, position: at }) => {
    const one = mapGroup(group, item, at, set);
    const [trigger] = group.segments;
    if (!trigger) return [];
    const isTriggered = one.segments.some(({ tag }) => tag === trigger.table.tag);
    if (isTriggered) return [one];
    // What a group says is not lost for want of anything in its first segment.
    if (one.segments.length === 0 && one.groups.length === 0) return [];
    return [{ ...one, segments: [segmentOf(trigger, new Map()), ...one.segments] }];
  });
  return group.definition.first === true ? mapped.slice(0, 1) : mapped;
}

interface Placed {
  readonly node: Node;
  /** The position of the structure around it among its like, from 1. */
  readonly position: number;
}

/** The items that a path leads to: every one of them, or the one each step names. */
function follow(node: Node, steps: readonly Step[], all: boolean): Placed[] {
  let at: Placed[] = [{ node, position: 1 }];
  for (const [depth, { element, index }] of steps.entries()) {
    at = at.flatMap(({ node: parent, position }) => {
      const items = itemsOf(parent, element);
      const isLast = depth === steps.length - 1;
      const place = (item: Node, itemIndex: number): Placed => ({
        node: item,
        position: isLast ? position : itemIndex + 1,
      });
      if (all && index === undefined) return items.map(place);
      const item = items[index ?? 0];
      return item ? [place(item, index ?? 0)] : [];
    });
  }
  return at;
}

function mapSegment(
  segment: CompiledSegment,
  node: Node,
  position: number,
  set: WrittenSet | undefined,
): Segment[] {
  const items = segment.each.length === 0 ? [{ node, position }] : follow(node, segment.each, true);
  return items.flatMap(({ node: item, position: at }) => {
    const isMeant = segment.where.every(
      ([steps, value]) => follow(item, steps, false)[0]?.node['value'] === value,
    );
    if (!isMeant) return [];
    const components = new Map<string, string>();
    let filled = false;
    for (const value of segment.values) {
      filled = place(value, item, at, components, set) || filled;
    }
    return filled ? [segmentOf(segment, components)] : [];
  });
}

/** Puts a value where it stands; whether it says anything by itself. */
function place(
  value: CompiledValue,
  item: Node,
  position: number,
  components: Map<string, string>,
  set: WrittenSet | undefined,
): boolean {
  const { places, isPosition, steps, attribute, format } = value;
  const [first] = places;
  if (first && isPosition && position > 1) components.set(first.address, String(position));
  if (!first || isPosition) return false;
  const source = steps.length === 0 ? item : follow(item, steps, false)[0]?.node;
  const raw = source?.[attribute ?? 'value'];
  if (!source || typeof raw !== 'string') return false;
  if (format) {
    const date = dateOf(source);
    if (date) components.set(first.address, date.text).set(format.address, date.format);
    return date !== undefined;
  }
  const text = raw.replace(/\p{Cc}+/gu, ' ');
  if (set && !isWithin(set, text)) return false;
  return placeText(value, text, components);
}

/** A number as far as it fits, a text over all its components, an identifier whole or not at all. */
function placeText(
  { places, attribute, basic }: CompiledValue,
  text: string,
  components: Map<string, string>,
): boolean {
  const [first] = places;
  if (!first) return false;
  const isAttribute = attribute !== undefined;
  const isNumber = first.numeric || basic === 'measure' || basic === 'quantity' || basic === 'numeric';
  if (isNumber && !isAttribute) {
    const number = numberWithin(text, first.maximum);
    if (number !== undefined) components.set(first.address, number);
    return number !== undefined;
  }
  if ((basic !== 'text' || isAttribute) && text.length > first.maximum) return false;
  let rest = text;
  for (const one of places) {
    if (rest === '') break;
    const part = cut(rest, one.maximum);
    components.set(one.address, part);
    rest = rest.slice(part.length);
  }
  return true;
}

/** Never between the halves of a character. */
function cut(text: string, maximum: number): string {
  const end = text.codePointAt(maximum - 1) ?? 0;
  return end > 0xff_ff ? text.slice(0, maximum - 1) : text.slice(0, maximum);
}

/** Sign and point do not count towards the length (ISO 9735). */
function numberWithin(text: string, maximum: number): string | undefined {
  if (!parseDecimal(text)) return undefined;
  const plain = text
    .replace(/^\+/, '')
    .replace(/\.$/, '')
    .replace(/^(-?)\./, '$10.');
  return plain.replace(/[-.]/g, '').length <= maximum ? plain : undefined;
}

/** UN/EDIFACT 2379: 102 a day, 203 to the minute, 204 to the second, 205 to the minute with its zone. */
function dateOf({ value, format }: Node): { readonly text: string; readonly format: string } | undefined {
  if (typeof value !== 'string') return undefined;
  const reading = readDate(typeof format === 'string' ? { value, format } : { value });
  if (!reading) return undefined;
  const digits = reading.text.slice(0, 19).replace(/[-:T]/g, '');
  if (reading.precision === 'date') return { text: digits.slice(0, 8), format: '102' };
  if (reading.precision === 'local') {
    return digits.endsWith('00')
      ? { text: digits.slice(0, 12), format: '203' }
      : { text: digits, format: '204' };
  }
  const zone = /(Z|[+-]\d{2}:\d{2})$/.exec(reading.text)?.[0] ?? 'Z';
  return { text: digits.slice(0, 12) + (zone === 'Z' ? '+0000' : zone.replace(':', '')), format: '205' };
}

/** The segment with its fixed components. */
function segmentOf(segment: CompiledSegment, components: Map<string, string>): Segment {
  for (const [{ address }, value] of [...segment.fixed, ...segment.assumed]) components.set(address, value);
  const elements: string[][] = [];
  for (const { address, element, component } of segment.table.components) {
    const value = components.get(address);
    if (value === undefined) continue;
    while (elements.length <= element) elements.push([]);
    const parts = elements[element];
    if (!parts) continue;
    while (parts.length <= component) parts.push('');
    parts[component] = value;
  }
  return { tag: segment.table.tag, elements, position: 0 };
}
