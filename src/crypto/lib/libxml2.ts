import loadLibxml2, { type LibXml2 } from 'libxml2-wasm/lib/libxml2raw.mjs';

/**
 * Our own instance of libxml2, driven without the package's object per node: trees are read from its memory and
 * canonical bytes are taken from its output buffer. No input provider is ever registered, so it can open nothing.
 */
export const libxml2: LibXml2 = await loadLibxml2();
libxml2._xmlInitParser();

/** Offsets in 32-bit words of libxml2's structures on a 32-bit machine (tree.h). */
export const NODE = {
  type: 1,
  name: 2,
  children: 3,
  last: 4,
  parent: 5,
  next: 6,
  previous: 7,
  namespace: 9,
  content: 10,
  attributes: 11,
  declarations: 12,
} as const;
export const NAMESPACE = { next: 0, href: 2, prefix: 3 } as const;
export const NODE_TYPE = { element: 1, text: 3, cdata: 4, comment: 8 } as const;

/** Parser options (parser.h): no network, no external anything, small texts in their node, no ID table. */
const PARSE_NONET = 1 << 11;
const PARSE_NOCDATA = 1 << 14;
const PARSE_COMPACT = 1 << 16;
const PARSE_HUGE = 1 << 19;
const PARSE_NO_XXE = 1 << 23;
const PARSE_SKIP_IDS = 1 << 27;
const OPTIONS = PARSE_NONET | PARSE_NOCDATA | PARSE_COMPACT | PARSE_NO_XXE | PARSE_SKIP_IDS;
/** A text longer than this needs libxml2's wider limits; depth and count are bounded before it sees the document. */
const LONGEST_PLAIN_TEXT = 9_000_000;

/** The first complaint of a parse: libxml2's error code and the line. */
export interface ParserComplaint {
  readonly code: number;
  readonly line: number;
}

let complaint: ParserComplaint | undefined;
const ERROR_LEVEL_WARNING = 1;
const complain = libxml2.addFunction((_context: number, error: number) => {
  const at = error >> 2;
  const code = libxml2.HEAP32[at + 1] ?? 0;
  const isWarning = (libxml2.HEAP32[at + 3] ?? 0) <= ERROR_LEVEL_WARNING;
  // A relative namespace name is only a warning to the parser, but canonicalisation fails on it.
  if (complaint === undefined && (!isWarning || NAMESPACE_NAME_CODES.has(code))) {
    complaint = { code, line: libxml2.HEAP32[at + 5] ?? 0 };
  }
}, 'vii');
export const NAMESPACE_NAME_CODES: ReadonlySet<number> = new Set([99, 100]);

const utf8Name = allocate('UTF-8');

function allocate(text: string): number {
  const length = libxml2.lengthBytesUTF8(text) + 1;
  const pointer = libxml2._malloc(length);
  libxml2.stringToUTF8(text, pointer, length);
  return pointer;
}

/**
 * One parser is used for many documents, so that a name is spelt once and not in each. Its dictionary keeps every
 * name it meets: after this much of either it is given up for a new one.
 */
const MOST_BYTES = 4_194_304;
const MOST_NAMES = 4096;
let parser = 0;
let parsedBytes = 0;

/**
 * What is known of the names in a parser's dictionary, by where they lie. It belongs to the documents of that parser
 * and to no others: the memory of a dictionary that is gone is used again.
 */
export interface Dictionary {
  readonly names: Map<number, string>;
  /** By prefix, the qualified names as bytes. */
  readonly qualified: Map<string, Map<number, Uint8Array>>;
}
let dictionary: Dictionary = { names: new Map(), qualified: new Map() };

function currentParser(length: number): number {
  if (parser !== 0 && (parsedBytes + length > MOST_BYTES || dictionary.names.size > MOST_NAMES)) {
    // Documents that are still open keep libxml2's dictionary alive, and hold ours of it.
    libxml2._xmlFreeParserCtxt(parser);
    dictionary = { names: new Map(), qualified: new Map() };
    parser = 0;
    parsedBytes = 0;
  }
  if (parser === 0) {
    parser = libxml2._xmlNewParserCtxt();
    libxml2._xmlCtxtSetErrorHandler(parser, complain, 0);
  }
  parsedBytes += length;
  return parser;
}

/** Parses UTF-8 characters; the document's pointer, or the first complaint. The caller frees the document. */
export function parseDocument(body: Uint8Array): number | ParserComplaint {
  const buffer = libxml2._malloc(body.length + 1);
  if (buffer === 0) return { code: OUT_OF_MEMORY, line: 0 };
  libxml2.HEAPU8.set(body, buffer);
  libxml2.HEAPU8[buffer + body.length] = 0;
  complaint = undefined;
  const options = body.length > LONGEST_PLAIN_TEXT ? OPTIONS | PARSE_HUGE : OPTIONS;
  const context = currentParser(body.length);
  const document = libxml2._xmlCtxtReadMemory(context, buffer, body.length, 0, utf8Name, options);
  libxml2._free(buffer);
  if (complaint === undefined && document !== 0) return document;
  if (document !== 0) libxml2._xmlFreeDoc(document);
  return complaint ?? { code: 0, line: 0 };
}

const OUT_OF_MEMORY = 2;

/** The dictionary of the document that was parsed last. */
export function currentDictionary(): Dictionary {
  return dictionary;
}
