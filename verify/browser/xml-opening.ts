import { fromUtf8, utf8 } from '../../src/base/index.ts';
import { admitXml, XML_BOUNDS, type OpenXml, type XmlOpener } from '../core/index.ts';
import { canonicalText } from './lib/canonicalisation.ts';
import { parseXml } from './lib/xml-parser.ts';
import { XmlRefused } from './lib/xml-refused.ts';

/**
 * The browser's XML opener: the gate that the server's opener has too, then our own strict parser and canonicaliser.
 * It accepts no document that the server's refuses and gives the same canonical bytes.
 */
export const openXml: XmlOpener = (bytes, bounds = XML_BOUNDS) => {
  const admission = admitXml(bytes, bounds);
  if (!admission.admitted) return { opened: false, refusal: admission.refusal, values: admission.values };
  try {
    const { root, writings, before, after } = parseXml(fromUtf8(admission.body) ?? '');
    const document: OpenXml = {
      root,
      warnings: admission.warnings,
      canonical: ({ of, ...options }) => {
        const text = canonicalText(writings, of ?? root, options);
        // C14N 1.0 §2.1: instructions outside the document element stand on lines of their own.
        return utf8(of === undefined ? [...before, text, ...after].join('\n') : text);
      },
      close: () => undefined,
    };
    return { opened: true, document };
  } catch (error) {
    if (error instanceof XmlRefused) return { opened: false, refusal: error.refusal, values: error.values };
    throw error;
  }
};
