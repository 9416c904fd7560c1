import type { CompiledElement, CompiledStructure } from '../message/compiled.ts';
import type { MessageDefinition } from '../message/definition.ts';
import type { BasicTypeName } from '../message/basic-types.ts';
import { BASIC_TYPES } from '../message/basic-types.ts';
import { compile } from '../message/compiled.ts';
import type { ComponentDefinition, MessageTable, SegmentDefinition } from './table.ts';

/**
 * A component and the value of ours that stands in it. `place` is an address in the segment, `C108.4440#1-5` several for a long text; `from` is a path of elements from
 * the structure that the segment stands for: `Name`, `Description[2]`, `NetWeightMeasure@unitCode`, or `#item` for the position of the
 * structure that contains it.
 */
export type ValueMapping = readonly [place: string, from: string];

/** Segments of one kind. */
export interface SegmentMapping {
  readonly segment: string;
  /** Components that are always so: what the segment is known by. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** Components that are always written so, and may be absent in what is read. */
  readonly assumed?: Readonly<Record<string, string>>;
  /** The structures or values of ours of which each is one segment; the structure around where absent. */
  readonly each?: string;
  /** Only items with these values, which reading puts back. */
  readonly where?: Readonly<Record<string, string>>;
  readonly values: readonly ValueMapping[];
}

/** A group; its first segment is the trigger. */
export interface GroupMapping {
  readonly group: string;
  readonly each?: string;
  /** Only the first of the items. */
  readonly first?: boolean;
  readonly segments: readonly SegmentMapping[];
  readonly groups?: readonly GroupMapping[];
}

export interface EdifactMapping {
  readonly name: string;
  readonly title: string;
  readonly table: MessageTable;
  readonly definition: MessageDefinition;
  readonly segments: readonly SegmentMapping[];
  readonly groups: readonly GroupMapping[];
}

/** A step of a path: an element, and which of its items where it repeats. */
export interface Step {
  readonly element: CompiledElement;
  /** From 0; undefined where the path names none. */
  readonly index: number | undefined;
}

export interface CompiledValue {
  readonly places: readonly ComponentDefinition[];
  /** Date formats have their own component beside the date. */
  readonly format: ComponentDefinition | undefined;
  readonly steps: readonly Step[];
  readonly attribute: string | undefined;
  readonly basic: BasicTypeName | undefined;
  /** The position of the structure that contains the item, instead of a value. */
  readonly isPosition: boolean;
}

export interface CompiledSegment {
  readonly definition: SegmentMapping;
  readonly table: SegmentDefinition;
  readonly fixed: readonly (readonly [ComponentDefinition, string])[];
  readonly assumed: readonly (readonly [ComponentDefinition, string])[];
  readonly each: readonly Step[];
  readonly where: readonly (readonly [readonly Step[], string])[];
  readonly values: readonly CompiledValue[];
}

export interface CompiledGroup {
  readonly definition: GroupMapping;
  readonly each: readonly Step[];
  readonly segments: readonly CompiledSegment[];
  readonly groups: readonly CompiledGroup[];
}

const compiledMappings = new WeakMap<EdifactMapping, CompiledGroup>();

/** The lookup form of a mapping, made at its first use. A path or address that nobody defines is a programming fault. */
export function compileMapping(mapping: EdifactMapping): CompiledGroup {
  const known = compiledMappings.get(mapping);
  if (known) return known;
  const { root } = compile(mapping.definition);
  const { segments, groups } = mapping;
  const compiled = compileGroup(mapping.table, { group: '', segments, groups }, root);
  compiledMappings.set(mapping, compiled);
  return compiled;
}

function compileGroup(
  table: MessageTable,
  definition: GroupMapping,
  around: CompiledStructure,
): CompiledGroup {
  const each = definition.each === undefined ? [] : stepsOf(around, definition.each).steps;
  const structure = each.at(-1)?.element.structure ?? around;
  return {
    definition,
    each,
    segments: definition.segments.map((segment) => compileSegment(table, segment, structure)),
    groups: (definition.groups ?? []).map((group) => compileGroup(table, group, structure)),
  };
}

function compileSegment(
  { segments }: MessageTable,
  definition: SegmentMapping,
  around: CompiledStructure,
): CompiledSegment {
  const table = segments.get(definition.segment);
  if (!table) throw new TypeError(`no segment ${definition.segment}`);
  const each = definition.each === undefined ? [] : stepsOf(around, definition.each).steps;
  const last = each.at(-1)?.element;
  const structure = last ? last.structure : around;
  return {
    definition,
    table,
    fixed: constantsOf(table, definition.fixed),
    assumed: constantsOf(table, definition.assumed),
    each,
    where: Object.entries(definition.where ?? {}).map(([path, value]) => [
      structure ? stepsOf(structure, path).steps : [],
      value,
    ]),
    values: definition.values.map((value) => compileValue(table, value, structure, last?.basic)),
  };
}

function constantsOf(
  table: SegmentDefinition,
  constants: Readonly<Record<string, string>> = {},
): readonly (readonly [ComponentDefinition, string])[] {
  return Object.entries(constants).map(([address, value]) => [componentAt(table, address), value]);
}

/** A value of an item that is itself a basic value has the path `.` or `.@attribute`. */
function compileValue(
  table: SegmentDefinition,
  [place, from]: ValueMapping,
  structure: CompiledStructure | undefined,
  own: BasicTypeName | undefined,
): CompiledValue {
  const places = placesOf(table, place);
  const format = place === 'C507.2380' ? componentAt(table, 'C507.2379') : undefined;
  const base = { places, format, steps: [], attribute: undefined, basic: own, isPosition: false };
  if (from === '#item') return { ...base, isPosition: true };
  const [path = '', attribute] = from.split('@');
  if (path === '.') return { ...base, attribute: propertyOf(attribute) };
  if (!structure) throw new TypeError(`no structure for ${from}`);
  const { steps } = stepsOf(structure, path);
  return { ...base, steps, attribute: propertyOf(attribute), basic: steps.at(-1)?.element.basic };
}

const PROPERTIES = new Map(
  Object.values(BASIC_TYPES).flatMap(({ attributes }) =>
    attributes.map(({ name, property }): [string, string] => [name, property]),
  ),
);

function propertyOf(attribute: string | undefined): string | undefined {
  return attribute === undefined ? undefined : PROPERTIES.get(attribute);
}

function placesOf(table: SegmentDefinition, place: string): readonly ComponentDefinition[] {
  const [, address = '', first = '', last = ''] = /^(.*)#(\d+)-(\d+)$/.exec(place) ?? [];
  if (address === '') return [componentAt(table, place)];
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) =>
    componentAt(table, index + Number(first) === 1 ? address : `${address}#${String(index + Number(first))}`),
  );
}

function componentAt(table: SegmentDefinition, address: string): ComponentDefinition {
  const component = table.byAddress.get(address);
  if (!component) throw new TypeError(`${table.tag} has no component ${address}`);
  return component;
}

function stepsOf(from: CompiledStructure, path: string): { readonly steps: readonly Step[] } {
  const steps: Step[] = [];
  let structure: CompiledStructure | undefined = from;
  for (const part of path.split('/')) {
    const [, name = '', position] = /^([^[]+)(?:\[(\d+)\])?$/.exec(part) ?? [];
    const element: CompiledElement | undefined = structure?.byName.get(name);
    if (!element) throw new TypeError(`${structure?.name ?? path} has no element ${name}`);
    steps.push({ element, index: position === undefined ? undefined : Number(position) - 1 });
    structure = element.structure;
  }
  return { steps };
}
