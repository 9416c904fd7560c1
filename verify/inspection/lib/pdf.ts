import { inflated, type Plan } from '../../core/index.ts';

export type PdfReading =
  | { readonly found: true; readonly document: Uint8Array }
  /** A key of the words. */
  | { readonly found: false; readonly refusal: 'pdf-foreign' | 'pdf-damaged' };

const LARGEST_DOCUMENT = 33_554_432;
const LONGEST_HEAD = 600;
const TYPE = '/Type /EmbeddedFile';

/** Whether bytes begin as a PDF does. */
export function isPdf(file: Uint8Array): boolean {
  return file[0] === 0x25 && file[1] === 0x50 && file[2] === 0x44 && file[3] === 0x46;
}

/**
 * The sealed document inside a PDF of ours: its one attachment. A PDF that another program made, or that has several, is
 * not read: which of them a person would be shown, nobody could say.
 */
export function* documentOfPdf(file: Uint8Array): Plan<PdfReading> {
  const text = latin(file);
  const place = text.indexOf(TYPE);
  if (place < 0 || text.includes(TYPE, place + 1)) return { found: false, refusal: 'pdf-foreign' };
  const opening = text.lastIndexOf(' obj', place);
  const stream = text.indexOf('stream', place);
  if (opening < 0 || place - opening > LONGEST_HEAD || stream < 0 || stream - place > LONGEST_HEAD)
    return { found: false, refusal: 'pdf-foreign' };
  const entries = text.slice(opening, stream);
  const length = Number(/\/Length (\d{1,9})\b/.exec(entries)?.[1] ?? -1);
  const start = skipLine(text, stream + 'stream'.length);
  if (
    length < 0 ||
    start + length > file.length ||
    !text.startsWith('endstream', skipLine(text, start + length))
  )
    return { found: false, refusal: 'pdf-damaged' };
  const bytes = file.subarray(start, start + length);
  if (!entries.includes('/Filter')) return { found: true, document: bytes };
  if (!/\/Filter \/FlateDecode\b/.test(entries)) return { found: false, refusal: 'pdf-foreign' };
  const document = yield* inflated(bytes, LARGEST_DOCUMENT);
  return document === undefined ? { found: false, refusal: 'pdf-damaged' } : { found: true, document };
}

function skipLine(text: string, place: number): number {
  let next = place;
  while (next < place + 2 && (text[next] === '\r' || text[next] === '\n')) next += 1;
  return next;
}

const PIECE = 16_384;

/** Each byte as the character of its number. */
function latin(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += PIECE) {
    text += String.fromCharCode(...bytes.subarray(start, start + PIECE));
  }
  return text;
}
