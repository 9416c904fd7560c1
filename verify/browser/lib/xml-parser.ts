import type { XmlAttribute, XmlElement, XmlNode } from '../../../src/base/index.ts';
import { XmlRefused } from './xml-refused.ts';

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** How an element was written, which its plain data does not say and canonical bytes need. */
export interface Writing {
  readonly parent: XmlElement | undefined;
  readonly prefix: string;
  /** Prefixes of the attributes, in the order of `XmlElement.attributes`. */
  readonly attributePrefixes: readonly string[];
  /** Namespaces declared on this element, by prefix; '' is the default namespace. */
  readonly declarations: ReadonlyMap<string, string>;
}

export interface ParsedXml {
  readonly root: XmlElement;
  readonly writings: ReadonlyMap<XmlElement, Writing>;
  /** Processing instructions outside the document element, as canonical XML writes them: `<?target data?>`. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

interface Frame {
  readonly qualifiedName: string;
  readonly element: XmlElement;
  readonly children: XmlNode[];
  readonly scope: ReadonlyMap<string, string>;
}

const START =
  'A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const NC_NAME = `[${START}][${START}\\-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040]*`;
/** Namespaces in XML 1.0 [7] QName: prefix and local part. */
const QUALIFIED_NAME = new RegExp(`(?:(${NC_NAME}):)?(${NC_NAME})`, 'yu');
const INSTRUCTION = new RegExp(`<\\?(${NC_NAME})(?:[\\t\\n ]+([^]*?))?\\?>`, 'yu');
const SPACE = /[\t\n ]*/y;
const REFERENCE = /&(?:#(?:(\d{1,7})|x([0-9A-Fa-f]{1,6}))|([A-Za-z_][\w.-]*));|&/g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['apos', "'"],
  ['quot', '"'],
]);
const URI_CHARACTER = "(?:[A-Za-z0-9._~!$'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
/**
 * RFC 3986 §4.3, narrowed: what C14N 1.0 calls a relative namespace it cannot carry, and of an ampersand libxml2 makes
 * other bytes than the specification, so that no two verifiers would agree on them.
 */
const ABSOLUTE_URI = new RegExp(
  '^[A-Za-z][A-Za-z0-9+.-]*:' +
    "(?://(?:(?:[A-Za-z0-9._~!$'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?" +
    "(?:\\[(?:[A-Za-z0-9._~!$'()*+,;=:@-]|%[0-9A-Fa-f]{2})*\\]|(?:[A-Za-z0-9._~!$'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::[0-9]{1,9})?(?=[/?#]|$)|(?!//))" +
    `(?:${URI_CHARACTER}|/)*(?:\\?(?:${URI_CHARACTER}|[/?])*)?(?:#(?:${URI_CHARACTER}|[/?])*)?$`,
);

// XML 1.0 §2.2 [2] Char, less what a decoder that refuses lone surrogates cannot produce.
const ILLEGAL = new RegExp('[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\uFFFE\\uFFFF]');

/**
 * A strict parser of XML 1.0 with namespaces: no DOCTYPE, no processing instruction inside the document element, no
 * entity but the five, no undeclared prefix, no relative namespace. One pass over decoded text without its XML
 * declaration; depth and counts are bounded by the gate before it.
 */
export function parseXml(text: string): ParsedXml {
  const parser = new XmlParser(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);
  const illegal = ILLEGAL.exec(text);
  return illegal ? parser.failAt(illegal.index) : parser.document();
}

class XmlParser {
  readonly #text: string;
  readonly #writings = new Map<XmlElement, Writing>();
  readonly #stack: Frame[] = [];
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  failAt(position: number): never {
    this.#position = position;
    this.#fail();
  }

  document(): ParsedXml {
    const before = this.#miscellany();
    if (this.#position === this.#text.length) throw new XmlRefused('xml-empty');
    const root = this.#startTag(undefined);
    while (this.#stack.length > 0) this.#content();
    const after = this.#miscellany();
    this.#refuseDoctype();
    if (this.#position !== this.#text.length) this.#fail();
    return { root, writings: this.#writings, before, after };
  }

  /** White space, comments and processing instructions before or after the document element. */
  #miscellany(): string[] {
    const instructions: string[] = [];
    for (;;) {
      this.#space();
      if (this.#at('<!--')) this.#comment();
      else if (this.#at('<?')) instructions.push(this.#instruction());
      else return instructions;
    }
  }

  #content(): void {
    const text = this.#text;
    const next = text.indexOf('<', this.#position);
    if (next < 0) this.#fail();
    if (next > this.#position) {
      const raw = text.slice(this.#position, next);
      if (raw.includes(']]>')) this.#fail();
      this.#append(this.#expand(raw));
      this.#position = next;
    }
    const follows = text.charCodeAt(next + 1);
    if (follows === 0x2f) this.#endTag();
    else if (follows === 0x3f) this.#instruction();
    else if (follows !== 0x21) this.#startTag(this.#stack.at(-1));
    else if (this.#at('<!--')) this.#comment();
    else if (this.#at('<![CDATA[')) this.#characterData();
    else {
      this.#refuseDoctype();
      this.#fail();
    }
  }

  #startTag(parent: Frame | undefined): XmlElement {
    this.#refuseDoctype();
    if (!this.#at('<')) this.#fail();
    this.#position += 1;
    const [prefix, name] = this.#qualifiedName();
    const written: { prefix: string; name: string; value: string }[] = [];
    const declarations = new Map<string, string>();
    let empty = false;
    for (;;) {
      const separated = this.#space();
      if (this.#take('>')) break;
      if (this.#take('/>')) {
        empty = true;
        break;
      }
      if (!separated) this.#fail();
      const [attributePrefix, attributeName] = this.#qualifiedName();
      const value = this.#attributeValue();
      if (attributePrefix === 'xmlns') this.#declare(declarations, attributeName, value);
      else if (attributePrefix === '' && attributeName === 'xmlns') this.#declare(declarations, '', value);
      else written.push({ prefix: attributePrefix, name: attributeName, value });
    }
    const scope = scopeWithin(parent?.scope, declarations);
    const children: XmlNode[] = [];
    const element: XmlElement = {
      name,
      namespace: prefix === '' ? (scope.get('') ?? '') : this.#namespace(scope, prefix),
      attributes: this.#attributes(scope, written),
      children,
    };
    declarations.delete('xml');
    const attributePrefixes = written.map((attribute) => attribute.prefix);
    this.#writings.set(element, { parent: parent?.element, prefix, attributePrefixes, declarations });
    parent?.children.push(element);
    if (!empty) {
      const qualifiedName = prefix === '' ? name : `${prefix}:${name}`;
      this.#stack.push({ qualifiedName, element, children, scope });
    }
    return element;
  }

  #endTag(): void {
    const open = this.#stack.pop();
    this.#position += 2;
    if (!open || !this.#take(open.qualifiedName)) this.#fail();
    this.#space();
    if (!this.#take('>')) this.#fail();
  }

  #attributes(
    scope: ReadonlyMap<string, string>,
    written: readonly { prefix: string; name: string; value: string }[],
  ): XmlAttribute[] {
    const seen = new Set<string>();
    return written.map(({ prefix, name, value }) => {
      const namespace = prefix === '' ? '' : this.#namespace(scope, prefix);
      const expanded = `${namespace} ${name}`;
      if (seen.has(expanded)) this.#fail();
      seen.add(expanded);
      return { name, namespace, value };
    });
  }

  #namespace(scope: ReadonlyMap<string, string>, prefix: string): string {
    if (prefix === 'xml') return XML_NAMESPACE;
    const namespace = scope.get(prefix);
    if (namespace === undefined) throw new XmlRefused('xml-undeclared-prefix', { prefix });
    return namespace;
  }

  /** Namespaces in XML 1.0 §3, with its constraints on `xml` and `xmlns`. */
  #declare(declarations: Map<string, string>, prefix: string, namespace: string): void {
    if (declarations.has(prefix)) this.#fail();
    const reserved = prefix === 'xmlns' || namespace === XMLNS_NAMESPACE;
    const misbound = (prefix === 'xml') !== (namespace === XML_NAMESPACE);
    if (reserved || misbound || (prefix !== '' && namespace === '')) this.#fail();
    if (namespace !== '' && !ABSOLUTE_URI.test(namespace)) {
      throw new XmlRefused('xml-relative-namespace', { namespace: namespace.slice(0, 200) });
    }
    declarations.set(prefix, namespace);
  }

  #attributeValue(): string {
    this.#space();
    if (!this.#take('=')) this.#fail();
    this.#space();
    const quote = this.#text.charAt(this.#position);
    if (quote !== '"' && quote !== "'") this.#fail();
    const end = this.#text.indexOf(quote, this.#position + 1);
    if (end < 0) this.#fail();
    const raw = this.#text.slice(this.#position + 1, end);
    if (raw.includes('<')) this.#fail();
    const value = this.#expand(raw.replace(/[\t\n]/g, ' '));
    this.#position = end + 1;
    return value;
  }

  #comment(): void {
    const end = this.#text.indexOf('--', this.#position + 4);
    if (end < 0 || this.#text.charAt(end + 2) !== '>') this.#fail();
    this.#position = end + 3;
  }

  #characterData(): void {
    const end = this.#text.indexOf(']]>', this.#position);
    if (end < 0) this.#fail();
    this.#append(this.#text.slice(this.#position + 9, end));
    this.#position = end + 3;
  }

  #instruction(): string {
    INSTRUCTION.lastIndex = this.#position;
    const match = INSTRUCTION.exec(this.#text);
    const target = match?.[1] ?? '';
    if (!match || target.toLowerCase() === 'xml') this.#fail();
    if (this.#stack.length > 0) throw new XmlRefused('xml-processing-instruction', { target });
    this.#position = INSTRUCTION.lastIndex;
    const data = match[2] ?? '';
    return data === '' ? `<?${target}?>` : `<?${target} ${data}?>`;
  }

  #refuseDoctype(): void {
    if (this.#at('<!DOCTYPE')) throw new XmlRefused('xml-doctype');
  }

  #append(text: string): void {
    const children = this.#stack.at(-1)?.children;
    const last = children?.at(-1);
    if (!children || text === '') return;
    if (typeof last === 'string') children[children.length - 1] = last + text;
    else children.push(text);
  }

  #expand(raw: string): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(REFERENCE, (_, decimal?: string, hexadecimal?: string, entity?: string) => {
      if (entity !== undefined) {
        const known = ENTITIES.get(entity);
        if (known === undefined) throw new XmlRefused('xml-entity', { entity: entity.slice(0, 80) });
        return known;
      }
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      if (!isCharacter(code)) this.#fail();
      return String.fromCodePoint(code);
    });
  }

  #qualifiedName(): readonly [prefix: string, name: string] {
    QUALIFIED_NAME.lastIndex = this.#position;
    const match = QUALIFIED_NAME.exec(this.#text);
    if (!match) this.#fail();
    this.#position = QUALIFIED_NAME.lastIndex;
    return [match[1] ?? '', match[2] ?? ''];
  }

  #space(): boolean {
    SPACE.lastIndex = this.#position;
    SPACE.exec(this.#text);
    const moved = SPACE.lastIndex > this.#position;
    this.#position = SPACE.lastIndex;
    return moved;
  }

  #at(expected: string): boolean {
    return this.#text.startsWith(expected, this.#position);
  }

  #take(expected: string): boolean {
    if (!this.#at(expected)) return false;
    this.#position += expected.length;
    return true;
  }

  #fail(): never {
    let line = 1;
    for (
      let at = this.#text.indexOf('\n');
      at >= 0 && at < this.#position;
      at = this.#text.indexOf('\n', at + 1)
    ) {
      line += 1;
    }
    throw new XmlRefused('xml-not-well-formed', { line: String(line) });
  }
}

function scopeWithin(
  outer: ReadonlyMap<string, string> | undefined,
  declarations: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  if (outer && declarations.size === 0) return outer;
  return new Map([...(outer ?? []), ...declarations]);
}

/** XML 1.0 §2.2 [2] Char. */
function isCharacter(code: number): boolean {
  return (
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}
