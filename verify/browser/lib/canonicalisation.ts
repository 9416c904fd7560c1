import { escapeAttribute, escapeText, type XmlElement } from '../../../src/base/index.ts';
import type { Canonicalisation } from '../../core/index.ts';
import { joinBases } from './base-uri.ts';
import { XML_NAMESPACE, type Writing } from './xml-parser.ts';

type Namespaces = ReadonlyMap<string, string>;

interface Attribute {
  readonly prefix: string;
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

/**
 * Canonical XML 1.0, Canonical XML 1.1 and Exclusive XML Canonicalization 1.0, all without comments, of an
 * element and what it holds, less the element `without`. The text is encoded as UTF-8 by the caller.
 */
export function canonicalText(
  writings: ReadonlyMap<XmlElement, Writing>,
  apex: XmlElement,
  options: {
    readonly method: Canonicalisation;
    readonly without?: XmlElement;
    readonly inclusivePrefixes?: readonly string[];
  },
): string {
  const { method, without } = options;
  const forced =
    method === 'c14n-exclusive'
      ? new Set((options.inclusivePrefixes ?? []).map((prefix) => (prefix === '#default' ? '' : prefix)))
      : undefined;
  let text = '';

  const write = (
    element: XmlElement,
    outer: Namespaces,
    shown: Namespaces,
    inherited: readonly Attribute[],
  ) => {
    if (element === without) return;
    const { prefix, attributePrefixes, declarations } = writingOf(writings, element);
    const scope = declarations.size === 0 ? outer : new Map([...outer, ...declarations]);
    const own = element.attributes.map((attribute, index) => ({
      ...attribute,
      prefix: attributePrefixes[index] ?? '',
    }));
    const candidates = forced ? utilised(prefix, own, forced, scope) : scope.keys();
    const rendered = renderedNamespaces(candidates, scope, shown);
    const qualifiedName = prefix === '' ? element.name : `${prefix}:${element.name}`;
    text += `<${qualifiedName}`;
    for (const [name, namespace] of rendered) {
      text += name === '' ? ` xmlns="${escaped(namespace)}"` : ` xmlns:${name}="${escaped(namespace)}"`;
    }
    for (const attribute of withInherited(own, inherited).toSorted(byNamespaceThenName)) {
      const name = attribute.prefix === '' ? attribute.name : `${attribute.prefix}:${attribute.name}`;
      text += ` ${name}="${escaped(attribute.value)}"`;
    }
    text += '>';
    const visible = rendered.length === 0 ? shown : new Map([...shown, ...rendered]);
    for (const child of element.children) {
      if (typeof child === 'string') text += /[&<>\r]/.test(child) ? escapeText(child) : child;
      else write(child, scope, visible, []);
    }
    text += `</${qualifiedName}>`;
  };

  const ancestors = ancestorsOf(writings, apex);
  const outer = new Map<string, string>();
  for (const ancestor of ancestors.toReversed()) {
    for (const [prefix, namespace] of writingOf(writings, ancestor).declarations)
      outer.set(prefix, namespace);
  }
  write(apex, outer, new Map(), inheritedAttributes(method, apex, ancestors));
  return text;
}

/** Exclusive C14N §3: the prefixes an element visibly utilises, and those the PrefixList forces. */
function utilised(
  prefix: string,
  attributes: readonly Attribute[],
  forced: ReadonlySet<string>,
  scope: Namespaces,
): Iterable<string> {
  const prefixes = new Set([prefix]);
  for (const attribute of attributes) if (attribute.prefix !== '') prefixes.add(attribute.prefix);
  for (const name of forced) if (name === '' || scope.has(name)) prefixes.add(name);
  return prefixes;
}

/** Declarations an element's start tag carries: those that differ from what the output already shows. */
function renderedNamespaces(
  candidates: Iterable<string>,
  scope: Namespaces,
  shown: Namespaces,
): [string, string][] {
  const rendered: [string, string][] = [];
  for (const prefix of candidates) {
    const namespace = scope.get(prefix) ?? '';
    if (prefix !== 'xml' && namespace !== (shown.get(prefix) ?? '')) rendered.push([prefix, namespace]);
  }
  return rendered.length > 1 ? rendered.toSorted(([left], [right]) => byCodePoints(left, right)) : rendered;
}

/**
 * Attributes of the xml namespace that an apex takes over from elements outside the output: all of them by
 * C14N 1.0 §2.4, xml:lang and xml:space and a joined xml:base by C14N 1.1 §2.4, none by exclusive C14N.
 */
function inheritedAttributes(
  method: Canonicalisation,
  apex: XmlElement,
  ancestors: readonly XmlElement[],
): Attribute[] {
  if (method === 'c14n-exclusive' || ancestors.length === 0) return [];
  const nearest = new Map<string, Attribute>();
  let base = attributeValue(apex, 'base');
  for (const ancestor of ancestors) {
    for (const { name, namespace, value } of ancestor.attributes) {
      if (namespace !== XML_NAMESPACE) continue;
      if (method === 'c14n-1.1' && name === 'base')
        base = base === undefined ? value : joinBases(value, base);
      else if (method === 'c14n-1.1' && name !== 'lang' && name !== 'space') continue;
      else if (!nearest.has(name)) nearest.set(name, { prefix: 'xml', name, namespace, value });
    }
  }
  for (const { name, namespace } of apex.attributes) if (namespace === XML_NAMESPACE) nearest.delete(name);
  if (method === 'c14n-1.1' && base !== undefined) {
    nearest.set('base', { prefix: 'xml', name: 'base', namespace: XML_NAMESPACE, value: base });
  }
  return [...nearest.values()];
}

function withInherited(own: readonly Attribute[], inherited: readonly Attribute[]): readonly Attribute[] {
  if (inherited.length === 0) return own;
  const replaced = new Set(inherited.map((attribute) => attribute.name));
  const kept = own.filter(({ namespace, name }) => namespace !== XML_NAMESPACE || !replaced.has(name));
  return [...kept, ...inherited].filter((attribute) => attribute.name !== 'base' || attribute.value !== '');
}

function attributeValue(element: XmlElement, name: string): string | undefined {
  return element.attributes.find(
    (attribute) => attribute.name === name && attribute.namespace === XML_NAMESPACE,
  )?.value;
}

/** The elements around one, nearest first. */
function ancestorsOf(writings: ReadonlyMap<XmlElement, Writing>, element: XmlElement): XmlElement[] {
  const ancestors: XmlElement[] = [];
  let parent = writingOf(writings, element).parent;
  while (parent) {
    ancestors.push(parent);
    parent = writingOf(writings, parent).parent;
  }
  return ancestors;
}

function writingOf(writings: ReadonlyMap<XmlElement, Writing>, element: XmlElement): Writing {
  const writing = writings.get(element);
  if (!writing) throw new TypeError('the element is not of this document');
  return writing;
}

function escaped(value: string): string {
  return /[&<"\t\n\r]/.test(value) ? escapeAttribute(value) : value;
}

function byNamespaceThenName(left: Attribute, right: Attribute): number {
  return byCodePoints(left.namespace, right.namespace) || byCodePoints(left.name, right.name);
}

/** Order of UCS code points, which for characters beyond U+FFFF is not the order of UTF-16 units. */
function byCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = left.charCodeAt(index) - right.charCodeAt(index);
    if (difference !== 0) {
      const either = [left.charCodeAt(index), right.charCodeAt(index)];
      const [leftRank, rightRank] = either.map((unit) =>
        unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit,
      );
      return (leftRank ?? 0) - (rightRank ?? 0);
    }
  }
  return left.length - right.length;
}
