/** Height of a tile: it covers eight levels of the tree (c2sp.org/tlog-tiles). */
export const TILE_HEIGHT = 8;
/** Hashes in a full tile. */
export const TILE_WIDTH = 256;
/** Tree levels that a tile can start at: 0, 8, … 48 reach 2^53 leaves. */
export const MAXIMUM_TILE_LEVEL = 6;

/** A tile of hashes: `level` counts in steps of eight tree levels, `width` is 256 when full. */
export interface TileName {
  readonly level: number;
  readonly number: number;
  readonly width: number;
}

/** What a path under the log's prefix names. */
export type LogPath =
  | { readonly resource: 'checkpoint' }
  | ({ readonly resource: 'tile' } & TileName)
  | { readonly resource: 'entries'; readonly number: number; readonly width: number };

/** A tile number as a path: groups of three digits, all but the last marked with x: 1234067 is `x001/x234/067`. */
export function formatTileNumber(number: number): string {
  const digits = String(number);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  return groups.map((group, index) => (index < groups.length - 1 ? `x${group}` : group)).join('/');
}

/** The path of a tile relative to the log's prefix, e.g. `tile/0/x001/234.p/112`. */
export function formatTilePath(tile: TileName): string {
  return `tile/${String(tile.level)}/${formatTileNumber(tile.number)}${partOf(tile.width)}`;
}

/** The path of an entry bundle relative to the log's prefix. */
export function formatEntriesPath(number: number, width: number): string {
  return `tile/entries/${formatTileNumber(number)}${partOf(width)}`;
}

function partOf(width: number): string {
  return width === TILE_WIDTH ? '' : `.p/${String(width)}`;
}

const PATH = /^tile\/(entries|[0-6])\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** What a path relative to the log's prefix names; undefined for any path that is not in canonical form. */
export function parseLogPath(path: string): LogPath | undefined {
  if (path === 'checkpoint') return { resource: 'checkpoint' };
  const match = PATH.exec(path);
  if (!match) return undefined;
  const [, level = '', groups = '', part] = match;
  const number = Number(groups.replaceAll(/[x/]/g, ''));
  const width = part === undefined ? TILE_WIDTH : Number(part);
  if (!Number.isSafeInteger(number) || formatTileNumber(number) !== groups) return undefined;
  if (part !== undefined && width >= TILE_WIDTH) return undefined;
  if (level === 'entries') return { resource: 'entries', number, width };
  return { resource: 'tile', level: Number(level), number, width };
}

/** How many full tiles a level has in a log of that size, and how many hashes stand in the one being filled. */
export function tilesAt(size: number, level: number): { readonly full: number; readonly partial: number } {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return { full: Math.floor(hashes / TILE_WIDTH), partial: hashes % TILE_WIDTH };
}

/** Whether a log of that size has that tile; a partial tile exists as long as it is no wider than what is there. */
export function hasTile(size: number, tile: TileName): boolean {
  const hashes = Math.floor(size / TILE_WIDTH ** tile.level);
  return tile.number * TILE_WIDTH + tile.width <= hashes;
}

/** The tile that holds a complete subtree's hash or its nearest descendants: tile level, number and the hashes' places in it. */
export function tileOfSubtree(subtree: { readonly level: number; readonly index: number }): {
  readonly level: number;
  readonly number: number;
  readonly offset: number;
  readonly count: number;
} {
  const level = Math.floor(subtree.level / TILE_HEIGHT);
  const count = 2 ** (subtree.level % TILE_HEIGHT);
  const first = subtree.index * count;
  return { level, number: Math.floor(first / TILE_WIDTH), offset: first % TILE_WIDTH, count };
}

/** Encodes an entry bundle: each entry preceded by its length as a big-endian uint16. */
export function formatEntries(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bundle = new Uint8Array(entries.reduce((length, entry) => length + 2 + entry.length, 0));
  let offset = 0;
  for (const entry of entries) {
    if (entry.length > 65_535) throw new RangeError('an entry has at most 65,535 bytes');
    bundle[offset] = entry.length >> 8;
    bundle[offset + 1] = entry.length & 0xff;
    bundle.set(entry, offset + 2);
    offset += 2 + entry.length;
  }
  return bundle;
}

/** The entries of a bundle; undefined when the bytes are not exactly a sequence of them. */
export function parseEntries(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (offset < bundle.length) {
    const high = bundle[offset];
    const low = bundle[offset + 1];
    if (high === undefined || low === undefined || entries.length === TILE_WIDTH) return undefined;
    const end = offset + 2 + high * 256 + low;
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(offset + 2, end));
    offset = end;
  }
  return entries;
}
