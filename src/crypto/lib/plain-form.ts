import { Buffer } from 'node:buffer';
import type { XmlElement } from '../../base/index.ts';
import { CryptoError } from '../error.ts';
import { withRoom } from './canonical.ts';
import { BEGIN, END, PLACES, TAG_END, type Binding, type PlainDocument } from './plain.ts';

/** Where the form is written; grows to the largest document met, and is copied from once per call. */
let workspace: Buffer = Buffer.allocUnsafe(65_536);

/**
 * Exclusive XML Canonicalization 1.0 of an element of a plain document, without comments and without a prefix list. What
 * canonical XML writes as it stands is copied from the document in as few pieces as may be; only where a namespace comes
 * into use or is declared, and where an element is written as `<a/>`, is a tag written anew.
 */
export function plainForm(document: PlainDocument, of: XmlElement, without?: XmlElement): Uint8Array {
  const { elements } = document;
  const first = elements.lastIndexOf(of);
  const left = without === undefined ? -1 : elements.lastIndexOf(without);
  if (first < 0 || (without !== undefined && left < 0)) throw new CryptoError('element-of-another-document');
  return new PlainFormWriter(document).form(first, left);
}

class PlainFormWriter {
  readonly #document: PlainDocument;
  #out: Buffer = workspace;
  #at = 0;
  /** Where in the document's bytes begins what is still to be copied. */
  #from = 0;
  /** Namespaces written on the way down to where we are, nearest last, and where the element that has each ends. */
  readonly #rendered: Binding[] = [];
  readonly #until: number[] = [];

  constructor(document: PlainDocument) {
    this.#document = document;
  }

  form(first: number, without: number): Uint8Array {
    const { places, tags } = this.#document;
    const limit = places[first * PLACES + END] ?? 0;
    this.#from = places[first * PLACES + BEGIN] ?? 0;
    let skipped = 0;
    for (let number = first; number < tags.length; number += 1) {
      const begin = places[number * PLACES + BEGIN] ?? 0;
      if (begin >= limit) break;
      if (begin < skipped) continue;
      while (begin >= (this.#until.at(-1) ?? limit)) {
        this.#until.pop();
        this.#rendered.pop();
      }
      if (number === without) {
        this.#copy(begin);
        this.#from = skipped = places[number * PLACES + END] ?? 0;
      } else this.#startTag(number, begin);
    }
    this.#copy(limit);
    workspace = this.#out;
    return new Uint8Array(this.#out.subarray(0, this.#at));
  }

  #startTag(number: number, begin: number): void {
    const { places, tags, bindings, attributeBindings } = this.#document;
    const tag = tags[number];
    if (tag === undefined) return;
    const end = places[number * PLACES + END] ?? 0;
    const own = bindings[number];
    const declarations =
      tag.prefixed === undefined
        ? this.#declaration(own, end)
        : this.#declarations(own, attributeBindings.get(number), end);
    if (declarations === '' && tag.isCanonical) return;
    this.#copy(begin);
    this.#write(`<${tag.qualified}${declarations}${tag.canonicalAttributes}>`);
    if (tag.isEmpty) this.#write(`</${tag.qualified}>`);
    this.#from = places[number * PLACES + TAG_END] ?? 0;
  }

  /** Both namespaces of a tag, by prefix. */
  #declarations(own: Binding | undefined, ofAttribute: Binding | undefined, end: number): string {
    const [first, second] =
      (own?.prefix ?? '') < (ofAttribute?.prefix ?? '') ? [own, ofAttribute] : [ofAttribute, own];
    return this.#declaration(first, end) + this.#declaration(second, end);
  }

  /** Declares a namespace that is used here, unless the nearest element written with its prefix means the same. */
  #declaration(binding: Binding | undefined, end: number): string {
    if (binding === undefined) return '';
    const rendered = this.#rendered;
    const { prefix, uri } = binding;
    let at = rendered.length - 1;
    while (at >= 0 && rendered[at]?.prefix !== prefix) at -= 1;
    if (at >= 0 && rendered[at]?.uri === uri) return '';
    rendered.push(binding);
    this.#until.push(end);
    return prefix === '' ? ` xmlns="${uri}"` : ` xmlns:${prefix}="${uri}"`;
  }

  #copy(end: number): void {
    this.#out = withRoom(this.#out, this.#at, end - this.#from);
    this.#at += this.#document.bytes.copy(this.#out, this.#at, this.#from, end);
  }

  #write(text: string): void {
    this.#out = withRoom(this.#out, this.#at, text.length);
    this.#at += this.#out.write(text, this.#at, 'latin1');
  }
}
