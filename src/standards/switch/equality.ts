import { compareDecimals, parseDecimal } from '../../base/index.ts';
import type { CompiledElement, CompiledStructure } from '../message/compiled.ts';
import { readDate } from '../message/date-reading.ts';

/** A structure or basic value of a document, before it has its type. */
export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value or values of an element in a structure, as a list. */
export function itemsOf(node: Node, element: CompiledElement): readonly Node[] {
  const content = Object.hasOwn(node, element.property) ? node[element.property] : undefined;
  if (content === undefined) return [];
  const several: readonly unknown[] = Array.isArray(content) ? content : [content];
  return several.filter(isNode);
}

/** Whether two structures say the same. */
export function sameStructure(structure: CompiledStructure, left: Node, right: Node): boolean {
  return structure.elements.every((element) => {
    const [ours, theirs] = [itemsOf(left, element), itemsOf(right, element)];
    return (
      ours.length === theirs.length &&
      ours.every((item, index) => {
        const other = theirs[index];
        return other !== undefined && sameItem(element, item, other);
      })
    );
  });
}

/** Whether two contents of one element say the same. */
export function sameItem(element: CompiledElement, left: Node, right: Node): boolean {
  if (element.structure) return sameStructure(element.structure, left, right);
  if (!sameValue(element, left, right)) return false;
  if (element.basic === 'dateTime') return true;
  const names = Object.keys(left).filter((name) => name !== 'value');
  const others = Object.keys(right).filter((name) => name !== 'value');
  return names.length === others.length && names.every((name) => left[name] === right[name]);
}

/** Whether two basic values are the same: dates as moments or days, numbers as numbers, all else by character. */
export function sameValue(element: CompiledElement, left: Node, right: Node): boolean {
  if (left['value'] === right['value'] && element.basic !== 'dateTime') return true;
  switch (element.basic) {
    case 'dateTime':
      return sameDate(left, right);
    case 'measure':
    case 'quantity':
    case 'amount':
    case 'numeric': {
      const [one, other] = [decimalOf(left), decimalOf(right)];
      return one !== undefined && other !== undefined && compareDecimals(one, other) === 0;
    }
    default:
      return false;
  }
}

function decimalOf({ value }: Node) {
  return typeof value === 'string' ? parseDecimal(value) : undefined;
}

function sameDate(left: Node, right: Node): boolean {
  const [one, other] = [dateOf(left), dateOf(right)];
  if (!one || !other) return left['value'] === right['value'] && left['format'] === right['format'];
  if (one.precision !== other.precision) return false;
  return one.instant && other.instant
    ? one.instant.getTime() === other.instant.getTime()
    : one.text === other.text;
}

function dateOf({ value, format }: Node) {
  if (typeof value !== 'string') return undefined;
  return readDate(typeof format === 'string' ? { value, format } : { value });
}
