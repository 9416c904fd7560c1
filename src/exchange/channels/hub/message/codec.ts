import {
  attributeOf,
  elementsOf,
  escapeAttribute,
  escapeText,
  fromUtf8,
  textOf,
  type Fault,
  type XmlElement,
} from '../../../../base/index.ts';
import type { OpenXml } from '../../../../../verify/core/index.ts';
import {
  NAMESPACES,
  OPERATIONS,
  TYPES,
  type Field,
  type OperationName,
  type RequestOf,
  type ResponseOf,
  type Structure,
  type Types,
} from '../definition/index.ts';
import { HubError } from '../error.ts';

const types: Types = TYPES;
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
/** A text that is not a document, in characters. */
const LONGEST = 500;
const MOST_FAULTS = 50;
const WHITE = /[\t\n\r ]+/g;

interface Reading {
  readonly document: OpenXml;
  readonly faults: Fault[];
}

/**
 * The value of a request. Elements are known by their local names, for clients in use qualify them in every way; what is not known is
 * passed over. @throws {HubError} `hub-request-invalid` with every fault.
 */
export function readRequest<Name extends OperationName>(
  name: Name,
  element: XmlElement,
  document: OpenXml,
): RequestOf<Name> {
  // The fields are those that the type is made from.
  return readWhole(OPERATIONS[name].request, element, document) as RequestOf<Name>;
}

/** The value of an answer; see {@link readRequest}. */
export function readResponse<Name extends OperationName>(
  name: Name,
  element: XmlElement,
  document: OpenXml,
): ResponseOf<Name> {
  // The fields are those that the type is made from.
  return readWhole(OPERATIONS[name].response, element, document) as ResponseOf<Name>;
}

function readWhole(fields: readonly Field[], element: XmlElement, document: OpenXml): unknown {
  const reading: Reading = { document, faults: [] };
  const value = readFields(fields, element, `/${element.name}`, reading);
  const { faults } = reading;
  const [first] = faults;
  if (first !== undefined)
    throw new HubError('hub-request-invalid', { count: faults.length, first: first.path }, { faults });
  return value;
}

function readFields(
  fields: readonly Field[],
  element: XmlElement,
  path: string,
  reading: Reading,
): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  const children = elementsOf(element).filter((child) => !isNil(child));
  for (const field of fields) {
    const { name, occurs, also } = field;
    const place = `${path}/${name}`;
    if (field.attribute === true) {
      const text = attributeOf(element, name);
      if (text !== undefined) value[name] = readText(field, text, place, reading);
      else if (occurs === '1..1') fault(reading, 'hub-field-missing', place);
      continue;
    }
    const found = children.filter((child) => child.name === name || child.name === also);
    if (occurs === '0..n') {
      value[name] = found.map((child, index) =>
        readField(field, child, `${place}[${String(index + 1)}]`, reading),
      );
      continue;
    }
    const [only, another] = found;
    if (another !== undefined) fault(reading, 'hub-field-repeated', place);
    if (only !== undefined) value[name] = readField(field, only, place, reading);
    else if (occurs === '1..1') fault(reading, 'hub-field-missing', place);
  }
  return value;
}

function readField(field: Field, element: XmlElement, path: string, reading: Reading): unknown {
  const { type } = field;
  if (type === 'foreign') return reading.document.canonical({ method: 'c14n-exclusive', of: element });
  const known = types[type];
  if (known !== undefined && 'fields' in known) return readFields(fieldsOf(known), element, path, reading);
  if (elementsOf(element).length > 0) fault(reading, 'hub-field-unfit', path);
  return readText(field, textOf(element), path, reading);
}

function readText({ type, long }: Field, text: string, path: string, reading: Reading): unknown {
  if (long === true) return text;
  if (text.length > LONGEST) fault(reading, 'hub-field-unfit', path);
  const known = types[type];
  const collapsed = text.replaceAll(WHITE, ' ').trim();
  if (known !== undefined && 'values' in known && !known.values.includes(collapsed))
    fault(reading, 'hub-field-unfit', path);
  if (type === 'boolean') {
    if (!/^(?:true|false|0|1)$/.test(collapsed)) fault(reading, 'hub-field-unfit', path);
    return collapsed === 'true' || collapsed === '1';
  }
  if (type !== 'int') return collapsed;
  const whole = Number(collapsed);
  if (!/^[+-]?\d{1,10}$/.test(collapsed) || Math.abs(whole) > 2_147_483_647)
    fault(reading, 'hub-field-unfit', path);
  return whole;
}

function fault({ faults }: Reading, code: Fault['code'], path: string): void {
  if (faults.length < MOST_FAULTS) faults.push({ code, path, values: {} });
}

function isNil(element: XmlElement): boolean {
  const nil = attributeOf(element, 'nil', XSI);
  return nil === 'true' || nil === '1';
}

function fieldsOf(type: Structure): readonly Field[] {
  const base = type.extends === undefined ? undefined : types[type.extends];
  return base !== undefined && 'fields' in base ? [...base.fields, ...type.fields] : type.fields;
}

/** A request as XML that declares its own prefixes. */
export function writeRequest<Name extends OperationName>(name: Name, value: RequestOf<Name>): string {
  return writeWhole(name, OPERATIONS[name].request, value);
}

/** An answer as XML that declares its own prefixes. */
export function writeResponse<Name extends OperationName>(name: Name, value: ResponseOf<Name>): string {
  return writeWhole(`${name}Response`, OPERATIONS[name].response, value);
}

function writeWhole(name: string, fields: readonly Field[], value: object): string {
  const spaces = `xmlns:h="${NAMESPACES.hub}" xmlns:e="${NAMESPACES.entities}"`;
  return `<h:${name} ${spaces}>${writeElements(fields, 'h', value)}</h:${name}>`;
}

function writeElements(fields: readonly Field[], prefix: 'h' | 'e', value: object): string {
  return fields
    .filter(({ attribute }) => attribute !== true)
    .map((field) => {
      const member: unknown = Reflect.get(value, field.name);
      if (member === undefined) return '';
      const each: readonly unknown[] = Array.isArray(member) ? member : [member];
      return each.map((one) => writeField(field, prefix, one)).join('');
    })
    .join('');
}

function writeField(field: Field, prefix: 'h' | 'e', value: unknown): string {
  if (value instanceof Uint8Array) return documentElement(value);
  const tag = field.plain === true ? field.name : `${prefix}:${field.name}`;
  const known = types[field.type];
  if (known === undefined || 'values' in known) return `<${tag}>${escapeText(writable(value))}</${tag}>`;
  // A structure of the definition is an object with these very members.
  const members = value as object;
  const content = writeElements(fieldsOf(known), known.space === 'entities' ? 'e' : 'h', members);
  const attributes = known.fields
    .filter(({ attribute, name }) => attribute === true && Reflect.get(members, name) !== undefined)
    .map(({ name }) => ` ${name}="${escapeAttribute(writable(Reflect.get(members, name)))}"`);
  return `<${tag}${attributes.join('')}>${content}</${tag}>`;
}

/** A document's one element: a declaration of XML cannot stand inside another document. */
function documentElement(bytes: Uint8Array): string {
  return (fromUtf8(bytes) ?? '').replace(/^\uFEFF?\s*<\?xml[^>]*\?>\s*/, '');
}

/** Characters that XML 1.0 cannot carry (§2.2) are told by a mark in their place. */
function writable(value: unknown): string {
  return String(value).replaceAll(UNWRITABLE, '\uFFFD');
}
export const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
