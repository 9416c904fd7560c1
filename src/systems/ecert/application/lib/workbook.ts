import { Buffer } from 'node:buffer';
import { crc32, inflateRawSync } from 'node:zlib';
import { readSheet } from 'read-excel-file/node';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { ZipFile as ZipWriter } from 'yazl';
import { fromUtf8 } from '../../../../base/index.ts';
import { ApplicationError } from '../error.ts';

/** What a workbook of two thousand full rows is far below. */
const MAXIMUM_ENTRIES = 200;
const MAXIMUM_UNPACKED = 24_000_000;
const MAXIMUM_RATIO = 250;
const RATIO_FREE_BYTES = 1_000_000;
/** Rows and columns beyond which a sheet is none of ours; the reader makes room for every cell up to the last one. */
const MAXIMUM_ROW = 3000;
const MAXIMUM_COLUMN = 300;

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAGS = 0x2041;
const NAME = /^[A-Za-z0-9_[\]. -]+(?:\/[A-Za-z0-9_[\]. -]+)*$/;
const ADDRESS = /(?<![:\w.-])r\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** A cell as it is read: text, or the day of a date. */
export type Cell = string;

/**
 * The cells of the first sheet of a workbook. The archive is unpacked here, within bounds and against its own claims,
 * and only what has passed is handed to the reader, packed anew: two readers of one ZIP may otherwise see two archives.
 * Throws `sheet-unfit` for an archive out of bounds, `sheet-unreadable` for one that is no workbook.
 */
export async function workbookCells(bytes: Uint8Array): Promise<readonly (readonly Cell[])[]> {
  const checked = await repacked(bytes);
  const rows = await readSheet(checked, { parseNumber: (text) => text }).catch((cause: unknown) => {
    throw new ApplicationError('sheet-unreadable', {}, { cause });
  });
  return rows.map((row) => row.map((cell) => cellText(cell)));
}

function cellText(cell: unknown): Cell {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'string') return cell.trim();
  return typeof cell === 'boolean' || typeof cell === 'number' ? String(cell) : '';
}

async function repacked(bytes: Uint8Array): Promise<Buffer> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await fromBufferPromise(archive, { lazyEntries: true, autoClose: false }).catch(
    (cause: unknown) => {
      throw new ApplicationError('sheet-unreadable', {}, { cause });
    },
  );
  const parts = await unpacked(zip, archive);
  const writer = new ZipWriter();
  for (const [name, content] of parts) writer.addBuffer(content, name, { compress: false });
  writer.end();
  const pieces: Buffer[] = [];
  for await (const piece of writer.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

async function unpacked(zip: ZipFile, archive: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const parts = new Map<string, Buffer>();
  let total = 0;
  try {
    if (zip.entryCount > MAXIMUM_ENTRIES) throw new ApplicationError('sheet-unfit');
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize;
      assertModest(entry, total);
      // Pictures and macros are of no use here.
      if (!/\.(?:xml|rels)$/i.test(entry.fileName)) continue;
      if (parts.has(entry.fileName)) throw new ApplicationError('sheet-unfit');
      const content = await contentOf(zip, entry, archive);
      assertPlain(content);
      parts.set(entry.fileName, content);
    }
  } catch (cause) {
    if (cause instanceof ApplicationError) throw cause;
    throw new ApplicationError('sheet-unreadable', {}, { cause });
  }
  return parts;
}

function assertModest(entry: Entry, total: number): void {
  const { uncompressedSize: size, compressedSize: packed } = entry;
  const isModest =
    total <= MAXIMUM_UNPACKED &&
    (size <= RATIO_FREE_BYTES || size <= packed * MAXIMUM_RATIO) &&
    (entry.generalPurposeBitFlag & ENCRYPTED_FLAGS) === 0 &&
    (entry.compressionMethod === STORED || entry.compressionMethod === DEFLATED) &&
    entry.fileName.length <= 200 &&
    NAME.test(entry.fileName) &&
    !entry.fileName.split('/').includes('..');
  if (!isModest) throw new ApplicationError('sheet-unfit');
}

/** Unpacks an entry no further than it claims, and holds it to its claims. */
async function contentOf(zip: ZipFile, entry: Entry, archive: Buffer): Promise<Buffer> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = archive.subarray(fileDataStart, fileDataStart + entry.compressedSize);
  const content =
    entry.compressionMethod === STORED
      ? packed
      : inflateRawSync(packed, { maxOutputLength: Math.max(entry.uncompressedSize, 1) });
  if (content.length !== entry.uncompressedSize || crc32(content) !== entry.crc32)
    throw new ApplicationError('sheet-unfit');
  return content;
}

/** No document type, no other encoding than UTF-8, and no cell so far out that room for it would fill the memory. */
function assertPlain(content: Buffer): void {
  const text = fromUtf8(content);
  if (text === undefined || text.includes('\0') || /<!DOCTYPE|<!ENTITY/i.test(text))
    throw new ApplicationError('sheet-unfit');
  if (!text.includes('sheetData')) return;
  for (const [, double, single] of text.matchAll(ADDRESS)) {
    const [, letters, row] = /^([A-Z]{0,3})(\d{1,7})$/.exec(double ?? single ?? '') ?? [];
    if (row === undefined) throw new ApplicationError('sheet-unfit');
    if (Number(row) > MAXIMUM_ROW) throw new ApplicationError('sheet-too-many-rows', { most: MAXIMUM_ROW });
    if (columnOf(letters ?? '') > MAXIMUM_COLUMN) throw new ApplicationError('sheet-unfit');
  }
}

/** `A` is 1, `AA` is 27. */
function columnOf(letters: string): number {
  return [...letters].reduce((column, letter) => column * 26 + (letter.codePointAt(0) ?? 64) - 64, 0);
}
