import type { Finding } from '../../base/index.ts';
import { parseDecimal } from '../../base/index.ts';
import type { Unread } from '../json-form/reader.ts';
import { saysNothing } from '../message/absence.ts';
import type { FindingCode } from '../message/finding-codes.ts';
import { clip, collapse } from '../message/wording.ts';
import { readDate } from '../message/date-reading.ts';
import { shown } from '../switch/losses.ts';
import type { CompiledGroup, CompiledSegment, CompiledValue, Step } from './mapping.ts';
import type { Segment } from './syntax.ts';
import type { ComponentDefinition } from './table.ts';
import type { SegmentGroup } from './tree.ts';

type Draft = Record<string, unknown>;

const MAXIMUM_FINDINGS = 500;
const MAXIMUM_UNREAD = 2000;

/** Makes a document of arranged segments by a mapping. What no rule takes, whole segments and single components, is told. */
export class MappedReader {
  readonly findings: Finding[] = [];
  readonly unread: Unread[] = [];
  omitted = 0;

  read(mapping: CompiledGroup, root: SegmentGroup): object {
    const document: Draft = {};
    this.#group(mapping, root, document);
    const kept = pruned(document);
    return typeof kept === 'object' && kept !== null ? kept : {};
  }

  /** Tells of a segment that was not read, with every value it has. */
  leave(segment: Segment): void {
    for (const [element, components] of segment.elements.entries()) {
      for (const [component, value] of components.entries()) {
        if (value !== '') this.#leaveAt(segment, element, component, value);
      }
    }
  }

  #group(mapping: CompiledGroup, group: SegmentGroup, into: Draft): void {
    const used = new Set<CompiledSegment>();
    for (const segment of group.segments) this.#segment(mapping, segment, into, used);
    for (const inner of group.groups) this.#inner(mapping, inner, into);
  }

  #inner(mapping: CompiledGroup, group: SegmentGroup, into: Draft): void {
    const [trigger] = group.segments;
    const rule = mapping.groups.find(
      (one) => one.definition.group === group.name && isOf(one.segments[0], trigger),
    );
    if (!rule || !trigger) {
      this.#leaveGroup(group);
      return;
    }
    const item =
      rule.each.length === 0
        ? { draft: into, index: 0 }
        : this.#make(into, rule.each, trigger, rule.segments[0]);
    if (!item || (rule.definition.first === true && item.index > 0)) this.#leaveGroup(group);
    else this.#group(rule, group, item.draft);
  }

  #leaveGroup(group: SegmentGroup): void {
    for (const segment of group.segments) {
      this.#find('INFO', 'segment-not-mapped', segment, {});
      this.leave(segment);
    }
    for (const inner of group.groups) this.#leaveGroup(inner);
  }

  #segment(mapping: CompiledGroup, segment: Segment, into: Draft, used: Set<CompiledSegment>): void {
    const rule = mapping.segments.find(
      (one) => isOf(one, segment) && (one.each.length > 0 || !used.has(one)),
    );
    const item =
      rule && (rule.each.length === 0 ? { draft: into } : this.#make(into, rule.each, segment, rule));
    if (!rule || !item) {
      this.#find('INFO', 'segment-not-mapped', segment, {});
      this.leave(segment);
      return;
    }
    used.add(rule);
    for (const [steps, value] of rule.where) put(item.draft, steps, { value });
    const taken = new Set([...rule.fixed, ...rule.assumed].map(([component]) => component.address));
    for (const value of rule.values) this.#value(value, segment, item.draft, taken);
    this.#rest(rule, segment, taken);
  }

  /** A new item; a position that the structure around it did not get is told. */
  #make(
    into: Draft,
    steps: readonly Step[],
    segment: Segment,
    rule: CompiledSegment | undefined,
  ): Made | undefined {
    const place = rule?.values.find(({ isPosition }) => isPosition)?.places[0];
    const written = place ? at(segment, place) : '';
    const made = make(into, steps, /^[1-9]\d{0,3}$/.test(written) ? Number(written) : undefined);
    if (made && place && written !== '' && Number(written) !== made.around) {
      this.#leaveAt(segment, place.element, place.component, written);
    }
    return made;
  }

  #value(value: CompiledValue, segment: Segment, draft: Draft, taken: Set<string>): void {
    const { places, format, isPosition } = value;
    for (const place of places) taken.add(place.address);
    if (format) taken.add(format.address);
    if (isPosition) return;
    const text = places.map((place) => at(segment, place)).join('');
    if (text === '') return;
    this.#holdLengths(segment, places);
    if (!this.#put(value, text, segment, draft)) {
      this.#leaveAt(segment, places[0]?.element ?? 0, places[0]?.component ?? 0, text);
    }
  }

  /** Whether the text found its place. */
  #put(
    { steps, attribute, basic, format }: CompiledValue,
    text: string,
    segment: Segment,
    draft: Draft,
  ): boolean {
    if (attribute !== undefined) {
      const target = steps.length === 0 ? draft : find(draft, steps);
      if (target) target[attribute] = collapse(text);
      return target !== undefined;
    }
    const content = this.#content(text, basic, segment, format);
    if (content && steps.length === 0) Object.assign(draft, content);
    else if (content) put(draft, steps, content);
    return content !== undefined;
  }

  #holdLengths(segment: Segment, places: readonly ComponentDefinition[]): void {
    for (const place of places) {
      if (place.numeric || at(segment, place).length <= place.maximum) continue;
      const values = { component: place.address, maximum: String(place.maximum) };
      this.#find('WARNING', 'component-too-long', segment, values);
    }
  }

  #content(
    text: string,
    basic: string | undefined,
    segment: Segment,
    format: ComponentDefinition | undefined,
  ): Draft | undefined {
    if (format) {
      const code = at(segment, format);
      const reading = readDate({ value: text, ...(code === '' ? {} : { format: code }) });
      if (reading) return { value: reading.text };
      return { value: collapse(text), ...(code === '' ? {} : { format: code }) };
    }
    if (basic === 'measure' || basic === 'quantity' || basic === 'numeric') {
      const number = collapse(text).replace(',', '.');
      if (parseDecimal(number)) return { value: number };
      this.#find('WARNING', 'not-a-number', segment, { found: clip(text) });
      return undefined;
    }
    const value = basic === 'text' ? text : collapse(text);
    return saysNothing(value) ? undefined : { value };
  }

  /** Components that no rule takes. */
  #rest(rule: CompiledSegment, segment: Segment, taken: ReadonlySet<string>): void {
    const known = new Map(
      rule.table.components.map((one) => [`${String(one.element)}.${String(one.component)}`, one]),
    );
    for (const [element, components] of segment.elements.entries()) {
      for (const [component, value] of components.entries()) {
        if (value === '') continue;
        const definition = known.get(`${String(element)}.${String(component)}`);
        if (definition && taken.has(definition.address)) continue;
        const values = { component: definition?.address ?? '', value: clip(value) };
        this.#find('INFO', 'component-not-read', segment, values);
        this.#leaveAt(segment, element, component, value);
      }
    }
  }

  #leaveAt(segment: Segment, element: number, component: number, value: string): void {
    const place = `${String(element + 1)}.${String(component + 1)}`;
    if (this.unread.length >= MAXIMUM_UNREAD) this.omitted += 1;
    else {
      const path = `/${segment.tag}[${String(segment.position)}]/${place}`;
      this.unread.push({ path, value: shown(value) });
    }
  }

  #find(
    level: Finding['level'],
    code: FindingCode,
    segment: Segment,
    values: Readonly<Record<string, string>>,
  ): void {
    if (this.findings.length >= MAXIMUM_FINDINGS) return;
    const path = `/${segment.tag}[${String(segment.position)}]`;
    this.findings.push({ area: 'Mapping', level, code, path, values: { segment: segment.tag, ...values } });
  }
}

const at = (segment: Segment, { element, component }: ComponentDefinition): string =>
  segment.elements[element]?.[component] ?? '';

function isOf(rule: CompiledSegment | undefined, segment: Segment | undefined): boolean {
  if (!rule || segment?.tag !== rule.table.tag) return false;
  return (
    rule.fixed.every(([component, value]) => at(segment, component) === value) &&
    rule.assumed.every(([component, value]) => ['', value].includes(at(segment, component)))
  );
}

interface Made {
  readonly draft: Draft;
  readonly index: number;
  /** Position of the structure around it among its like, from 1. */
  readonly around: number;
}

/** A new item at the end of a path; undefined where there is room for one and it is taken. */
function make(into: Draft, steps: readonly Step[], position = 1): Made | undefined {
  let draft = into;
  let around = 1;
  for (const { element, index: named } of steps.slice(0, -1)) {
    const list = element.repeatable ? listAt(draft, element.property) : undefined;
    const index = Math.min(named ?? position - 1, list?.length ?? 0);
    around = index + 1;
    const next = list ? (list[index] ??= {}) : ((draft[element.property] ??= {}) as Draft); // made here
    draft = next;
  }
  const last = steps.at(-1)?.element;
  if (!last) return undefined;
  const made: Draft = {};
  if (last.repeatable) return { draft: made, index: listAt(draft, last.property).push(made) - 1, around };
  if (draft[last.property] !== undefined) return undefined;
  draft[last.property] = made;
  return { draft: made, index: 0, around };
}

/** Without structures that came to nothing. */
function pruned(content: unknown): unknown {
  if (Array.isArray(content)) {
    const kept = content.map(pruned).filter((item) => item !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (typeof content !== 'object' || content === null) return content;
  const kept = Object.entries(content).flatMap(([property, value]) => {
    const inner: unknown = pruned(value);
    return inner === undefined ? [] : [[property, inner] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function listAt(draft: Draft, property: string): Draft[] {
  // Lists of drafts are made here and nowhere else.
  return (draft[property] ??= []) as Draft[];
}

function put(draft: Draft, steps: readonly Step[], content: Draft): void {
  let at = draft;
  for (const [depth, { element, index }] of steps.entries()) {
    const isLast = depth === steps.length - 1;
    if (element.repeatable) {
      const list = listAt(at, element.property);
      if (isLast) list.push(content);
      else at = list[Math.min(index ?? 0, list.length)] ??= {};
    } else if (isLast) at[element.property] = content;
    else at = (at[element.property] ??= {}) as Draft; // structures are made here
  }
}

function find(draft: Draft, steps: readonly Step[]): Draft | undefined {
  let at: Draft | undefined = draft;
  for (const { element, index } of steps) {
    const content: unknown = at?.[element.property];
    at = (Array.isArray(content) ? (content[index ?? 0] ?? content.at(-1)) : content) as Draft | undefined; // made here
  }
  return at;
}
