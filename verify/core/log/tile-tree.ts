import { MAXIMUM_TILE_LEVEL, TILE_WIDTH, tileOfSubtree } from './tile.ts';
import { HASH_BYTES } from './merkle.ts';
import type { LeafRange, Subtree } from './subtree.ts';
import { subtreesOf } from './subtree.ts';

/** SHA-256 as a plain function: the server's fast path, without a question for every hash. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** A tile that has just become full, with the hash of the complete subtree it stands for. */
export interface FullTile {
  readonly level: number;
  readonly number: number;
  /** 256 hashes, 8,192 bytes. */
  readonly hashes: Uint8Array;
  readonly root: Uint8Array;
}

const NOTHING = new Uint8Array();

/** Hashes of leaves and nodes in a loop, with one buffer for all. */
export class TreeHasher {
  readonly #sha256: Sha256;
  readonly #node = new Uint8Array(1 + 2 * HASH_BYTES);
  #leaf = new Uint8Array(512);

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
    this.#node[0] = 1;
  }

  leaf(entry: Uint8Array): Uint8Array {
    const length = entry.length + 1;
    if (length > this.#leaf.length) this.#leaf = new Uint8Array(length);
    this.#leaf.set(entry, 1);
    return this.#sha256(this.#leaf.subarray(0, length));
  }

  node(left: Uint8Array, right: Uint8Array): Uint8Array {
    this.#node.set(left, 1);
    this.#node.set(right, 1 + HASH_BYTES);
    return this.#sha256(this.#node);
  }

  empty(): Uint8Array {
    return this.#sha256(new Uint8Array());
  }

  /** Hash of a complete subtree from its nearest descendants that stand side by side in a tile; `count` is a power of two. */
  fold(hashes: Uint8Array, offset: number, count: number): Uint8Array {
    // A copy by hand: a Buffer's own slice would be a view of the caller's bytes.
    const level = new Uint8Array(count * HASH_BYTES);
    level.set(hashes.subarray(offset * HASH_BYTES, (offset + count) * HASH_BYTES));
    for (let width = count; width > 1; width /= 2) {
      for (let pair = 0; pair < width / 2; pair += 1) {
        const from = pair * 2 * HASH_BYTES;
        this.#node.set(level.subarray(from, from + 2 * HASH_BYTES), 1);
        level.set(this.#sha256(this.#node), pair * HASH_BYTES);
      }
    }
    return level.slice(0, HASH_BYTES);
  }

  /**
   * All complete subtrees of a tile, full or partial: element h holds those of 2^h hashes, side by side. Worth it where
   * several proofs meet in one tile. What is `known` is the same of a tile that has grown since: its subtrees stay what
   * they were.
   */
  expand(hashes: Uint8Array, known: readonly Uint8Array[] = []): readonly Uint8Array[] {
    const heights: Uint8Array[] = [hashes];
    for (let below = hashes; below.length >= 2 * HASH_BYTES;) {
      const count = Math.floor(below.length / (2 * HASH_BYTES));
      const level = new Uint8Array(count * HASH_BYTES);
      const before = known[heights.length] ?? NOTHING;
      level.set(before);
      for (let pair = before.length / HASH_BYTES; pair < count; pair += 1) {
        const from = pair * 2 * HASH_BYTES;
        this.#node.set(below.subarray(from, from + 2 * HASH_BYTES), 1);
        level.set(this.#sha256(this.#node), pair * HASH_BYTES);
      }
      heights.push(level);
      below = level;
    }
    return heights;
  }

  /** Hash of a range of a proof, from the hashes of the complete subtrees it is made of. */
  range(range: LeafRange, hashOf: (subtree: Subtree) => Uint8Array): Uint8Array {
    return this.join(subtreesOf(range).map(hashOf));
  }

  /** Joins complete subtrees, left to right and each smaller than the one before, into one hash. */
  join(hashes: readonly Uint8Array[]): Uint8Array {
    const last = hashes.at(-1);
    if (last === undefined) return this.empty();
    return hashes.slice(0, -1).reduceRight((right, left) => this.node(left, right), last);
  }
}

/**
 * The right edge of a log as tiles being filled: takes leaf hashes one by one, hands out each tile as it becomes
 * full and knows the root at any time. Memory is constant: one tile a level.
 */
export class TileTree {
  readonly #hasher: TreeHasher;
  readonly #levels: Uint8Array[];
  #size: number;
  /** Of the tree as it stands: each asking would hash every tile being filled anew. */
  #root: Uint8Array | undefined;

  /** `partials[level]` are the hashes of the tile being filled at that level of a log of `size` leaves; absent for none. */
  constructor(hasher: TreeHasher, size = 0, partials: readonly (Uint8Array | undefined)[] = []) {
    this.#hasher = hasher;
    this.#size = size;
    this.#levels = [];
    for (let level = 0; level <= MAXIMUM_TILE_LEVEL; level += 1) {
      const hashes = partials[level] ?? new Uint8Array();
      if (hashes.length !== widthAt(size, level) * HASH_BYTES) {
        throw new RangeError(
          `a log of ${String(size)} leaves has another partial tile at level ${String(level)}`,
        );
      }
      const tile = new Uint8Array(TILE_WIDTH * HASH_BYTES);
      tile.set(hashes);
      this.#levels.push(tile);
    }
  }

  get size(): number {
    return this.#size;
  }

  /** The hashes of the tile being filled at a level; empty when there is none. */
  partial(level: number): Uint8Array {
    return (this.#levels[level] ?? new Uint8Array()).slice(0, widthAt(this.#size, level) * HASH_BYTES);
  }

  append(leafHash: Uint8Array, full: (tile: FullTile) => void): void {
    let hash = leafHash;
    let place = this.#size;
    this.#size += 1;
    this.#root = undefined;
    for (const [level, tile] of this.#levels.entries()) {
      const offset = place % TILE_WIDTH;
      tile.set(hash, offset * HASH_BYTES);
      if (offset < TILE_WIDTH - 1) return;
      hash = this.#hasher.fold(tile, 0, TILE_WIDTH);
      place = Math.floor(place / TILE_WIDTH);
      full({ level, number: place, hashes: tile.slice(), root: hash });
    }
  }

  root(): Uint8Array {
    this.#root ??= this.#hashAll();
    return new Uint8Array(this.#root);
  }

  /** An independent tree in the same state. */
  copy(): TileTree {
    return new TileTree(
      this.#hasher,
      this.#size,
      this.#levels.map((_, level) => this.partial(level)),
    );
  }

  #hashAll(): Uint8Array {
    const hashes = subtreesOf({ start: 0, end: this.#size }).map((subtree) => {
      const { level, offset, count } = tileOfSubtree(subtree);
      return this.#hasher.fold(this.#levels[level] ?? new Uint8Array(), offset, count);
    });
    return this.#hasher.join(hashes);
  }
}

function widthAt(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level) % TILE_WIDTH;
}
