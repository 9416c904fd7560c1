import { concatBytes, equalBytes, fromUtf8, utf8 } from '../../../src/base/index.ts';
import { crc32 } from './crc32.ts';

/** First member of an ASiC-E container and its content (ETSI EN 319 162-1 §4.4.3, annex A.1). */
export const MIMETYPE_PATH = 'mimetype';
export const ASIC_E_TYPE = 'application/vnd.etsi.asic-e+zip';

/** Bounds of a bundle, checked before anything is read. */
export const MAXIMUM_BUNDLE_BYTES = 268_435_456;
export const MAXIMUM_BUNDLE_FILES = 1000;

/** A member of a container. `intact` is whether its bytes have the checksum that the container states. */
export interface ContainerFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly intact: boolean;
}

/** Why bytes are not one of our containers; each a key of the words. */
export const CONTAINER_REFUSALS = [
  'container-too-large',
  'container-not-zip',
  'container-too-many-files',
  'container-zip64',
  'container-encrypted',
  'container-compressed',
  'container-profile',
  'container-path',
  'container-duplicate',
  'container-headers-differ',
  'container-gap',
  'container-mimetype',
] as const;
export type ContainerRefusal = (typeof CONTAINER_REFUSALS)[number];

export type ContainerReading =
  | { readonly read: true; readonly files: readonly ContainerFile[] }
  | {
      readonly read: false;
      readonly refusal: ContainerRefusal;
      readonly values: Readonly<Record<string, string>>;
    };

class Refused extends Error {
  readonly refusal: ContainerRefusal;
  readonly values: Readonly<Record<string, string>>;

  constructor(refusal: ContainerRefusal, values: Readonly<Record<string, string>> = {}) {
    super(refusal);
    this.refusal = refusal;
    this.values = values;
  }
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
/** Version 2.0: stored files in folders. */
const VERSION = 20;
/** Bit 11: names are UTF-8. */
const FLAGS = 0x0800;
/** 1 January 1980, midnight: a container tells its time elsewhere, and equal contents give equal bytes. */
const DOS_TIME = 0;
const DOS_DATE = 0x21;

// Segments of plain ASCII that begin with a letter or digit: no `..`, no drive, no control character, no override.
const PATH = /^(?:[A-Za-z0-9][A-Za-z0-9._-]{0,99}\/){0,8}[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Reads a container of our profile: a ZIP whose members are stored, one behind the other without gaps, described twice in
 * the same words, without comments, extra fields or attributes, `mimetype` first. Every byte of the file has one
 * meaning or the file is refused; nothing can expand, nothing can hide.
 */
export function readContainer(bytes: Uint8Array): ContainerReading {
  try {
    return { read: true, files: readFiles(bytes) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { read: false, refusal: error.refusal, values: error.values };
  }
}

function readFiles(bytes: Uint8Array): readonly ContainerFile[] {
  if (bytes.length > MAXIMUM_BUNDLE_BYTES) throw new Refused('container-too-large');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, start, end } = readEnd(view);
  const files: ContainerFile[] = [];
  const names = new Set<string>();
  let central = start;
  let local = 0;
  for (let index = 0; index < count; index += 1) {
    if (central + CENTRAL_BYTES > end) throw new Refused('container-headers-differ');
    const header = readCentral(view, bytes, central, end);
    if (header.offset !== local) throw new Refused('container-gap', { path: header.path });
    if (names.has(header.path.toLowerCase())) throw new Refused('container-duplicate', { path: header.path });
    names.add(header.path.toLowerCase());
    const from = checkLocal(view, bytes, header, start);
    const content = bytes.subarray(from, from + header.size);
    files.push({ path: header.path, bytes: content, intact: crc32(content) === header.crc });
    local = from + header.size;
    central = header.next;
  }
  if (central !== end) throw new Refused('container-headers-differ');
  if (local !== start) throw new Refused('container-gap');
  const [first] = files;
  if (first?.path !== MIMETYPE_PATH || !equalBytes(first.bytes, utf8(ASIC_E_TYPE))) {
    throw new Refused('container-mimetype');
  }
  return files;
}

function readEnd(view: DataView): { count: number; start: number; end: number } {
  const end = view.byteLength - END_BYTES;
  if (end < 0 || view.getUint32(0, true) !== LOCAL || view.getUint32(end, true) !== END) {
    throw new Refused('container-not-zip');
  }
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || size === 0xffffffff || start === 0xffffffff) throw new Refused('container-zip64');
  if (count > MAXIMUM_BUNDLE_FILES) throw new Refused('container-too-many-files', { count: String(count) });
  const isPlain = view.getUint32(end + 4, true) === 0 && view.getUint16(end + 20, true) === 0;
  if (!isPlain || view.getUint16(end + 8, true) !== count) throw new Refused('container-profile');
  if (start + size !== end) throw new Refused('container-gap');
  return { count, start, end };
}

interface Header {
  readonly path: string;
  readonly crc: number;
  readonly size: number;
  readonly offset: number;
  readonly nameLength: number;
  /** Where the next central header begins. */
  readonly next: number;
  /** The 22 bytes that both headers share, from the version needed to the length of the name. */
  readonly shared: Uint8Array;
}

function readCentral(view: DataView, bytes: Uint8Array, at: number, end: number): Header {
  if (view.getUint32(at, true) !== CENTRAL) throw new Refused('container-headers-differ');
  const nameLength = view.getUint16(at + 28, true);
  const next = at + CENTRAL_BYTES + nameLength;
  if (next > end) throw new Refused('container-headers-differ');
  const path = fromUtf8(bytes.subarray(at + CENTRAL_BYTES, next)) ?? '';
  if (!PATH.test(path)) throw new Refused('container-path', { path: JSON.stringify(path.slice(0, 100)) });
  const flags = view.getUint16(at + 8, true);
  if (flags % 2 === 1) throw new Refused('container-encrypted', { path });
  if (view.getUint16(at + 10, true) !== 0) throw new Refused('container-compressed', { path });
  const size = view.getUint32(at + 24, true);
  const offset = view.getUint32(at + 42, true);
  if (size === 0xffffffff || offset === 0xffffffff) throw new Refused('container-zip64', { path });
  const expected = headerFields({ path, size, crc: view.getUint32(at + 16, true), offset });
  if (!equalBytes(bytes.subarray(at, next), expected)) throw new Refused('container-profile', { path });
  const shared = bytes.subarray(at + 6, at + 30);
  return { path, crc: view.getUint32(at + 16, true), size, offset, nameLength, next, shared };
}

/** Checks that the header before the content says the same; gives where the content begins. */
function checkLocal(view: DataView, bytes: Uint8Array, header: Header, limit: number): number {
  const { offset, nameLength, path, size, shared } = header;
  const from = offset + LOCAL_BYTES + nameLength;
  if (from + size > limit) throw new Refused('container-gap', { path });
  const isSame =
    view.getUint32(offset, true) === LOCAL &&
    equalBytes(bytes.subarray(offset + 4, offset + 28), shared) &&
    view.getUint16(offset + 28, true) === 0 &&
    equalBytes(bytes.subarray(offset + LOCAL_BYTES, from), utf8(path));
  if (!isSame) throw new Refused('container-headers-differ', { path });
  return from;
}

interface Fields {
  readonly path: string;
  readonly size: number;
  readonly crc: number;
  readonly offset: number;
}

/** The central header of our profile. */
function headerFields({ path, size, crc, offset }: Fields): Uint8Array {
  const name = utf8(path);
  const header = new Uint8Array(CENTRAL_BYTES + name.length);
  const view = new DataView(header.buffer);
  view.setUint32(0, CENTRAL, true);
  view.setUint16(4, VERSION, true);
  view.setUint16(6, VERSION, true);
  view.setUint16(8, FLAGS, true);
  view.setUint16(12, DOS_TIME, true);
  view.setUint16(14, DOS_DATE, true);
  view.setUint32(16, crc, true);
  view.setUint32(20, size, true);
  view.setUint32(24, size, true);
  view.setUint16(28, name.length, true);
  view.setUint32(42, offset, true);
  header.set(name, CENTRAL_BYTES);
  return header;
}

/**
 * Writes a container of our profile; equal files give equal bytes. `mimetype` is put first by this function. Throws
 * RangeError on a path or a size that the profile does not allow: those are our own.
 */
export function writeContainer(
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Uint8Array<ArrayBuffer> {
  const all = [{ path: MIMETYPE_PATH, bytes: utf8(ASIC_E_TYPE) }, ...files];
  if (all.length > MAXIMUM_BUNDLE_FILES) throw new RangeError('too many files');
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  const names = new Set<string>();
  let offset = 0;
  for (const { path, bytes } of all) {
    if (!PATH.test(path) || names.has(path.toLowerCase())) throw new RangeError(`unsuitable path ${path}`);
    names.add(path.toLowerCase());
    const central = headerFields({ path, size: bytes.length, crc: crc32(bytes), offset });
    const local = new Uint8Array(LOCAL_BYTES);
    new DataView(local.buffer).setUint32(0, LOCAL, true);
    local.set(central.subarray(6, 30), 4);
    locals.push(local, utf8(path), bytes);
    centrals.push(central);
    offset += LOCAL_BYTES + path.length + bytes.length;
  }
  if (offset > MAXIMUM_BUNDLE_BYTES) throw new RangeError('the bundle is too large');
  const directory = concatBytes(...centrals);
  const end = new Uint8Array(END_BYTES);
  const view = new DataView(end.buffer);
  view.setUint32(0, END, true);
  view.setUint16(8, all.length, true);
  view.setUint16(10, all.length, true);
  view.setUint32(12, directory.length, true);
  view.setUint32(16, offset, true);
  return concatBytes(...locals, directory, end);
}
