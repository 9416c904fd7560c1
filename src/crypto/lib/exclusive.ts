import { Buffer } from 'node:buffer';
import { libxml2, NAMESPACE, NODE, NODE_TYPE } from './libxml2.ts';

interface Namespace {
  readonly prefix: string;
  readonly uri: string;
}

const NONE: Namespace = { prefix: '', uri: '' };
const AMPERSAND = 0x26;
const LESS = 0x3c;
const GREATER = 0x3e;
const QUOTE = 0x22;
const TAB = 0x09;
const LINE = 0x0a;
const RETURN = 0x0d;
/** Every byte that either table has is at most this. */
const HIGHEST_ESCAPED = GREATER;
const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');
/** Characters that canonical text (C14N §2.3) and canonical attribute values write otherwise, by their byte. */
const IN_TEXT = escapes([AMPERSAND, '&amp;'], [LESS, '&lt;'], [GREATER, '&gt;'], [RETURN, '&#xD;']);
const IN_VALUE = escapes(
  [AMPERSAND, '&amp;'],
  [LESS, '&lt;'],
  [QUOTE, '&quot;'],
  [TAB, '&#x9;'],
  [LINE, '&#xA;'],
  [RETURN, '&#xD;'],
);

function escapes(...entries: readonly (readonly [number, string])[]): readonly (Uint8Array | undefined)[] {
  const table = new Array<Uint8Array | undefined>(HIGHEST_ESCAPED + 1).fill(undefined);
  for (const [byte, text] of entries) table[byte] = ascii(text);
  return table;
}

const writer = { out: new Uint8Array(65_536) };

/**
 * Exclusive XML Canonicalization 1.0 without comments and without a prefix list, of a whole document that has nothing
 * beside its document element: the form nearly every seal asks for, written straight from libxml2's tree. It is what
 * libxml2's own canonicaliser gives, byte for byte (a property test holds it to that), in a third of the time;
 * whatever is less usual is left to libxml2.
 */
export function exclusiveForm(rootPointer: number, without: number): Uint8Array {
  return new ExclusiveWriter(without).document(rootPointer);
}

class ExclusiveWriter {
  readonly #words = libxml2.HEAP32;
  readonly #heap = libxml2.HEAPU8;
  readonly #without: number;
  readonly #namespaces = new Map<number, Namespace>();
  /** Namespaces written on the way down to where we are, nearest last. */
  readonly #rendered: Namespace[] = [];
  #out = writer.out;
  #at = 0;

  constructor(without: number) {
    this.#without = without;
  }

  document(rootPointer: number): Uint8Array {
    this.#element(rootPointer);
    writer.out = this.#out;
    return this.#out.slice(0, this.#at);
  }

  #element(pointer: number): void {
    const words = this.#words;
    const at = pointer >> 2;
    const name = words[at + NODE.name] ?? 0;
    const own = this.#namespace(words[at + NODE.namespace] ?? 0);
    const firstAttribute = words[at + NODE.attributes] ?? 0;
    const depth = this.#rendered.length;
    this.#byte(LESS);
    this.#qualified(own, name);
    if (firstAttribute === 0) this.#render(own);
    else this.#attributes(own, firstAttribute);
    this.#byte(GREATER);
    for (
      let child = words[at + NODE.children] ?? 0;
      child !== 0;
      child = words[(child >> 2) + NODE.next] ?? 0
    ) {
      if (child === this.#without) continue;
      const type = words[(child >> 2) + NODE.type];
      if (type === NODE_TYPE.element) this.#element(child);
      else if (type === NODE_TYPE.text || type === NODE_TYPE.cdata) {
        this.#escaped(words[(child >> 2) + NODE.content] ?? 0, IN_TEXT);
      } else if (type !== NODE_TYPE.comment) {
        throw new TypeError(`a node of type ${String(type)} passed the parser`);
      }
    }
    this.#byte(LESS);
    this.#byte(0x2f);
    this.#qualified(own, name);
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
      this.#byte(0x20);
      this.#qualified(this.#namespace(words[at + NODE.namespace] ?? 0), words[at + NODE.name] ?? 0);
      this.#text('="');
      for (
        let child = words[at + NODE.children] ?? 0;
        child !== 0;
        child = words[(child >> 2) + NODE.next] ?? 0
      ) {
        this.#escaped(words[(child >> 2) + NODE.content] ?? 0, IN_VALUE);
      }
      this.#byte(QUOTE);
    }
  }

  #order(left: number, right: number): number {
    const namespace = (attribute: number): string =>
      this.#namespace(this.#words[(attribute >> 2) + NODE.namespace] ?? 0).uri;
    const name = (attribute: number): string =>
      libxml2.UTF8ToString(this.#words[(attribute >> 2) + NODE.name] ?? 0);
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
    this.#text(prefix === '' ? ' xmlns="' : ` xmlns:${prefix}="`);
    // An absolute URI, checked when the document was opened: no character of it is escaped.
    this.#text(uri);
    this.#byte(QUOTE);
  }

  #namespace(pointer: number): Namespace {
    if (pointer === 0) return NONE;
    let namespace = this.#namespaces.get(pointer);
    if (namespace === undefined) {
      const at = pointer >> 2;
      const prefix = this.#words[at + NAMESPACE.prefix] ?? 0;
      const href = this.#words[at + NAMESPACE.href] ?? 0;
      namespace = {
        prefix: prefix === 0 ? '' : libxml2.UTF8ToString(prefix),
        uri: href === 0 ? '' : libxml2.UTF8ToString(href),
      };
      this.#namespaces.set(pointer, namespace);
    }
    return namespace;
  }

  #qualified({ prefix }: Namespace, name: number): void {
    if (prefix !== '') {
      this.#text(prefix);
      this.#byte(0x3a);
    }
    const heap = this.#heap;
    let from = name;
    for (let byte = heap[from] ?? 0; byte !== 0; byte = heap[from] ?? 0) {
      this.#byte(byte);
      from += 1;
    }
  }

  #escaped(pointer: number, table: readonly (Uint8Array | undefined)[]): void {
    if (pointer === 0) return;
    const heap = this.#heap;
    let from = pointer;
    for (let byte = heap[from] ?? 0; byte !== 0; byte = heap[from] ?? 0) {
      const escape = byte <= HIGHEST_ESCAPED ? table[byte] : undefined;
      if (escape === undefined) this.#byte(byte);
      else for (const each of escape) this.#byte(each);
      from += 1;
    }
  }

  #text(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code >= 0x80) {
        for (const byte of Buffer.from(text.slice(index))) this.#byte(byte);
        return;
      }
      this.#byte(code);
    }
  }

  #byte(byte: number): void {
    if (this.#at >= this.#out.length) {
      const larger = new Uint8Array(this.#out.length * 2);
      larger.set(this.#out);
      this.#out = larger;
    }
    this.#out[this.#at] = byte;
    this.#at += 1;
  }
}

/** Order of the UTF-8 bytes, which is that of the code points (C14N §2.2), and not that of UTF-16. */
function compareUtf8(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
}
