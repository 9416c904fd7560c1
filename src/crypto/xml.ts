import { XML_BOUNDS, type OpenXml, type XmlBounds, type XmlOpener } from '../../verify/core/index.ts';
import { elementsOf, type XmlElement } from '../base/index.ts';
import { CryptoError } from './error.ts';
import { parseXml } from './lib/parsed.ts';
import { keepPlaces, placeOf } from './lib/places.ts';
import { plainForm } from './lib/plain-form.ts';
import { readPlain, type PlainDocument } from './lib/plain.ts';

/**
 * The server's XML opener. A document in the plain spelling of canonical XML is read by `readPlain`; every other goes to
 * libxml2, which alone refuses. The tree that `root` shows is read from the bytes, or the tree, that is canonicalised.
 */
export const openXml: XmlOpener = (bytes, bounds = XML_BOUNDS) => {
  const plain = readPlain(bytes, bounds);
  return plain === undefined ? parseXml(bytes, bounds) : { opened: true, document: openPlain(plain, bounds) };
};

/** What only libxml2 can do with a plain document, it does with a tree of its own of the same bytes. */
function openPlain(plain: PlainDocument, bounds: XmlBounds): OpenXml {
  let open = true;
  let parsed: OpenXml | undefined;
  const parse = (): OpenXml => {
    if (parsed !== undefined) return parsed;
    const opening = parseXml(plain.bytes, bounds);
    if (!opening.opened) throw new TypeError(`a plain document was refused: ${opening.refusal}`);
    return (parsed = opening.document);
  };
  const refuseClosed = (): void => {
    if (!open) throw new CryptoError('document-closed');
  };
  const inParsed = (element: XmlElement): XmlElement => {
    const number = plain.elements.lastIndexOf(element);
    const found = number < 0 ? undefined : elementAt(parse().root, number);
    if (found === undefined) throw new CryptoError('element-of-another-document');
    return found;
  };
  return {
    root: plain.root,
    warnings: [],
    canonical(options) {
      refuseClosed();
      const { method, of, without, inclusivePrefixes = [] } = options;
      if (method === 'c14n-exclusive' && inclusivePrefixes.length === 0) {
        return plainForm(plain, of ?? plain.root, without);
      }
      return parse().canonical({
        ...options,
        ...(of === undefined ? {} : { of: inParsed(of) }),
        ...(without === undefined ? {} : { without: inParsed(without) }),
      });
    },
    close() {
      parsed?.close();
      open = false;
    },
    ...keepPlaces((element) => {
      refuseClosed();
      return placeOf(parse(), inParsed(element));
    }),
  };
}

/** The element of a number in the order of the document, itself being 0. */
function elementAt(root: XmlElement, number: number): XmlElement | undefined {
  let left = number;
  const visit = (element: XmlElement): XmlElement | undefined => {
    if (left === 0) return element;
    left -= 1;
    for (const child of elementsOf(element)) {
      const found = visit(child);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(root);
}
