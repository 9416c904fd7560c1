const LARGEST_ATTACHMENT = 33_554_432;
const MOST_STREAMS = 200;

/**
 * The XML file that a PDF carries (PDF/A-3, ISO 32000-2 §7.11.4), as bytes; undefined where it carries none that can be
 * read. Looks for embedded file streams alone: nothing of the PDF is run or drawn. `inflate` unpacks zlib data and answers
 * undefined where that is broken or larger than the given size.
 */
export async function xmlInPdf(
  pdf: Uint8Array,
  inflate: (packed: Uint8Array, largest: number) => Promise<Uint8Array | undefined>,
): Promise<Uint8Array | undefined> {
  const text = latin1(pdf);
  if (!text.startsWith('%PDF-')) return undefined;
  let looked = 0;
  for (const match of text.matchAll(/\/Type\s*\/EmbeddedFile\b/g)) {
    looked += 1;
    if (looked > MOST_STREAMS) return undefined;
    const stream = streamAround(text, match.index);
    if (stream === undefined) continue;
    const packed = pdf.subarray(stream.start, stream.start + stream.length);
    const bytes = stream.isPacked ? await inflate(packed, LARGEST_ATTACHMENT) : packed;
    if (bytes !== undefined && looksLikeXml(bytes)) return bytes;
  }
  return undefined;
}

interface Stream {
  readonly start: number;
  readonly length: number;
  readonly isPacked: boolean;
}

/** The stream of the object whose dictionary holds a place; undefined where it is packed in a way we do not read. */
function streamAround(text: string, place: number): Stream | undefined {
  const opening = text.lastIndexOf(' obj', place);
  const marker = /stream\r?\n/g;
  marker.lastIndex = place;
  const found = marker.exec(text);
  if (opening < 0 || found === null || found.index - opening > 10_000) return undefined;
  const dictionary = text.slice(opening, found.index);
  const start = found.index + found[0].length;
  const direct = /\/Length\s+(\d{1,9})(?!\s+\d+\s+R)/.exec(dictionary)?.[1];
  const end = direct === undefined ? text.indexOf('endstream', start) : start + Number(direct);
  if (end < start || end > text.length) return undefined;
  const filter = /\/Filter\s*\[?\s*\/(\w+)/.exec(dictionary)?.[1];
  if (filter !== undefined && filter !== 'FlateDecode') return undefined;
  return { start, length: end - start, isPacked: filter !== undefined };
}

function looksLikeXml(bytes: Uint8Array): boolean {
  return /^(?:\u00EF\u00BB\u00BF)?\s*</.test(latin1(bytes.subarray(0, 200)));
}

/** One sign for each byte, so that places in the text are places in the bytes. */
function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
