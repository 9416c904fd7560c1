import type { XmlRefusal } from '../../primitives.ts';

/** The document's characters after the XML declaration: UTF-8 bytes, or a text still to be encoded. */
export type XmlDecoding =
  | { readonly decoded: true; readonly body: Uint8Array | string }
  | {
      readonly decoded: false;
      readonly refusal: XmlRefusal;
      readonly values: Readonly<Record<string, string>>;
    };

type ByteOrderMark = 'utf-8' | 'utf-16le' | 'utf-16be';

const S = '[ \\t\\r\\n]';
const EQUALS = `${S}*=${S}*`;
const DECLARATION = new RegExp(
  `^<\\?xml${S}+version${EQUALS}(?:"1\\.0"|'1\\.0')` +
    `(?:${S}+encoding${EQUALS}(?:"([A-Za-z][A-Za-z0-9._-]*)"|'([A-Za-z][A-Za-z0-9._-]*)'))?` +
    `(?:${S}+standalone${EQUALS}(?:"(?:yes|no)"|'(?:yes|no)'))?${S}*\\?>`,
);
/** An XML declaration longer than this is no declaration any producer writes. */
const LONGEST_DECLARATION = 256;

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Decodes by byte order mark and declaration (XML 1.0 §4.3.3, appendix F), refusing what is ambiguous. */
export function decodeXml(bytes: Uint8Array, isUtf8: (bytes: Uint8Array) => boolean): XmlDecoding {
  const mark = byteOrderMark(bytes);
  if (mark === 'unreadable') return refused('unmarked');
  if (mark === 'utf-16le' || mark === 'utf-16be') return decodeWide(bytes, mark);
  const start = mark === 'utf-8' ? 3 : 0;
  const declaration = declarationOf(bytes, start);
  if (declaration === 'malformed')
    return { decoded: false, refusal: 'xml-not-well-formed', values: { reason: 'declaration' } };
  const body = bytes.subarray(start + declaration.length);
  const encoding = declaration.encoding.toUpperCase();
  if (encoding === '' || encoding === 'UTF-8' || encoding === 'UTF8') {
    return isUtf8(body) ? { decoded: true, body } : refused('UTF-8');
  }
  if (mark === 'utf-8') return refused(declaration.encoding);
  if (encoding === 'US-ASCII' || encoding === 'ASCII') {
    return body.every((byte) => byte < 0x80) ? { decoded: true, body } : refused(declaration.encoding);
  }
  if (encoding === 'ISO-8859-1' || encoding === 'LATIN1') return { decoded: true, body: latin1(body) };
  return refused(declaration.encoding);
}

function byteOrderMark(bytes: Uint8Array): ByteOrderMark | 'unreadable' | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'unreadable' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0 || b === 0 || c === 0 || d === 0 ? 'unreadable' : undefined;
}

function decodeWide(bytes: Uint8Array, mark: 'utf-16le' | 'utf-16be'): XmlDecoding {
  if (bytes.length % 2 !== 0) return refused('UTF-16');
  const low = mark === 'utf-16le' ? 0 : 1;
  let text = '';
  for (let offset = 2; offset < bytes.length; offset += 8192) {
    const units: number[] = [];
    for (let at = offset; at < Math.min(offset + 8192, bytes.length); at += 2) {
      units.push((bytes[at + low] ?? 0) | ((bytes[at + 1 - low] ?? 0) << 8));
    }
    text += String.fromCharCode(...units);
  }
  if (LONE_SURROGATE.test(text)) return refused('UTF-16');
  if (!text.startsWith('<?xml') || !/^[ \t\r\n]$/.test(text[5] ?? '')) return { decoded: true, body: text };
  const match = DECLARATION.exec(text.slice(0, LONGEST_DECLARATION));
  if (!match) return { decoded: false, refusal: 'xml-not-well-formed', values: { reason: 'declaration' } };
  const encoding = match[1] ?? match[2] ?? '';
  const agrees = encoding === '' || ['UTF-16', mark.toUpperCase()].includes(encoding.toUpperCase());
  return agrees ? { decoded: true, body: text.slice(match[0].length) } : refused(encoding);
}

function declarationOf(
  bytes: Uint8Array,
  start: number,
): { readonly length: number; readonly encoding: string } | 'malformed' {
  // '<?xml' and white space: a document that begins otherwise declares nothing.
  const isDeclared = '<?xml'
    .split('')
    .every((character, at) => bytes[start + at] === character.charCodeAt(0));
  if (!isDeclared || !/[ \t\r\n]/.test(String.fromCharCode(bytes[start + 5] ?? 0)))
    return { length: 0, encoding: '' };
  const end = bytes.subarray(start, start + LONGEST_DECLARATION).indexOf(GREATER_THAN);
  const match = DECLARATION.exec(latin1(bytes.subarray(start, start + end + 1)));
  return match ? { length: match[0].length, encoding: match[1] ?? match[2] ?? '' } : 'malformed';
}

const GREATER_THAN = 0x3e;

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let offset = 0; offset < bytes.length; offset += 4096) {
    text += String.fromCharCode(...bytes.subarray(offset, offset + 4096));
  }
  return text;
}

function refused(encoding: string): XmlDecoding {
  return { decoded: false, refusal: 'xml-encoding', values: { encoding } };
}
