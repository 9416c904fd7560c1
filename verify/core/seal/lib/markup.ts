import type { XmlBounds, XmlRefusal } from '../../primitives.ts';

export type MarkupScan =
  | {
      readonly sound: true;
      readonly documentEnd: number;
      readonly warnings: readonly {
        readonly code: string;
        readonly values: Readonly<Record<string, string>>;
      }[];
    }
  | {
      readonly sound: false;
      readonly refusal: XmlRefusal;
      readonly values: Readonly<Record<string, string>>;
    };

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const DASH = 0x2d;
const CLOSE_BRACKET = 0x5d;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const COLON = 0x3a;

/** Ten times what the largest consignment needs; a tree of more would cost more memory than its document is worth. */
const MOST_ELEMENTS = 1_000_000;

/** A mark of markup that ends the scan; thrown inside, a value outside. */
class Refused extends Error {
  readonly refusal: XmlRefusal;
  readonly values: Readonly<Record<string, string>>;

  constructor(refusal: XmlRefusal, values: Readonly<Record<string, string>> = {}) {
    super(refusal);
    this.refusal = refusal;
    this.values = values;
  }
}

/**
 * One pass over the markup of a document in UTF-8. It does not decide well-formedness (the parser does); on whatever
 * is well-formed it sees the same tags, comments and instructions as the parser, and counts them before a tree exists.
 */
export function scanMarkup(body: Uint8Array, bounds: XmlBounds): MarkupScan {
  try {
    return new MarkupScanner(body, bounds).scan();
  } catch (error) {
    if (error instanceof Refused) return { sound: false, refusal: error.refusal, values: error.values };
    throw error;
  }
}

class MarkupScanner {
  readonly #body: Uint8Array;
  readonly #bounds: XmlBounds;
  /** Where the names of the open elements start. */
  readonly #names: Int32Array;
  readonly #warnings: { code: string; values: Readonly<Record<string, string>> }[] = [];
  #depth = 0;
  #elements = 0;
  #documentEnd = -1;
  #hasCommentInSignature = false;

  constructor(body: Uint8Array, bounds: XmlBounds) {
    this.#body = body;
    this.#bounds = bounds;
    this.#names = new Int32Array(bounds.maximumDepth + 1);
  }

  scan(): MarkupScan {
    const body = this.#body;
    const length = body.length;
    let at = 0;
    for (;;) {
      while (at < length && body[at] !== LT) at += 1;
      if (at >= length) break;
      const next = body[at + 1];
      if (next === SLASH) at = this.#endTag(at);
      else if (next === BANG) at = this.#declaration(at);
      else if (next === QUESTION) at = this.#instruction(at);
      else at = this.#startTag(at);
    }
    if (this.#elements === 0) throw new Refused(isBlank(body) ? 'xml-empty' : 'xml-not-well-formed');
    if (this.#depth > 0) throw truncated();
    if (body.indexOf(0) >= 0) throw new Refused('xml-not-well-formed', { reason: 'character' });
    if (this.#hasCommentInSignature) this.#warnings.push({ code: 'xml-comment-in-signature', values: {} });
    return { sound: true, documentEnd: this.#documentEnd, warnings: this.#warnings };
  }

  #startTag(start: number): number {
    const body = this.#body;
    const length = body.length;
    if (this.#depth === 0 && this.#elements > 0)
      throw new Refused('xml-not-well-formed', { reason: 'second-root' });
    const { maximumDepth, maximumAttributes } = this.#bounds;
    if (this.#depth >= maximumDepth) throw new Refused('xml-too-deep', { maximum: String(maximumDepth) });
    this.#elements += 1;
    if (this.#elements > MOST_ELEMENTS) {
      throw new Refused('xml-too-large', { maximum: String(MOST_ELEMENTS) });
    }
    this.#names[this.#depth] = start + 1;
    let attributes = 0;
    let at = start + 1;
    for (let byte = body[at]; byte !== GT; byte = body[at]) {
      if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) {
        attributes += 1;
        at += 1;
        while (at < length && body[at] !== byte) at += 1;
      } else if (byte === LT) throw new Refused('xml-not-well-formed', { reason: 'tag' });
      at += 1;
      if (at >= length) throw truncated();
    }
    if (attributes > maximumAttributes) {
      throw new Refused('xml-too-many-attributes', { maximum: String(maximumAttributes) });
    }
    if (body[at - 1] !== SLASH) this.#depth += 1;
    else if (this.#depth === 0) this.#documentEnd = at - 1;
    return at + 1;
  }

  #endTag(start: number): number {
    const body = this.#body;
    this.#depth -= 1;
    if (this.#depth < 0) throw new Refused('xml-not-well-formed', { reason: 'end-tag' });
    if (this.#depth === 0) this.#documentEnd = start;
    let at = start + 2;
    while (at < body.length && body[at] !== GT) at += 1;
    if (at >= body.length) throw truncated();
    return at + 1;
  }

  /** A comment or a CDATA section; whatever else begins with `<!` is, or belongs in, a document type declaration. */
  #declaration(start: number): number {
    const body = this.#body;
    if (startsWith(body, start + 2, '--')) {
      this.#hasCommentInSignature ||= isInSignature(body, this.#names, this.#depth);
      return endOf(body, start + 4, DASH, DASH);
    }
    if (startsWith(body, start + 2, '[CDATA[')) return endOf(body, start + 9, CLOSE_BRACKET, CLOSE_BRACKET);
    throw new Refused(isLetter(body[start + 2]) ? 'xml-doctype' : 'xml-not-well-formed');
  }

  #instruction(start: number): number {
    const target = targetOf(this.#body, start + 2);
    if (this.#depth > 0) throw new Refused('xml-processing-instruction', { target });
    this.#warnings.push({ code: 'xml-processing-instruction-outside', values: { target } });
    return endOf(this.#body, start + 2, QUESTION, -1);
  }
}

function truncated(): Refused {
  return new Refused('xml-not-well-formed', { reason: 'truncated' });
}

/** Offset after `first second >` (or `first >` where second is negative). */
function endOf(body: Uint8Array, from: number, first: number, second: number): number {
  for (let at = body.indexOf(first, from); at >= 0; at = body.indexOf(first, at + 1)) {
    if (second < 0 ? body[at + 1] === GT : body[at + 1] === second && body[at + 2] === GT) {
      return second < 0 ? at + 2 : at + 3;
    }
  }
  throw truncated();
}

function startsWith(body: Uint8Array, offset: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (body[offset + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** Whether one of the open elements has the local name `Signature`, whatever its prefix. */
function isInSignature(body: Uint8Array, names: Int32Array, depth: number): boolean {
  for (let level = 0; level < depth; level += 1) {
    let start = names[level] ?? 0;
    let end = start;
    for (;;) {
      const byte = body[end] ?? 0;
      if (byte <= 0x20 || byte === GT || byte === SLASH) break;
      if (byte === COLON) start = end + 1;
      end += 1;
    }
    if (end - start === 9 && startsWith(body, start, 'Signature')) return true;
  }
  return false;
}

/** The target of an instruction, for a remark only: at most 40 characters of ASCII. */
function targetOf(body: Uint8Array, start: number): string {
  let target = '';
  for (let at = start; target.length < 40; at += 1) {
    const byte = body[at] ?? 0;
    if (byte <= 0x20 || byte === QUESTION || byte >= 0x7f) break;
    target += String.fromCharCode(byte);
  }
  return target;
}

function isBlank(body: Uint8Array): boolean {
  return body.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

function isLetter(byte = 0): boolean {
  return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}
