import { fromUtf8, utf8 } from '../../../src/base/index.ts';
import type { XmlBounds, XmlRefusal } from '../primitives.ts';
import { decodeXml } from './lib/encoding.ts';
import { scanMarkup } from './lib/markup.ts';

export interface XmlWarning {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * What a parser may be given: the characters of the document as UTF-8 without byte order mark and without XML
 * declaration, so that what was scanned is, character for character, what is parsed.
 */
export type XmlAdmission =
  | {
      readonly admitted: true;
      readonly body: Uint8Array;
      /** Where in `body` the end tag of the document element starts; of `<a/>`, where its `/` stands. */
      readonly documentEnd: number;
      readonly warnings: readonly XmlWarning[];
    }
  | {
      readonly admitted: false;
      readonly refusal: XmlRefusal;
      readonly values: Readonly<Record<string, string>>;
    };

/**
 * The gate before any parser: size, encoding, DOCTYPE, processing instructions, depth and attribute counts, in one
 * pass over the characters and without a tree. Read are UTF-8, UTF-16 with byte order mark, US-ASCII and ISO-8859-1;
 * a document whose mark and declaration disagree is refused. `isUtf8` may be a host's faster check of the same thing.
 */
export function admitXml(
  bytes: Uint8Array,
  bounds: XmlBounds,
  isUtf8: (bytes: Uint8Array) => boolean = (candidate) => fromUtf8(candidate) !== undefined,
): XmlAdmission {
  if (bytes.length === 0) return { admitted: false, refusal: 'xml-empty', values: {} };
  if (bytes.length > bounds.maximumBytes) {
    return {
      admitted: false,
      refusal: 'xml-too-large',
      values: { bytes: String(bytes.length), maximum: String(bounds.maximumBytes) },
    };
  }
  const decoded = decodeXml(bytes, isUtf8);
  if (!decoded.decoded) return { admitted: false, refusal: decoded.refusal, values: decoded.values };
  const body = typeof decoded.body === 'string' ? utf8(decoded.body) : decoded.body;
  const scan = scanMarkup(body, bounds);
  if (!scan.sound) return { admitted: false, refusal: scan.refusal, values: scan.values };
  return { admitted: true, body, documentEnd: scan.documentEnd, warnings: scan.warnings };
}
