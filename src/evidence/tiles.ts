import { utf8 } from '../base/index.ts';
import { sha256 } from '../crypto/index.ts';
import type { Session, Statement } from '../database/index.ts';
import type { Subtree } from '../../verify/core/index.ts';
import { HASH_BYTES, TILE_WIDTH, TreeHasher, tileOfSubtree } from '../../verify/core/index.ts';
import { EvidenceError } from './error.ts';

const FULL_TILES: Statement = {
  name: 'evidence-tiles',
  text: `select level, number, hashes from evidence_tile
         where (level, number) in (select * from unnest($1::smallint[], $2::bigint[]))`,
};

const ROOTS: Statement = {
  name: 'evidence-tile-roots',
  text: `select tile.level, tile.root
         from unnest($1::smallint[], $2::bigint[]) as wanted (level, first)
         join evidence_tile as tile
           on tile.level = wanted.level and tile.number >= wanted.first and tile.number < wanted.first + ${String(TILE_WIDTH)}
         order by tile.level, tile.number`,
};

const LEAVES: Statement = {
  name: 'evidence-leaves',
  text: `select leaf.leaf
         from evidence_sequence as sequence join evidence_leaf as leaf on leaf.id = sequence.leaf_id
         where sequence.index >= $1 and sequence.index < $2
         order by sequence.index`,
};

/** Full tiles kept in memory: at most 4 MiB, and 8 MiB with the nodes between. They never change. */
const KEPT_TILES = 512;

/** A tile by its place; `hashes` are as many as the log has at this moment. */
interface Place {
  readonly level: number;
  readonly number: number;
}

const keyOf = ({ level, number }: Place): string => `${String(level)}/${String(number)}`;

/** Reads the log's hashes with few queries, whatever number of proofs they are for. */
export class TileReader {
  readonly hasher = new TreeHasher(sha256);
  readonly #session: Session;
  readonly #kept = new Map<string, Uint8Array>();
  readonly #expanded = new Map<string, readonly Uint8Array[]>();

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * The hashes of complete subtrees, all of which must lie within the log. The answer throws `evidence-size-unknown`
   * for a subtree that the log does not have yet.
   */
  async subtrees(subtrees: readonly Subtree[]): Promise<(subtree: Subtree) => Uint8Array> {
    const tiles = await this.tiles(subtrees.map(tileOfSubtree));
    const expanded = new Map<string, readonly Uint8Array[]>();
    return (subtree) => {
      const { level, number, offset, count } = tileOfSubtree(subtree);
      const key = keyOf({ level, number });
      const heights = expanded.get(key) ?? this.#expand(key, tiles.get(key) ?? new Uint8Array());
      expanded.set(key, heights);
      const from = (offset / count) * HASH_BYTES;
      const hash = heights[Math.log2(count)]?.subarray(from, from + HASH_BYTES);
      if (hash?.length === HASH_BYTES) return hash;
      throw new EvidenceError('evidence-size-unknown', { level: subtree.level, index: subtree.index });
    };
  }

  #expand(key: string, hashes: Uint8Array): readonly Uint8Array[] {
    const known = this.#expanded.get(key);
    if (known !== undefined) return known;
    const heights = this.hasher.expand(hashes);
    if (hashes.length === TILE_WIDTH * HASH_BYTES) keep(this.#expanded, key, heights);
    return heights;
  }

  /** Tiles by `level/number`, full or as far as they are filled now; absent where the log does not reach. */
  async tiles(places: readonly Place[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const wanted = new Map(places.map((place) => [keyOf(place), place]));
    const found = new Map<string, Uint8Array>();
    for (const key of wanted.keys()) {
      const kept = this.#kept.get(key);
      if (kept !== undefined) found.set(key, kept);
    }
    await this.#readFull(
      [...wanted.values()].filter((place) => !found.has(keyOf(place))),
      found,
    );
    await this.#readPartial(
      [...wanted.values()].filter((place) => !found.has(keyOf(place))),
      found,
    );
    return found;
  }

  /** Leaves of a range, as they stand in the log. */
  async leaves(start: number, end: number): Promise<readonly Uint8Array[]> {
    const rows = await this.#session.query<{ leaf: string }>(LEAVES, [start, end]);
    return rows.map(({ leaf }) => utf8(leaf));
  }

  async #readFull(places: readonly Place[], found: Map<string, Uint8Array>): Promise<void> {
    if (places.length === 0) return;
    const rows = await this.#session.query<{ level: number; number: string; hashes: Uint8Array }>(
      FULL_TILES,
      [places.map((place) => place.level), places.map((place) => place.number)],
    );
    for (const row of rows) {
      const key = keyOf({ level: row.level, number: Number(row.number) });
      found.set(key, row.hashes);
      keep(this.#kept, key, row.hashes);
    }
  }

  async #readPartial(places: readonly Place[], found: Map<string, Uint8Array>): Promise<void> {
    const above = places.filter((place) => place.level > 0);
    const [roots] = await Promise.all([
      above.length === 0
        ? []
        : this.#session.query<{ level: number; root: Uint8Array }>(ROOTS, [
            above.map((place) => place.level - 1),
            above.map((place) => place.number * TILE_WIDTH),
          ]),
      ...places
        .filter((place) => place.level === 0)
        .map(async (place) => {
          const first = place.number * TILE_WIDTH;
          const leaves = await this.leaves(first, first + TILE_WIDTH);
          found.set(keyOf(place), joined(leaves.map((leaf) => this.hasher.leaf(leaf))));
        }),
    ]);
    for (const place of above) {
      found.set(
        keyOf(place),
        joined(roots.filter((row) => row.level === place.level - 1).map((row) => row.root)),
      );
    }
  }
}

/** Remembers a full tile's hashes, forgetting the oldest. */
function keep<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  const [oldest] = kept.keys();
  if (kept.size >= KEPT_TILES && oldest !== undefined) kept.delete(oldest);
  kept.set(key, value);
}

function joined(hashes: readonly Uint8Array[]): Uint8Array {
  const tile = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [index, hash] of hashes.entries()) tile.set(hash, index * HASH_BYTES);
  return tile;
}
