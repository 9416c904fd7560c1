import type { Fault } from '../../base/index.ts';
import { escapeAttribute, escapeText, isBase64, parseDecimal } from '../../base/index.ts';
import { CODE_LISTS } from '../codes/code-lists.ts';
import { StandardsError } from '../error.ts';
import { saysNothing } from './absence.ts';
import type { BasicTypeName } from './basic-types.ts';
import { BASIC_TYPES } from './basic-types.ts';
import type { CompiledElement, CompiledMessage, CompiledStructure } from './compiled.ts';
import { compile } from './compiled.ts';
import { readDate } from './date-reading.ts';
import type { MessageDefinition, ValueProfile } from './definition.ts';
import type { MessageDocument } from './document-type.ts';
import { isDated, isDateTime, isUri, isXmlText } from './lexical.ts';
import type { Place } from './place.ts';
import { pathOf } from './place.ts';
import { isOfFormat } from './value-format.ts';
import { clip, collapse } from './wording.ts';

/** Why a document cannot be written; each a key of the words. */
export const WRITING_FAULTS = [
  'element-missing',
  'property-unknown',
  'value-not-structure',
  'value-not-list',
  'value-not-text',
  'value-not-token',
  'value-not-decimal',
  'value-not-date',
  'value-not-base64',
  'value-not-indicator',
  'value-not-uri',
  'value-not-xml',
  'value-negative',
  'value-says-nothing',
  'code-not-in-list',
  'attribute-not-allowed',
  'structure-too-deep',
  'element-not-in-version',
  'element-too-often',
  'value-not-of-format',
] as const;
export type WritingFault = (typeof WRITING_FAULTS)[number];

/** What attributes hold where a message has a profile. */
const PROFILED: Readonly<Record<string, RegExp>> = {
  language: /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}$/,
  currency: /^[A-Z]{3}$/,
  unit: /^[^\s]{1,5}$/,
};

const MAXIMUM_DEPTH = 48;
const MAXIMUM_FAULTS = 500;

/**
 * Writes a document as a message, in the fixed order and without insignificant white space. What the schema demands and
 * the document does not say is sent empty where the schema allows that, as is the custom. Throws
 * {@link StandardsError} `document-not-writable` listing every fault.
 */
export function writeMessage<const Definition extends MessageDefinition>(
  definition: Definition,
  document: MessageDocument<Definition>,
): string {
  const writer = new Writer(compile(definition), true);
  const xml = writer.message(document);
  const [first] = writer.faults;
  if (first) {
    throw new StandardsError(
      'document-not-writable',
      { count: writer.faults.length, first: `${first.path}: ${first.code}` },
      { faults: writer.faults },
    );
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`;
}

/**
 * Every fault of something that claims to be a document of a message: empty when it can be written. With
 * `complete: false` what is still missing is no fault, as in a draft.
 */
export function documentFaults(
  definition: MessageDefinition,
  document: unknown,
  options: { readonly complete: boolean } = { complete: true },
): readonly Fault[] {
  const writer = new Writer(compile(definition), options.complete);
  writer.message(document);
  return writer.faults;
}

type Properties = Readonly<Record<string, unknown>>;

class Writer {
  readonly faults: Fault[] = [];
  readonly #message: CompiledMessage;
  readonly #complete: boolean;
  readonly #data: string;

  constructor(message: CompiledMessage, complete: boolean) {
    this.#message = message;
    this.#complete = complete;
    this.#data = message.definition.dataNamespace;
  }

  message(document: unknown): string {
    const { definition, root } = this.#message;
    const place: Place = { parent: undefined, name: definition.root, position: 0 };
    if (!isProperties(document)) {
      this.#fault('value-not-structure', place);
      return '';
    }
    const name = `${definition.rootNamespace}:${definition.root}`;
    const declared = definition.namespaces
      .filter(({ prefix }) => this.#isUsed(prefix))
      .toSorted((left, right) => (left.prefix < right.prefix ? -1 : 1))
      .map(({ prefix, uri }) => ` xmlns:${prefix}="${escapeAttribute(uri)}"`)
      .join('');
    return `<${name}${declared}>${this.#children(document, root, place, 1)}</${name}>`;
  }

  #isUsed(prefix: string): boolean {
    const { definition } = this.#message;
    if (prefix === definition.dataNamespace) return true;
    return Object.values(definition.structures).some((structure) => structure.namespace === prefix);
  }

  #children(node: Properties, structure: CompiledStructure, place: Place, depth: number): string {
    for (const property of Object.keys(node)) {
      if (!structure.byProperty.has(property))
        this.#fault('property-unknown', place, { property: clip(property) });
    }
    let xml = '';
    for (const element of structure.elements) {
      const content = Object.hasOwn(node, element.property) ? node[element.property] : undefined;
      if (content === undefined) {
        xml += this.#absent(element, place);
      } else if (element.foreign) {
        this.#fault(
          'element-not-in-version',
          { parent: place, name: element.name, position: 0 },
          { element: element.name, version: this.#message.definition.version },
        );
      } else if (!element.repeatable) {
        const at = { parent: place, name: element.name, position: 0 };
        xml += this.#element(content, element, at, depth);
      } else if (!isList(content)) {
        this.#fault('value-not-list', { parent: place, name: element.name, position: 0 });
      } else {
        this.#counted(content.length, element, place);
        let written = '';
        for (const [index, item] of content.entries()) {
          const at = { parent: place, name: element.name, position: index + 1 };
          written += this.#element(item, element, at, depth);
        }
        xml += content.length === 0 ? this.#absent(element, place) : written;
      }
    }
    return xml;
  }

  #counted(count: number, { name, definition: { most } }: CompiledElement, place: Place): void {
    if (most === undefined || count <= most) return;
    const values = { element: name, most: String(most) };
    this.#fault('element-too-often', { parent: place, name, position: 0 }, values);
  }

  #absent(element: CompiledElement, place: Place): string {
    if (!element.demanded) return '';
    if (element.canBeEmpty && element.definition.missing === undefined) return this.#empty(element);
    if (element.mandatory && this.#complete) {
      this.#fault(
        'element-missing',
        { parent: place, name: element.name, position: 0 },
        {
          element: element.name,
        },
      );
    }
    return '';
  }

  #empty(element: CompiledElement): string {
    let content = '';
    if (element.basic === 'dateTime') content = this.#form('DateTimeString', '', '');
    for (const child of element.structure?.elements ?? []) {
      if (child.demanded && child.canBeEmpty) content += this.#empty(child);
    }
    return `${element.open}>${content}${element.close}`;
  }

  #element(content: unknown, element: CompiledElement, place: Place, depth: number): string {
    if (!isProperties(content)) {
      this.#fault('value-not-structure', place);
      return '';
    }
    if (element.structure) {
      if (depth > MAXIMUM_DEPTH) {
        this.#fault('structure-too-deep', place);
        return '';
      }
      const children = this.#children(content, element.structure, place, depth + 1);
      return `${element.open}>${children}${element.close}`;
    }
    return element.basic ? this.#basic(content, element, element.basic, place) : '';
  }

  #basic(node: Properties, element: CompiledElement, type: BasicTypeName, place: Place): string {
    if (type === 'indicator') return this.#indicator(node, element, place);
    const { value } = node;
    if (typeof value !== 'string') {
      this.#fault('value-not-text', place);
      return '';
    }
    if (!isXmlText(value)) this.#fault('value-not-xml', place);
    else this.#content(value, node, element, type, place);
    if (type === 'dateTime') return this.#dateTime(node, value, element, place);
    const attributes = this.#attributes(node, element, type, place);
    return `${element.open}${attributes}>${escapeText(value)}${element.close}`;
  }

  #content(
    value: string,
    node: Properties,
    element: CompiledElement,
    type: BasicTypeName,
    place: Place,
  ): void {
    if (type === 'binary') {
      const isPointer = value === '' && node['uri'] !== undefined;
      if (!isPointer && (value === '' || !isBase64(value))) this.#fault('value-not-base64', place);
      return;
    }
    if (saysNothing(value)) return this.#fault('value-says-nothing', place, { value: clip(value) });
    if (element.format !== undefined && !isOfFormat(value, element.format)) {
      const format = element.definition.format ?? '';
      return this.#fault('value-not-of-format', place, { value: clip(value), format });
    }
    if (type === 'text') return this.#listed(value, element, place);
    if (value !== collapse(value)) return this.#fault('value-not-token', place, { value: clip(value) });
    if (type === 'id' || type === 'code') return this.#listed(value, element, place);
    if (type === 'dateTime') return;
    const decimal = parseDecimal(value);
    if (!decimal) this.#fault('value-not-decimal', place, { value: clip(value) });
    else if (element.definition.nonNegative && decimal.coefficient < 0n) {
      this.#fault('value-negative', place, { value: clip(value) });
    }
  }

  #listed(value: string, element: CompiledElement, place: Place): void {
    if (!element.list || element.definition.enumerated !== true || element.list.codes.includes(value)) return;
    this.#fault('code-not-in-list', place, { code: clip(value), list: element.list.title });
  }

  #attributes(node: Properties, element: CompiledElement, type: BasicTypeName, place: Place): string {
    const { attributes } = BASIC_TYPES[type];
    for (const property of Object.keys(node)) {
      if (property === 'value' || attributes.some((known) => known.property === property)) continue;
      this.#fault('property-unknown', place, { property: clip(property) });
    }
    let xml = '';
    for (const attribute of attributes) {
      const content = node[attribute.property];
      if (content === undefined) continue;
      if (typeof content !== 'string' || content.trim() === '' || !isXmlText(content)) {
        this.#fault('value-not-text', place, { property: attribute.property, attribute: attribute.name });
      } else if (
        !isAllowed(element, type, attribute.property, content) ||
        !this.#isProfiled(type, attribute.property, content)
      ) {
        this.#fault('attribute-not-allowed', place, { attribute: attribute.name, value: clip(content) });
      } else if (attribute.type === 'anyURI' && !isUri(content)) {
        this.#fault('value-not-uri', place, { value: clip(content), attribute: attribute.name });
      } else if (attribute.type !== 'string' && content !== collapse(content)) {
        this.#fault('value-not-token', place, { value: clip(content), attribute: attribute.name });
      } else if (attribute.property === 'unit' && !element.anyUnit && !CODE_LISTS.unit.has(content)) {
        this.#fault('code-not-in-list', place, {
          code: clip(content),
          list: CODE_LISTS.unit.title,
          attribute: attribute.name,
        });
      } else {
        xml += ` ${attribute.name}="${escapeAttribute(content)}"`;
      }
    }
    return xml;
  }

  #dateTime(node: Properties, value: string, element: CompiledElement, place: Place): string {
    for (const property of Object.keys(node)) {
      if (!['value', 'form', 'format'].includes(property)) {
        this.#fault('property-unknown', place, { property: clip(property) });
      }
    }
    const { form, format } = node;
    const { profile } = this.#message.definition;
    if (profile) return this.#profiledDate(node, value, element, place, profile);
    if (form === 'dateTime') {
      if (!isDateTime(value) || format !== undefined)
        this.#fault('value-not-date', place, { value: clip(value) });
      return `${element.open}>${this.#form('DateTime', '', value)}${element.close}`;
    }
    if (format === undefined) {
      if (!readDate(value) || !isDated(value)) this.#fault('value-not-date', place, { value: clip(value) });
      return `${element.open}>${this.#form('DateTimeString', '', value)}${element.close}`;
    }
    if (form !== undefined || typeof format !== 'string' || format.trim() === '' || !isXmlText(format)) {
      this.#fault('value-not-text', place, { property: 'format' });
      return '';
    }
    const attribute = ` format="${escapeAttribute(format)}"`;
    return `${element.open}>${this.#form('DateTimeString', attribute, value)}${element.close}`;
  }

  #profiledDate(
    { form, format }: Properties,
    value: string,
    element: CompiledElement,
    place: Place,
    { dates }: ValueProfile,
  ): string {
    const pattern =
      typeof format === 'string' && Object.hasOwn(dates.formats, format) ? dates.formats[format] : undefined;
    const isWritten = typeof format === 'string' && form === undefined && pattern?.test(value) === true;
    if (!isWritten || !readDate({ value, format })) {
      this.#fault('value-not-date', place, { value: clip(value) });
      return '';
    }
    const attribute = ` ${dates.attribute}="${escapeAttribute(format)}"`;
    return `${element.open}>${this.#form('DateTimeString', attribute, value)}${element.close}`;
  }

  /** Whether the schema has the attribute, with this content. */
  #isProfiled(type: BasicTypeName, property: string, content: string): boolean {
    const { profile } = this.#message.definition;
    if (!profile) return true;
    if (profile.attributes[type]?.includes(property) !== true) return false;
    return PROFILED[property]?.test(content) ?? true;
  }

  #indicator(node: Properties, element: CompiledElement, place: Place): string {
    const { value } = node;
    if (typeof value !== 'boolean' || Object.keys(node).length !== 1)
      this.#fault('value-not-indicator', place);
    return `${element.open}>${this.#form('Indicator', '', String(value === true))}${element.close}`;
  }

  #form(name: string, attributes: string, value: string): string {
    return `<${this.#data}:${name}${attributes}>${escapeText(value)}</${this.#data}:${name}>`;
  }

  #fault(code: WritingFault, place: Place, values: Readonly<Record<string, string>> = {}): void {
    if (this.faults.length < MAXIMUM_FAULTS) this.faults.push({ code, path: pathOf(place), values });
  }
}

/** An enumerated list fixes its attributes: they may be stated, not changed. */
function isAllowed(
  element: CompiledElement,
  type: BasicTypeName,
  property: string,
  content: string,
): boolean {
  if (element.definition.enumerated !== true || !element.list) return true;
  const { listId, agencyId, versionId } = element.list;
  if (type === 'id') return property === 'scheme';
  if (type !== 'code') return false;
  if (property === 'name') return true;
  if (property === 'list') return content === listId;
  if (property === 'listAgency') return content === agencyId;
  return property === 'listVersion' && content === versionId;
}

function isProperties(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
