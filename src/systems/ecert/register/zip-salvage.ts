import { createInflateRaw } from 'node:zlib';
import { MAXIMUM_ITEM_BYTES, refused, type ItemContent } from './item.ts';
import { SeenNames, isUnsafeName, refuseClaim, unpackEntry, type EntryClaim } from './zip-entry.ts';
import type { ArchiveBytes, PendingItem } from './zip-bytes.ts';

const LOCAL_HEADER = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const HEADER_BYTES = 30;
const CHUNK_BYTES = 65_536;
const WITH_DESCRIPTOR = 0x0008;
const UTF8_NAME = 0x0800;

/** A local header, and where its data lie; `compressedSize` is undefined where only a descriptor after the data tells it. */
interface LocalEntry extends Omit<EntryClaim, 'compressedSize'> {
  readonly dataStart: number;
  readonly compressedSize: number | undefined;
}

/**
 * Entries of an archive that has lost its central directory, read front to back by their local headers as far as they
 * are whole. The last thing it yields says from which byte on nothing could be read.
 */
export async function* salvagedItems(archive: ArchiveBytes, name: string): AsyncGenerator<PendingItem> {
  const names = new SeenNames();
  let offset = 0;
  for (;;) {
    const entry = await readLocalHeader(archive, offset);
    if (entry === undefined) break;
    const { content, end } = await readLocalEntry(archive, entry);
    if (!(entry.name.endsWith('/') && entry.size === 0)) {
      const refusal = names.add(entry.name) ? undefined : refused('import-entry-duplicate');
      yield {
        path: entry.name.slice(0, 1024),
        read: () =>
          Promise.resolve(isUnsafeName(entry.name) ? refused('import-entry-name') : (refusal ?? content)),
      };
    }
    if (end === undefined) break;
    offset = end;
  }
  yield {
    path: name,
    read: () =>
      Promise.resolve(refused('import-zip-truncated', { read: String(offset), size: String(archive.size) })),
  };
}

async function readLocalHeader(archive: ArchiveBytes, offset: number): Promise<LocalEntry | undefined> {
  const header = await archive.range(offset, HEADER_BYTES);
  if (header?.readUInt32LE(0) !== LOCAL_HEADER) return undefined;
  const flags = header.readUInt16LE(6);
  const nameLength = header.readUInt16LE(26);
  const extraLength = header.readUInt16LE(28);
  const variable = await archive.range(offset + HEADER_BYTES, nameLength + extraLength);
  if (variable === undefined) return undefined;
  const sizes = sizesOf(header, variable.subarray(nameLength));
  return {
    name: variable.toString((flags & UTF8_NAME) === 0 ? 'latin1' : 'utf8', 0, nameLength),
    flags,
    method: header.readUInt16LE(8),
    crc: header.readUInt32LE(14),
    size: sizes.size,
    compressedSize: (flags & WITH_DESCRIPTOR) === 0 ? sizes.compressedSize : undefined,
    dataStart: offset + HEADER_BYTES + nameLength + extraLength,
  };
}

/** Sizes of the header, or of its ZIP64 extra field (id 1) where the header says so. */
function sizesOf(header: Buffer, extra: Buffer): { size: number; compressedSize: number } {
  const compressedSize = header.readUInt32LE(18);
  const size = header.readUInt32LE(22);
  if (size !== 0xffffffff && compressedSize !== 0xffffffff) return { size, compressedSize };
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1 && extra.readUInt16LE(at + 2) >= 16 && at + 20 <= extra.length) {
      return {
        size: Number(extra.readBigUInt64LE(at + 4)),
        compressedSize: Number(extra.readBigUInt64LE(at + 12)),
      };
    }
  }
  return { size, compressedSize };
}

async function readLocalEntry(
  archive: ArchiveBytes,
  entry: LocalEntry,
): Promise<{ content: ItemContent; end: number | undefined }> {
  const { compressedSize } = entry;
  if (compressedSize === undefined) return readStreamedEntry(archive, entry);
  const end = entry.dataStart + compressedSize;
  if (end > archive.size) return { content: refused('import-entry-truncated'), end: undefined };
  const claim: EntryClaim = { ...entry, compressedSize };
  const refusal = refuseClaim(claim);
  if (refusal) return { content: refusal, end };
  const packed = await archive.range(entry.dataStart, compressedSize);
  return { content: packed ? unpackEntry(claim, packed) : refused('import-entry-truncated'), end };
}

/** An entry written by a stream: its length shows only when its deflated data end, and its claims follow them. */
async function readStreamedEntry(
  archive: ArchiveBytes,
  entry: LocalEntry,
): Promise<{ content: ItemContent; end: number | undefined }> {
  const refusal = refuseClaim({ ...entry, compressedSize: 0, size: 0 });
  if (refusal || entry.method === 0) {
    return { content: refusal ?? refused('import-entry-truncated'), end: undefined };
  }
  const consumed = await deflatedLength(archive, entry.dataStart);
  if (consumed === undefined) return { content: refused('import-entry-truncated'), end: undefined };
  const descriptor = await archive.range(entry.dataStart + consumed, 16);
  if (descriptor === undefined) return { content: refused('import-entry-truncated'), end: undefined };
  const signed = descriptor.readUInt32LE(0) === DESCRIPTOR;
  const crc = descriptor.readUInt32LE(signed ? 4 : 0);
  const size = descriptor.readUInt32LE(signed ? 12 : 8);
  const packed = await archive.range(entry.dataStart, consumed);
  if (packed === undefined) return { content: refused('import-entry-truncated'), end: undefined };
  const claim: EntryClaim = { ...entry, crc, size, compressedSize: consumed };
  const end = entry.dataStart + consumed + (signed ? 16 : 12);
  return { content: refuseClaim(claim) ?? unpackEntry(claim, packed), end };
}

/** How many bytes a deflate stream takes, or undefined where it does not end, is damaged or swells past the bound. */
async function deflatedLength(archive: ArchiveBytes, start: number): Promise<number | undefined> {
  const inflate = createInflateRaw();
  let swollen = 0;
  let finished = false;
  inflate.on('data', (bytes: Buffer) => {
    swollen += bytes.length;
  });
  inflate.on('end', () => {
    finished = true;
  });
  const failed = new Promise<void>((resolve) => inflate.once('error', () => resolve()));
  try {
    for (let offset = start; !finished && swollen <= MAXIMUM_ITEM_BYTES; offset += CHUNK_BYTES) {
      const chunk = await archive.range(offset, Math.min(CHUNK_BYTES, archive.size - offset));
      if (chunk === undefined || chunk.length === 0) return undefined;
      const written = new Promise<void>((resolve) => inflate.write(chunk, () => resolve()));
      await Promise.race([written, failed]);
      if (inflate.errored) return undefined;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return finished ? inflate.bytesWritten : undefined;
  } finally {
    inflate.destroy();
  }
}
