import { Buffer } from 'node:buffer';
import { libxml2, NAMESPACE, NODE, NODE_TYPE } from './libxml2.ts';

interface Namespace {
  readonly prefix: string;
  readonly uri: string;
  /** The prefix and its colon, as names begin. */
  readonly head: Uint8Array;
}

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const QUOTE = 0x22;
const SPACE = 0x20;
const NONE: Namespace = { prefix: '', uri: '', head: new Uint8Array() };
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
let workspace = new Uint8Array(65_536);

/**
 * Exclusive XML Canonicalization 1.0 without comments and without a prefix list, of a whole document that has nothing
 * beside its document element: the form nearly every seal asks for, written straight from libxml2's tree. It is what
 * libxml2's own canonicaliser gives, byte for byte (property tests hold it to that), in a third of the time; whatever
 * is less usual is left to libxml2.
 */
export function exclusiveForm(rootPointer: number, without: number): Uint8Array {
  const writer = new ExclusiveWriter(without);
  writer.element(rootPointer);
  return writer.written();
}

class ExclusiveWriter {
  readonly #words = libxml2.HEAP32;
  readonly #heap = libxml2.HEAPU8;
  readonly #without: number;
  readonly #namespaces = new Map<number, Namespace>();
  /** Namespaces written on the way down to where we are, nearest last. */
  readonly #rendered: Namespace[] = [];
  #out = workspace;
  #at = 0;

  constructor(without: number) {
    this.#without = without;
  }

  written(): Uint8Array {
    workspace = this.#out;
    return this.#out.slice(0, this.#at);
  }

  element(pointer: number): void {
    const words = this.#words;
    const at = pointer >> 2;
    const name = words[at + NODE.name] ?? 0;
    const own = this.#namespace(words[at + NODE.namespace] ?? 0);
    const attributes = words[at + NODE.attributes] ?? 0;
    const depth = this.#rendered.length;
    this.#byte(LESS);
    this.#name(own, name);
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
    this.#byte(LESS);
    this.#byte(SLASH);
    this.#name(own, name);
    this.#byte(GREATER);
    this.#rendered.length = depth;
  }

  /** The namespaces that the element and its attributes use, by prefix, then the attributes, by namespace and name. */
  #attributes(own: Namespace, first: number): void {
    const words = this.#words;
    const attributes: number[] = [];
    const used = [own];
    for (let attribute = first; attribute !== 0; attribute = words[(attribute >> 2) + NODE.next] ?? 0) {
      attributes.push(attribute);
      const namespace = words[(attribute >> 2) + NODE.namespace] ?? 0;
      if (namespace !== 0) used.push(this.#namespace(namespace));
    }
    if (used.length > 1) used.sort((left, right) => compareUtf8(left.prefix, right.prefix));
    for (const namespace of used) this.#render(namespace);
    if (attributes.length > 1) attributes.sort((left, right) => this.#order(left, right));
    for (const attribute of attributes) {
      const at = attribute >> 2;
      this.#byte(SPACE);
      this.#name(this.#namespace(words[at + NODE.namespace] ?? 0), words[at + NODE.name] ?? 0);
      this.#bytes(EQUALS_QUOTE);
      for (
        let part = words[at + NODE.children] ?? 0;
        part !== 0;
        part = words[(part >> 2) + NODE.next] ?? 0
      ) {
        this.#value(words[(part >> 2) + NODE.content] ?? 0, IN_VALUE);
      }
      this.#byte(QUOTE);
    }
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
    let at = rendered.length - 1;
    while (at >= 0 && rendered[at]?.prefix !== prefix) at -= 1;
    if ((at < 0 ? '' : rendered[at]?.uri) === uri) return;
    rendered.push(namespace);
    // An absolute URI, as was checked when the document was opened: no character of it is written otherwise.
    this.#bytes(Buffer.from(prefix === '' ? ` xmlns="${uri}"` : ` xmlns:${prefix}="${uri}"`));
  }

  #namespace(pointer: number): Namespace {
    if (pointer === 0) return NONE;
    let namespace = this.#namespaces.get(pointer);
    if (namespace === undefined) {
      const at = pointer >> 2;
      const prefix = this.#words[at + NAMESPACE.prefix] ?? 0;
      const href = this.#words[at + NAMESPACE.href] ?? 0;
      const text = prefix === 0 ? '' : libxml2.UTF8ToString(prefix);
      namespace = {
        prefix: text,
        uri: href === 0 ? '' : libxml2.UTF8ToString(href),
        head: Buffer.from(text === '' ? '' : `${text}:`),
      };
      this.#namespaces.set(pointer, namespace);
    }
    return namespace;
  }

  #name({ head }: Namespace, name: number): void {
    const heap = this.#heap;
    let end = name;
    while (heap[end] !== 0) end += 1;
    const out = this.#room(head.length + end - name);
    let at = this.#at;
    for (let from = 0; from < head.length; from += 1) out[at++] = head[from] ?? 0;
    for (let from = name; from < end; from += 1) out[at++] = heap[from] ?? 0;
    this.#at = at;
  }

  #value(pointer: number, { isEscaped, written }: Escapes): void {
    if (pointer === 0) return;
    const heap = this.#heap;
    let end = pointer;
    let escaped = 0;
    for (let byte = heap[end] ?? 0; byte !== 0; byte = heap[end] ?? 0) {
      escaped += isEscaped[byte] ?? 0;
      end += 1;
    }
    const out = this.#room(end - pointer + escaped * LONGEST_ESCAPE);
    let at = this.#at;
    if (escaped === 0) for (let from = pointer; from < end; from += 1) out[at++] = heap[from] ?? 0;
    else {
      for (let from = pointer; from < end; from += 1) {
        const byte = heap[from] ?? 0;
        const escape = written.get(byte);
        if (escape === undefined) out[at++] = byte;
        else for (const each of escape) out[at++] = each;
      }
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
  #room(count: number): Uint8Array {
    if (this.#at + count > this.#out.length) {
      const larger = new Uint8Array(Math.max(this.#out.length * 2, this.#at + count));
      larger.set(this.#out.subarray(0, this.#at));
      this.#out = larger;
    }
    return this.#out;
  }
}

/** Order of the UTF-8 bytes, which is that of the code points (C14N §2.2), and not that of UTF-16. */
function compareUtf8(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
}
