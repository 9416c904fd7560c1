import type { XmlAttribute, XmlElement, XmlNode } from '../../base/index.ts';
import { libxml2, NAMESPACE, NODE, NODE_TYPE, type Dictionary } from './libxml2.ts';
import { textBytes, type TextBytes } from './text-bytes.ts';

/** The plain data of a libxml2 tree. */
export interface ReadTree {
  readonly root: XmlElement;
  /** Every namespace name the document declares, used or not. */
  readonly namespaces: ReadonlySet<string>;
}

let heap: TextBytes | undefined;

/** libxml2's memory as a Buffer; a new one each time the memory has grown. */
function heapOf(bytes: Uint8Array): TextBytes {
  if (heap?.buffer !== bytes.buffer) heap = textBytes(bytes);
  return heap;
}

const SPACE = 0x20;
const LINE = 0x0a;
/** The texts between elements of most documents: a line feed and an indentation. */
const INDENTS = Array.from({ length: 64 }, (_, count) => `\n${' '.repeat(count)}`);

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];
const NO_CHILDREN: readonly XmlNode[] = [];

/** Reads a tree from its document element. Texts that touch (around a comment or CDATA) are joined. */
export function readTree(rootPointer: number, dictionary: Dictionary): ReadTree {
  const reader = new TreeReader(dictionary);
  return { root: reader.element(rootPointer), namespaces: reader.namespaces };
}

class TreeReader {
  readonly namespaces = new Set<string>();
  readonly #words = libxml2.HEAP32;
  readonly #bytes = libxml2.HEAPU8;
  readonly #heap = heapOf(libxml2.HEAPU8);
  // Names live in the parser's dictionary and namespaces in their declaration: equal pointers, equal texts.
  readonly #names: Map<number, string>;
  readonly #namespaces = new Map<number, string>();

  constructor({ names }: Dictionary) {
    this.#names = names;
  }

  element(pointer: number): XmlElement {
    const words = this.#words;
    const at = pointer >> 2;
    const declaration = words[at + NODE.declarations] ?? 0;
    if (declaration !== 0) this.#declarations(declaration);
    return {
      name: this.#name(words[at + NODE.name] ?? 0),
      namespace: this.#namespace(words[at + NODE.namespace] ?? 0),
      attributes: this.#attributes(words[at + NODE.attributes] ?? 0),
      children: this.#children(words[at + NODE.children] ?? 0),
    };
  }

  // Most elements have one text or one attribute and no more. A list written as [x] has room for just that, where a
  // list that is pushed to has room for many: half of what a document leaves to the garbage collector.
  #children(first: number): readonly XmlNode[] {
    if (first === 0) return NO_CHILDREN;
    const words = this.#words;
    const node = first >> 2;
    if (words[node + NODE.next] === 0 && words[node + NODE.type] === NODE_TYPE.text) {
      const text = this.#text(words[node + NODE.content] ?? 0);
      return text === '' ? NO_CHILDREN : [text];
    }
    const children: XmlNode[] = [];
    for (let child = first; child !== 0; child = words[(child >> 2) + NODE.next] ?? 0) {
      const at = child >> 2;
      const type = words[at + NODE.type];
      if (type === NODE_TYPE.element) children.push(this.element(child));
      else if (type === NODE_TYPE.text || type === NODE_TYPE.cdata) {
        append(children, this.#text(words[at + NODE.content] ?? 0));
      } else if (type !== NODE_TYPE.comment) {
        throw new TypeError(`a node of type ${String(type)} passed the parser`);
      }
    }
    return children;
  }

  #attributes(first: number): readonly XmlAttribute[] {
    if (first === 0) return NO_ATTRIBUTES;
    const words = this.#words;
    let attribute = words[(first >> 2) + NODE.next] ?? 0;
    const attributes = [this.#attribute(first)];
    for (; attribute !== 0; attribute = words[(attribute >> 2) + NODE.next] ?? 0) {
      attributes.push(this.#attribute(attribute));
    }
    return attributes;
  }

  #attribute(pointer: number): XmlAttribute {
    const words = this.#words;
    const at = pointer >> 2;
    return {
      name: this.#name(words[at + NODE.name] ?? 0),
      namespace: this.#namespace(words[at + NODE.namespace] ?? 0),
      value: this.#value(words[at + NODE.children] ?? 0),
    };
  }

  #value(first: number): string {
    let value = '';
    for (let child = first; child !== 0; child = this.#words[(child >> 2) + NODE.next] ?? 0) {
      const content = this.#words[(child >> 2) + NODE.content] ?? 0;
      if (content !== 0) value += this.#text(content);
    }
    return value;
  }

  #declarations(first: number): void {
    for (let at = first; at !== 0; at = this.#words[(at >> 2) + NAMESPACE.next] ?? 0) {
      const namespace = this.#namespace(at);
      if (namespace !== '') this.namespaces.add(namespace);
    }
  }

  #name(pointer: number): string {
    let name = this.#names.get(pointer);
    if (name === undefined) this.#names.set(pointer, (name = this.#text(pointer)));
    return name;
  }

  #namespace(pointer: number): string {
    if (pointer === 0) return '';
    let namespace = this.#namespaces.get(pointer);
    if (namespace === undefined) {
      const href = this.#words[(pointer >> 2) + NAMESPACE.href] ?? 0;
      this.#namespaces.set(pointer, (namespace = href === 0 ? '' : this.#text(href)));
    }
    return namespace;
  }

  #text(pointer: number): string {
    const bytes = this.#bytes;
    const first = bytes[pointer] ?? 0;
    if (first === 0) return '';
    let end = pointer + 1;
    let wide = first;
    let ink = 0;
    for (let byte = bytes[end] ?? 0; byte !== 0; byte = bytes[end] ?? 0) {
      wide |= byte;
      ink |= byte ^ SPACE;
      end += 1;
    }
    const length = end - pointer;
    if (first === LINE && ink === 0 && length <= INDENTS.length) return INDENTS[length - 1] ?? '';
    return wide < 0x80 ? this.#heap.latin1Slice(pointer, end) : this.#heap.utf8Slice(pointer, end);
  }
}

function append(children: XmlNode[], text: string): void {
  const last = children.at(-1);
  if (typeof last === 'string') children[children.length - 1] = last + text;
  else if (text !== '') children.push(text);
}

/**
 * Where an element of a read tree lies in libxml2's memory; 0 when it is not of that tree. Searched from the end,
 * for what is asked about is the seal, and it comes last.
 */
export function pointerOf(element: XmlElement, root: XmlElement, rootPointer: number): number {
  if (element === root) return rootPointer;
  let at = libxml2.HEAP32[(rootPointer >> 2) + NODE.last] ?? 0;
  for (let index = root.children.length - 1; index >= 0; index -= 1) {
    const child = root.children[index];
    if (child === undefined || typeof child === 'string') continue;
    while (at !== 0 && libxml2.HEAP32[(at >> 2) + NODE.type] !== NODE_TYPE.element) {
      at = libxml2.HEAP32[(at >> 2) + NODE.previous] ?? 0;
    }
    const found = pointerOf(element, child, at);
    if (found !== 0) return found;
    at = libxml2.HEAP32[(at >> 2) + NODE.previous] ?? 0;
  }
  return 0;
}
