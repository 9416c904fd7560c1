import {
  elementsOf,
  escapeText,
  fromBase64,
  fromUtf8,
  textOf,
  toBase64,
  type XmlElement,
} from '../../../../base/index.ts';
import type { OpenXml } from '../../../../../verify/core/index.ts';
import {
  ALL_TYPES,
  ELEMENTS,
  NAMESPACE,
  propertyOf,
  type ComplexType,
  type Field,
  type SimpleType,
  type Types,
  type Value,
} from '../definition/index.ts';
import { SoapError } from '../error.ts';

const types: Types = ALL_TYPES;
const elements: Readonly<Record<string, ComplexType>> = ELEMENTS;
export type ElementName = keyof typeof ELEMENTS;

/** The value of an element that the schema has found valid. @throws {SoapError} `soap-base64-unfit`. */
export function readElement<Name extends ElementName>(
  name: Name,
  element: XmlElement,
  document: OpenXml,
): Value<Name> {
  // The schema that the element is valid by is made from the definition that the type is made from.
  return readComplex(elements[name] ?? unknown(name), element, document) as Value<Name>;
}

function readComplex(
  { fields }: ComplexType,
  element: XmlElement,
  document: OpenXml,
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  const children = elementsOf(element);
  for (const field of fields) {
    const found = children.filter(({ name }) => name === field.name);
    if (field.occurs === '0..n')
      read[propertyOf(field)] = found.map((child) => readField(field, child, document));
    else if (found[0] !== undefined) read[propertyOf(field)] = readField(field, found[0], document);
  }
  return read;
}

function readField(field: Field, element: XmlElement, document: OpenXml): unknown {
  if (field.type === 'certificate') return document.canonical({ method: 'c14n-exclusive', of: element });
  const type = types[field.type] ?? unknown(field.type);
  return type.kind === 'simple' ? readSimple(type, element) : readComplex(type, element, document);
}

function readSimple({ base }: SimpleType, element: XmlElement): unknown {
  const text = textOf(element);
  if (base === 'string') return text;
  const collapsed = text.replaceAll(/[\t\n\r ]+/g, ' ').trim();
  if (base === 'integer') return Number(collapsed);
  if (base === 'boolean') return collapsed === 'true' || collapsed === '1';
  if (base !== 'base64Binary') return collapsed;
  const bytes = fromBase64(text);
  if (bytes === undefined) throw new SoapError('soap-base64-unfit', { element: element.name });
  return bytes;
}

/**
 * An element with its value, as XML that declares its own prefix. A certificate is put into `certificates` where that is given, and
 * {@link HOLE} into the text: large bytes need not be decoded only to be encoded again.
 */
export function writeElement<Name extends ElementName>(
  name: Name,
  value: Value<Name>,
  certificates?: Uint8Array[],
): string {
  const content = writeComplex(elements[name] ?? unknown(name), value, certificates);
  return `<x:${name} xmlns:x="${NAMESPACE}">${content}</x:${name}>`;
}

/** Stands for a certificate; a character that no XML can have. */
export const HOLE = '\0';

function writeComplex({ fields }: ComplexType, value: unknown, certificates?: Uint8Array[]): string {
  // Whoever calls with a typed value has an object with these very properties.
  const members = value as Readonly<Record<string, unknown>>;
  return fields
    .map((field) => {
      const member = members[propertyOf(field)];
      if (member === undefined) return '';
      const each = Array.isArray(member) && field.occurs === '0..n' ? member : [member];
      return each.map((one) => writeField(field, one, certificates)).join('');
    })
    .join('');
}

function writeField(field: Field, value: unknown, certificates?: Uint8Array[]): string {
  if (field.type === 'certificate' && value instanceof Uint8Array) {
    if (certificates === undefined) return fromUtf8(value) ?? '';
    certificates.push(value);
    return HOLE;
  }
  const type = types[field.type] ?? unknown(field.type);
  const content = type.kind === 'simple' ? writeSimple(value) : writeComplex(type, value, certificates);
  return `<x:${field.name}>${content}</x:${field.name}>`;
}

function writeSimple(value: unknown): string {
  if (value instanceof Uint8Array) return toBase64(value);
  return escapeText(String(value).replaceAll(UNWRITABLE, '\uFFFD'));
}

/** Characters that XML 1.0 cannot carry (§2.2). */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function unknown(name: string): never {
  throw new TypeError(`the service does not define ${name}`);
}
