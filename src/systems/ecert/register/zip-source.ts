import { open } from 'node:fs/promises';
import { fromRandomAccessReaderPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';
import { refused, type Item, type ItemContent, type Source } from './item.ts';
import {
  ClaimedRanges,
  SeenNames,
  isUnsafeName,
  refuseClaim,
  unpackEntry,
  type EntryClaim,
} from './zip-entry.ts';
import { ArchiveBytes, DirectoryReader, type PendingItem } from './zip-bytes.ts';
import { salvagedItems } from './zip-salvage.ts';

const IDENTITY_BYTES = 65_536;

/** ZIP specification §4.3.7; name and extra field, whose lengths stand at 26 and 28, lie between it and the data. */
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;

/**
 * A ZIP of any size, read by its central directory one entry at a time. Where the directory is missing, because the
 * archive was cut off, the entries that are still whole are read by their local headers.
 */
export async function openZip(
  path: string,
  name: string,
  digest: (bytes: Uint8Array) => string,
): Promise<Source> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const archive = new ArchiveBytes(handle, size);
    const identity = digest(await headAndTail(archive));
    const total = await entryCount(archive);
    return {
      kind: 'zip',
      identity,
      total,
      items: (from) => itemsFrom(archive, name, from),
      close: () => handle.close(),
    };
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

/** Size, beginning and end: the end holds the central directory's last records with their CRCs. */
async function headAndTail(archive: ArchiveBytes): Promise<Uint8Array> {
  const { size } = archive;
  const length = Math.min(size, IDENTITY_BYTES);
  const parts: Uint8Array[] = [Buffer.from(`zip ${String(size)} `)];
  for (const start of [0, size - length]) {
    parts.push(Buffer.from((await archive.range(start, length)) ?? []));
  }
  return Buffer.concat(parts);
}

async function openDirectory(archive: ArchiveBytes): Promise<ZipFile | undefined> {
  try {
    return await fromRandomAccessReaderPromise(new DirectoryReader(archive), archive.size, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    });
  } catch {
    return undefined;
  }
}

async function entryCount(archive: ArchiveBytes): Promise<number | undefined> {
  return (await openDirectory(archive))?.entryCount;
}

async function* itemsFrom(archive: ArchiveBytes, name: string, from: number): AsyncGenerator<Item> {
  let position = 0;
  const directory = await openDirectory(archive);
  const contents = directory ? directoryContents(archive, directory, name) : salvagedItems(archive, name);
  for await (const { path, read } of contents) {
    if (position >= from) yield { position, path, content: await read() };
    position += 1;
  }
}

async function* directoryContents(
  archive: ArchiveBytes,
  directory: ZipFile,
  name: string,
): AsyncGenerator<PendingItem> {
  const names = new SeenNames();
  const ranges = new ClaimedRanges();
  try {
    for await (const entry of directory.eachEntry()) {
      const claim = claimOf(entry);
      if (claim.name.endsWith('/') && claim.size === 0) continue;
      const refusal = refuseEntry(entry, claim, names, ranges);
      yield {
        path: claim.name.slice(0, 1024),
        read: () => (refusal ? Promise.resolve(refusal) : readEntry(archive, entry, claim)),
      };
    }
  } catch {
    yield { path: name, read: () => Promise.resolve(refused('import-zip-damaged')) };
  }
}

function claimOf(entry: Entry): EntryClaim {
  return {
    name: getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true),
    flags: entry.generalPurposeBitFlag,
    method: entry.compressionMethod,
    crc: entry.crc32,
    compressedSize: entry.compressedSize,
    size: entry.uncompressedSize,
  };
}

function refuseEntry(
  entry: Entry,
  claim: EntryClaim,
  names: SeenNames,
  ranges: ClaimedRanges,
): ItemContent | undefined {
  if (isUnsafeName(claim.name)) return refused('import-entry-name');
  if (!names.add(claim.name)) return refused('import-entry-duplicate');
  const start = entry.relativeOffsetOfLocalHeader;
  const least = 30 + entry.fileNameRaw.length + claim.compressedSize;
  if (!ranges.claim(start, start + least)) return refused('import-entry-overlap');
  return refuseClaim(claim);
}

async function readEntry(archive: ArchiveBytes, entry: Entry, claim: EntryClaim): Promise<ItemContent> {
  const start = entry.relativeOffsetOfLocalHeader;
  const header = await archive.range(start, LOCAL_HEADER_BYTES);
  if (header === undefined) return refused('import-entry-truncated');
  if (header.readUInt32LE(0) !== LOCAL_HEADER) return refused('import-entry-damaged');
  const data = start + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = await archive.range(data, claim.compressedSize);
  return packed ? unpackEntry(claim, packed) : refused('import-entry-truncated');
}
