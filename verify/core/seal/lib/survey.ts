import type { XmlElement } from '../../../../src/base/index.ts';
import { DSIG } from './algorithms.ts';
import { BrokenSeal } from './broken.ts';

const XML = 'http://www.w3.org/XML/1998/namespace';
const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
/** Of these a valid seal has exactly one each, wherever in the document another might hide. */
const SINGULAR: ReadonlySet<string> = new Set(['Signature', 'SignedInfo', 'SignatureValue']);

/**
 * The one Signature of a document, in its one place: the last child element of the document element. Undefined where
 * the document has no element of XML Signature at all; anything in between is a broken seal.
 */
export function findSignature(root: XmlElement): XmlElement | undefined {
  const last = root.children.findLast((child) => typeof child !== 'string');
  const signature =
    last !== undefined && last.namespace === DSIG && last.name === 'Signature' ? last : undefined;
  const counts = new Map<string, number>();
  const ids = new Set<string>();
  let duplicate: string | undefined;
  let outside = 0;

  const visit = (element: XmlElement, isInside: boolean): void => {
    if (element.namespace === DSIG) {
      if (!isInside) outside += 1;
      if (SINGULAR.has(element.name)) counts.set(element.name, (counts.get(element.name) ?? 0) + 1);
    }
    for (const attribute of element.attributes) {
      if (attribute.name.length !== 2 || !isIdentifier(attribute.name, attribute.namespace)) continue;
      if (ids.has(attribute.value)) duplicate = attribute.value;
      ids.add(attribute.value);
    }
    for (const child of element.children) {
      if (typeof child !== 'string') visit(child, isInside || child === signature);
    }
  };
  visit(root, false);

  if (signature === undefined) {
    if (counts.size === 0 && outside === 0) return undefined;
    throw new BrokenSeal('seal-misplaced');
  }
  if (outside > 0 || [...counts.values()].some((count) => count > 1))
    throw new BrokenSeal('seal-second-signature');
  if (duplicate !== undefined)
    throw new BrokenSeal('seal-duplicate-id', 'FORMAT_FAILURE', { id: duplicate.slice(0, 100) });
  return signature;
}

/** Attributes that some reader takes for an identifier, whatever their case (`Id`, `ID`, `id`, `xml:id`, `wsu:Id`). */
function isIdentifier(name: string, namespace: string): boolean {
  return name.toLowerCase() === 'id' && (namespace === '' || namespace === XML || namespace === WSU);
}

/** The document element as signed: without the Signature, and the texts around it joined. */
export function withoutSignature(root: XmlElement, signature: XmlElement): XmlElement {
  const children: (XmlElement | string)[] = [];
  for (const child of root.children) {
    if (child === signature) continue;
    const last = children.at(-1);
    if (typeof child === 'string' && typeof last === 'string') children[children.length - 1] = last + child;
    else children.push(child);
  }
  return { ...root, children };
}

/** Child elements of a structure that has nothing else but white space. */
export function partsOf(element: XmlElement): readonly XmlElement[] {
  const parts: XmlElement[] = [];
  for (const child of element.children) {
    if (typeof child !== 'string') parts.push(child);
    else if (/[^\t\n\r ]/.test(child)) {
      throw new BrokenSeal('seal-structure', 'FORMAT_FAILURE', { element: element.name });
    }
  }
  return parts;
}
