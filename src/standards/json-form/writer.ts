import { parseDecimal } from '../../base/index.ts';
import { CODE_LISTS } from '../codes/code-lists.ts';
import { saysNothing } from '../message/absence.ts';
import { readDate } from '../message/date-reading.ts';
import type { Node } from '../switch/equality.ts';
import { itemsOf } from '../switch/equality.ts';
import { UNITS } from '../units/table.ts';
import type { CompiledMember, ElementMember, JsonForm } from './shape.ts';
import { compileForm } from './shape.ts';

type Json = string | boolean | readonly Json[] | { readonly [name: string]: Json };

/**
 * A document in a JSON form. What the form's schema does not admit is left out, and an object that lacks what the schema demands with it;
 * the reading back tells what is missing.
 */
export function writeJsonForm(form: JsonForm, document: object): string {
  // A document of the form's message: plain data, walked by its definition.
  const written = members(compileForm(form).root, document as Node) ?? {};
  return JSON.stringify(written);
}

function members(of: readonly CompiledMember[], node: Node): { [name: string]: Json } | undefined {
  const written: { [name: string]: Json } = {};
  let filled = false;
  for (const member of of) {
    const value = memberValue(member, node);
    if (value !== undefined) {
      written[member.json] = value;
      filled = true;
    } else if (member.required) return undefined;
  }
  return filled ? written : undefined;
}

function memberValue(member: CompiledMember, node: Node): Json | undefined {
  if (member.each) {
    const { element, json } = member.each;
    const inner = member.each;
    const several = element ? itemsOf(node, element).map((item) => itemValue(inner, item)) : [];
    const objects = several.flatMap((value) => (value === undefined ? [] : [{ [json]: value }]));
    return objects.length === 0 ? undefined : objects;
  }
  if (!member.element) {
    const group = members(member.members(), node);
    return group && (member.as === 'one' ? [group] : group);
  }
  const values: Json[] = [];
  for (const item of itemsOf(node, member.element)) {
    const value = itemValue(member, item);
    if (value === undefined) continue;
    values.push(value);
    if (member.as !== 'list') break;
  }
  const [first] = values;
  return first === undefined ? undefined : member.as === undefined ? first : values;
}

function itemValue(member: CompiledMember, item: Node): Json | undefined {
  if (member.element?.structure) return members(member.members(), item);
  const { value } = item;
  switch (member.element?.basic) {
    case 'indicator':
      return typeof value === 'boolean' ? value : undefined;
    case 'dateTime':
      return dateValue(item, elementMember(member)?.day === true);
    default:
      return typeof value === 'string' ? described(member, item, value) : undefined;
  }
}

/** RFC 3339: a day or a time of unknown zone becomes a moment, which the reading back tells. */
function dateValue({ value, format }: Node, day: boolean): string | undefined {
  if (typeof value !== 'string') return undefined;
  const reading = readDate(typeof format === 'string' ? { value, format } : { value });
  if (!reading) return undefined;
  if (reading.precision === 'zoned') return reading.text;
  if (reading.precision === 'local') return `${reading.text}Z`;
  return day ? reading.text : `${reading.text}T00:00:00Z`;
}

function described(member: CompiledMember, item: Node, value: string): Json | undefined {
  const definition = elementMember(member);
  const content = contentOf(member, value, definition?.codes);
  if (content === undefined) return undefined;
  const written: { [name: string]: Json } = { content };
  for (const { json, property } of member.attributes) {
    const attribute = item[property];
    if (typeof attribute === 'string' && isAdmitted(property, attribute)) written[json] = attribute;
  }
  if (definition?.dimension !== undefined) {
    const unit = written['unitCode'];
    if (typeof unit !== 'string' || UNITS.get(unit)?.dimension !== definition.dimension) return undefined;
  }
  return written;
}

function contentOf(member: CompiledMember, value: string, codes: ElementMember['codes']): string | undefined {
  if (codes) return codes.find(([ours]) => ours === value)?.[1];
  const { element } = member;
  switch (element?.basic) {
    case 'measure':
    case 'quantity':
    case 'numeric':
      return parseDecimal(value) ? value.replace(/^\+|\.$/g, '') : undefined;
    case 'binary':
      return value;
    default:
      if (saysNothing(value)) return undefined;
      return element?.list?.complete === true && !element.list.has(value) ? undefined : value;
  }
}

/** Languages are of two letters in the form's schema, agencies and units of their lists. */
function isAdmitted(property: string, value: string): boolean {
  if (property === 'language') return /^[A-Za-z]{2}$/.test(value);
  if (property === 'unit') return CODE_LISTS.unit.has(value);
  return value.trim() !== '';
}

export function elementMember({ definition }: CompiledMember): ElementMember | undefined {
  return 'element' in definition ? definition : undefined;
}
