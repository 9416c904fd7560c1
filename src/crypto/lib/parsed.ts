import { isUtf8 } from 'node:buffer';
import {
  admitXml,
  XML_BOUNDS,
  type OpenXml,
  type XmlOpener,
  type XmlRefusal,
} from '../../../verify/core/index.ts';
import type { XmlElement } from '../../base/index.ts';
import { canonicalDocument, canonicalSubtree } from './canonical.ts';
import { exclusiveForm } from './exclusive.ts';
import {
  currentDictionary,
  libxml2,
  NAMESPACE_NAME_CODES,
  parseDocument,
  type Dictionary,
} from './libxml2.ts';
import { keepPlaces } from './places.ts';
import { pointerOf, readTree, type ReadTree } from './tree.ts';
import { CryptoError } from '../error.ts';

/** libxml2 error codes (xmlerror.h) that have a name of their own here. */
const UNDECLARED_ENTITY = 26;
const UNDECLARED_PREFIX = 201;
/**
 * RFC 3986 §4.3: a scheme, then what a URI may have. A relative name makes canonicalisation void, and an ampersand
 * libxml2 writes unescaped, so that no two verifiers would agree on the bytes.
 */
const ABSOLUTE_URI = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#[\]@!$'()*+,;=-]|%[0-9A-Fa-f]{2})*$/;

/**
 * Opens any document with libxml2: the gate of `admitXml` first, then a parse of exactly those characters that
 * can reach nothing outside. The tree that `root` shows is read from the tree that is canonicalised.
 */
export const parseXml: XmlOpener = (bytes, bounds = XML_BOUNDS) => {
  const admission = admitXml(bytes, bounds, isUtf8);
  if (!admission.admitted) return { opened: false, refusal: admission.refusal, values: admission.values };
  const parsed = parseDocument(admission.body);
  if (typeof parsed !== 'number') {
    return { opened: false, refusal: refusalOf(parsed.code), values: { line: String(parsed.line) } };
  }
  const dictionary = currentDictionary();
  const tree = readTree(libxml2._xmlDocGetRootElement(parsed), dictionary);
  const strange = [...tree.namespaces].find((namespace) => !ABSOLUTE_URI.test(namespace));
  if (strange !== undefined) {
    libxml2._xmlFreeDoc(parsed);
    return { opened: false, refusal: 'xml-relative-namespace', values: { namespace: strange.slice(0, 200) } };
  }
  return { opened: true, document: openDocument({ pointer: parsed, tree, dictionary }, admission.warnings) };
};

interface ParsedXml {
  readonly pointer: number;
  readonly tree: ReadTree;
  readonly dictionary: Dictionary;
}

function openDocument({ pointer, tree, dictionary }: ParsedXml, warnings: OpenXml['warnings']): OpenXml {
  let open = true;
  const hasInstructions = warnings.some(({ code }) => code === 'xml-processing-instruction-outside');
  const rootPointer = libxml2._xmlDocGetRootElement(pointer);
  const where = (element: XmlElement | undefined): number => {
    if (element === undefined) return 0;
    const found = pointerOf(element, tree.root, rootPointer);
    if (found === 0) throw new CryptoError('element-of-another-document');
    return found;
  };
  return {
    ...keepPlaces((element) => {
      if (!open) throw new CryptoError('document-closed');
      return where(element);
    }),
    root: tree.root,
    warnings,
    canonical({ method, of, without, inclusivePrefixes = [] }) {
      if (!open) throw new CryptoError('document-closed');
      const isWhole = of === undefined || (of === tree.root && !hasInstructions);
      if (
        method === 'c14n-exclusive' &&
        inclusivePrefixes.length === 0 &&
        (of !== undefined || !hasInstructions)
      ) {
        return exclusiveForm(of === undefined ? rootPointer : where(of), where(without), dictionary);
      }
      const bytes = isWhole
        ? canonicalDocument(pointer, method, where(without), inclusivePrefixes)
        : canonicalSubtree(pointer, where(of), method, where(without), inclusivePrefixes);
      if (bytes === undefined) throw new CryptoError('canonicalisation-failed');
      return bytes;
    },
    close() {
      if (open) libxml2._xmlFreeDoc(pointer);
      open = false;
    },
  };
}

function refusalOf(code: number): XmlRefusal {
  if (code === UNDECLARED_ENTITY) return 'xml-entity';
  if (code === UNDECLARED_PREFIX) return 'xml-undeclared-prefix';
  return NAMESPACE_NAME_CODES.has(code) ? 'xml-relative-namespace' : 'xml-not-well-formed';
}
