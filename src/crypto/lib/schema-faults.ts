import { libxml2, NODE, NODE_TYPE } from './libxml2.ts';

/** What a schema objects to; each a key of the words. */
export const SCHEMA_FAULTS = [
  'schema-element-unknown',
  'schema-element-unexpected',
  'schema-element-missing',
  'schema-attribute-unexpected',
  'schema-attribute-missing',
  'schema-text-unexpected',
  'schema-value-unfit',
  'schema-value-not-listed',
  'schema-value-form',
  'schema-value-length',
  'schema-value-range',
  'schema-fault',
] as const;
export type SchemaFaultCode = (typeof SCHEMA_FAULTS)[number];

/** One objection of a schema to a document. */
export interface SchemaFault {
  readonly code: SchemaFaultCode;
  /** Prefix-free place within the validated element, which comes first: `/ListMessages/Limit`; positions only where repeated. */
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
}

const LONGEST_VALUE = 200;
/** Error codes of libxml2 (xmlerror.h, XML_SCHEMAV_…). */
const VALUE_FAULTS: ReadonlyMap<number, SchemaFaultCode> = new Map([
  [1824, 'schema-value-unfit'],
  [1825, 'schema-value-unfit'],
  [1826, 'schema-value-unfit'],
  [1830, 'schema-value-length'],
  [1831, 'schema-value-length'],
  [1832, 'schema-value-length'],
  [1833, 'schema-value-range'],
  [1834, 'schema-value-range'],
  [1835, 'schema-value-range'],
  [1836, 'schema-value-range'],
  [1839, 'schema-value-form'],
  [1840, 'schema-value-not-listed'],
]);
const UNKNOWN_ELEMENT = 1845;
const ATTRIBUTE_UNEXPECTED = new Set([1866, 1867]);
const ATTRIBUTE_MISSING = 1868;
const CONTENT = 1871;
const TEXT_UNEXPECTED = new Set([1842, 1843]);

/** Words of libxml2's structure of an error (xmlerror.h). */
const ERROR = { code: 1, message: 2, first: 6, second: 7, node: 12 } as const;

/** Reads one objection from libxml2's memory. */
export function schemaFault(error: number, root: number): SchemaFault {
  const at = error >> 2;
  const words = libxml2.HEAP32;
  const code = words[at + ERROR.code] ?? 0;
  const textAt = (word: number): string => {
    const pointer = words[at + word] ?? 0;
    return pointer === 0 ? '' : libxml2.UTF8ToString(pointer).slice(0, LONGEST_VALUE);
  };
  const path = pathOf(words[at + ERROR.node] ?? 0, root);
  const value = VALUE_FAULTS.get(code);
  if (value !== undefined) {
    return { code: value, path, values: { value: textAt(ERROR.first), allowed: textAt(ERROR.second) } };
  }
  if (ATTRIBUTE_UNEXPECTED.has(code))
    return { code: 'schema-attribute-unexpected', path, values: { name: textAt(ERROR.first) } };
  if (code === ATTRIBUTE_MISSING)
    return { code: 'schema-attribute-missing', path, values: { name: textAt(ERROR.first) } };
  if (TEXT_UNEXPECTED.has(code)) return { code: 'schema-text-unexpected', path, values: {} };
  if (code === UNKNOWN_ELEMENT) return { code: 'schema-element-unknown', path, values: {} };
  if (code === CONTENT) return contentFault(path, textAt(ERROR.message));
  return { code: 'schema-fault', path, values: { number: String(code) } };
}

/** Of a content model libxml2 tells what it would have taken in its sentence only. */
function contentFault(path: string, message: string): SchemaFault {
  const listed = /Expected is (?:one of )?\( ?([^)]*)/.exec(message)?.[1] ?? '';
  const expected = listed.replaceAll(/\{[^}]*\}/g, '').trim();
  const isMissing = message.includes('Missing child element');
  return {
    code: isMissing ? 'schema-element-missing' : 'schema-element-unexpected',
    path,
    values: { expected: expected === '' ? '-' : expected },
  };
}

function pathOf(node: number, root: number): string {
  const words = libxml2.HEAP32;
  const steps: string[] = [];
  for (let at = node; at !== 0; at = words[(at >> 2) + NODE.parent] ?? 0) {
    if (words[(at >> 2) + NODE.type] !== NODE_TYPE.element) break;
    steps.unshift(stepOf(at));
    if (at === root) break;
  }
  return `/${steps.join('/')}`;
}

/** The name of an element, with its position where it has a brother of that name. */
function stepOf(node: number): string {
  const words = libxml2.HEAP32;
  const nameOf = (at: number): string => libxml2.UTF8ToString(words[(at >> 2) + NODE.name] ?? 0);
  const name = nameOf(node);
  const alike = (direction: number): number => {
    let count = 0;
    for (let at = words[(node >> 2) + direction] ?? 0; at !== 0; at = words[(at >> 2) + direction] ?? 0) {
      if (words[(at >> 2) + NODE.type] === NODE_TYPE.element && nameOf(at) === name) count += 1;
    }
    return count;
  };
  const before = alike(NODE.previous);
  return before + alike(NODE.next) === 0 ? name : `${name}[${String(before + 1)}]`;
}
