import type { Finding, XmlElement } from '../../base/index.ts';
import { parseDecimal } from '../../base/index.ts';
import { saysNothing } from './absence.ts';
import type { BasicTypeName } from './basic-types.ts';
import { BASIC_TYPES, isNumber } from './basic-types.ts';
import type { CompiledElement, CompiledMessage, CompiledStructure } from './compiled.ts';
import { compile } from './compiled.ts';
import type { MessageDefinition } from './definition.ts';
import type { MessageDocument } from './document-type.ts';
import type { Find } from './grading.ts';
import { gradeAbsence, gradeValue } from './grading.ts';
import type { Place } from './place.ts';
import { pathOf } from './place.ts';
import { clip, collapse } from './wording.ts';

/** A part of a message that the definition does not know, kept aside as it came. */
export interface UnknownPart {
  readonly path: string;
  readonly element?: XmlElement;
  readonly text?: string;
}

export interface MessageReading<Document> {
  readonly document: Document;
  /** At most {@link MAXIMUM_FINDINGS}; a last one says when there were more. */
  readonly findings: readonly Finding[];
  /** The version the root's namespace names; absent when it names none. */
  readonly version?: string;
  readonly unknown: readonly UnknownPart[];
}

/** A hostile message could be faulty at every element; more remarks than this help no one. */
export const MAXIMUM_FINDINGS = 500;

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';

/**
 * Reads a message leniently: any order of elements, unknown and repeated ones, other versions, any prefix. It never
 * throws on content: what it cannot place is kept aside in `unknown`; what is absent, unknown or out of
 * place is graded in `findings`. Rules of one kind of message, e.g. of a certificate, are graded by that kind.
 */
export function readMessage<const Definition extends MessageDefinition>(
  definition: Definition,
  root: XmlElement,
): MessageReading<MessageDocument<Definition>> {
  const message = compile(definition);
  const reader = new Reader(message);
  const { value, version } = reader.readRoot(root);
  // The structure that was followed is the definition that the type is made of.
  const document = value as MessageDocument<Definition>;
  return {
    document,
    findings: reader.findings.length > MAXIMUM_FINDINGS ? capped(reader.findings) : reader.findings,
    ...(version === undefined ? {} : { version }),
    unknown: reader.unknown,
  };
}

function capped(findings: readonly Finding[]): Finding[] {
  return [
    ...findings.slice(0, MAXIMUM_FINDINGS),
    {
      area: 'Schema',
      level: 'WARNING',
      code: 'too-many-findings',
      path: '/',
      values: { count: String(MAXIMUM_FINDINGS) },
    },
  ];
}

/** A structure of a document before it has its type. */
export interface DocumentNode {
  [property: string]: unknown;
}

class Reader {
  readonly findings: Finding[] = [];
  readonly unknown: UnknownPart[] = [];
  readonly #message: CompiledMessage;
  readonly #families: readonly string[];
  readonly #dateFormat: string;
  readonly #namespaces = new Map<string, boolean>();
  #saidUnqualified = false;

  constructor(message: CompiledMessage) {
    this.#message = message;
    this.#dateFormat = message.definition.profile?.dates.attribute ?? 'format';
    this.#families = message.definition.namespaces.map((namespace) => namespace.family.toLowerCase());
  }

  readRoot(root: XmlElement): { readonly value: DocumentNode; readonly version: string | undefined } {
    const { definition } = this.#message;
    const place: Place = { parent: undefined, name: definition.root, position: 0 };
    if (root.name !== definition.root) {
      this.find('Schema', 'SEVERE', 'other-message', place, { found: root.name, expected: definition.root });
      this.#keep(place, root);
      return { value: {}, version: undefined };
    }
    const version = this.#version(root.namespace);
    if (version === undefined) {
      this.find('Schema', 'WARNING', 'unknown-namespace', place, { found: root.namespace });
    } else if (version !== definition.version && !definition.alsoRead.includes(version)) {
      this.find('Schema', 'WARNING', 'unknown-version', place, {
        found: version,
        expected: definition.version,
      });
    } else if (version !== definition.version) {
      this.find('Schema', 'INFO', 'other-version', place, { found: version, expected: definition.version });
    }
    return { value: this.#structure(root, this.#message.root, place) ?? {}, version };
  }

  #version(namespace: string): string | undefined {
    const { definition } = this.#message;
    const own = definition.namespaces.find(({ prefix }) => prefix === definition.rootNamespace);
    if (!own || !namespace.toLowerCase().startsWith(own.family.toLowerCase())) return undefined;
    return namespace.slice(own.family.length);
  }

  #isOurs(namespace: string, place: Place): boolean {
    if (namespace === '') {
      if (!this.#saidUnqualified) this.find('Schema', 'WARNING', 'element-without-namespace', place, {});
      this.#saidUnqualified = true;
      return true;
    }
    let ours = this.#namespaces.get(namespace);
    if (ours === undefined) {
      const folded = namespace.toLowerCase();
      ours = this.#families.some((family) => folded.startsWith(family));
      if (this.#namespaces.size < 100) this.#namespaces.set(namespace, ours);
    }
    return ours;
  }

  #structure(element: XmlElement, structure: CompiledStructure, place: Place): DocumentNode | undefined {
    const value: DocumentNode = {};
    const counts: number[] = [];
    let filled = false;
    let last = -1;
    let disordered = false;
    this.#attributes(element, place);
    for (const child of element.children) {
      if (typeof child === 'string') {
        if (child.trim() !== '') this.#strayText(child, place);
        continue;
      }
      const known = structure.byName.get(child.name);
      if (!known || !this.#isOurs(child.namespace, place)) {
        this.#unknownElement(child, place);
        continue;
      }
      if (known.order < last && !disordered) {
        disordered = true; // one remark a structure: the rest follows from it
        const after = structure.elements[last]?.name ?? '';
        this.find('Schema', 'WARNING', 'element-order', place, { element: known.name, after });
      }
      if (known.order > last) last = known.order;
      const position = (counts[known.order] ?? 0) + 1;
      counts[known.order] = position;
      if (known.foreign && position === 1) {
        const at: Place = { parent: place, name: known.name, position: 0 };
        this.find('Schema', 'INFO', 'element-of-other-version', at, { element: known.name });
      }
      const content = this.#child(child, known, place, position);
      if (content === undefined) continue;
      filled = true;
      add(value, known, content);
    }
    if (!filled && place.parent) return undefined;
    gradeAbsence(value, structure, place, this.find);
    return value;
  }

  #child(child: XmlElement, known: CompiledElement, parent: Place, count: number): object | undefined {
    const position = known.repeatable || count > 1 ? count : 0;
    const place: Place = { parent, name: known.name, position };
    if (!known.repeatable && count > 1) {
      if (count === 2) this.find('Schema', 'WARNING', 'repeated-element', place, { element: known.name });
      this.#keep(place, child);
      return undefined;
    }
    if (known.structure) return this.#structure(child, known.structure, place);
    const content = this.#basic(child, known, place);
    if (content) gradeValue(content, known, place, this.find);
    return content;
  }

  #unknownElement(child: XmlElement, place: Place): void {
    if (child.name === 'Signature' && child.namespace === SIGNATURE && place.parent === undefined) return;
    const at: Place = { parent: place, name: child.name, position: 0 };
    this.#keep(at, child);
    this.find('Schema', 'WARNING', 'unknown-element', at, {
      element: child.name,
      namespace: child.namespace,
    });
  }

  #strayText(text: string, place: Place): void {
    this.find('Schema', 'WARNING', 'stray-text', place, {});
    if (this.unknown.length < MAXIMUM_FINDINGS) this.unknown.push({ path: pathOf(place), text });
  }

  #attributes(element: XmlElement, place: Place, known: readonly (string | undefined)[] = []): void {
    for (const { name, namespace, value } of element.attributes) {
      if (namespace === '' ? known.includes(name) : namespace === XSI) continue;
      this.find('Schema', 'INFO', 'unknown-attribute', place, { attribute: name, value: clip(value) });
    }
  }

  #basic(element: XmlElement, known: CompiledElement, place: Place): object | undefined {
    const type = known.basic;
    if (type === undefined) return undefined;
    if (type === 'dateTime') return this.#dateTime(element, known, place);
    if (type === 'indicator') return this.#indicator(element, known, place);
    const text = this.#text(element, place);
    const value = type === 'text' ? text : type === 'binary' ? text.replace(/\s+/g, '') : collapse(text);
    if (type === 'binary' ? value === '' : this.#isNothing(value, known, place)) {
      if (type === 'binary' && element.attributes.some(({ name }) => name === 'uri')) {
        // An attachment without content is one that is only pointed to.
        return this.#described(element, type, '', place);
      }
      // What describes a value says nothing without it.
      const describing = element.attributes.length === 0 ? [] : BASIC_TYPES[type].attributes;
      this.#attributes(
        element,
        place,
        describing.map(({ name }) => name),
      );
      return undefined;
    }
    if (isNumber(type)) {
      if (parseDecimal(value) === undefined) {
        this.find('Schema', 'WARNING', 'not-a-number', place, { found: clip(value) });
        this.#keep(place, element);
        return undefined;
      }
    }
    return element.attributes.length === 0 ? { value } : this.#described(element, type, value, place);
  }

  #described(element: XmlElement, type: BasicTypeName, value: string, place: Place): object {
    const described: DocumentNode = { value };
    for (const { name, namespace, value: content } of element.attributes) {
      if (namespace === XSI) continue;
      const attribute =
        namespace === '' ? BASIC_TYPES[type].attributes.find((known) => known.name === name) : undefined;
      if (!attribute) {
        this.find('Schema', 'INFO', 'unknown-attribute', place, { attribute: name, value: clip(content) });
        continue;
      }
      const text = attribute.type === 'string' ? content : collapse(content);
      if (text.trim() !== '') described[attribute.property] = text;
    }
    return described;
  }

  #dateTime(element: XmlElement, known: CompiledElement, place: Place): object | undefined {
    const form = this.#form(element, place, ['DateTimeString', 'DateTime'], ['format', this.#dateFormat]);
    const value = collapse(this.#text(form ?? element, place, form === undefined));
    if (this.#isNothing(value, known, place)) return undefined;
    if (form === undefined) this.find('Schema', 'INFO', 'date-as-text', place, {});
    const format = form?.attributes.find(
      ({ name, namespace }) => (name === 'format' || name === this.#dateFormat) && namespace === '',
    )?.value;
    return {
      value,
      ...(form?.name === 'DateTime' ? { form: 'dateTime' } : {}),
      ...(format === undefined || format.trim() === '' ? {} : { format }),
    };
  }

  #indicator(element: XmlElement, known: CompiledElement, place: Place): object | undefined {
    const form = this.#form(element, place, ['Indicator', 'IndicatorString'], []);
    const text = collapse(this.#text(form ?? element, place, form === undefined)).toLowerCase();
    if (this.#isNothing(text, known, place)) return undefined;
    if (text === 'true' || text === '1') return { value: true };
    if (text === 'false' || text === '0') return { value: false };
    this.find('Schema', 'WARNING', 'not-an-indicator', place, { found: clip(text) });
    this.#keep(place, element);
    return undefined;
  }

  /** The element in which a date or an indicator stands; what else is around it is told. */
  #form(
    element: XmlElement,
    place: Place,
    names: readonly string[],
    attributes: readonly (string | undefined)[],
  ): XmlElement | undefined {
    let form: XmlElement | undefined;
    for (const child of element.children) {
      if (typeof child === 'string') continue;
      if (form === undefined && names.includes(child.name) && this.#isOurs(child.namespace, place))
        form = child;
      else this.#misplaced(child, place);
    }
    this.#attributes(element, place);
    if (form) {
      this.#attributes(form, place, attributes);
      for (const child of element.children) {
        if (typeof child === 'string' && child.trim() !== '') this.#strayText(child, place);
      }
    }
    return form;
  }

  #text(element: XmlElement, place: Place, childrenAllowed = false): string {
    const [first] = element.children;
    if (element.children.length === 1 && typeof first === 'string') return first;
    let text = '';
    for (const child of element.children) {
      if (typeof child === 'string') text += child;
      else if (!childrenAllowed) this.#misplaced(child, place);
    }
    return text;
  }

  #misplaced(child: XmlElement, place: Place): void {
    const at: Place = { parent: place, name: child.name, position: 0 };
    this.#keep(at, child);
    this.find('Schema', 'WARNING', 'unknown-element', at, {
      element: child.name,
      namespace: child.namespace,
    });
  }

  #isNothing(text: string, known: CompiledElement, place: Place): boolean {
    if (!saysNothing(text)) return false;
    // What the schema demands may be sent empty; a literal NULL is worth a remark.
    if (text.trim() !== '' || !known.demanded) {
      this.find('Schema', 'INFO', 'says-nothing', place, { found: clip(text.trim()) });
    }
    return true;
  }

  #keep(place: Place, element: XmlElement): void {
    if (this.unknown.length < MAXIMUM_FINDINGS) this.unknown.push({ path: pathOf(place), element });
  }

  readonly find: Find = (area, level, code, place, values) => {
    if (this.findings.length > MAXIMUM_FINDINGS) return;
    this.findings.push({ area, level, code, path: pathOf(place), values });
  };
}

function add(value: DocumentNode, known: CompiledElement, content: object): void {
  const list = value[known.property];
  if (!known.repeatable) value[known.property] = content;
  else if (Array.isArray(list)) list.push(content);
  else value[known.property] = [content];
}
