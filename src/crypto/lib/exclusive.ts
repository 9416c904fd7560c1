import { Buffer } from 'node:buffer';
import { withRoom } from './canonical.ts';
import { libxml2, NAMESPACE, NODE, NODE_TYPE, type Dictionary } from './libxml2.ts';

interface Namespace {
  readonly prefix: string;
  readonly uri: string;
  /** Qualified names under this prefix, by where libxml2 keeps the local part. */
  readonly names: Map<number, Uint8Array>;
}

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const QUOTE = 0x22;
const SPACE = 0x20;
const EQUALS_QUOTE = Buffer.from('="');
/** Bytes that canonical text and canonical attribute values write otherwise (C14N §2.3). */
const IN_TEXT = escapes({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' });
const IN_VALUE = escapes({
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
});
const LONGEST_ESCAPE = 6;

interface Escapes {
  readonly isEscaped: Uint8Array;
  readonly written: ReadonlyMap<number, Uint8Array>;
}

function escapes(table: Readonly<Record<string, string>>): Escapes {
  const isEscaped = new Uint8Array(256);
  const written = new Map<number, Uint8Array>();
  for (const [character, text] of Object.entries(table)) {
    isEscaped[character.charCodeAt(0)] = 1;
    written.set(character.charCodeAt(0), Buffer.from(text));
  }
  return { isEscaped, written };
}

/** Where the form is written; grows to the largest document met, and is copied from once per document. */
let workspace: Buffer = Buffer.allocUnsafe(65_536);

/**
 * Exclusive XML Canonicalization 1.0 of an element and what it holds, without comments and without a prefix list: the
 * form nearly every seal asks for, written straight from libxml2's tree. It is what libxml2's own canonicaliser gives,
 * byte for byte (property tests hold it to that), in a third of the time; every other form is left to libxml2.
 */
export function exclusiveForm(apex: number, without: number, dictionary: Dictionary): Uint8Array {
  const writer = new ExclusiveWriter(without, dictionary);
  writer.element(apex);
  return writer.written();
}

class ExclusiveWriter {
  readonly #words = libxml2.HEAP32;
  readonly #heap = libxml2.HEAPU8;
  readonly #without: number;
  readonly #qualified: Dictionary['qualified'];
  readonly #namespaces = new Map<number, Namespace>();
  /** Namespaces written on the way down to where we are, nearest last. */
  readonly #rendered: Namespace[] = [];
  #renderedCount = 0;
  #out: Buffer = workspace;
  #at = 0;

  constructor(without: number, { qualified }: Dictionary) {
    this.#without = without;
    this.#qualified = qualified;
  }

  written(): Uint8Array {
    workspace = this.#out;
    return new Uint8Array(this.#out.subarray(0, this.#at));
  }

  element(pointer: number): void {
    const words = this.#words;
    const at = pointer >> 2;
    const own = this.#namespace(words[at + NODE.namespace] ?? 0);
    const name = this.#name(own, words[at + NODE.name] ?? 0);
    const attributes = words[at + NODE.attributes] ?? 0;
    const renderedCount = this.#renderedCount;
    this.#tag(LESS, 0, name);
    if (attributes === 0) this.#render(own);
    else this.#attributes(own, attributes);
    this.#byte(GREATER);
    let child = words[at + NODE.children] ?? 0;
    while (child !== 0) {
      const node = child >> 2;
      const type = words[node + NODE.type];
      if (type === NODE_TYPE.text || type === NODE_TYPE.cdata)
        this.#value(words[node + NODE.content] ?? 0, IN_TEXT);
      else if (type === NODE_TYPE.element) {
        if (child !== this.#without) this.element(child);
      } else if (type !== NODE_TYPE.comment) {
        throw new TypeError(`a node of type ${String(type)} passed the parser`);
      }
      child = words[node + NODE.next] ?? 0;
    }
    this.#tag(LESS, SLASH, name);
    this.#byte(GREATER);
    this.#renderedCount = renderedCount;
  }

  /** The namespaces that the element and its attributes use, by prefix, then the attributes, by namespace and name. */
  #attributes(own: Namespace, first: number): void {
    const words = this.#words;
    const isOnly = words[(first >> 2) + NODE.next] === 0;
    if (isOnly && words[(first >> 2) + NODE.namespace] === 0) {
      this.#render(own);
      this.#attribute(first);
      return;
    }
    const attributes: number[] = [];
    const used = [own];
    for (let attribute = first; attribute !== 0; attribute = words[(attribute >> 2) + NODE.next] ?? 0) {
      attributes.push(attribute);
      const namespace = words[(attribute >> 2) + NODE.namespace] ?? 0;
      if (namespace !== 0) used.push(this.#namespace(namespace));
    }
    used.sort((left, right) => compareUtf8(left.prefix, right.prefix));
    for (const namespace of used) this.#render(namespace);
    attributes.sort((left, right) => this.#order(left, right));
    for (const attribute of attributes) this.#attribute(attribute);
  }

  #attribute(pointer: number): void {
    const words = this.#words;
    const at = pointer >> 2;
    this.#tag(
      SPACE,
      0,
      this.#name(this.#namespace(words[at + NODE.namespace] ?? 0), words[at + NODE.name] ?? 0),
    );
    this.#bytes(EQUALS_QUOTE);
    for (let part = words[at + NODE.children] ?? 0; part !== 0; part = words[(part >> 2) + NODE.next] ?? 0) {
      this.#value(words[(part >> 2) + NODE.content] ?? 0, IN_VALUE);
    }
    this.#byte(QUOTE);
  }

  #order(left: number, right: number): number {
    const words = this.#words;
    const namespace = (attribute: number): string =>
      this.#namespace(words[(attribute >> 2) + NODE.namespace] ?? 0).uri;
    const name = (attribute: number): string =>
      libxml2.UTF8ToString(words[(attribute >> 2) + NODE.name] ?? 0);
    return compareUtf8(namespace(left), namespace(right)) || compareUtf8(name(left), name(right));
  }

  /** Declares a namespace that is used here, unless the nearest element written with its prefix means the same. */
  #render(namespace: Namespace): void {
    const { prefix, uri } = namespace;
    if (prefix === 'xml') return;
    const rendered = this.#rendered;
    let at = this.#renderedCount - 1;
    while (at >= 0 && rendered[at]?.prefix !== prefix) at -= 1;
    if ((at < 0 ? '' : rendered[at]?.uri) === uri) return;
    rendered[this.#renderedCount] = namespace;
    this.#renderedCount += 1;
    // An absolute URI, as was checked when the document was opened: no character of it is written otherwise.
    this.#bytes(Buffer.from(prefix === '' ? ` xmlns="${uri}"` : ` xmlns:${prefix}="${uri}"`));
  }

  #namespace(pointer: number): Namespace {
    let namespace = this.#namespaces.get(pointer);
    if (namespace === undefined) {
      const at = pointer >> 2;
      const prefix = pointer === 0 ? 0 : (this.#words[at + NAMESPACE.prefix] ?? 0);
      const href = pointer === 0 ? 0 : (this.#words[at + NAMESPACE.href] ?? 0);
      const text = prefix === 0 ? '' : libxml2.UTF8ToString(prefix);
      let names = this.#qualified.get(text);
      if (names === undefined) this.#qualified.set(text, (names = new Map()));
      namespace = { prefix: text, uri: href === 0 ? '' : libxml2.UTF8ToString(href), names };
      this.#namespaces.set(pointer, namespace);
    }
    return namespace;
  }

  #name({ prefix, names }: Namespace, local: number): Uint8Array {
    let name = names.get(local);
    if (name === undefined) {
      const text = libxml2.UTF8ToString(local);
      names.set(local, (name = Buffer.from(prefix === '' ? text : `${prefix}:${text}`)));
    }
    return name;
  }

  /** One or two bytes of markup, and a name. */
  #tag(first: number, second: number, name: Uint8Array): void {
    const out = this.#room(name.length + 2);
    let at = this.#at;
    out[at++] = first;
    if (second !== 0) out[at++] = second;
    for (let index = 0; index < name.length; index += 1) out[at++] = name[index] ?? 0;
    this.#at = at;
  }

  #value(pointer: number, { isEscaped, written }: Escapes): void {
    if (pointer === 0) return;
    const heap = this.#heap;
    let out = this.#out;
    let at = this.#at;
    let last = out.length - LONGEST_ESCAPE;
    let from = pointer;
    for (let byte = heap[from] ?? 0; byte !== 0; byte = heap[from] ?? 0) {
      if (at > last) {
        this.#at = at;
        out = this.#room(at);
        last = out.length - LONGEST_ESCAPE;
      }
      if (isEscaped[byte] === 0) out[at++] = byte;
      else for (const each of written.get(byte) ?? []) out[at++] = each;
      from += 1;
    }
    this.#at = at;
  }

  #bytes(bytes: Uint8Array): void {
    const out = this.#room(bytes.length);
    for (const byte of bytes) out[this.#at++] = byte;
  }

  #byte(byte: number): void {
    this.#room(1)[this.#at++] = byte;
  }

  /** The workspace, with room for so many bytes more. */
  #room(count: number): Buffer {
    if (this.#at + count > this.#out.length) this.#out = withRoom(this.#out, this.#at, count);
    return this.#out;
  }
}

/** Order of the UTF-8 bytes, which is that of the code points (C14N §2.2), and not that of UTF-16. */
function compareUtf8(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
}
