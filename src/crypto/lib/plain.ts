import { isUtf8, type Buffer } from 'node:buffer';
import type { XmlBounds } from '../../../verify/core/index.ts';
import type { XmlAttribute, XmlElement, XmlNode } from '../../base/index.ts';
import { wideWords } from './plain-bytes.ts';
import { readPlainTag, type PlainTag } from './plain-tags.ts';
import { textBytes, type TextBytes } from './text-bytes.ts';

/** A namespace as it is declared: one object for each declaration. */
export interface Binding {
  readonly prefix: string;
  readonly uri: string;
}

/** A document that was read plainly: its elements in the order in which they begin, in lists that run side by side. */
export interface PlainDocument {
  readonly bytes: Buffer;
  readonly root: XmlElement;
  readonly elements: readonly XmlElement[];
  /** What the start tag of each says. */
  readonly tags: readonly PlainTag[];
  /** The namespace of each one's name; undefined where it has none. */
  readonly bindings: readonly (Binding | undefined)[];
  /** The namespace of the one attribute that has a prefix, by the number of its element. */
  readonly attributeBindings: ReadonlyMap<number, Binding>;
  /** Three places in the bytes for each: where it begins, where its start tag has ended, and where itself has. */
  readonly places: Int32Array;
}
export const BEGIN = 0;
export const TAG_END = 1;
export const END = 2;
export const PLACES = 3;

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const LESS = 0x3c;
const SLASH = 0x2f;
/** In place of where a tag ends. */
const NOT_PLAIN = -1;
/** Documents that are longer spend their time elsewhere. */
const LONGEST = 1_048_576;
/** Far below where libxml2 stops by itself, so that what is read here would be read there. */
const DEEPEST = 200;

/** Start tags met more than once, as they are written: most documents have the same few dozen. */
const known = new Map<string, PlainTag>();
const MOST_KNOWN = 4096;
/**
 * Sums of start tags that were met, each in the place that it gives itself until another takes it. Only a tag that is met again is
 * kept: one that a document alone has, as its seal does, would be held for nothing, and push out what all have.
 */
const metOnce = new Int32Array(1024);
const LONGEST_KNOWN = 256;
/** A start tag that is longer is no plain one. */
const LONGEST_TAG = 4096;

const NO_CHILDREN: readonly XmlNode[] = [];

/** Where places are gathered; one document is read at a time, and takes a copy of its own. */
let workspace = new Int32Array(4096 * PLACES);

/**
 * Reads a document that is written plainly: in UTF-8, with start tags, end tags and texts and nothing else, each in the
 * spelling of canonical XML. Nearly all documents that programs write are; undefined for every other, sound or not, which
 * the full parser reads or refuses. What is read here is what libxml2 would read: property tests hold it to that.
 */
export function readPlain(bytes: Uint8Array, bounds: XmlBounds): PlainDocument | undefined {
  if (bytes.length > Math.min(bounds.maximumBytes, LONGEST) || !isUtf8(bytes)) return undefined;
  const wide = wideWords(bytes);
  return wide && new PlainReader(bytes, bounds, wide).read();
}

class PlainReader {
  readonly #bytes: TextBytes;
  readonly #text: string;
  readonly #deepest: number;
  readonly #mostAttributes: number;
  /** Groups of four bytes with one that is not ASCII, in order, and the next of them. */
  readonly #wide: readonly number[];
  #nextWide = 0;

  readonly #elements: XmlElement[] = [];
  readonly #tags: PlainTag[] = [];
  readonly #bindings: (Binding | undefined)[] = [];
  readonly #attributeBindings = new Map<number, Binding>();
  #places = workspace;

  /** Of each open element: its number, what it holds so far, and how many namespaces were in scope around it. */
  readonly #open: number[] = [];
  readonly #children: (XmlNode[] | undefined)[] = [];
  readonly #scopes: number[] = [];
  #depth = 0;
  readonly #scope: Binding[] = [];
  #inScope = 0;
  #root: XmlElement | undefined;
  /** The known start tag before. */
  #last: PlainTag | undefined;

  constructor(bytes: Uint8Array, bounds: XmlBounds, wide: readonly number[]) {
    this.#bytes = textBytes(bytes);
    this.#text = this.#bytes.latin1Slice(0, bytes.length);
    this.#deepest = Math.min(bounds.maximumDepth, DEEPEST);
    this.#mostAttributes = bounds.maximumAttributes;
    this.#wide = wide;
  }

  read(): PlainDocument | undefined {
    const text = this.#text;
    if (text.includes('&') || text.includes('\xef\xbf')) return undefined;
    let at = text.startsWith(DECLARATION) ? DECLARATION.length : 0;
    while (at < text.length) {
      let start = at;
      if (text.charCodeAt(at) !== LESS) {
        start = text.indexOf('<', at);
        if (start < 0) start = text.length;
        if (!this.#addText(at, start)) return undefined;
        if (start === text.length) break;
      }
      at = text.charCodeAt(start + 1) === SLASH ? this.#endTag(start) : this.#startTag(start);
      if (at < 0) return undefined;
    }
    if (this.#root === undefined || this.#depth > 0) return undefined;
    workspace = this.#places;
    return {
      bytes: this.#bytes,
      root: this.#root,
      elements: this.#elements,
      tags: this.#tags,
      bindings: this.#bindings,
      attributeBindings: this.#attributeBindings,
      places: this.#places.slice(0, this.#tags.length * PLACES),
    };
  }

  #addText(start: number, end: number): boolean {
    if (this.#depth === 0) return isBlank(this.#text.slice(start, end));
    // Canonical XML writes a `>` in a text otherwise.
    const close = this.#text.indexOf('>', start);
    if (close >= 0 && close < end) return false;
    const wide = this.#wide;
    while ((wide[this.#nextWide] ?? Infinity) * 4 + 4 <= start) this.#nextWide += 1;
    const isWide = (wide[this.#nextWide] ?? Infinity) * 4 < end;
    // Not a part of the whole text, which would be kept for as long as the part is.
    this.#add(isWide ? this.#bytes.utf8Slice(start, end) : this.#bytes.latin1Slice(start, end));
    return true;
  }

  // A list written as [x] has room for just that, where a list that is pushed to has room for many.
  #add(node: XmlNode): void {
    const children = this.#children[this.#depth - 1];
    if (children === undefined) this.#children[this.#depth - 1] = [node];
    else children.push(node);
  }

  /** Where the tag ends. */
  #startTag(start: number): number {
    const tag = this.#tagAt(start);
    const isSecond = this.#depth === 0 && this.#tags.length > 0;
    if (tag === undefined || isSecond || this.#depth >= this.#deepest) return NOT_PLAIN;
    if (tag.attributes.length + tag.declared.length > this.#mostAttributes) return NOT_PLAIN;
    const scope = this.#inScope;
    for (const [prefix, uri] of tag.declared) this.#scope[this.#inScope++] = { prefix, uri };
    const binding = this.#resolve(tag.prefix);
    if (binding === undefined && tag.prefix !== '') return NOT_PLAIN;
    const number = this.#tags.length;
    if (tag.prefixed !== undefined) {
      const ofAttribute = this.#resolve(tag.prefixed.prefix);
      if (ofAttribute === undefined) return NOT_PLAIN;
      this.#attributeBindings.set(number, ofAttribute);
    }
    const end = start + tag.bytes.length;
    this.#tags.push(tag);
    this.#bindings.push(binding);
    const places = this.#room(number);
    places[number * PLACES + BEGIN] = start;
    places[number * PLACES + TAG_END] = end;
    this.#open[this.#depth] = number;
    this.#children[this.#depth] = undefined;
    this.#scopes[this.#depth] = scope;
    this.#depth += 1;
    if (tag.isEmpty) this.#finish(end);
    return end;
  }

  /** Where the tag ends. */
  #endTag(start: number): number {
    if (this.#depth === 0) return NOT_PLAIN;
    const expected = this.#tags[this.#open[this.#depth - 1] ?? 0]?.endBytes;
    if (expected === undefined || !standsAt(this.#bytes, start, expected)) return NOT_PLAIN;
    const end = start + expected.length;
    this.#finish(end);
    return end;
  }

  /** Ends the innermost open element, and gives it to the one around it. */
  #finish(end: number): void {
    this.#depth -= 1;
    const number = this.#open[this.#depth] ?? 0;
    const tag = this.#tags[number];
    if (tag === undefined) throw new TypeError('an element without a start tag');
    this.#places[number * PLACES + END] = end;
    this.#inScope = this.#scopes[this.#depth] ?? 0;
    const element: XmlElement = {
      name: tag.name,
      namespace: this.#bindings[number]?.uri ?? '',
      attributes: tag.prefixed === undefined ? tag.attributes : this.#attributes(tag, number),
      children: this.#children[this.#depth] ?? NO_CHILDREN,
    };
    this.#elements[number] = element;
    if (this.#depth === 0) this.#root = element;
    else this.#add(element);
  }

  #attributes({ attributes, prefixed }: PlainTag, number: number): readonly XmlAttribute[] {
    const namespace = this.#attributeBindings.get(number)?.uri ?? '';
    return attributes.map((each, at) => (at === prefixed?.index ? { ...each, namespace } : each));
  }

  #resolve(prefix: string): Binding | undefined {
    const scope = this.#scope;
    let at = this.#inScope - 1;
    while (at >= 0 && scope[at]?.prefix !== prefix) at -= 1;
    return at < 0 ? undefined : scope[at];
  }

  #tagAt(start: number): PlainTag | undefined {
    const last = this.#last;
    const guess = last?.next;
    if (guess !== undefined && standsAt(this.#bytes, start, guess.bytes)) return (this.#last = guess);
    const end = this.#text.indexOf('>', start);
    if (end < 0 || end - start > LONGEST_TAG) return undefined;
    if (end - start > LONGEST_KNOWN) return readPlainTag(this.#bytes.latin1Slice(start + 1, end));
    let tag = known.get(this.#text.slice(start + 1, end));
    if (tag === undefined) {
      const text = this.#bytes.latin1Slice(start + 1, end);
      tag = readPlainTag(text);
      if (tag === undefined || isFirstOf(this.#bytes, start, end)) return (this.#last = tag);
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(text, tag);
    }
    if (last !== undefined) last.next = tag;
    return (this.#last = tag);
  }

  /** The places, with room for those of an element more. */
  #room(number: number): Int32Array {
    if ((number + 1) * PLACES > this.#places.length) {
      const larger = new Int32Array(this.#places.length * 2);
      larger.set(this.#places);
      this.#places = larger;
    }
    return this.#places;
  }
}

function standsAt(bytes: Uint8Array, start: number, expected: Uint8Array): boolean {
  const { length } = expected;
  let at = 0;
  while (at < length && bytes[start + at] === expected[at]) at += 1;
  return at === length;
}

/** Whether a start tag is met for the first time, as far as is remembered. */
function isFirstOf(bytes: Uint8Array, start: number, end: number): boolean {
  const sum = sumOf(bytes, start, end);
  const place = (sum ^ (sum >>> 16)) & (metOnce.length - 1);
  const isFirst = metOnce[place] !== sum;
  metOnce[place] = sum;
  return isFirst;
}

/** FNV-1a, 32 bits. */
function sumOf(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0x811c9dc5 | 0;
  for (let at = start; at < end; at += 1) sum = Math.imul(sum ^ (bytes[at] ?? 0), 0x01000193);
  return sum;
}

function isBlank(text: string): boolean {
  return /^[ \t\n]*$/.test(text);
}
