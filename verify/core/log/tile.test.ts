import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex, utf8 } from '../../../src/base/index.ts';
import { inclusionRanges, subtreesOf } from './subtree.ts';
import {
  TILE_WIDTH,
  formatEntries,
  formatEntriesPath,
  formatTileNumber,
  formatTilePath,
  hasTile,
  parseEntries,
  parseLogPath,
  tileOfSubtree,
  tilesAt,
} from './tile.ts';
import type { FullTile } from './tile-tree.ts';
import { TileTree, TreeHasher } from './tile-tree.ts';
import { sha256 } from '../../../tests/evidence/log-signers.ts';

const hasher = new TreeHasher(sha256);

describe('tile paths', () => {
  test('a tile number is written in groups of three digits, all but the last marked', () => {
    expect(formatTileNumber(0)).toBe('000');
    expect(formatTileNumber(67)).toBe('067');
    expect(formatTileNumber(1000)).toBe('x001/000');
    expect(formatTileNumber(1_234_067)).toBe('x001/x234/067');
    expect(formatTilePath({ level: 0, number: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(formatTilePath({ level: 1, number: 0, width: 17 })).toBe('tile/1/000.p/17');
    expect(formatEntriesPath(273, 112)).toBe('tile/entries/273.p/112');
  });

  test('every tile path reads back as the tile it names', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6 }),
        fc.nat(2 ** 45),
        fc.integer({ min: 1, max: 256 }),
        (level, number, width) => {
          expect(parseLogPath(formatTilePath({ level, number, width }))).toEqual({
            resource: 'tile',
            level,
            number,
            width,
          });
          expect(parseLogPath(formatEntriesPath(number, width))).toEqual({
            resource: 'entries',
            number,
            width,
          });
        },
      ),
    );
  });

  test.each([
    '',
    'checkpoint/',
    '/checkpoint',
    'tile/0/0',
    'tile/0/0000',
    'tile/00/000',
    'tile/7/000',
    'tile/-1/000',
    'tile/0/x000/067',
    'tile/0/001/067',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000/../001',
    'tile/0/%30%30%30',
    'tile/0/000\n',
    'tile/entries/x001/000.p/1/2',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
  ])('a path that is not canonical names nothing: %j', (path) => {
    expect(parseLogPath(path)).toBeUndefined();
  });

  test('a log of 70,000 leaves has the tiles of the specification', () => {
    expect(tilesAt(70_000, 0)).toEqual({ full: 273, partial: 112 });
    expect(tilesAt(70_000, 1)).toEqual({ full: 1, partial: 17 });
    expect(tilesAt(70_000, 2)).toEqual({ full: 0, partial: 1 });
    expect(tilesAt(70_000, 3)).toEqual({ full: 0, partial: 0 });
    expect(hasTile(70_000, { level: 0, number: 273, width: 112 })).toBe(true);
    expect(hasTile(70_000, { level: 0, number: 273, width: 113 })).toBe(false);
    expect(hasTile(70_000, { level: 1, number: 0, width: 256 })).toBe(true);
    expect(hasTile(70_000, { level: 2, number: 0, width: 2 })).toBe(false);
  });

  test('an entry bundle reads back as its entries, and a bundle cut short is refused', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 256 }), (entries) => {
        const bundle = formatEntries(entries);
        expect(parseEntries(bundle)?.map(toHex)).toEqual(entries.map(toHex));
        if (bundle.length > 0) expect(parseEntries(bundle.subarray(0, -1))).toBeUndefined();
      }),
    );
  });
});

describe('the tree in tiles', () => {
  const SIZE = 70_000;
  const leaves = Array.from({ length: SIZE }, (_, index) => hasher.leaf(utf8(String(index))));
  const tiles = new Map<string, FullTile>();
  const tree = new TileTree(hasher);
  for (const leaf of leaves) {
    tree.append(leaf, (tile) => tiles.set(`${String(tile.level)}/${String(tile.number)}`, tile));
  }
  const hashOf = (subtree: { level: number; index: number }) => {
    const { level, number, offset, count } = tileOfSubtree(subtree);
    const full = tiles.get(`${String(level)}/${String(number)}`)?.hashes;
    return hasher.fold(full ?? tree.partial(level), offset, count);
  };

  test('70,000 leaves fill 273 tiles at level 0 and one at level 1', () => {
    expect([...tiles.values()].filter((tile) => tile.level === 0)).toHaveLength(273);
    expect([...tiles.values()].filter((tile) => tile.level === 1)).toHaveLength(1);
    expect(tiles.size).toBe(274);
    expect([0, 1, 2, 3].map((level) => tree.partial(level).length / 32)).toEqual([112, 17, 1, 0]);
  });

  test('the root from the right edge equals the root from all subtrees', () => {
    const whole = hasher.join(subtreesOf({ start: 0, end: SIZE }).map(hashOf));
    expect(toHex(tree.root())).toBe(toHex(whole));
    const expected = fold(leaves);
    expect(toHex(whole)).toBe(toHex(expected));
  });

  test('proofs come from few tiles whatever the leaf', () => {
    for (const index of [0, 255, 256, 65_535, 65_536, 69_999]) {
      const names = inclusionRanges(index, SIZE)
        .flatMap(subtreesOf)
        .map(tileOfSubtree)
        .map(({ level, number }) => `${String(level)}/${String(number)}`);
      expect(new Set(names).size).toBeLessThanOrEqual(5);
    }
  });

  test('a tree taken up again from its partial tiles ends with the same root', () => {
    for (const cut of [0, 1, 255, 256, 257, 511, 65_535, 65_536, 66_000]) {
      const first = new TileTree(hasher);
      for (const leaf of leaves.slice(0, cut)) first.append(leaf, () => undefined);
      const again = new TileTree(
        hasher,
        cut,
        [0, 1, 2, 3, 4, 5, 6].map((level) => first.partial(level)),
      );
      for (const leaf of leaves.slice(cut, cut + 300)) {
        first.append(leaf, () => undefined);
        again.append(leaf, () => undefined);
      }
      expect(toHex(again.root())).toBe(toHex(first.root()));
    }
    expect(() => new TileTree(hasher, 3, [new Uint8Array(64)])).toThrow(RangeError);
  });

  test('the root that was told is not that of the tree as it grows, and whoever was told it cannot change it', () => {
    const growing = new TileTree(hasher);
    for (const [index, leaf] of leaves.slice(0, 300).entries()) {
      growing.append(leaf, () => undefined);
      const told = growing.root();
      expect(toHex(told)).toBe(toHex(fold(leaves.slice(0, index + 1))));
      told.fill(0);
      expect(toHex(growing.root())).toBe(toHex(growing.copy().root()));
    }
  });

  test('folding does not touch the tile, also where it is a Buffer', () => {
    const tile = Buffer.from(tiles.get('0/0')?.hashes ?? []);
    const before = toHex(tile);
    hasher.fold(tile, 0, TILE_WIDTH);
    expect(toHex(tile)).toBe(before);
  });

  function fold(hashes: readonly Uint8Array[]): Uint8Array {
    const [only = sha256(new Uint8Array())] = hashes;
    if (hashes.length <= 1) return only;
    let split = 1;
    while (split * 2 < hashes.length) split *= 2;
    return hasher.node(fold(hashes.slice(0, split)), fold(hashes.slice(split)));
  }
});
