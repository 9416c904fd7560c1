import { Buffer } from 'node:buffer';
import { concatBytes } from '../../base/index.ts';
import { runningSha256 } from '../digests.ts';
import { CryptoError } from '../error.ts';
import type { SealingKey, SealKey } from '../seal-key.ts';
import { demandP256 } from '../cose/signing.ts';
import { natural, oid, sequence } from '../lib/der.ts';
import { unsignedContainer } from '../lib/signed-data.ts';
import { signedBy } from '../signed-by.ts';

export interface PdfSigning {
  /** RFC 3339. */
  readonly time: string;
  /** Who signs, as a reader shows it. */
  readonly name: string;
  readonly reason?: string;
}

/** Room for the signature container: certificate, two intermediates and some more. */
const CONTAINER_BYTES = 8192;
/** Ten digits each, so that the place of everything is known before it is written. */
const RANGE = '[0 0000000000 0000000000 0000000000]';

/**
 * Signs a PDF (PAdES baseline B, ETSI EN 319 142-1): appends one revision with an invisible signature field on the first
 * page, and changes no byte before it, so that what the document conforms to it still does. For documents with a classic
 * cross-reference table whose catalog and first page are plain objects: those that our typesetter writes.
 *
 * Throws CryptoError `pdf-unsuitable` for any other, and for one that has a form or is signed already.
 */
export function signPdf(pdf: Uint8Array, key: SealKey, signing: PdfSigning): Uint8Array;
export function signPdf(
  pdf: Uint8Array,
  key: SealingKey,
  signing: PdfSigning,
): Uint8Array | Promise<Uint8Array>;
export function signPdf(
  pdf: Uint8Array,
  key: SealingKey,
  { time, name, reason }: PdfSigning,
): Uint8Array | Promise<Uint8Array> {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const base = readBase(text);
  const numbers = { signature: base.size, field: base.size + 1 };
  const contents = `<${'0'.repeat(CONTAINER_BYTES * 2)}>`;
  const objects = [
    {
      number: numbers.signature,
      body:
        `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange ${RANGE}` +
        ` /Contents ${contents} /M ${pdfText(pdfDate(time))} /Name ${pdfText(name)}` +
        `${reason === undefined ? '' : ` /Reason ${pdfText(reason)}`} >>`,
    },
    {
      number: numbers.field,
      // Invisible: PDF/A-3 (ISO 19005-3 §6.3.3) asks no appearance of a widget without extent. 132: printed, locked.
      body:
        `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /F 132 /Rect [0 0 0 0]` +
        ` /P ${String(base.page.number)} 0 R /V ${String(numbers.signature)} 0 R >>`,
    },
    { number: base.page.number, body: withEntry(base.page.body, 'Annots', `[${String(numbers.field)} 0 R]`) },
    {
      number: base.catalog.number,
      body: withEntry(
        base.catalog.body,
        'AcroForm',
        `<< /SigFlags 3 /Fields [${String(numbers.field)} 0 R] >>`,
      ),
    },
  ];
  return signed(text, base, objects, key);
}

interface PdfObject {
  readonly number: number;
  /** From `<<` to `>>`. */
  readonly body: string;
}

interface Base {
  /** One more than the highest object number. */
  readonly size: number;
  readonly catalog: PdfObject;
  readonly page: PdfObject;
  readonly trailer: string;
  readonly table: number;
}

function signed(
  text: string,
  base: Base,
  objects: readonly PdfObject[],
  key: SealingKey,
): Uint8Array | Promise<Uint8Array> {
  let revision = text.endsWith('\n') ? '' : '\n';
  const places = objects.map(({ number, body }) => {
    const place = text.length + revision.length;
    revision += `${String(number)} 0 obj\n${body}\nendobj\n`;
    return { number, place };
  });
  const table = text.length + revision.length;
  const entries = places.map(
    ({ number, place }) => `${String(number)} 1\n${String(place).padStart(10, '0')} 00000 n \n`,
  );
  revision +=
    `xref\n${entries.join('')}trailer\n<< /Size ${String(base.size + 2)}${base.trailer}` +
    ` /Prev ${String(base.table)} >>\nstartxref\n${String(table)}\n%%EOF\n`;
  const start = text.length + revision.indexOf('/Contents <') + '/Contents '.length;
  const end = start + CONTAINER_BYTES * 2 + 2;
  const total = text.length + revision.length;
  const range = [start, end, total - end].map((value) => String(value).padStart(10, '0'));
  const whole = Buffer.from(text + revision.replace(RANGE, `[0 ${range.join(' ')}]`), 'latin1');
  const digest = runningSha256();
  digest.update(whole.subarray(0, start));
  digest.update(whole.subarray(end));
  demandP256(key);
  const { certificate, intermediates } = key;
  const algorithm = sequence(oid(ECDSA_SHA256));
  const container = unsignedContainer(digest.finish(), { certificate, intermediates, algorithm });
  return signedBy(key, container.attributes, (signature) => {
    const enclosed = Buffer.from(container.enclose(ecdsaValue(signature))).toString('hex');
    if (enclosed.length > CONTAINER_BYTES * 2) throw new CryptoError('pdf-unsuitable', { part: 'signature' });
    whole.write(enclosed, start + 1, 'latin1');
    return concatBytes(whole);
  });
}

const ECDSA_SHA256 = '1.2.840.10045.4.3.2';

/** A signature as containers have it: a sequence of two numbers (RFC 3279 §2.2.3). */
function ecdsaValue(signature: Uint8Array): Uint8Array {
  return sequence(natural(signature.subarray(0, 32)), natural(signature.subarray(32)));
}

const NO_ANNOTATIONS = /\/Annots\s*\[\s*\]/;

function readBase(text: string): Base {
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? unsuitable('startxref'));
  const trailer =
    /trailer\s*<<([\s\S]*?)>>\s*startxref/.exec(text.slice(table))?.[1] ?? unsuitable('trailer');
  if (!text.startsWith('xref', table)) unsuitable('xref');
  const places = readTable(text, table);
  const objectAt = (number: number): PdfObject => {
    const place = places[number] ?? unsuitable(`object ${String(number)}`);
    const head = `${String(number)} 0 obj`;
    const end = text.indexOf('endobj', place);
    if (!text.startsWith(head, place) || end < 0) unsuitable(`object ${String(number)}`);
    const body = text.slice(place + head.length, end).trim();
    return body.startsWith('<<') && body.endsWith('>>')
      ? { number, body }
      : unsuitable(`object ${String(number)}`);
  };
  const reference = (body: string, name: string): number =>
    Number(new RegExp(`/${name}\\s*\\[?\\s*(\\d+) 0 R`).exec(body)?.[1] ?? unsuitable(name));
  const catalog = objectAt(reference(trailer, 'Root'));
  let page = objectAt(reference(catalog.body, 'Pages'));
  for (let depth = 0; /\/Type\s*\/Pages/.test(page.body); depth += 1) {
    if (depth > 20) unsuitable('Pages');
    page = objectAt(reference(page.body, 'Kids'));
  }
  if (/\/AcroForm/.test(catalog.body)) unsuitable('AcroForm');
  const bare = page.body.replace(NO_ANNOTATIONS, '');
  if (/\/Annots/.test(bare)) unsuitable('Annots');
  return {
    size: places.length,
    catalog,
    page: { ...page, body: bare },
    trailer: ['Root', 'Info', 'ID'].map((name) => entryOf(trailer, name)).join(''),
    table,
  };
}

/** Places of the objects by their numbers; for a table of one section. */
function readTable(text: string, table: number): readonly number[] {
  const head = /^xref\s+0 (\d{1,7})\s/.exec(text.slice(table, table + 40));
  if (head === null) unsuitable('xref');
  const start = table + head[0].length;
  return Array.from({ length: Number(head[1]) }, (_, index) =>
    Number(text.slice(start + index * 20, start + index * 20 + 10)),
  );
}

function entryOf(dictionary: string, name: string): string {
  const found = new RegExp(`/${name}\\s*(\\[[^\\]]*\\]|\\d+ 0 R)`).exec(dictionary);
  return found === null ? '' : ` /${name} ${found[1] ?? ''}`;
}

function withEntry(body: string, name: string, value: string): string {
  return `${body.slice(0, -2).trimEnd()}\n/${name} ${value}\n>>`;
}

/** A text string in UTF-16 as hexadecimal, which needs no escape whatever it says (ISO 32000-1 §7.9.2.2). */
function pdfText(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

/** ISO 32000-1 §7.9.4. */
function pdfDate(time: string): string {
  return `D:${new Date(time).toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
}

function unsuitable(part: string): never {
  throw new CryptoError('pdf-unsuitable', { part });
}
