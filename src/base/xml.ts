/** An attribute with its namespace resolved; `namespace` is '' for none. Namespace declarations are not attributes here. */
export interface XmlAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

/**
 * An element of a parsed document: plain data, the same from every parser. Comments are dropped and the texts around
 * them joined; CDATA is text; a processing instruction inside the document element is refused by the parser.
 */
export interface XmlElement {
  /** Local name; prefixes carry no meaning and are never compared. */
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string');
}

/** The text directly inside an element, joined; texts of descendants are not included. */
export function textOf(element: XmlElement): string {
  return element.children.filter((child): child is string => typeof child === 'string').join('');
}

export function attributeOf(element: XmlElement, name: string, namespace = ''): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name && attribute.namespace === namespace)
    ?.value;
}

/** Escapes text content so that canonical XML of it is the same bytes (C14N §2.3: & < > CR). */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');
}

/** Escapes an attribute value so that canonical XML of it is the same bytes (C14N §2.3). */
export function escapeAttribute(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;');
}
