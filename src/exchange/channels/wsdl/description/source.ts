import { utf8, type XmlElement } from '../../../../base/index.ts';
import type { XmlBounds } from '../../../../../verify/core/index.ts';
import { openXml } from '../../../../crypto/index.ts';
import { DescriptionFault } from '../error.ts';

/** A name with its namespace resolved; '' for none. */
export interface QualifiedName {
  readonly namespace: string;
  readonly name: string;
}

/** A document of a description, with what its prefixes mean where. */
export interface Source {
  readonly root: XmlElement;
  /** The name that a text such as `tns:Order` is at an element. @throws {DescriptionFault} for an undeclared prefix. */
  nameAt(element: XmlElement, text: string): QualifiedName;
}

type Scope = ReadonlyMap<string, string>;

const BOUNDS: XmlBounds = { maximumBytes: 1_048_576, maximumDepth: 64, maximumAttributes: 64 };

/** Reads a document that an operator gave: strictly, without any entity, import or way out. */
export function readSource(name: string, text: string): Source {
  const unfit = (reason: string) => new DescriptionFault('wsdl-document-unfit', { name, reason });
  // What the declaration says of an encoding was true of the file; the parameter is text.
  const body = text.replace(/^\uFEFF?\s*<\?xml[^>]{0,200}\?>/, '');
  const opening = openXml(utf8(body), BOUNDS);
  if (!opening.opened) throw unfit(opening.refusal);
  const { root } = opening.document;
  opening.document.close();
  const scopes = scopesOf(body, root);
  return {
    root,
    nameAt(element, qualified) {
      const [prefix, local] = qualified.includes(':') ? qualified.split(':', 2) : ['', qualified];
      const namespace = scopes.get(element)?.get(prefix ?? '');
      if (local === undefined || (namespace === undefined && prefix !== ''))
        throw unfit(qualified.slice(0, 100));
      return { namespace: namespace ?? '', name: local };
    },
  };
}

/** Comments, character data and instructions are passed over; a start tag gives its attributes. */
const MARKUP =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<\/[^>]*>|<[^\s/>]+((?:[^"'>]|"[^"]*"|'[^']*')*)>/g;
/** Every attribute, so that what looks like a declaration inside the value of another is none. */
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const DECLARING = /^xmlns(?::(.+))?$/;

/** What prefixes mean at each element: values such as `type="tns:Order"` are names too, and the tree has no declarations. */
function scopesOf(text: string, root: XmlElement): ReadonlyMap<XmlElement, Scope> {
  const tags = startTags(text);
  const scopes = new Map<XmlElement, Scope>();
  const visit = (element: XmlElement, outer: Scope): void => {
    const own = declarationsIn(tags.next().value ?? '');
    const scope = own.length === 0 ? outer : new Map([...outer, ...own]);
    scopes.set(element, scope);
    for (const child of element.children) if (typeof child !== 'string') visit(child, scope);
  };
  visit(root, new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]));
  return scopes;
}

/** Prefixes ('' for none) with their namespaces, of the attributes of one tag. */
function declarationsIn(attributes: string): readonly (readonly [string, string])[] {
  return [...attributes.matchAll(ATTRIBUTE)].flatMap(([, name = '', one, other]) => {
    const declaring = DECLARING.exec(name);
    return declaring === null ? [] : [[declaring[1] ?? '', one ?? other ?? ''] as const];
  });
}

/** The attributes of each start tag, in the order of the document, which is well-formed. */
function* startTags(text: string): Generator<string, undefined> {
  for (const [, attributes] of text.matchAll(MARKUP)) if (attributes !== undefined) yield attributes;
  return undefined;
}
