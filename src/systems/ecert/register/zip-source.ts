import { open, type FileHandle } from 'node:fs/promises';
import { fromFdPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';
import { refused, type Item, type ItemContent, type Source } from './item.ts';
import {
  ClaimedRanges,
  SeenNames,
  isUnsafeName,
  refuseClaim,
  unpackEntry,
  type EntryClaim,
} from './zip-entry.ts';
import { readRange, type PendingItem } from './zip-bytes.ts';
import { salvagedItems } from './zip-salvage.ts';

const IDENTITY_BYTES = 65_536;

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
    const identity = digest(await headAndTail(handle, size));
    const total = await entryCount(handle);
    return {
      kind: 'zip',
      identity,
      total,
      items: (from) => itemsFrom(handle, size, name, from),
      close: () => handle.close(),
    };
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

/** Size, beginning and end: the end holds the central directory's last records with their CRCs. */
async function headAndTail(handle: FileHandle, size: number): Promise<Uint8Array> {
  const head = await readRange(handle, 0, Math.min(size, IDENTITY_BYTES));
  const tail = await readRange(handle, Math.max(0, size - IDENTITY_BYTES), Math.min(size, IDENTITY_BYTES));
  return Buffer.concat([
    Buffer.from(`zip ${String(size)} `),
    head ?? Buffer.alloc(0),
    tail ?? Buffer.alloc(0),
  ]);
}

async function openDirectory(handle: FileHandle): Promise<ZipFile | undefined> {
  try {
    return await fromFdPromise(handle.fd, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    });
  } catch {
    return undefined;
  }
}

async function entryCount(handle: FileHandle): Promise<number | undefined> {
  return (await openDirectory(handle))?.entryCount;
}

async function* itemsFrom(
  handle: FileHandle,
  size: number,
  name: string,
  from: number,
): AsyncGenerator<Item> {
  let position = 0;
  const directory = await openDirectory(handle);
  const contents = directory ? directoryContents(handle, directory, name) : salvagedItems(handle, size, name);
  for await (const { path, read } of contents) {
    if (position >= from) yield { position, path, content: await read() };
    position += 1;
  }
}

async function* directoryContents(
  handle: FileHandle,
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
        read: () => (refusal ? Promise.resolve(refusal) : readEntry(handle, directory, entry, claim)),
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

async function readEntry(
  handle: FileHandle,
  directory: ZipFile,
  entry: Entry,
  claim: EntryClaim,
): Promise<ItemContent> {
  try {
    const { fileDataStart } = await directory.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = await readRange(handle, fileDataStart, claim.compressedSize);
    return packed ? unpackEntry(claim, packed) : refused('import-entry-truncated');
  } catch {
    return refused('import-entry-damaged');
  }
}
