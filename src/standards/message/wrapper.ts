import type { XmlElement } from '../../base/index.ts';
import { decodeBase64, elementsOf, fromUtf8, textOf, utf8 } from '../../base/index.ts';
import type { MessageDefinition } from './definition.ts';

/** How a message was found inside another document. */
export const WRAPPINGS = ['element', 'text', 'base64'] as const;
export type Wrapping = (typeof WRAPPINGS)[number];

/**
 * What a wrapper holds: the message's own element, or the bytes of its XML, which still have to be opened with the same
 * care as any others. `path` is the element that held it.
 */
export type Unwrapped =
  | { readonly wrapping: 'element'; readonly root: XmlElement; readonly path: string }
  | { readonly wrapping: 'text' | 'base64'; readonly bytes: Uint8Array; readonly path: string };

/** Looked at before we give up: an envelope is small around what it carries. */
const MAXIMUM_ELEMENTS = 2000;
const MAXIMUM_DEPTH = 16;
/** Longest inner text taken out, in characters. */
const MAXIMUM_TEXT = 48_000_000;
/** Wrappers within wrappers that a caller should follow; more is no envelope but an attack. */
export const MAXIMUM_WRAPPERS = 3;

/**
 * Finds a message inside a document that is not the message itself: a typed element in an envelope, XML as text (CDATA
 * or escaped), or XML in base64. Undefined when there is none. Nothing is fetched, and what is found is not parsed.
 */
export function unwrap(definition: MessageDefinition, root: XmlElement): Unwrapped | undefined {
  if (root.name === definition.root) return undefined;
  const queue: { readonly element: XmlElement; readonly path: string; readonly depth: number }[] = [
    { element: root, path: `/${root.name}`, depth: 1 },
  ];
  for (let index = 0; index < queue.length && index < MAXIMUM_ELEMENTS; index += 1) {
    const entry = queue[index];
    if (!entry) break;
    const { element, path, depth } = entry;
    if (element.name === definition.root && isRoot(definition, element)) {
      return { wrapping: 'element', root: element, path };
    }
    const children = elementsOf(element);
    if (children.length === 0) {
      const inner = innerBytes(definition, textOf(element));
      if (inner) return { ...inner, path };
    }
    if (depth === MAXIMUM_DEPTH) continue;
    for (const child of children.slice(0, MAXIMUM_ELEMENTS)) {
      queue.push({ element: child, path: `${path}/${child.name}`, depth: depth + 1 });
    }
  }
  return undefined;
}

/** The same for a body that is not XML at all but the base64 of XML. */
export function unwrapText(definition: MessageDefinition, text: string): Unwrapped | undefined {
  const inner = innerBytes(definition, text);
  return inner?.wrapping === 'base64' ? { ...inner, path: '/' } : undefined;
}

function isRoot(definition: MessageDefinition, element: XmlElement): boolean {
  const own = definition.namespaces.find(({ prefix }) => prefix === definition.rootNamespace);
  return own !== undefined && element.namespace.toLowerCase().startsWith(own.family.toLowerCase());
}

function innerBytes(
  definition: MessageDefinition,
  text: string,
): { readonly wrapping: 'text' | 'base64'; readonly bytes: Uint8Array } | undefined {
  if (text.length < 64 || text.length > MAXIMUM_TEXT) return undefined;
  const start = text.slice(0, 256).trimStart();
  if (start.startsWith('<') || start.startsWith('\uFEFF<')) {
    if (!text.includes(definition.root)) return undefined;
    return { wrapping: 'text', bytes: utf8(withoutEncoding(text.replace(/^[\s\uFEFF]+/, ''))) };
  }
  // `<` and what may follow it, UTF-8 with a byte order mark, and both UTF-16 forms begin so in base64.
  if (!/^(?:P[A-H]|77u\/|\/\/48|\/v8A)/.test(start)) return undefined;
  const bytes = decodeBase64(text.replace(/[\t\n\r ]+/g, ''));
  if (!bytes) return undefined;
  const inner = fromUtf8(bytes);
  // An encoding other than UTF-8 is for the XML parser to judge, which reads the document element's name.
  if (inner !== undefined && !inner.includes(definition.root)) return undefined;
  return { wrapping: 'base64', bytes };
}

/** A text has no encoding any more: a declaration that names another than UTF-8 would be false now. */
function withoutEncoding(text: string): string {
  const declaration = /^<\?xml\s[^>]{0,200}\?>/.exec(text)?.[0];
  if (declaration === undefined || !/encoding/.test(declaration)) return text;
  return /encoding\s*=\s*["']utf-?8["']/i.test(declaration)
    ? text
    : text.slice(declaration.length).trimStart();
}
